"""Bodies that are no JSON: forms, uploads, and where a download goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from os import PathLike, fspath
from typing import IO, TYPE_CHECKING, Protocol, TypeAlias, cast

from podio.core.shapes import is_sendable
from podio.errors import InvalidArgumentError

if TYPE_CHECKING:
    from podio.core.secret import Secret

CHUNK = 64 * 1024
"""Bytes that are read and written at a time."""

Source: TypeAlias = "bytes | IO[bytes] | Iterator[bytes] | PathLike[str] | str"
"""What a file's bytes come from; a path, also as text, is opened when it is sent."""
Progress: TypeAlias = "Callable[[int, int | None], None]"
"""Called with the bytes done so far and the bytes in all, None where that is unknown."""


class Form:
    """Form fields, as the first token endpoint wants them; values may be secrets."""

    __slots__ = ("fields",)

    def __init__(self, fields: Mapping[str, str | int | Secret]) -> None:
        self.fields = fields

    def __repr__(self) -> str:
        """Show the names alone."""
        return f"Form({', '.join(self.fields)})"


class Concealed:
    """A JSON object whose values may be secrets, as the second token endpoint wants it."""

    __slots__ = ("fields",)

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.fields = fields

    def __repr__(self) -> str:
        """Show the names alone."""
        return f"Concealed({', '.join(self.fields)})"


class Upload:
    """A file on its way to Podio: multipart with `source` and `filename`.

    Args:
        source: Bytes, a path, an open binary file, or an iterator of bytes. An open file is
            sent from where it stands; an iterator can be sent once only.
        filename: The name that the file gets.
        progress: Called as bytes go out.

    Raises:
        InvalidArgumentError: There is no file name, or the source gives no bytes.
    """

    __slots__ = ("_file", "_start", "filename", "progress", "source")

    def __init__(self, source: Source, filename: str, progress: Progress | None = None) -> None:
        """Remember where the file stands, to begin there again."""
        if not filename.strip():
            message = "filename must not be empty"
            raise InvalidArgumentError(message)
        if not is_sendable(filename):
            message = f"filename {filename!a} has half of a character in it: give another"
            raise InvalidArgumentError(message)
        self.source = _checked(source)
        self.filename = filename
        self.progress = progress
        self._file: IO[bytes] | None = None
        self._start = 0
        seekable = getattr(source, "seekable", None)
        if seekable is not None and seekable():
            self._file = cast("IO[bytes]", source)
            self._start = self._file.tell()

    def rewind(self) -> bool:
        """Go back to the start; False where the source can be sent once only."""
        if isinstance(self.source, bytes | PathLike | str):
            return True
        if self._file is None:
            return False
        self._file.seek(self._start)
        return True

    def size(self) -> int | None:
        """Return how many bytes will be sent, if that can be known."""
        if isinstance(self.source, bytes):
            return len(self.source)
        if self._file is None:
            return None
        end = self._file.seek(0, 2)
        self._file.seek(self._start)
        return end - self._start

    def __repr__(self) -> str:
        """Show the name."""
        return f"Upload({self.filename!r})"


def _checked(source: Source) -> Source:
    given: object = source
    if isinstance(given, bytearray | memoryview):
        return bytes(given)
    if hasattr(given, "encoding"):
        message = 'a file is uploaded as bytes: open it with "rb", not as text'
        raise InvalidArgumentError(message)
    if not isinstance(given, bytes | str | PathLike | Iterator) and not hasattr(given, "read"):
        message = (
            "a file is uploaded from bytes, a path, an open binary file or an iterator of bytes, "
            f"not from a {type(given).__name__}"
        )
        raise InvalidArgumentError(message)
    return source


class Destination:
    """A file that a download goes to; it has its final name only when it is whole.

    Args:
        path: The file's name; one that is there is replaced at the end.
        progress: Called as bytes come in.
    """

    __slots__ = ("path", "progress")

    def __init__(self, path: str | PathLike[str], progress: Progress | None = None) -> None:
        self.path = fspath(path)
        self.progress = progress

    def __repr__(self) -> str:
        """Show the path."""
        return f"Destination({self.path!r})"


class Downloaded:
    """A file that came whole.

    Attributes:
        path: Where it is.
        size: How many bytes it has.
        sha256: The checksum of what was written, in hexadecimal.
        mimetype: What Podio says it is, or None.
    """

    __slots__ = ("mimetype", "path", "sha256", "size")

    def __init__(self, path: str, size: int, sha256: str, mimetype: str | None) -> None:
        self.path = path
        self.size = size
        self.sha256 = sha256
        self.mimetype = mimetype

    def __repr__(self) -> str:
        """Show all of it."""
        return f"Downloaded({self.path!r}, size={self.size}, sha256={self.sha256!r})"


class Sink(Protocol):
    """Where the body of an answer goes, piece by piece."""

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Start, or start again: what was written before is void unless status is 206."""

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""

    def commit(self) -> object:
        """Make it final; the value becomes the call's result."""

    def abort(self) -> None:
        """Leave nothing half-done behind."""

    def headers(self) -> Mapping[str, str]:
        """Return extra request headers, such as `Range` to go on where a cut left off."""
        ...
