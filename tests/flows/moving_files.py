"""Moves one file up and down in a process of its own, for what happens to its memory and disk."""

from __future__ import annotations

import asyncio
import hashlib
import os
import resource
import signal
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podio import AsyncPodio, Podio

CHUNK = 64 * 1024
LINE_FREE = bytes(one for one in range(256) if one != ord("\n"))


def pieces(size: int) -> Iterator[bytes]:
    """Give bytes without an end of line in them: an open file is no list of lines."""
    piece = (LINE_FREE * (CHUNK // len(LINE_FREE) + 1))[:CHUNK]
    for start in range(0, size, CHUNK):
        yield piece[: size - start]


def written(folder: Path, size: int) -> Path:
    path = folder / "up.txt"
    with path.open("wb") as file:
        for piece in pieces(size):
            file.write(piece)
    return path


async def result_of(result: Any) -> Any:  # what either client returns
    """Return a result, whichever client made it."""
    return await result if asyncio.iscoroutine(result) else result


async def move(podio: Podio | AsyncPodio, folder: Path, size: int) -> dict[str, object]:
    """Upload from a path, an open file and an iterator, and download."""
    path = written(folder, size)
    small = await result_of(podio.files.upload(b"x", "x.txt"))
    # By now the client has signed in and imported all that it needs.
    await result_of(podio.files.download(small.file_id, to=folder / "x.txt"))
    tracemalloc.start()
    resident = peak_resident()
    with path.open("rb") as opened:
        sources = (path, opened, pieces(size))
        files = [await result_of(podio.files.upload(one, "up.txt")) for one in sources]
    got = await result_of(podio.files.download(files[-1].file_id, to=folder / "down.txt"))
    traced = tracemalloc.get_traced_memory()[1]
    digest = hashlib.sha256()
    for piece in pieces(size):
        digest.update(piece)
    return {
        "traced": traced,
        "resident": peak_resident() - resident,
        "sizes": [file.size for file in files],
        "size": got.size,
        "same": got.sha256 == digest.hexdigest(),
        "on_disk": (folder / "down.txt").read_bytes() == path.read_bytes(),
    }


def peak_resident() -> int:
    """Return the most memory that this process had so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


async def fill_the_disk(podio: Podio | AsyncPodio, folder: Path, size: int) -> dict[str, object]:
    """Download more than may be written."""
    file = await result_of(podio.files.upload(pieces(size), "up.txt"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
    try:
        await result_of(podio.files.download(file.file_id, to=folder / "down.txt"))
    except OSError as error:
        return {"error": type(error).__name__, "errno": error.errno}
    return {"error": None}


async def die_halfway(podio: Podio | AsyncPodio, folder: Path, size: int) -> dict[str, object]:
    """Be killed during a download."""
    file = await result_of(podio.files.upload(pieces(size), "up.txt"))

    def kill(done: int, _: int | None) -> None:
        if done * 2 > size:
            os.kill(os.getpid(), signal.SIGKILL)

    await result_of(podio.files.download(file.file_id, to=folder / "down.txt", progress=kill))
    return {}


WHAT = {"move": move, "fill": fill_the_disk, "die": die_halfway}


async def work(kind: str, what: str, size: int, folder: str) -> dict[str, object]:
    do = WHAT[what]
    if kind == "blocking":
        with Podio.from_env() as blocking:
            return await do(blocking, Path(folder), size)
    async with AsyncPodio.from_env() as awaiting:
        return await do(awaiting, Path(folder), size)


def run(kind: str, what: str, size: int, folder: str) -> dict[str, object]:
    """Do one of it, on a client that is made of the environment."""
    return asyncio.run(work(kind, what, size, folder))
