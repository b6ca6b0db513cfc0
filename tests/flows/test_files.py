"""Files go up and down as streams, through both clients."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import signal
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any

import pytest

from podio.areas.files import Files
from podio.errors import InvalidArgumentError, NotFound, Unauthorized
from podio.sandbox.__main__ import environment
from tests.flows import moving_files
from tests.flows.callers import AnyPodio, Caller, api_requests, signed_in, token_requests
from tests.stores.apart import apart, start_apart

if TYPE_CHECKING:
    from pathlib import Path

    from podio.sandbox import Sandbox

CONTENT = bytes(range(256)) * 1024  # 256 KiB: several pieces
MEBIBYTE = 1024 * 1024


class Report(os.PathLike[str]):
    """Something with a path, as other libraries have it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __fspath__(self) -> str:
        return str(self._path)


def in_pieces() -> Iterator[bytes]:
    for start in range(0, len(CONTENT), 10_000):
        yield CONTENT[start : start + 10_000]


SOURCES: dict[str, Callable[[Path], Any]] = {
    "bytes": lambda _: CONTENT,
    "path": lambda path: path,
    "path as text": str,
    "path of another kind": Report,
    "open file": lambda path: path.open("rb"),
    "file in memory": lambda _: io.BytesIO(CONTENT),
    "iterator": lambda _: in_pieces(),
}
KNOWN_SIZE = [name for name in SOURCES if name != "iterator"]


@pytest.fixture
def podio(call: Caller) -> AnyPodio:
    return signed_in(call)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Übersicht 2026.txt"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """A place to download to, where something else is already."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    to = folder / "down.txt"
    to.write_bytes(b"what was there before")
    return to


def closed(source: object) -> None:
    if isinstance(source, io.IOBase):
        source.close()


def uploaded(call: Caller, podio: AnyPodio, content: bytes = CONTENT) -> int:
    return call(podio.files.upload(content, "up.txt")).file_id


def as_before(to: Path) -> bool:
    """Tell whether the file is the old one and nothing else is left."""
    return to.read_bytes() == b"what was there before" and list(to.parent.iterdir()) == [to]


@pytest.mark.parametrize("kind_of_source", SOURCES)
def test_what_is_uploaded_is_downloaded_unchanged(
    call: Caller, podio: AnyPodio, path: Path, to: Path, kind_of_source: str
) -> None:
    source = SOURCES[kind_of_source](path)
    file = call(podio.files.upload(source, "up.txt"))
    closed(source)
    assert (file.name, file.size) == ("up.txt", len(CONTENT))
    got = call(podio.files.download(file.file_id, to=to))
    assert to.read_bytes() == CONTENT == call(podio.files.read(file.file_id))
    assert (got.path, got.size, got.mimetype) == (str(to), len(CONTENT), "text/plain")
    assert got.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert list(to.parent.iterdir()) == [to]


def test_a_path_and_an_open_file_bring_their_names(
    call: Caller, podio: AnyPodio, path: Path
) -> None:
    assert call(podio.files.upload(path)).name == path.name
    assert call(podio.files.upload(str(path))).name == path.name
    with path.open("rb") as opened:
        assert call(podio.files.upload(opened)).name == path.name


def test_an_empty_file_is_a_file(call: Caller, podio: AnyPodio, to: Path) -> None:
    file_id = uploaded(call, podio, b"")
    got = call(podio.files.download(file_id, to=to))
    assert (got.size, to.read_bytes()) == (0, b"")
    assert got.sha256 == hashlib.sha256(b"").hexdigest()


def after_the_first_line(opened: IO[bytes]) -> bytes:
    opened.readline()
    place = opened.tell()
    rest = opened.read()
    opened.seek(place)
    return rest


@pytest.mark.parametrize("expired", [False, True], ids=["fresh", "expired"])
def test_an_open_file_is_sent_from_where_it_stands(
    call: Caller, podio: AnyPodio, path: Path, sandbox: Sandbox, *, expired: bool
) -> None:
    with path.open("rb") as opened:
        rest = after_the_first_line(opened)
        if expired:  # refused, renewed, and sent again from the same place
            sandbox.expire_access_tokens()
        file = call(podio.files.upload(opened))
    assert 0 < len(rest) < len(CONTENT)
    assert call(podio.files.read(file.file_id)) == rest
    assert token_requests(sandbox, "refresh_token") == int(expired)


def test_an_iterator_is_sent_once_and_the_error_says_what_to_do(
    call: Caller, podio: AnyPodio, sandbox: Sandbox
) -> None:
    sandbox.expire_access_tokens()
    with pytest.raises(Unauthorized, match=r"the session is fresh now.*call again with the data"):
        call(podio.files.upload(in_pieces(), "up.txt"))
    before = token_requests(sandbox)
    file = call(podio.files.upload(in_pieces(), "up.txt"))
    assert call(podio.files.read(file.file_id)) == CONTENT
    assert token_requests(sandbox) == before, "the session was fresh"


