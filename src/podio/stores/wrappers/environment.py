"""Begins with a session out of the environment, and goes on with what a store keeps."""

from __future__ import annotations

import os
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from podio.core.session.oauth import PodioOAuth
from podio.errors import ConfigurationError
from podio.stores.ground.stored_text import HiddenText, session_in
from podio.stores.wrappers.wrapping import AsyncWrapper, BlockingWrapper, WrappedSteps

if TYPE_CHECKING:
    from podio.stores.ground.both_ways import Steps
    from podio.stores.protocol import AsyncAuthStore, AuthStore

SESSION = "PODIO_OAUTH"
"""The variable with a whole session, as `to_json()` writes it."""
REFRESH_TOKEN = "PODIO_REFRESH_TOKEN"  # noqa: S105 -- a variable's name
"""The variable with a refresh token alone."""
SEED = "seed"
"""The key of an entry that says which seed it grew from."""


class EnvAuthStore(BlockingWrapper):
    """A store that begins with a session out of the environment (level of the store inside).

        EnvAuthStore(FileAuthStore("session.json"))

    `PODIO_OAUTH` has a whole session, as `to_json()` writes it; `PODIO_REFRESH_TOKEN` a refresh
    token alone. It is used where the store inside has no session, and that is the end of it:
    the renewed session is kept inside and wins from then on, for the environment may hold a
    token that Podio has replaced. After a logout, or when Podio has ended the session, the same
    seed is not used again; another one in its place is.
    """

    def __init__(self, inner: AuthStore) -> None:
        """Wrap the store that the session is kept in.

        Args:
            inner: Any blocking store that can be written to.

        Raises:
            ConfigurationError: It is no such store.
        """
        self._steps = SeededSteps(self._checked(inner))


class AsyncEnvAuthStore(AsyncWrapper):
    """A store that begins with a session out of the environment, from asyncio.

    See `EnvAuthStore`.
    """

    def __init__(self, inner: AsyncAuthStore) -> None:
        """Wrap the store that the session is kept in.

        Args:
            inner: Any store whose methods are coroutines and that can be written to.

        Raises:
            ConfigurationError: It is no such store.
        """
        self._steps = SeededSteps(self._checked(inner))


class SeededSteps(WrappedSteps):
    """Gives the seed where there is nothing else, and remembers that it was used."""

    def get(self) -> Steps[PodioOAuth]:
        """Read the session, or begin with the seed.

        Raises:
            ConfigurationError: The environment should have a session, and has something else.
        """
        kept: PodioOAuth = yield self.inner.get
        if kept and not kept.revoked:
            return kept
        mark = _mark()
        if not mark or kept.extra.get(SEED) == mark:
            return kept
        seed = _seed()
        # Of the version that is there: the session that grows from it may take its place.
        version = max(seed.version, kept.version)
        return seed.replace(version=version, extra={**seed.extra, SEED: mark})

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session; a logout ends the seed as well."""
        yield partial(self.inner.set, oauth or _marked(oauth))

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there; a logout ends the seed as well."""
        stored: bool = yield partial(
            self.inner.compare_and_set, oauth or _marked(oauth), expected_version
        )
        return stored

    def delete(self) -> Steps[None]:
        """Remove the session; what stays is the mark that the seed was used."""
        yield self.inner.delete
        if _mark():
            yield partial(self.inner.set, _marked(PodioOAuth(revoked="logged_out")))

    def over(self, inner: Any) -> SeededSteps:  # a store, blocking or async
        """Return the same steps over another store."""
        return SeededSteps(inner)


def _text() -> HiddenText:
    # One variable at a time: the whole environment is full of secrets.
    return HiddenText(os.environ.get(SESSION) or os.environ.get(REFRESH_TOKEN) or "")


def _mark() -> str:
    """Name the seed that the environment holds now; empty where it holds none."""
    text = _text()
    return (
        sha256(b"podio-sdk seed " + text.encode(errors="replace")).hexdigest()[:16] if text else ""
    )


def _marked(ended: PodioOAuth) -> PodioOAuth:
    mark = _mark()
    return ended.replace(extra={**ended.extra, SEED: mark}) if mark else ended


def _seed() -> PodioOAuth:
    if not os.environ.get(SESSION):
        return PodioOAuth(refresh_token=str(_text()).strip())
    session, problem = session_in(_text())
    if problem or not session:
        message = (
            f"the variable {SESSION} holds no session ({problem or 'it has no token'}): give it "
            "what podio.oauth.to_json() returned, or remove it"
        )
        raise ConfigurationError(message)
    return session
