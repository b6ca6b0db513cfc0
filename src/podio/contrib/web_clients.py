"""Makes the client of each request, and goes with a person through the sign-in on Podio's page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from podio.assembly import API_URL, Address
from podio.client import AsyncPodio, Podio
from podio.contrib.kept_connections import KeptConnections
from podio.contrib.sign_in import PENDING, taken, with_one_more
from podio.core.secret import Secret, conceal
from podio.core.session.browser_sign_in import code_from, new_state
from podio.errors import SessionMismatchError, StoreDecryptionError
from podio.stores.web_session.session_store import AsyncSessionAuthStore, SessionAuthStore

if TYPE_CHECKING:
    from podio.stores.web_session.mapping import WebSession
    from podio.stores.web_session.session_store import Backing

log = logging.getLogger("podio.session")

_UNUSABLE = (SessionMismatchError, StoreDecryptionError)
"""What is said of an entry that stays as it is until somebody gives it up."""


class Returned(NamedTuple):
    """What a person came back with from Podio's page.

    Attributes:
        code: What to sign in with.
        then: The path to go to afterwards.
    """

    code: Secret
    then: str


class WebClients:
    """The clients of a web application: one for each request, over that person's session."""

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        backing: Backing | None,
        *,
        api_url: str = API_URL,
        redirect_uri: str | None = None,
        scope: str | Iterable[str] | None = None,
        tokens_in_cookie: bool = False,
        options: dict[str, Any] | None = None,
    ) -> None:
        """Take the settings.

        Args:
            client_id: The API client.
            client_secret: Its secret.
            backing: Where the tokens are; see `SessionAuthStore`.
            api_url: Another Podio.
            redirect_uri: Where Podio sends people back to; the address of the request's own
                site if left out.
            scope: What to ask people for.
            tokens_in_cookie: See `SessionAuthStore`.
            options: More keywords for each client.

        Raises:
            ConfigurationError: Something of this cannot work.
        """
        self.redirect_uri = redirect_uri
        self._identity = (client_id, conceal(client_secret))
        self._backing = backing
        self._scope = scope
        self._tokens_in_cookie = tokens_in_cookie
        self._options: dict[str, Any] = {
            "api_url": api_url,
            "redirect_uri": redirect_uri,
            **(options or {}),
        }
        self._connections = KeptConnections()
        Podio(*self._identity, **self._options).close()  # fails now, not with the first visitor
        self._binding = (client_id, Address(self._options["api_url"]).checked())

    def blocking(self, session: WebSession) -> Podio:
        """Return a client over a person's session; close it after the request."""
        self._connections.keep()
        return Podio(*self._identity, self._store(session), **self._options)

    def awaiting(self, session: WebSession, *, lasting_loop: bool) -> AsyncPodio:
        """Return a client over a person's session, to be used with `async with`.

        Args:
            session: The web session.
            lasting_loop: Whether the running event loop serves more requests than this one.
        """
        if lasting_loop:
            self._connections.keep_here()
        return AsyncPodio(*self._identity, self._async_store(session), **self._options)

    def begin(self, session: WebSession, redirect_uri: str, then: str) -> str:
        """Return the address of Podio's page, for a sign-in that begins."""
        state = new_state()
        session[PENDING] = with_one_more(session.get(PENDING), state, then)
        with Podio(*self._identity, **self._options) as client:
            return client.authorize_url(redirect_uri, scope=self._scope, state=state)

    def returned(self, session: WebSession, url: str, state: str | None) -> Returned:
        """Return what somebody came back with, if this browser was sent out for it.

        Raises:
            StateMismatchError: It was not, or it came back before.
            AuthenticationError: The person said no.
        """
        pending, others = taken(session.get(PENDING), state)
        if others:
            session[PENDING] = others
        else:
            session.pop(PENDING, None)
        sent, then = pending or (None, "")
        return Returned(Secret(code_from(conceal(url), state=sent)), then)

    def sign_in(
        self, session: WebSession, client: Callable[[], Podio], code: Secret, redirect_uri: str
    ) -> None:
        """Sign a person in, also where what is stored cannot be used.

        Args:
            session: The web session.
            client: Gives the client of this request.
            code: What to sign in with.
            redirect_uri: Where Podio sent the person back to.

        Raises:
            AuthenticationError: Podio does not know the code.
        """
        try:
            podio = client()  # which reads what is stored; a code is good once, and not used yet
        except _UNUSABLE as error:
            self._give_up(session, error)
            podio = client()
        podio.authenticate_with_authorization_code(code, redirect_uri)

    def sign_out(self, session: WebSession, client: Callable[[], Podio]) -> None:
        """Sign a person out, also where what is stored cannot be used.

        Args:
            session: The web session.
            client: Gives the client of this request.
        """
        try:
            client().logout()
        except _UNUSABLE as error:
            self._give_up(session, error)

    async def sign_in_awaiting(self, session: WebSession, code: Secret, redirect_uri: str) -> None:
        """Sign a person in as `sign_in` does, in an event loop that serves more requests.

        Raises:
            AuthenticationError: Podio does not know the code.
        """
        client = self.awaiting(session, lasting_loop=True)
        try:
            await client.load()  # before the code is used, which is good once
        except _UNUSABLE as error:
            await self._give_up_awaiting(session, error)
            client = self.awaiting(session, lasting_loop=True)
        async with client:
            await client.authenticate_with_authorization_code(code, redirect_uri)

    async def sign_out_awaiting(self, session: WebSession) -> None:
        """Sign a person out as `sign_out` does, in an event loop that serves more requests."""
        try:
            async with self.awaiting(session, lasting_loop=True) as client:
                await client.logout()
        except _UNUSABLE as error:
            await self._give_up_awaiting(session, error)

    def _give_up(self, session: WebSession, error: Exception) -> None:
        log.warning("%s: %s", _GIVEN_UP, error)
        self._store(session).bound_to(*self._binding).delete()

    async def _give_up_awaiting(self, session: WebSession, error: Exception) -> None:
        log.warning("%s: %s", _GIVEN_UP, error)
        await self._async_store(session).bound_to(*self._binding).delete()

    def _store(self, session: WebSession) -> SessionAuthStore:
        return SessionAuthStore(session, self._backing, tokens_in_cookie=self._tokens_in_cookie)

    def _async_store(self, session: WebSession) -> AsyncSessionAuthStore:
        return AsyncSessionAuthStore(
            session, self._backing, tokens_in_cookie=self._tokens_in_cookie
        )


_GIVEN_UP = "a person signs in or out, and so gives up what was stored for them"
