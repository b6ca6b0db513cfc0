"""A client closed is closed; a twin closes nothing; connections are as many as calls at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from podio import AsyncPodio, PodioOAuth, Request
from podio.errors import ClosedError, ConfigurationError
from podio.stores import MemoryAuthStore
from tests.flows.servers import RawServer, answer

if TYPE_CHECKING:
    from tests.flows.callers import AnyPodio, Caller

CALL = Request[Any]("GET", "/user/status")
KEPT = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
SESSION = PodioOAuth("token", "refresh", issued_at=4e9)


def facing(call: Caller, url: str, **options: Any) -> AnyPodio:  # the constructor's keywords
    """Return a client with a session at a server of the test's own."""
    podio = call.client(MemoryAuthStore(), api_url=url, **options)
    podio.oauth = SESSION
    return podio


def mine(call: Caller, asked: list[str]) -> Any:  # the library's client of the right kind
    """Return an HTTP client of one's own that answers by itself."""

    def respond(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        return httpx2.Response(200, json={})

    kind = httpx2.Client if call.kind == "blocking" else httpx2.AsyncClient
    return kind(transport=httpx2.MockTransport(respond))


def test_a_closed_client_sends_nothing(call: Caller) -> None:
    with RawServer(answer(b"{}")) as server:
        podio, twin = (first := facing(call, server.url)), first.with_options(timeout=5)
        call(podio.request(CALL))
        call.leave(podio)
        for closed in (podio, twin):
            with pytest.raises(ClosedError, match="make another one"):
                call(closed.request(CALL))
        call.leave(podio)
    assert len(server.heads) == 1


def test_with_a_network_of_ones_own_nothing_goes_past_it(call: Caller) -> None:
    asked: list[str] = []
    with RawServer(answer(b"{}")) as server:
        own = mine(call, asked)
        podio = facing(call, server.url, http_client=own)
        call(podio.request(CALL))
        call.leave(podio)
        with pytest.raises(ClosedError):
            call(podio.request(CALL))
        assert server.heads == []
        assert len(asked) == 1
        assert not own.is_closed
    call(own.close() if call.kind == "blocking" else own.aclose())


@pytest.mark.parametrize("given", [False, True])
def test_the_end_of_a_twin_is_not_the_end(call: Caller, *, given: bool) -> None:
    asked: list[str] = []
    with RawServer(answer(b"{}")) as server:
        own = mine(call, asked) if given else None
        podio = facing(call, server.url, http_client=own)
        twin = podio.with_options(timeout=5)
        call(twin.request(CALL))
        call.leave(twin)
        call(podio.request(CALL))
        call(twin.with_options(silent=True).request(CALL))
        assert len(asked if given else server.heads) == 3
        if own is not None:
            call(own.close() if call.kind == "blocking" else own.aclose())


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="open files cannot be counted")
def test_loops_that_ended_are_forgotten() -> None:
    def open_files() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    with RawServer(KEPT, keep=True) as server:
        podio = AsyncPodio("c", "s", MemoryAuthStore(SESSION), api_url=server.url)
        asyncio.run(podio.request(CALL))
        before = open_files()
        for _ in range(30):
            asyncio.run(podio.request(CALL))
        assert open_files() <= before + 3  # the server takes a moment to see the last ones go


AT_ONCE, CALLS = 32, 320


def test_as_many_connections_as_calls_at_once(call: Caller) -> None:
    with RawServer(KEPT, keep=True) as server:
        podio = facing(call, server.url)
        if isinstance(podio, AsyncPodio):
            call.wait(_many(podio))
        else:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(lambda _: podio.request(CALL), range(CALLS)))
        assert len(server.heads) == CALLS
        assert server.connections <= AT_ONCE


async def _many(podio: AsyncPodio) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with room:
            await podio.request(CALL)

    await asyncio.gather(*(one() for _ in range(CALLS)))


@pytest.mark.parametrize(
    "way",
    [
        lambda podio: podio.request(CALL),
        lambda podio: podio.gather([CALL]),
        lambda podio: podio.load(),
        lambda podio: podio.aclose(),
        lambda podio: podio.__aenter__(),
    ],
)
def test_without_asyncio_it_says_what_is_missing(
    way: Callable[[AsyncPodio], Coroutine[Any, Any, Any]],
) -> None:
    """As it is under trio and curio, which run coroutines without asyncio."""
    podio = AsyncPodio("c", "s", MemoryAuthStore(SESSION))
    coroutine = way(podio)
    with pytest.raises(ConfigurationError, match="needs asyncio"):
        coroutine.send(None)
