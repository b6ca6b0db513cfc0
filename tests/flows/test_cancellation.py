"""Whoever is cancelled goes away alone: the renewal goes on, and its token is kept."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Self

import pytest

from podio import NO_RETRY, AsyncPodio, PodioOAuth, Retry
from podio.stores import MemoryAuthStore
from tests.flows.callers import AT_ONCE, token_requests
from tests.flows.counting_stores import AwaitedStore, CountingStore
from tests.flows.servers import RawServer, answer

if TYPE_CHECKING:
    from podio.sandbox import Sandbox
    from podio.stores import AnyAuthStore

EXPIRED = PodioOAuth("a-0", "r-0", expires_at=1.0, refresh_expires_at=4e9)


class SlowPodio:
    """Takes a token request, and answers it when it is told to.

    Attributes:
        tokens_given: How many token requests were answered.
        release: Set it to let the answers out.
    """

    def __init__(self) -> None:
        self.tokens_given = 0
        self.release = threading.Event()
        self._asked = threading.Event()
        self._server = RawServer(self._answer)
        self.url = self._server.url

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._server.__exit__()

    async def until_asked(self) -> None:
        """Wait until a token request is under way."""
        assert await asyncio.to_thread(self._asked.wait, 10)

    def _answer(self, head: str) -> bytes:
        if not head.startswith("POST /oauth/token"):
            return answer(b"[]")
        self._asked.set()
        self.release.wait(10)
        self.tokens_given += 1
        number = self.tokens_given
        tokens = {"access_token": f"a-{number}", "refresh_token": f"r-{number}"}
        return answer(json.dumps(tokens).encode())


@pytest.fixture
def slow() -> Iterator[SlowPodio]:
    """A Podio that answers token requests when the test says so."""
    with SlowPodio() as slow:
        yield slow


def client(url: str, store: AnyAuthStore, retry: Retry = AT_ONCE) -> AsyncPodio:
    return AsyncPodio("demo", "client-secret", store, api_url=url, retry=retry)


async def cancelled(task: asyncio.Task[object]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_the_token_of_a_cancelled_refresh_is_kept(slow: SlowPodio) -> None:
    store = MemoryAuthStore(EXPIRED)

    async def main() -> None:
        async with client(slow.url, store) as podio:
            leader = asyncio.create_task(podio.verify())
            await slow.until_asked()
            await cancelled(leader)
            slow.release.set()
            assert await podio.verify(), "another caller gets the same new token"

    asyncio.run(main())
    assert slow.tokens_given == 1
    assert store.get().refresh_token == "r-1"


def test_those_who_wait_get_the_token_of_a_cancelled_leader(slow: SlowPodio) -> None:
    async def main() -> None:
        async with client(slow.url, MemoryAuthStore(EXPIRED)) as podio:
            leader = asyncio.create_task(podio.verify())
            await slow.until_asked()
            others = [asyncio.create_task(podio.verify()) for _ in range(20)]
            await asyncio.sleep(0)
            await cancelled(leader)
            slow.release.set()
            assert all(await asyncio.gather(*others))

    asyncio.run(main())
    assert slow.tokens_given == 1


def test_one_who_waits_can_be_cancelled(slow: SlowPodio) -> None:
    async def main() -> None:
        async with client(slow.url, MemoryAuthStore(EXPIRED)) as podio:
            leader = asyncio.create_task(podio.verify())
            await slow.until_asked()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(podio.verify(), 0.02)
            slow.release.set()
            assert await leader

    asyncio.run(main())
    assert slow.tokens_given == 1


def test_a_deadline_around_a_call_loses_no_token(slow: SlowPodio) -> None:
    async def main() -> None:
        async with client(slow.url, MemoryAuthStore(EXPIRED)) as podio:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(podio.verify(), 0.05)
            slow.release.set()
            assert await podio.verify()

    asyncio.run(main())
    assert slow.tokens_given == 1


async def close_while_it_is_under_way(slow: SlowPodio, podio: AsyncPodio) -> None:
    """Close the client; the loop ends right after, and with it whatever is still under way."""
    closing = asyncio.create_task(podio.aclose())
    done, _ = await asyncio.wait({closing}, timeout=0.05)
    assert not done, "closing waits"
    slow.release.set()
    await closing


@pytest.mark.parametrize("store_kind", [CountingStore, AwaitedStore])
def test_closing_waits_for_a_refresh_under_way(
    slow: SlowPodio, store_kind: Callable[[PodioOAuth], CountingStore | AwaitedStore]
) -> None:
    store = store_kind(EXPIRED)

    async def main() -> None:
        podio = client(slow.url, store)
        leader = asyncio.create_task(podio.verify())
        await slow.until_asked()
        await cancelled(leader)
        await close_while_it_is_under_way(slow, podio)

    asyncio.run(main())
    assert store.oauth.refresh_token == "r-1", "Podio may have rotated: the old one is dead"


def test_a_twins_refresh_is_waited_for_too(slow: SlowPodio) -> None:
    store = MemoryAuthStore(EXPIRED)

    async def main() -> None:
        podio = client(slow.url, store)
        leader = asyncio.create_task(podio.with_options(timeout=20.0).verify())
        await slow.until_asked()
        await cancelled(leader)
        await close_while_it_is_under_way(slow, podio)

    asyncio.run(main())
    assert store.get().refresh_token == "r-1"


def test_a_cancelled_sign_in_is_kept_as_well(slow: SlowPodio) -> None:
    store = MemoryAuthStore()

    async def main() -> None:
        podio = client(slow.url, store)
        task = asyncio.create_task(podio.authenticate_with_app(1, "app-token"))
        await slow.until_asked()
        await cancelled(task)
        await close_while_it_is_under_way(slow, podio)

    asyncio.run(main())
    assert store.get().refresh_token == "r-1"


def test_a_refresh_that_fails_after_its_caller_left_is_no_complaint() -> None:
    """Nobody is there to hear the error, and asyncio must not report it as forgotten."""
    complaints: list[object] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        podio = client("http://127.0.0.1:1", MemoryAuthStore(EXPIRED), NO_RETRY)
        leader = asyncio.create_task(podio.verify())
        await asyncio.sleep(0)
        await cancelled(leader)
        await podio.aclose()

    asyncio.run(main())
    assert complaints == []


def test_a_cancelled_call_leaves_the_connections_usable(sandbox: Sandbox) -> None:
    async def main() -> None:
        async with AsyncPodio(
            sandbox.client_id, sandbox.client_secret, api_url=sandbox.url
        ) as podio:
            await podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
            for _ in range(5):
                sandbox.fault("/oauth/scope", delay=0.2)
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(podio.verify(), 0.05)
            assert all(await asyncio.gather(*(podio.verify() for _ in range(20))))

    asyncio.run(main())
    assert token_requests(sandbox) == 1


def test_a_load_whose_reader_is_cancelled_goes_on_for_the_others() -> None:
    read, go_on = asyncio.Event(), asyncio.Event()

    class Slow(AwaitedStore):
        async def get(self) -> PodioOAuth:
            self.gets += 1
            read.set()
            await go_on.wait()
            return PodioOAuth()

    async def main() -> None:
        store = Slow()
        podio = client("http://127.0.0.1:1", store)
        first = asyncio.create_task(podio.load())
        await read.wait()
        others = [asyncio.create_task(podio.load()) for _ in range(3)]
        await asyncio.sleep(0)
        first.cancel()
        go_on.set()
        await asyncio.gather(*others)
        assert store.gets == 1
        await podio.aclose()

    asyncio.run(main())


def test_a_loop_that_ends_amid_a_refresh_leaves_nobody_waiting(sandbox: Sandbox) -> None:
    """A client outlives the loop that its refresh began in: the next loop begins anew."""
    podio = AsyncPodio(
        sandbox.client_id, sandbox.client_secret, MemoryAuthStore(), api_url=sandbox.url
    )

    async def sign_in() -> None:
        await podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
        await podio.aclose()

    async def begin_a_refresh_and_leave() -> None:
        refresh = asyncio.ensure_future(podio.refresh_access_token())
        await asyncio.sleep(0)  # it has begun, and its own task has not run yet
        refresh.cancel()

    async def refresh() -> str:
        async with asyncio.timeout(20):
            oauth = await podio.refresh_access_token()
        await podio.aclose()
        return oauth.access_token

    asyncio.run(sign_in())
    asyncio.run(begin_a_refresh_and_leave())
    assert asyncio.run(refresh())
