"""The ways to get tokens: what is asked of the token endpoint and how its answer is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from podio.core.operations.body import Concealed
from podio.core.operations.request import Request
from podio.core.secret import Secret, conceal
from podio.errors import InvalidArgumentError

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth

TOKEN_PATH = "/oauth/token/v2"  # noqa: S105 -- an address
"""Takes JSON; the older `/oauth/token` takes forms. Both are in use, this one is documented."""


class Grant:
    """One way to sign in, its secrets hidden.

    Attributes:
        name: Podio's `grant_type`.
        fields: What is sent besides the client's id and secret.
        repeatable: Whether it can be used again by itself when the session ends.
    """

    __slots__ = ("fields", "name", "repeatable")

    def __init__(
        self, name: str, fields: Mapping[str, object], *, repeatable: bool = False
    ) -> None:
        self.name = name
        self.fields = fields
        self.repeatable = repeatable

    def __repr__(self) -> str:
        """Show the kind alone."""
        return f"Grant({self.name})"


def app_grant(app_id: int, app_token: Secret | str) -> Grant:
    """Sign in as an app, with the token from its developer page."""
    if type(app_id) is not int or app_id <= 0:
        app_token = ""
        message = f"app_id must be a positive int, got {app_id!r}"
        raise InvalidArgumentError(message)
    fields = {"app_id": app_id, "app_token": _given("app_token", conceal(app_token))}
    return Grant("app", fields, repeatable=True)


def password_grant(username: str, password: Secret | str) -> Grant:
    """Sign in as a user, with mail address and password."""
    fields = {
        "username": _given("username", conceal(username)).reveal(),
        "password": _given("password", conceal(password)),
    }
    return Grant("password", fields, repeatable=True)


def code_grant(code: Secret | str, redirect_uri: str) -> Grant:
    """Sign in with the code that the authorize page sent back."""
    fields = {
        "code": _given("code", conceal(code)),
        "redirect_uri": _given("redirect_uri", Secret(redirect_uri)).reveal(),
    }
    return Grant("authorization_code", fields)


def refresh_grant(oauth: PodioOAuth) -> Grant:
    """Exchange the refresh token for a new access token."""
    return Grant("refresh_token", {"refresh_token": Secret(oauth.refresh_token)})


def token_request(
    grant: Grant, client_id: str, client_secret: Secret, timeout: float
) -> Request[Any]:
    """Return the request that a grant makes."""
    body = {
        "grant_type": grant.name,
        "client_id": client_id,
        "client_secret": client_secret,
        **grant.fields,
    }
    return Request("POST", TOKEN_PATH, body=Concealed(body), authorized=False, timeout=timeout)


def second_factor_request(
    nonce: str, code: Secret, *, recovery: bool, timeout: float
) -> Request[Any]:
    """Return the request that goes on with a sign-in after its password was right.

    guess: known from podio-rb alone; it answers as the token endpoint does.
    """
    body = {
        "nonce": _given("nonce", Secret(nonce)).reveal(),
        "recoveryCode" if recovery else "otp": _given("code", code),
    }
    return Request("POST", "/mfa/verify", body=Concealed(body), authorized=False, timeout=timeout)


def _given(name: str, value: Secret) -> Secret:
    if not value.is_text():
        message = f"{name} must be a text that is not empty"
        raise InvalidArgumentError(message)
    return value
