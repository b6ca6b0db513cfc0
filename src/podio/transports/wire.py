"""From an effect to the HTTP library's request, and from its exceptions to ours."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

import httpx2

from podio.core.operations.body import Concealed, Form, Upload
from podio.core.secret import Secret
from podio.errors import (
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    PodioError,
    RequestTimeout,
)

if TYPE_CHECKING:
    from podio.core.effects import Send


Client = TypeVar("Client", httpx2.Client, httpx2.AsyncClient)


class AsyncBytes(httpx2.AsyncByteStream):
    """A body read from a file or an iterator, for the async client."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Take the pieces; reading 64 KiB of a file is quicker than a hop to a thread."""
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the pieces."""
        for piece in self._pieces:
            yield piece


class RequestBuilder:
    """Builds the library's requests for one client.

    Args:
        own: Whether the client is ours, so that it has no headers of its own to add.
    """

    __slots__ = ("_headers", "_own", "_ready")

    def __init__(self, *, own: bool) -> None:
        self._own = own
        self._headers: dict[str, str] | None = None
        self._ready = httpx2.Headers()

    def build(
        self, effect: Send, client: httpx2.Client | httpx2.AsyncClient
    ) -> Any:  # an httpx2.Request, which mypy sees; the body's type differs by client
        """Build the request of an effect."""
        headers: httpx2.Headers | dict[str, str] = self._bare(effect.headers)
        body = effect.body
        content: Any = None
        if body is not None:
            headers = dict(effect.headers)
            content = _content(body, headers)
            if isinstance(body, Upload) and isinstance(client, httpx2.AsyncClient):
                content = AsyncBytes(content)
        time = effect.timeout
        extensions = {"timeout": {"connect": time, "read": time, "write": time, "pool": time}}
        make = httpx2.Request if self._own else client.build_request
        request = make(
            effect.method, effect.url, headers=headers, content=content, extensions=extensions
        )
        if effect.secret is not None:
            # Last, and into no variable: what fails above shows its locals in a traceback.
            if not effect.secret[1].fits_a_header():
                message = (
                    "the token has letters in it that no token has, such as a line break: was "
                    "it read from a file together with the end of its line?"
                )
                raise ConfigurationError(message)
            request.headers[effect.secret[0]] = effect.secret[1].reveal()
        return request

    def _bare(self, headers: dict[str, str]) -> httpx2.Headers:
        """Return the headers of calls without a body, encoded once: they are the same each time."""
        if headers is not self._headers:
            self._ready, self._headers = httpx2.Headers(headers), headers
        return self._ready


def users_client(client: object, kind: type[Client]) -> Client | None:
    """Return the HTTP client that a user gave, if any.

    Raises:
        ConfigurationError: It is something else.
    """
    if client is None or isinstance(client, kind):
        return client
    given = client if isinstance(client, type) else type(client)
    message = (
        f"http_client= takes an httpx2.{kind.__name__} here, and got "
        f"{given.__module__}.{given.__qualname__}"
    )
    raise ConfigurationError(message)


def headers_of(response: httpx2.Response) -> dict[str, str]:
    """Return the headers by their names in lower case, the last one where they repeat."""
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in response.headers.raw
    }


def _content(body: object, headers: dict[str, str]) -> bytes | Iterator[bytes]:
    if isinstance(body, Upload):
        return _multipart(body, headers)
    if isinstance(body, Form):
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return urlencode({name: _revealed(value) for name, value in body.fields.items()}).encode()
    headers["Content-Type"] = "application/json"
    if isinstance(body, Concealed):
        return json.dumps({name: _revealed(value) for name, value in body.fields.items()}).encode()
    from podio.core.operations.wire import wire

    return json.dumps(wire(body), ensure_ascii=False, separators=(",", ":")).encode()


def _revealed(value: object) -> object:
    return value.reveal() if isinstance(value, Secret) else value


def _multipart(upload: Upload, headers: dict[str, str]) -> Iterator[bytes]:
    """Write the two parts that Podio takes; the HTTP library would start each file at 0."""
    import secrets

    from podio.transports.files import pieces_of, size_of

    boundary = secrets.token_hex(16)
    name = upload.filename.replace("\r", " ").replace("\n", " ")
    quoted = name.replace("\\", "\\\\").replace('"', "%22")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="filename"\r\n\r\n{name}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="source"; filename="{quoted}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
    size = size_of(upload)
    if size is not None:
        headers["Content-Length"] = str(len(head) + size + len(tail))

    def pieces() -> Iterator[bytes]:
        yield head
        done = 0
        for piece in pieces_of(upload.source):
            yield piece
            done += len(piece)
            if upload.progress is not None:
                upload.progress(done, size)
        yield tail

    return pieces()


def failure_of(error: Exception, effect: Send) -> PodioError:
    """Turn the HTTP library's exception into ours.

    The cause is kept without its frames: their locals hold headers and bodies.
    """
    what = effect.what
    failure: PodioError
    if isinstance(error, httpx2.ConnectTimeout | httpx2.PoolTimeout):
        failure = RequestTimeout(f"{what}: no connection within {effect.timeout:g} s", sent=False)
    elif isinstance(error, httpx2.TimeoutException):
        failure = RequestTimeout(
            f"{what}: no answer within {effect.timeout:g} s (timeout=); Podio may have done it"
        )
    elif isinstance(error, httpx2.ConnectError):
        failure = ConnectionFailed(f"{what}: {_reason(error)}", sent=False)
    elif isinstance(error, httpx2.DecodingError):
        failure = DecodeError(f"{what}: the answer's compression is broken")
    elif isinstance(error, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
        failure = ConfigurationError(f"{what} cannot be sent: {type(error).__name__}")
    elif isinstance(error, httpx2.TransportError):
        failure = ConnectionFailed(
            f"{what}: the connection broke before the answer was complete ({type(error).__name__})"
        )
    else:
        failure = ConfigurationError(f"{what} cannot be sent: {type(error).__name__}")
    failure.__cause__ = bare(error)
    return failure


def _reason(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text or "certificate" in text.lower():
        return (
            f"the server's certificate does not verify ({text}); TLS is never switched off: "
            "add the certificate's authority to the system's trust store, or pass http_client="
        )
    return f"no connection ({text or type(error).__name__}); is the address right and reachable?"


def bare(error: BaseException) -> BaseException:
    """Return a stand-in for an exception: what it is and says, without its frames."""
    if isinstance(error, httpx2.LocalProtocolError):
        return Cause(type(error).__name__)  # its text quotes the header that it refuses
    return Cause(f"{type(error).__name__}: {error}")


class Cause(Exception):
    """Stands for an exception of the HTTP library."""
