"""From what came back to a value or an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from podio.core.codec import read_json
from podio.core.limits import HOUR, retry_after
from podio.core.secret import scrub
from podio.core.shapes import is_object
from podio.errors import (
    AccessRequestable,
    ApiError,
    BadRequest,
    Conflict,
    DecodeError,
    Forbidden,
    Gone,
    InvalidClient,
    InvalidGrant,
    InvalidValue,
    NotFound,
    PaymentRequired,
    RateLimited,
    ServerError,
    TokenExpired,
    Unauthorized,
    Unavailable,
)

if TYPE_CHECKING:
    from podio.core.effects import Reply
    from podio.core.request import Request

_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    402: PaymentRequired,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: Gone,
    420: RateLimited,
    429: RateLimited,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}
_BY_CODE: dict[tuple[int, str], type[ApiError]] = {
    (400, "invalid_value"): InvalidValue,
    (400, "invalid_client"): InvalidClient,
    (400, "invalid_grant"): InvalidGrant,
    (401, "invalid_grant"): InvalidGrant,
    (401, "invalid_client"): InvalidClient,
    (401, "invalid_token"): TokenExpired,
    (403, "requestable_forbidden"): AccessRequestable,
}
_SHOWN = 500


def decoded(loads: Callable[[bytes], Any], reply: Reply, request: Request[Any] | None) -> Any:  # noqa: ANN401 -- JSON
    """Read the JSON of an answer; no body is None.

    Raises:
        DecodeError: It is no JSON, or not all of it.
    """
    body = reply.content
    if not body:
        return None
    try:
        return loads(body)
    except ValueError:
        pass
    except RecursionError:
        pass
    what = f"{request.method} {request.template}" if request is not None else "the token endpoint"
    kind = reply.headers.get("content-type", "no content type")
    # The token endpoint's answer may be tokens cut in half: it is not kept.
    kept = body[:_SHOWN].decode("utf-8", "replace") if request is not None else None
    reply.content = body = b""
    message = (
        f"{what} answered {reply.status} with something that is not JSON ({kind}): "
        "a proxy or sign-in page between here and Podio, or an answer that was cut short"
    )
    raise DecodeError(message, status=reply.status, raw=kept)


def api_error(request: Request[Any], reply: Reply, secrets: frozenset[str]) -> ApiError:
    """Make the error of an answer, by its status and Podio's code."""
    raw = scrub(_body(reply), secrets)
    status = reply.status
    code = raw.get("error") if is_object(raw) else None
    kind = _BY_CODE.get((status, str(code))) or _BY_STATUS.get(status)
    if kind is Unauthorized and is_object(raw):
        description = str(raw.get("error_description") or "")
        kind = TokenExpired if "expired_token" in description else Unauthorized
    if kind is None:
        kind = ServerError if status >= 500 else BadRequest if status < 500 else ApiError  # noqa: PLR2004
    error = kind(status, raw, method=request.method, path=request.template, headers=reply.headers)
    if isinstance(error, RateLimited):
        named = retry_after(reply.headers, raw, 0.0)
        error.retry_after = HOUR if named is None else named
    return error


def _body(reply: Reply) -> Any:  # noqa: ANN401 -- JSON
    try:
        return read_json(reply.content)
    except ValueError:
        return reply.content[:_SHOWN].decode("utf-8", "replace")
