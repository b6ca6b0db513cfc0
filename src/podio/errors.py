"""The error tree. The branch says whose fault it is, the message what to do next.

PodioError
├── UsageError                        the call is wrong: nothing was sent
│   ├── ConfigurationError            client id, address, environment, a missing extra
│   ├── InvalidArgumentError          an argument of one call (also a ValueError)
│   └── ClosedError                   the client was closed before
├── TransportError                    the way there: no answer came
│   ├── ConnectionFailed              `sent` says whether Podio may have seen the request
│   └── RequestTimeout
├── FileError                         a file here that cannot be read or written (an OSError)
├── UnexpectedAnswerError             an answer came, but not one that Podio gives
│   ├── DecodeError                   no JSON, half a body, or another shape (see `raw`)
│   ├── AnswerTooLarge                more than `max_answer=` bytes
│   └── RedirectError                 sent elsewhere; the token is never taken along
├── AuthenticationError               the sign-in: who is asking?
│   ├── NotAuthenticatedError         nobody has signed in
│   ├── ReauthenticationRequired      a person must sign in again (`authorize_url`)
│   ├── SecondFactorRequired          the sign-in goes on with a one-time code (`nonce`)
│   ├── StateMismatchError            a sign-in answer that this browser did not ask for
│   └── SessionMismatchError          the stored session belongs to another client, host or identity
├── StoreError                        the auth store
│   ├── StoreUnavailableError         down, too slow or not permitted: the session may be fine
│   ├── StoreCorruptError             an entry that cannot be read (moved aside where possible)
│   ├── StorePermissionError          not ours, a link, or open to others: refused
│   ├── StoreDecryptionError          the key does not open the entry
│   └── SessionTooLargeError          the entry does not fit
└── ApiError                          Podio answered with an error (`status`, `error`, …)
    ├── BadRequest 400                InvalidValue, InvalidClient, InvalidGrant*
    ├── Unauthorized* 401             TokenExpired
    ├── PaymentRequired 402
    ├── Forbidden 403                 AccessRequestable
    ├── NotFound 404
    ├── Conflict 409
    ├── Gone 410
    ├── RateLimited 420, 429          `retry_after` in seconds
    └── ServerError 5xx               Unavailable 502, 503, 504
                                      (* is an AuthenticationError as well)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

__all__ = [
    "AccessRequestable",
    "AnswerTooLarge",
    "ApiError",
    "AuthenticationError",
    "BadRequest",
    "ClosedError",
    "ConfigurationError",
    "Conflict",
    "ConnectionFailed",
    "DecodeError",
    "FileError",
    "Forbidden",
    "Gone",
    "InvalidArgumentError",
    "InvalidClient",
    "InvalidGrant",
    "InvalidValue",
    "NotAuthenticatedError",
    "NotFound",
    "PaymentRequired",
    "PodioError",
    "RateLimited",
    "ReauthenticationRequired",
    "RedirectError",
    "RequestTimeout",
    "SecondFactorRequired",
    "ServerError",
    "SessionMismatchError",
    "SessionTooLargeError",
    "StateMismatchError",
    "StoreCorruptError",
    "StoreDecryptionError",
    "StoreError",
    "StorePermissionError",
    "StoreUnavailableError",
    "TokenExpired",
    "TransportError",
    "Unauthorized",
    "Unavailable",
    "UnexpectedAnswerError",
    "UsageError",
]


class PodioError(Exception):
    """Anything that this library raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy without the constructor, whose arguments are not the message."""
        return (_revive, (type(self), self.args, self.__dict__.copy()))


class UsageError(PodioError):
    """The call itself is wrong; nothing was sent."""


class ConfigurationError(UsageError):
    """The client was set up with something that cannot work."""


class InvalidArgumentError(UsageError, ValueError):
    """An argument that Podio would refuse; nothing was sent."""


class ClosedError(UsageError):
    """The client was closed: make another one; nothing was sent."""


class FileError(PodioError, OSError):
    """A file on this machine cannot be read or written, or changed while it was sent."""


class TransportError(PodioError):
    """No answer came back.

    Attributes:
        sent: Whether Podio may have received the request, and so have done the work.
    """

    def __init__(self, message: str, *, sent: bool = True) -> None:
        super().__init__(message)
        self.sent = sent


class ConnectionFailed(TransportError):
    """The connection could not be made, or broke."""


class RequestTimeout(TransportError):
    """The answer did not come in the time allowed (`timeout=`)."""


class UnexpectedAnswerError(PodioError):
    """An answer that Podio does not give: a proxy, a captive portal, half a body.

    Attributes:
        status: The HTTP status.
        raw: What came, as far as it could be read.
    """

    def __init__(self, message: str, *, status: int = 0, raw: object = None) -> None:
        super().__init__(message)
        self.status = status
        self.raw = raw


class DecodeError(UnexpectedAnswerError):
    """The answer is not JSON, is cut short, or has not the announced shape."""


class AnswerTooLarge(UnexpectedAnswerError):
    """The answer has more bytes than may be held in memory (`max_answer=`)."""


class RedirectError(UnexpectedAnswerError):
    """The answer points elsewhere; the session's token is never sent there."""


class AuthenticationError(PodioError):
    """The sign-in: nobody signed in, or Podio does not accept who did."""


class NotAuthenticatedError(AuthenticationError):
    """Nobody has signed in, so there is no token to send."""