@pytest.mark.parametrize("kind_of_source", SOURCES)
def test_progress_of_an_upload(
    call: Caller, podio: AnyPodio, path: Path, kind_of_source: str
) -> None:
    told: list[tuple[int, int | None]] = []
    source = SOURCES[kind_of_source](path)
    call(podio.files.upload(source, "up.txt", progress=lambda *one: told.append(one)))
    closed(source)
    done = [one for one, _ in told]
    assert len(done) > 2
    assert done == sorted(set(done))
    assert done[-1] == len(CONTENT)
    expected = len(CONTENT) if kind_of_source in KNOWN_SIZE else None
    assert {size for _, size in told} == {expected}


def test_progress_of_a_download(call: Caller, podio: AnyPodio, to: Path) -> None:
    told: list[tuple[int, int | None]] = []
    file_id = uploaded(call, podio)
    call(podio.files.download(file_id, to=to, progress=lambda *one: told.append(one)))
    done = [one for one, _ in told]
    assert len(done) > 2
    assert done == sorted(set(done))
    assert told[-1] == (len(CONTENT), len(CONTENT))


class Stopped(BaseException):
    """What Ctrl-C raises, without asking the whole test run to stop."""


def test_a_download_that_is_stopped_leaves_what_was_there(
    call: Caller, podio: AnyPodio, to: Path
) -> None:
    def stop(done: int, _: int | None) -> None:
        if done > len(CONTENT) // 2:
            raise Stopped

    file_id = uploaded(call, podio)
    with pytest.raises(Stopped):
        call(podio.files.download(file_id, to=to, progress=stop))
    assert as_before(to)


def test_a_file_that_is_not_there_leaves_what_was_there(
    call: Caller, podio: AnyPodio, to: Path
) -> None:
    with pytest.raises(NotFound):
        call(podio.files.download(1, to=to))
    assert as_before(to)


def test_a_folder_is_no_place_for_a_download(
    call: Caller, podio: AnyPodio, tmp_path: Path, sandbox: Sandbox
) -> None:
    before = api_requests(sandbox)
    for wrong in (tmp_path, "", ".", "/"):
        with pytest.raises(InvalidArgumentError, match="is a folder"):
            call(podio.files.download(1, to=wrong))
    assert api_requests(sandbox) == before, "nothing was sent"


def test_where_nothing_can_be_written_the_system_says_why(
    call: Caller, podio: AnyPodio, to: Path
) -> None:
    file_id = uploaded(call, podio)
    with pytest.raises(FileNotFoundError):
        call(podio.files.download(file_id, to=to.parent / "missing" / "down.txt"))
    with pytest.raises(NotADirectoryError):
        call(podio.files.download(file_id, to=to / "down.txt"))
    assert as_before(to)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_without_permission_keeps_its_file(
    call: Caller, podio: AnyPodio, to: Path
) -> None:
    file_id = uploaded(call, podio)
    to.parent.chmod(0o500)
    with pytest.raises(PermissionError):
        call(podio.files.download(file_id, to=to))
    to.parent.chmod(0o700)
    assert as_before(to)


def test_a_source_that_is_not_there_is_not_sent(
    call: Caller, podio: AnyPodio, tmp_path: Path, sandbox: Sandbox
) -> None:
    before = api_requests(sandbox)
    with pytest.raises(FileNotFoundError):
        call(podio.files.upload(tmp_path / "missing.txt"))
    assert api_requests(sandbox) == before


def test_a_description_of_a_download_is_good_for_many(
    call: Caller, podio: AnyPodio, to: Path
) -> None:
    request = Files.download(uploaded(call, podio), to=to)
    first, second = call(podio.request(request)), call(podio.request(request))
    assert first.sha256 == second.sha256


# In a process of its own: what it takes of memory, and what is left when it ends badly


@pytest.fixture
def from_env(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes that are started make their clients of the environment."""
    for name, value in environment(sandbox).items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    "size", [16 * MEBIBYTE, pytest.param(100 * MEBIBYTE, marks=pytest.mark.slow)]
)
@pytest.mark.usefixtures("from_env")
def test_a_large_file_takes_no_memory(kind: str, tmp_path: Path, size: int) -> None:
    told = apart(moving_files.run, kind, "move", size, str(tmp_path))
    assert (told["sizes"], told["size"]) == ([size] * 3, size)
    assert told["same"]
    assert told["on_disk"]
    assert told["traced"] < 3 * MEBIBYTE
    assert told["resident"] < 8 * MEBIBYTE


@pytest.mark.usefixtures("from_env")
def test_a_full_disk_keeps_what_was_there(kind: str, to: Path) -> None:
    told = apart(moving_files.run, kind, "fill", MEBIBYTE, str(to.parent))
    assert told == {"error": "FileError", "errno": errno.EFBIG}
    assert as_before(to)


@pytest.mark.usefixtures("from_env")
def test_a_process_that_is_killed_leaves_no_half_file_under_the_name(kind: str, to: Path) -> None:
    process = start_apart(moving_files.run, kind, "die", MEBIBYTE, str(to.parent))
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert to.read_bytes() == b"what was there before"
