"""From whatever is raised on the way to Podio to errors of ours, which say what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.errors import (
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    InvalidArgumentError,
    PodioError,
    RequestTimeout,
)
from podio.transports.callers_code import UsersOwn
from podio.transports.certificates import named_by

if TYPE_CHECKING:
    from podio.core.effects import Send


CLOSED = "the client is closed, and nothing was sent: make another one"


def failure_of(error: Exception, effect: Send, via: str = "") -> Exception:
    """Turn an exception into one of ours, without frames: their locals hold headers and bodies.

    Args:
        error: What was raised.
        effect: What was to be sent.
        via: Which setting named the proxy that is between, if one is.
    """
    if isinstance(error, UsersOwn):
        return error.error
    if isinstance(error, PodioError):
        error.__context__ = None
        return error.with_traceback(None)
    failure = _failure(error, effect, via)
    failure.__cause__ = _bare(error)
    return failure


def _failure(error: Exception, effect: Send, via: str) -> PodioError:  # noqa: PLR0911 -- a table
    what = effect.what
    through = f" through the proxy of {via}" if via else ""
    # The HTTP library and what it stands on have the same names for the same.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & {"ConnectTimeout", "PoolTimeout"}:
        message = f"{what}: no connection{through} within {effect.timeout:g} s (timeout=)"
        return RequestTimeout(message, sent=False)
    if kinds & {"TimeoutException", "TimeoutError"}:
        return late(effect)
    if "ProxyError" in kinds:
        said = str(error) or "nothing that can be read"
        message = f"{what}: the proxy of {via or 'http_client='} refused to connect: it says {said}"
        return ConnectionFailed(message, sent=False)
    if "ConnectError" in kinds:
        return ConnectionFailed(f"{what}: {_reason(error, through)}", sent=False)
    if "DecodingError" in kinds:
        return DecodeError(f"{what}: the answer's compression is broken")
    if kinds & {"NetworkError", "RemoteProtocolError", "ReadError", "OSError"}:
        name = type(error).__name__
        message = f"{what}: the connection broke before the answer was complete ({name})"
        return ConnectionFailed(message)
    if kinds & {"LocalProtocolError", "UnicodeError", "TypeError"}:
        return InvalidArgumentError(f"{what} cannot be sent: {type(error).__name__}")
    return ConfigurationError(f"{what} cannot be sent: {type(error).__name__}")


def late(effect: Send) -> RequestTimeout:
    """Say that an exchange took too long."""
    if effect.sink is not None:
        message = f"{effect.what}: nothing came for {effect.timeout:g} s (timeout=)"
    else:
        message = (
            f"{effect.what}: no answer within {effect.timeout:g} s (timeout=); "
            "Podio may have done it"
        )
    return RequestTimeout(message)


def _reason(error: Exception, through: str) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text or "certificate" in text.lower():
        variable = named_by()
        place = "the system's trust store"
        if variable:
            place = f"{place} (here that is what {variable} names)"
        return (
            f"the server's certificate does not verify ({text}); TLS is never switched off: "
            f"add the certificate's authority to {place}, or pass http_client="
        )
    asked = "is the proxy" if through else "is the address"
    return f"no connection{through} ({text or type(error).__name__}); {asked} right and reachable?"


def _bare(error: BaseException) -> BaseException:
    """Return a stand-in for an exception: what it is and says, without its frames."""
    if "LocalProtocolError" in {kind.__name__ for kind in type(error).__mro__}:
        return Cause(type(error).__name__)  # its text quotes the header that it refuses
    if isinstance(error, UnicodeError):
        return Cause(type(error).__name__)  # and this the text
    return Cause(f"{type(error).__name__}: {error}")


class Cause(Exception):
    """Stands for an exception of the HTTP library."""
