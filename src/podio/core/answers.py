"""From what came back to a value or an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from podio.core.codec import read_json
from podio.core.limits import HOUR, retry_after
from podio.core.operations.body import Concealed
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
    from podio.core.operations.request import Request

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
    (400, "invalid_token"): InvalidGrant,
    (401, "invalid_grant"): InvalidGrant,
    (401, "invalid_client"): InvalidClient,
    (401, "invalid_token"): TokenExpired,
    (403, "requestable_forbidden"): AccessRequestable,
}
_SHOWN = 500


def decoded(
    loads: Callable[[bytes], Any],
    reply: Reply,
    request: Request[Any],
    secrets: Callable[[], frozenset[str]],
) -> Any:  # JSON
    """Read the JSON of an answer; no body is None.

    Args:
        loads: The decoder.
        reply: What came.
        request: What it answers.
        secrets: Tells what must not be kept of an answer that cannot be read.

    Raises:
        DecodeError: It is no JSON, or not all of it.
    """
    body = reply.content
    if not body:
        return None
    try:
        return loads(body)
    except (ValueError, RecursionError):
        pass
    kind = scrub(reply.headers.get("content-type", "no content type"), secrets())
    # A token answer may be tokens cut in half, which nobody knows as secrets yet: not kept.
    kept = None if isinstance(request.body, Concealed) else _text(body, secrets())
    reply.content = body = b""
    message = (
        f"{request.method} {request.template} answered {reply.status} with something that is "
        f"not JSON ({kind}): a proxy or sign-in page between here and Podio, or an answer that "
        "was cut short"
    )
    raise DecodeError(message, status=reply.status, raw=kept)


def api_error(request: Request[Any], reply: Reply, secrets: frozenset[str], now: float) -> ApiError:
    """Make the error of an answer, by its status and Podio's code."""
    kind, raw = _kind_and_body(reply, secrets)
    error = kind(
        reply.status, raw, method=request.method, path=request.template, headers=reply.headers
    )
    error.request_id = scrub(error.request_id, secrets)
    if isinstance(error, RateLimited):
        named = retry_after(reply.headers, raw, now)
        error.retry_after = HOUR if named is None else named
    return error


def _kind_and_body(reply: Reply, secrets: frozenset[str]) -> tuple[type[ApiError], Any]:
    """Choose the class from what came, and keep of it what may be seen."""
    status = reply.status
    code = description = ""
    try:
        body = read_json(reply.content)
    except ValueError:
        raw = _text(reply.content, secrets)
    else:
        raw = scrub(body, secrets)
        if is_object(body):
            code, description = str(body.get("error")), str(body.get("error_description"))
            # A password may be an ordinary word; Podio's own codes are no secrets.
            if is_object(raw) and (status, code) in _BY_CODE:
                raw["error"] = code
    kind = _BY_CODE.get((status, code)) or _BY_STATUS.get(status)
    if kind is Unauthorized and "expired_token" in description:
        kind = TokenExpired
    return kind or (ServerError if status >= 500 else BadRequest), raw  # noqa: PLR2004


def _text(body: bytes, secrets: frozenset[str]) -> str:
    shown: str = scrub(body.decode("utf-8", "replace"), secrets)
    return shown[:_SHOWN]
