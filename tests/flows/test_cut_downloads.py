"""Downloads whose connection breaks: they go on where they stopped, or leave nothing behind."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from podio import AsyncPodio
from podio.errors import ConnectionFailed, DecodeError, Gone, RedirectError
from tests.areas import cases
from tests.flows.servers import RawServer, answer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.callers import AnyPodio, Caller

OLD = b"what was there before"
CONTENT = bytes(range(256)) * 1024
OTHER = CONTENT[::-1] + b"longer"
HALF = 150_000


def client(call: Caller, url: str) -> AnyPodio:
    podio = call.client(api_url=url)
    podio.oauth = cases.signed_in()
    return podio


@pytest.fixture
def to(tmp_path: Path) -> Path:
    to = tmp_path / "down.bin"
    to.write_bytes(OLD)
    return to


def as_before(to: Path) -> bool:
    return to.read_bytes() == OLD and list(to.parent.iterdir()) == [to]


def header(head: str, name: str) -> str | None:
    """Return a header of a request that a server took down."""
    lines = (line.partition(": ") for line in head.splitlines()[1:])
    return next((value for key, _, value in lines if key.lower() == name), None)


def whole(content: bytes, validator: str = 'ETag: "1"\r\n') -> bytes:
    return answer(content, kind="application/pdf", more=validator)


def cut(content: bytes, validator: str = 'ETag: "1"\r\n') -> bytes:
    """Announce all of a file and send the first of it."""
    complete = whole(content, validator)
    return complete[: len(complete) - len(content) + HALF]


def asked_for(head: str) -> int:
    """Return the byte that a request wants to go on from."""
    wanted = header(head, "range")
    assert wanted is not None
    return int(wanted.removeprefix("bytes=").removesuffix("-"))


def part(content: bytes, start: int, validator: str = 'ETag: "1"\r\n') -> bytes:
    where = f"Content-Range: bytes {start}-{len(content) - 1}/{len(content)}\r\n"
    kind = "application/pdf"
    return answer(content[start:], status="206 Partial Content", kind=kind, more=validator + where)


def rest(content: bytes, validator: str = 'ETag: "1"\r\n') -> Callable[[str], bytes]:
    """Answer with the part that is asked for."""
    return lambda head: part(content, asked_for(head), validator)


class Script:
    """Answers one request after the other, as told."""

    def __init__(self, *answers: bytes | Callable[[str], bytes]) -> None:
        self._answers = list(answers)

    def __call__(self, head: str) -> bytes:
        told = self._answers.pop(0)
        return told if isinstance(told, bytes) else told(head)


def test_it_goes_on_where_it_was_cut(call: Caller, to: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with RawServer(Script(cut(CONTENT), rest(CONTENT))) as server:
        podio = client(call, server.url)
        got = call(podio.files.download(7, to=to, progress=lambda *one: told.append(one)))
    first, second = server.heads
    assert (header(first, "range"), header(first, "if-range")) == (None, None)
    assert 0 < asked_for(second) <= HALF
    assert header(second, "if-range") == '"1"'
    assert header(second, "accept-encoding") == "identity"
    assert to.read_bytes() == CONTENT
    assert (got.size, got.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert {size for _, size in told} == {len(CONTENT)}
    assert list(to.parent.iterdir()) == [to]


def test_it_may_be_cut_twice(call: Caller, to: Path) -> None:
    def cut_again(head: str) -> bytes:
        return rest(CONTENT)(head)[:-30_000]

    with RawServer(Script(cut(CONTENT), cut_again, rest(CONTENT))) as server:
        call(client(call, server.url).files.download(7, to=to))
    assert 0 < asked_for(server.heads[1]) < asked_for(server.heads[2]) < len(CONTENT)
    assert to.read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_fetched_anew(call: Caller, to: Path) -> None:
    with RawServer(Script(cut(CONTENT), whole(OTHER, 'ETag: "2"\r\n'))) as server:
        got = call(client(call, server.url).files.download(7, to=to))
    assert header(server.heads[1], "if-range") == '"1"'
    assert to.read_bytes() == OTHER
    assert got.sha256 == hashlib.sha256(OTHER).hexdigest()


@pytest.mark.parametrize("validator", ["", 'ETag: W/"1"\r\n'], ids=["none", "weak"])
def test_nothing_is_glued_that_may_be_of_two_files(call: Caller, to: Path, validator: str) -> None:
    with RawServer(Script(cut(CONTENT, validator), whole(OTHER, validator))) as server:
        call(client(call, server.url).files.download(7, to=to))
    assert header(server.heads[1], "range") is None
    assert to.read_bytes() == OTHER


def test_the_time_of_the_last_change_tells_as_well(call: Caller, to: Path) -> None:
    time = "Mon, 02 Feb 2026 10:00:00 GMT"
    changed = f"Last-Modified: {time}\r\n"
    with RawServer(Script(cut(CONTENT, changed), rest(CONTENT, changed))) as server:
        call(client(call, server.url).files.download(7, to=to))
    assert header(server.heads[1], "if-range") == time
    assert to.read_bytes() == CONTENT


def from_elsewhere(head: str) -> bytes:
    return part(CONTENT, asked_for(head) + 1)


@pytest.mark.parametrize(
    "answers", [(part(CONTENT, 0),), (cut(CONTENT), from_elsewhere)], ids=["first", "later"]
)
def test_a_part_that_nobody_asked_for_is_refused(
    call: Caller, to: Path, answers: tuple[bytes | Callable[[str], bytes], ...]
) -> None:
    with RawServer(Script(*answers)) as server, pytest.raises(DecodeError, match="nobody asked"):
        call(client(call, server.url).files.download(7, to=to))
    assert as_before(to)


def test_one_that_is_always_cut_is_given_up(call: Caller, to: Path) -> None:
    given_up = pytest.raises(ConnectionFailed, match="before the answer was complete")
    with RawServer(cut(CONTENT)) as server, given_up:
        call(client(call, server.url).files.download(7, to=to))
    assert len(server.heads) == 3
    assert as_before(to)


def test_an_answer_that_is_no_file_ends_it(call: Caller, to: Path) -> None:
    gone = answer(b'{"error": "gone"}', status="410 Gone")
    with RawServer(Script(cut(CONTENT), gone)) as server, pytest.raises(Gone):
        call(client(call, server.url).files.download(7, to=to))
    assert as_before(to)


def moved(url: str) -> bytes:
    return answer(b"", status="302 Found", more=f"Location: {url}/lies/here?key=1\r\n")


def test_another_host_gets_no_token(call: Caller, to: Path) -> None:
    elsewhere = RawServer(Script(cut(CONTENT), rest(CONTENT)))
    with elsewhere, RawServer(moved(elsewhere.url)) as api:
        call(client(call, api.url).files.download(7, to=to))
    assert to.read_bytes() == CONTENT
    assert [header(head, "authorization") for head in api.heads] == ["OAuth2 access"] * 2
    assert [header(head, "authorization") for head in elsewhere.heads] == [None, None]
    assert not [head for head in elsewhere.heads if "access" in head]
    assert asked_for(elsewhere.heads[1]) > 0
    assert elsewhere.heads[0].startswith("GET /lies/here?key=1 ")


def test_it_is_not_led_in_a_circle(call: Caller, to: Path) -> None:
    def again(_: str) -> bytes:
        return moved(api.url)

    with RawServer(again) as api, pytest.raises(RedirectError, match="more than 5 times"):
        call(client(call, api.url).files.download(7, to=to))
    assert as_before(to)


def test_a_thumbnail_is_asked_for_by_its_size(call: Caller, to: Path) -> None:
    with RawServer(whole(CONTENT)) as server:
        call(client(call, server.url).files.download(7, to=to, max_size=80))
    assert server.heads[0].startswith("GET /file/7/raw?max_size=80 ")


def test_a_server_that_compresses_all_the_same_is_understood(call: Caller, to: Path) -> None:
    told: list[int | None] = []
    packed = gzip.compress(CONTENT)
    with RawServer(whole(packed, "Content-Encoding: gzip\r\n")) as server:
        podio = client(call, server.url)
        got = call(podio.files.download(7, to=to, progress=lambda _, size: told.append(size)))
    assert to.read_bytes() == CONTENT
    assert got.size == len(CONTENT)
    assert set(told) == {None}, "how long it will be, the length of the packed one does not tell"


def test_a_file_without_a_length_ends_with_the_connection(call: Caller, to: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nConnection: close\r\n\r\n"
    with RawServer(head + CONTENT) as server:
        got = call(client(call, server.url).files.download(7, to=to))
    assert (to.read_bytes(), got.size) == (CONTENT, len(CONTENT))


def test_a_task_that_is_cancelled_leaves_what_was_there(to: Path) -> None:
    async def cancelled(url: str) -> None:
        async with AsyncPodio("client", "secret", api_url=url) as podio:
            podio.oauth = cases.signed_in()
            loop, task = asyncio.get_running_loop(), asyncio.current_task()
            assert task is not None

            def cancel(done: int, _: int | None) -> None:
                if done > HALF:
                    loop.call_soon_threadsafe(task.cancel)

            await podio.files.download(7, to=to, progress=cancel)

    with RawServer(whole(CONTENT * 20)) as server, pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled(server.url))
    assert as_before(to)
