"""Files on this machine: what is sent is read in pieces, what comes is whole or not there."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from podio.core.operations.body import CHUNK, Downloaded
from podio.errors import DecodeError, FileError, InvalidArgumentError, PodioError
from podio.transports.callers_code import UsersOwn, told

if TYPE_CHECKING:
    from podio.core.operations.body import Destination, Upload


class MissingFile(FileError, FileNotFoundError):
    """There is no such file."""


class NoFolder(FileError, NotADirectoryError):
    """A file's name stands where a folder's should."""


class ForbiddenFile(FileError, PermissionError):
    """The system does not permit it."""


_KINDS: dict[type[BaseException], type[FileError]] = {
    FileNotFoundError: MissingFile,
    NotADirectoryError: NoFolder,
    PermissionError: ForbiddenFile,
}


@contextmanager
def naming(what: str) -> Generator[None]:
    """Turn what the system says about a file into an error that says what we did with it.

    Raises:
        FileError: It cannot be done.
    """
    try:
        yield
    except PodioError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a name with a zero in it, a closed file
        failure = _KINDS.get(type(error), FileError)(f"{what}: {error}")
        failure.errno = getattr(error, "errno", None)
    else:
        return
    raise failure


def size_of(upload: Upload) -> int | None:
    """Return how many bytes an upload sends, if that can be known.

    Raises:
        FileError: The file is not there.
    """
    with naming("the file to upload cannot be read"):
        if isinstance(upload.source, os.PathLike | str):
            return Path(upload.source).stat().st_size
        return upload.size()


def pieces_of(upload: Upload, size: int | None) -> Iterator[bytes]:
    """Read a source piece by piece: as many bytes as were announced, if any were.

    Raises:
        FileError: It cannot be read, or there are fewer bytes by now.
        InvalidArgumentError: An iterator gives something else than bytes.
    """
    left = size
    for piece in _source(upload):
        if not isinstance(piece, bytes | bytearray | memoryview):
            kind = type(piece).__name__
            raise InvalidArgumentError(f"{upload.filename!r} is sent as bytes, not as {kind}")
        sent = bytes(piece) if left is None else bytes(piece[:left])
        left = None if left is None else left - len(sent)
        if sent:
            yield sent
        if left == 0:
            return
    if left:
        raise FileError(
            f"{upload.filename!r} changed while it was sent: it had {size} bytes, and {left} of "
            "them are gone; Podio kept nothing of it"
        )


def _source(upload: Upload) -> Iterator[bytes]:
    source = upload.source
    if isinstance(source, bytes):
        for start in range(0, len(source), CHUNK):
            yield source[start : start + CHUNK]
    elif isinstance(source, os.PathLike | str):
        with naming("the file to upload cannot be read"), Path(source).open("rb") as file:
            yield from _read(file.read)
    else:
        # An open file is an iterator, too: of lines, and a line may be all of it.
        read = getattr(source, "read", None)
        if read is not None:
            with naming("the file to upload cannot be read"):
                yield from _read(read)
            return
        try:
            yield from source
        except Exception as error:  # noqa: BLE001 -- it is the caller's, whatever it is
            raise UsersOwn(error) from None


def _read(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while piece := read(CHUNK):
        yield piece


class FileSink:
    """Writes a download beside its destination and moves it there when it is whole.

    A download that was cut goes on where it stopped, if the server can do that (`Range`);
    one that is given up leaves nothing behind, and what had the name before stays.
    """

    def __init__(self, destination: Destination) -> None:
        """Open no file yet: there may be no answer.

        Raises:
            InvalidArgumentError: The destination is no file's name.
        """
        self._target = Path(destination.path)
        if not self._target.name or self._target.is_dir():
            message = f"a download goes to a file, and {destination.path!r} is a folder"
            raise InvalidArgumentError(message)
        self._progress = destination.progress
        self._part = self._target.with_name(
            f".{self._target.name[:100]}.{secrets.token_hex(4)}.part"
        )
        self._file: IO[bytes] | None = None
        self._digest = hashlib.sha256()
        self._done = 0
        self._total: int | None = None
        self._mimetype: str | None = None
        self._tag: str | None = None

    def headers(self) -> Mapping[str, str]:
        """Ask for the bytes as they are, and for those that are still missing."""
        asked = {"Accept": "*/*", "Accept-Encoding": "identity"}
        # Without a validator the rest of another version could be glued to this one.
        if self._done and self._tag:
            asked |= {"Range": f"bytes={self._done}-", "If-Range": self._tag}
        return asked

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Start, or continue if the server does so exactly where this stopped."""
        start = headers.get("content-range", "").removeprefix("bytes ").partition("-")[0]
        if status != 206:  # noqa: PLR2004 -- partial content
            self._restart()
        elif self._file is None or start != str(self._done):
            message = f"the server sent a part of the file from {start!r} that nobody asked for"
            raise DecodeError(message, status=status)
        length = headers.get("content-length", "")
        # Of a compressed body it is another length than that of what is written.
        plain = headers.get("content-encoding", "identity") == "identity"
        self._total = self._done + int(length) if plain and length.isdecimal() else None
        self._mimetype = headers.get("content-type")
        # A weak tag (W/) promises the same meaning, not the same bytes.
        tag = headers.get("etag", "")
        self._tag = tag if tag.startswith('"') else headers.get("last-modified")

    def write(self, chunk: bytes) -> None:
        """Write the next bytes."""
        if self._file is None:
            # An await that was cancelled leaves its thread behind: nothing begins anew for it.
            return
        with naming("the download cannot be written"):
            self._file.write(chunk)
        self._digest.update(chunk)
        self._done += len(chunk)
        if self._progress is not None:
            told(self._progress, self._done, self._total)

    def commit(self) -> Downloaded:
        """Give the file its name once it is safely on disk."""
        if self._file is None or (self._total is not None and self._done != self._total):
            message = f"the download has {self._done} of {self._total} bytes; nothing was kept"
            raise DecodeError(message)
        with naming("the download cannot be written"):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            self._part.replace(self._target)
        return Downloaded(str(self._target), self._done, self._digest.hexdigest(), self._mimetype)

    def abort(self) -> None:
        """Leave nothing behind."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._part.unlink(missing_ok=True)

    def _restart(self) -> None:
        if self._file is not None:
            self._file.close()
        with naming("the download cannot be written"):
            self._file = self._part.open("wb")
        self._digest = hashlib.sha256()
        self._done = 0
