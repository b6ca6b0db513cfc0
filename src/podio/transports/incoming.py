"""From what the HTTP library receives to a reply: plain bytes, and no more than may be held."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Iterable, Iterator
from typing import TYPE_CHECKING

from podio.core.effects import Reply
from podio.core.operations.body import CHUNK
from podio.errors import AnswerTooLarge, DecodeError
from podio.transports.failures import late

if TYPE_CHECKING:
    from podio.core.effects import Send
    from podio.core.operations.body import Sink
    from podio.transports.deadline import Deadline

SUCCESS = range(200, 300)


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by their names in lower case, the last one where they repeat."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}


class Memory:
    """The body of an answer as it comes: held as long as it is not too much, and in time.

    Args:
        effect: What it is the answer to.
        status: The answer's status.
        deadline: When it has to be over.
    """

    __slots__ = ("_deadline", "_effect", "_held", "_pieces", "_status")

    def __init__(self, effect: Send, status: int, deadline: Deadline) -> None:
        self._effect = effect
        self._status = status
        self._deadline = deadline
        self._pieces: list[bytes] = []
        self._held = 0

    def take(self, piece: bytes) -> None:
        """Hold a piece.

        Raises:
            AnswerTooLarge: There are more bytes than the caller allows.
            RequestTimeout: They come too slowly.
        """
        self._held += len(piece)
        if self._held > self._effect.max_answer:
            self._pieces.clear()
            piece = b""  # a traceback shows locals
            raise AnswerTooLarge(
                f"{self._effect.what}: the answer has more than {self._effect.max_answer:,} bytes, "
                "which is what may be held in memory (max_answer=); a file is downloaded to disk, "
                "and a listing is read in smaller pages",
                status=self._status,
            )
        if self._deadline.left() <= 0:
            self._pieces.clear()
            piece = b""
            raise late(self._effect)
        self._pieces.append(piece)

    def content(self) -> bytes:
        """Return all of it."""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)


class Plain:
    """Takes away the compression of an answer, piece by piece and never much at a time.

    Args:
        encoding: The header that names it.
        what: The exchange's name in errors.
    """

    def __init__(self, encoding: str, what: str) -> None:
        self._what = what
        self._first = True
        self._stream = None if encoding in ("", "identity") else zlib.decompressobj(47)
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise self._broken()

    def pieces(self, piece: bytes) -> Iterator[bytes]:
        """Return what a piece of the answer holds.

        Raises:
            DecodeError: The compression is broken.
        """
        if self._stream is None:
            yield piece
            return
        full = True
        while piece or full:
            plain = self._inflated(piece)
            yield plain
            piece, full = self._stream.unconsumed_tail, len(plain) == CHUNK

    def end(self) -> None:
        """Check that nothing is missing.

        Raises:
            DecodeError: The compression ends halfway.
        """
        if self._stream is not None and not self._first and not self._stream.eof:
            raise self._broken()

    def _inflated(self, piece: bytes) -> bytes:
        first, self._first = self._first, False
        stream = self._stream
        if stream is not None:
            try:
                return stream.decompress(piece, CHUNK)
            except zlib.error:
                pass
        if first:  # some servers mean deflate without its envelope
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._inflated(piece)
        raise self._broken()

    def _broken(self) -> DecodeError:
        return DecodeError(f"{self._what}: the answer's compression is broken")


def received(
    status: int,
    headers: dict[str, str],
    pieces: Iterable[bytes],
    effect: Send,
    deadline: Deadline,
    *,
    plain: bool = False,
) -> Reply:
    """Read an answer, into memory or into a file.

    Args:
        status: Its status.
        headers: Its headers, names in lower case.
        pieces: Its body as it comes.
        effect: What it is the answer to.
        deadline: When it has to be over.
        plain: Whether its compression was taken away already.
    """
    sink, inflate = _parts(status, headers, effect, plain=plain)
    if sink is None:
        memory = Memory(effect, status, deadline)
        for raw in pieces:
            for piece in inflate.pieces(raw):
                memory.take(piece)
        inflate.end()
        return Reply(status, headers, memory.content())
    sink.begin(status, headers)
    deadline.renew()
    for raw in pieces:
        for piece in inflate.pieces(raw):
            sink.write(piece)
        deadline.renew()
    inflate.end()
    return Reply(status, headers, b"", sink.commit())


async def areceived(
    status: int,
    headers: dict[str, str],
    pieces: AsyncIterable[bytes],
    effect: Send,
    deadline: Deadline,
    *,
    plain: bool = False,
) -> Reply:
    """Read an answer as it comes to the async client; see `received`."""
    sink, inflate = _parts(status, headers, effect, plain=plain)
    if sink is None:
        memory = Memory(effect, status, deadline)
        async for raw in pieces:
            for piece in inflate.pieces(raw):
                memory.take(piece)
        inflate.end()
        return Reply(status, headers, memory.content())
    from asyncio import to_thread  # writing may wait for a disk: not on the loop

    sink.begin(status, headers)
    deadline.renew()
    async for raw in pieces:
        for piece in inflate.pieces(raw):
            await to_thread(sink.write, piece)
        deadline.renew()
    inflate.end()
    return Reply(status, headers, b"", await to_thread(sink.commit))


def _parts(
    status: int, headers: dict[str, str], effect: Send, *, plain: bool
) -> tuple[Sink | None, Plain]:
    encoding = "" if plain else headers.get("content-encoding", "").lower()
    # An error is read in memory, wherever the file would go.
    return effect.sink if status in SUCCESS else None, Plain(encoding, effect.what)
