"""From an effect to what the HTTP library sends: address, headers and body."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from podio.core.operations.body import Concealed, Form, Upload
from podio.core.secret import Secret
from podio.core.shapes import is_sendable
from podio.errors import ConfigurationError, InvalidArgumentError
from podio.transports.callers_code import told

if TYPE_CHECKING:
    from podio.core.effects import Send
    from podio.transports.deadline import Deadline


class AsyncBytes:
    """A body read from a file or an iterator, for the async client."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Take the pieces; reading 64 KiB of a file is quicker than a hop to a thread."""
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the pieces."""
        for piece in self._pieces:
            yield piece


def content_of(effect: Send, deadline: Deadline) -> tuple[dict[str, str], bytes | Iterator[bytes]]:
    """Return what is sent, and the headers that say what it is.

    Raises:
        InvalidArgumentError: It holds something that cannot be sent.
        FileError: A file that is to be sent cannot be read.
    """
    body = effect.body
    if isinstance(body, Upload):
        return _multipart(body, deadline)
    if isinstance(body, Form):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return form, urlencode(_fields(body)).encode()
    kind = {"Content-Type": "application/json"}
    if isinstance(body, Concealed):
        return kind, _json(_fields(body))
    from podio.core.operations.wire import wire

    return kind, _json(wire(body))


def token_of(effect: Send) -> str:
    """Return the value of the hidden header; never keep it in a variable.

    Raises:
        ConfigurationError: No header can hold it.
    """
    if effect.secret is None or not effect.secret[1].fits_a_header():
        message = (
            "the token has letters in it that no token has, such as a line break: was it read "
            "from a file together with the end of its line?"
        )
        raise ConfigurationError(message)
    return effect.secret[1].reveal()


def quoted(target: str) -> str:
    """Return a path and query as they are sent: what is quoted already stays."""
    return quote(target, safe="/?%:@!$&'()*+,;=~-._[]|\"<>^`{}")


def _json(value: object) -> bytes:
    try:
        return json.dumps(
            value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        ).encode()
    except (TypeError, ValueError, RecursionError):
        pass  # raised below: frames of the encoder hold what was to be sent
    raise InvalidArgumentError("the body holds what JSON cannot hold, and is not sent")


def _fields(body: Form | Concealed) -> dict[str, Any]:
    for name, value in body.fields.items():
        shown = value if isinstance(value, Secret) else Secret(str(value))
        if not is_sendable(shown.reveal()):
            raise InvalidArgumentError(f"{name} has half of a character in it, and is not sent")
    return {name: _revealed(value) for name, value in body.fields.items()}


def _revealed(value: object) -> object:
    return value.reveal() if isinstance(value, Secret) else value


def _multipart(upload: Upload, deadline: Deadline) -> tuple[dict[str, str], Iterator[bytes]]:
    """Write the two parts that Podio takes; the HTTP library would start each file at 0."""
    import secrets

    from podio.transports.files import pieces_of, size_of

    boundary = secrets.token_hex(16)
    name = upload.filename.replace("\r", " ").replace("\n", " ")
    in_quotes = name.replace("\\", "\\\\").replace('"', "%22")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="filename"\r\n\r\n{name}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="source"; filename="{in_quotes}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    size = size_of(upload)
    if size is not None:
        headers["Content-Length"] = str(len(head) + size + len(tail))

    def pieces() -> Iterator[bytes]:
        yield head
        done = 0
        for piece in pieces_of(upload, size):
            deadline.renew()
            yield piece
            done += len(piece)
            if upload.progress is not None:
                told(upload.progress, done, size)
        deadline.renew()
        yield tail

    return headers, pieces()
