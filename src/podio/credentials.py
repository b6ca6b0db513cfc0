"""Credentials that sign in again by themselves, read when they are needed and not kept.

podio = Podio(client_id, client_secret, store, credentials=app_credentials(
lambda: (app_id, vault.read("podio-app-token"))))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeAlias

from podio.core.secret import Secret
from podio.core.session.grants import Grant, app_grant, password_grant
from podio.errors import ConfigurationError

Credentials: TypeAlias = Callable[[], Grant] | Callable[[], Coroutine[Any, Any, Grant]]
"""Called for each sign-in, apart from the event loop; a coroutine function is awaited."""
CredentialsByKey = Callable[[str], Credentials | None]
"""Gives what a user of `PodioSessions` signs in with, or None for one who does it by hand."""


def app_credentials(
    read: Callable[[], tuple[int, str | Secret]]
    | Callable[[], Coroutine[Any, Any, tuple[int, str | Secret]]],
) -> Credentials:
    """Sign in as an app whenever that is needed.

    Args:
        read: Returns the app's id and token, also as a coroutine; called for each sign-in.
    """
    return _reading(read, app_grant)


def password_credentials(
    read: Callable[[], tuple[str, str | Secret]]
    | Callable[[], Coroutine[Any, Any, tuple[str, str | Secret]]],
) -> Credentials:
    """Sign in as a user whenever that is needed.

    Args:
        read: Returns mail address and password, also as a coroutine; called for each sign-in.
    """
    return _reading(read, password_grant)


def _reading(read: Callable[[], Any], grant: Callable[..., Grant]) -> Credentials:
    from inspect import iscoroutinefunction  # for those alone who have credentials

    if not iscoroutinefunction(read):
        return lambda: grant(*read())

    async def sign_in() -> Grant:
        return grant(*(await read()))

    return sign_in


def taking_a_key(given: CredentialsByKey | None) -> CredentialsByKey:
    """Return the function that knows each user's credentials, before anybody needs them.

    Raises:
        ConfigurationError: It cannot be called with a key.
    """
    if given is None:
        return lambda _: None
    from inspect import signature

    try:
        signature(given).bind("user:42")
    except TypeError:
        message = (
            "credentials= of many users is a function that is called with a user's key: "
            "credentials=lambda key: app_credentials(lambda: (app_id, app_token)), or "
            "lambda _: ... where all have the same"
        )
        raise ConfigurationError(message) from None
    except ValueError:  # some built-in functions do not tell what they take
        return given
    return given


def credentials_of(function: CredentialsByKey, key: str) -> Credentials | None:
    """Return what a user signs in with, or None.

    Raises:
        ConfigurationError: It is neither credentials nor None.
    """
    found: object = function(key)
    if found is None or callable(found):
        credentials: Credentials | None = found
        return credentials
    kind = type(found).__name__
    del found  # it may be the secret itself, and a traceback may show what is left here
    message = (
        f"credentials({key!r}) gave a {kind}: it has to give what app_credentials(...) or "
        "password_credentials(...) return, or None for a user who signs in by hand"
    )
    raise ConfigurationError(message)


class Environment:
    """Environment variables, seen one at a time: the whole of them is full of secrets."""

    __slots__ = ("_variables",)

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        """Look at the process's environment, or at another."""
        self._variables = os.environ if variables is None else variables

    def text(self, name: str) -> str:
        """Return a variable, empty where it is not set."""
        return self._variables.get(name, "")

    def secret(self, name: str) -> Secret:
        """Return a variable that nobody may see."""
        return Secret(self._variables.get(name, ""))

    def credentials(self) -> Credentials | None:
        """Return what the environment can sign in with, or None where it holds nothing.

        `PODIO_APP_ID` and `PODIO_APP_TOKEN` come before `PODIO_USERNAME` and
        `PODIO_PASSWORD`.

        Raises:
            ConfigurationError: `PODIO_APP_ID` is no number.
        """
        app_id = self.text("PODIO_APP_ID")
        if app_id and self.secret("PODIO_APP_TOKEN"):
            if not app_id.isdecimal():
                message = f"PODIO_APP_ID must be a number, got {app_id!r}"
                raise ConfigurationError(message)
            return lambda: app_grant(int(app_id), self.secret("PODIO_APP_TOKEN"))
        if self.text("PODIO_USERNAME") and self.secret("PODIO_PASSWORD"):
            return lambda: password_grant(
                self.text("PODIO_USERNAME"), self.secret("PODIO_PASSWORD")
            )
        return None