class ReauthenticationRequired(AuthenticationError):
    """The session cannot be continued: somebody has to sign in again.

    Attributes:
        authorize_url: Where to send the person, if the client knows its redirect address.
        reason: What ended the session.
    """

    def __init__(
        self, message: str, *, authorize_url: str | None = None, reason: str | None = None
    ) -> None:
        super().__init__(message)
        self.authorize_url = authorize_url
        self.reason = reason


class SecondFactorRequired(AuthenticationError):
    """The password was right; the sign-in goes on with a one-time code.

    Attributes:
        nonce: What to hand to `authenticate_with_second_factor` together with the code.
    """

    def __init__(self, message: str, *, nonce: str) -> None:
        super().__init__(message)
        self.nonce = nonce


class StateMismatchError(AuthenticationError):
    """The `state` of a returning sign-in is not the one that was sent out."""


class SessionMismatchError(AuthenticationError):
    """The stored session belongs to another API client, host or identity."""


class StoreError(PodioError):
    """The auth store could not do its work; the session in memory is untouched."""


class StoreUnavailableError(StoreError):
    """The store is down, too slow or refuses us; that is not "signed out"."""


class StoreCorruptError(StoreError):
    """The store has an entry that is no session."""


class StorePermissionError(StoreError):
    """The store's file is not ours alone, so it is not trusted."""


class StoreDecryptionError(StoreError):
    """None of the keys opens the entry; it was left as it is."""


class SessionTooLargeError(StoreError):
    """The session does not fit into the store."""


class ApiError(PodioError):
    """Podio answered with an error.

    Attributes:
        status: The HTTP status.
        error: Podio's code, such as `not_found`.
        error_description: Podio's text; at times a code itself.
        error_detail: A finer code, such as `user.invalid.password`.
        error_parameters: What the error is about.
        error_propagate: Whether the text is meant for the person at the screen.
        method: The verb of the request.
        path: The path of the request, without its query.
        request: What Podio says of the request (`url`, `method`, `query_string`).
        request_id: The id of the exchange, if the answer had one.
        raw: The whole answer, secrets removed.
    """

    status: int
    advice: ClassVar[str] = ""

    def __init__(
        self,
        status: int,
        raw: object,
        *,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Read Podio's error body, whatever part of it is there."""
        body = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
        headers = headers or {}
        self.status = status
        self.raw: Any = raw
        self.method = method
        self.path = path
        self.error: str = _text(body.get("error"))
        self.error_description: str = _text(body.get("error_description"))
        self.error_detail: str | None = _text(body.get("error_detail")) or None
        self.error_parameters = _object(body.get("error_parameters"))
        self.error_propagate: bool = bool(body.get("error_propagate"))
        self.request = _object(body.get("request"))
        # Podio documents no name for it; these are the ones in use on the web.
        self.request_id: str | None = headers.get("x-podio-request-id") or headers.get(
            "x-request-id"
        )
        super().__init__(self._message())

    def _message(self) -> str:
        parts = [f"{self.method} {self.path} answered {self.status}"]
        said = ", ".join(
            text for text in (self.error, self.error_description, self.error_detail) if text
        )
        if said:
            parts.append(f": {said}")
        elif isinstance(self.raw, str) and self.raw.strip():
            parts.append(" with something that is not JSON: a proxy or server before Podio says so")
        if self.error_parameters:
            parts.append(f" {self.error_parameters!r}")
        if self.advice:
            parts.append(f" ({self.advice})")
        return "".join(parts)


class BadRequest(ApiError):
    """400: the request is not one that Podio understands."""

    advice = "the request is wrong; sending it again does not help"


class InvalidValue(BadRequest):
    """400 invalid_value: a value has the wrong type or is not allowed."""


class InvalidClient(BadRequest, AuthenticationError):
    """400 invalid_client: Podio does not know the client id, or the secret is wrong."""

    advice = "check client_id and client_secret"


class InvalidGrant(BadRequest, AuthenticationError):
    """400 invalid_grant: Podio does not accept the credentials or the refresh token."""

    advice = "Podio does not accept these credentials"


class Unauthorized(ApiError, AuthenticationError):
    """401: Podio does not accept the token."""

    advice = "the token was refused, also after one refresh"


class TokenExpired(Unauthorized):
    """401 expired_token: the token is expired, revoked, or was never valid."""


class PaymentRequired(ApiError):
    """402: the plan does not include this."""


class Forbidden(ApiError):
    """403: this identity may not do that."""

    advice = "this identity has no right to do that"


class AccessRequestable(Forbidden):
    """403 requestable_forbidden: access may be asked for."""


class NotFound(ApiError):
    """404: no such object, or not visible to this identity."""


class Conflict(ApiError):
    """409: somebody changed the object meanwhile, or it is in use."""

    advice = "fetch the object again and repeat the change"


class Gone(ApiError):
    """410: the object was deleted."""


class RateLimited(ApiError):
    """420: the hour's calls are used up.

    Attributes:
        retry_after: Seconds to wait, as Podio said them; 3600 where it said nothing.
    """

    advice = "wait before the next call"
    retry_after: float = 3600.0


class ServerError(ApiError):
    """5xx: Podio failed."""

    advice = "Podio failed; try again later"


class Unavailable(ServerError):
    """502, 503, 504: Podio cannot be reached behind its front."""


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _revive(
    kind: type[PodioError], args: tuple[object, ...], state: dict[str, object]
) -> PodioError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error
