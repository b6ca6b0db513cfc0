"""Asks the token endpoint, patiently but never for longer than the lock is held."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from podio.core.codec import read_json_leniently
from podio.core.effects import Effect, Reply, Sleep
from podio.core.exchange import MOVED, UNAUTHORIZED, Exchange
from podio.core.limits import retry_after
from podio.core.retry import UNAVAILABLE, Tries
from podio.core.session.grants import Grant, second_factor_request, token_request
from podio.core.session.oauth import PodioOAuth
from podio.core.session.token_answer import answer_problem, read_answer, ref_of
from podio.core.shapes import is_object
from podio.errors import (
    ApiError,
    AuthenticationError,
    DecodeError,
    SecondFactorRequired,
    SessionMismatchError,
    TransportError,
)

if TYPE_CHECKING:
    from podio.core.operations.request import Request
    from podio.core.secret import Secret
    from podio.core.settings import Settings


class TokenEndpoint:
    """Exchanges grants for sessions."""

    def __init__(self, settings: Settings, exchange: Exchange) -> None:
        self.settings = settings
        self.exchange = exchange

    def ask(
        self, grant: Grant, previous: PodioOAuth, *, patient: bool, refreshed: bool
    ) -> Generator[Effect, Any, PodioOAuth]:
        """Return the session that a grant gives.

        Args:
            grant: What to sign in with.
            previous: The session before, for what the answer leaves out.
            patient: Whether to try again where that may help.
            refreshed: Whether it goes on with the same session.

        Raises:
            AuthenticationError: Podio refuses the grant.
            SecondFactorRequired: A one-time code is wanted.
            ApiError, TransportError: Podio could not answer.
        """
        settings = self.settings
        request = token_request(
            grant, settings.client_id, settings.client_secret, settings.token_timeout
        )
        reply = yield from self.send(request, patient=patient)
        return self._read(request, reply, previous, refreshed=refreshed)

    def second_factor(
        self, nonce: str, code: Secret, *, recovery: bool
    ) -> Generator[Effect, Any, PodioOAuth]:
        """Return the session that a one-time code gives, after a password that was right.

        Raises:
            BadRequest: The code is wrong or too old.
        """
        timeout = self.settings.token_timeout
        request = second_factor_request(nonce, code, recovery=recovery, timeout=timeout)
        reply = yield from self.send(request, patient=True)
        return self._read(request, reply, PodioOAuth(), refreshed=False)

    def send(self, request: Request[Any], *, patient: bool) -> Generator[Effect, Any, Reply]:
        """Send a token request, again where Podio was not to be had."""
        settings = self.settings
        begun = settings.clock()
        tries = Tries(
            settings.retry, repeatable=True, chance=settings.chance, unavailable=UNAVAILABLE | {500}
        )
        while True:
            failure: ApiError | TransportError
            try:
                reply = yield from self.exchange.once(request)
            except TransportError as error:
                failure, wait = error, tries.after_failure(error)
            else:
                if reply.status < MOVED:
                    return reply
                failure = self.exchange.error(request, reply)
                named = retry_after(reply.headers, failure.raw, settings.clock())
                wait = tries.after_answer(reply.status, named)
            spent = settings.clock() - begun
            # The lease must outlive the last attempt, or two would ask at the same time.
            if (
                not patient
                or wait is None
                or spent + wait + settings.token_timeout > settings.lease
            ):
                raise failure
            yield Sleep(wait)

    def _read(
        self, request: Request[Any], reply: Reply, previous: PodioOAuth, *, refreshed: bool
    ) -> PodioOAuth:
        """Make a session of the endpoint's answer.

        Raises:
            SecondFactorRequired: The answer asks for a one-time code.
            SessionMismatchError: The tokens are another user's.
            DecodeError: The answer holds no tokens that can be used.
        """
        answer = self._decoded(request, reply)
        problem = answer_problem(answer)
        if problem:
            nonce = answer.get("server_nonce") if is_object(answer) else None
            answer = None  # a traceback's locals must not show what came
            reply.content = b""
            if isinstance(nonce, str):
                message = (
                    "the password is right, and Podio wants a second factor: call "
                    "authenticate_with_second_factor(error.nonce, code)"
                )
                raise SecondFactorRequired(message, nonce=nonce)
            message = f"the token endpoint's answer cannot be used: {problem}"
            raise DecodeError(message)
        theirs = ref_of(answer)
        if refreshed and theirs is not None and previous.ref not in (None, theirs):
            answer = None
            reply.content = b""
            message = (
                f"a refresh of the session of {previous.ref!r} was answered with the tokens of "
                f"{theirs!r}: they were not kept; does a proxy share answers among users?"
            )
            raise SessionMismatchError(message)
        settings = self.settings
        return read_answer(
            answer,
            now=settings.clock(),
            previous=previous,
            chain=settings.new_id(),
            client_id=settings.client_id,
            api_url=settings.api_url,
            refreshed=refreshed,
        )

    def _decoded(self, request: Request[Any], reply: Reply) -> Any:  # JSON
        try:
            return read_json_leniently(reply.content)
        except ValueError:
            pass
        return self.exchange.decode(request, reply)  # says what is wrong with it


def dead_grant(error: AuthenticationError) -> bool:
    """Tell whether an error of the token endpoint means that the grant is used up.

    A wrong client secret is no statement about the session: that must not end it.
    """
    return isinstance(error, ApiError) and (
        error.error in ("invalid_grant", "invalid_token") or error.status == UNAUTHORIZED
    )
