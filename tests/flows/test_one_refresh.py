"""T1, T3, T20: however many ask at the same time, Podio is asked for a token once."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import httpcore2
import pytest

from podio import AsyncPodio, Podio, PodioOAuth, Request
from podio.errors import StoreUnavailableError
from podio.stores import MemoryAuthStore
from tests.flows.callers import AT_ONCE, api_requests, token_requests
from tests.flows.counting_stores import AwaitedStore, CountingStore

if TYPE_CHECKING:
    from podio.sandbox import Sandbox
    from podio.stores import AnyAuthStore

T = TypeVar("T")


@pytest.fixture
def fresh(sandbox: Sandbox) -> PodioOAuth:
    """A session that is good for hours."""
    with blocking(sandbox, MemoryAuthStore()) as podio:
        oauth = podio.authenticate_with_password(sandbox.username, sandbox.password)
    sandbox.app.control.stats.clear()
    return oauth


@pytest.fixture
def expired(sandbox: Sandbox, fresh: PodioOAuth) -> PodioOAuth:
    """A session whose access token has ended, as its holder knows."""
    sandbox.expire_access_tokens()
    return fresh.replace(issued_at=fresh.issued_at - 30_000, expires_at=fresh.issued_at - 1_200)


@pytest.fixture
def quick_switches() -> Iterator[None]:
    """Let threads interrupt each other as often as possible: races show."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def blocking(sandbox: Sandbox, store: AnyAuthStore) -> Podio:
    return Podio(
        sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url, retry=AT_ONCE
    )


def awaiting(sandbox: Sandbox, store: AnyAuthStore) -> AsyncPodio:
    return AsyncPodio(
        sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url, retry=AT_ONCE
    )


def at_once(count: int, work: Callable[[], T]) -> list[T]:
    """Do the same in many threads that start together."""
    barrier = threading.Barrier(count)

    def started() -> T:
        barrier.wait(30)
        return work()

    with ThreadPoolExecutor(count) as pool:
        return [future.result(60) for future in [pool.submit(started) for _ in range(count)]]


@pytest.mark.usefixtures("quick_switches")
def test_t1_64_threads(sandbox: Sandbox, expired: PodioOAuth) -> None:
    with blocking(sandbox, MemoryAuthStore(expired)) as podio:

        def work() -> str:
            assert podio.verify()
            return podio.oauth.access_token

        seen = at_once(64, work)
    assert token_requests(sandbox) == 1
    assert api_requests(sandbox) == 64
    assert len(set(seen)) == 1


def test_t1_64_threads_whose_token_podio_refuses(sandbox: Sandbox, expired: PodioOAuth) -> None:
    """The token has ended, but nobody here knows it: the 401 tells."""
    unknowing = expired.replace(issued_at=expired.issued_at + 30_000, expires_at=4e9)
    with blocking(sandbox, MemoryAuthStore(unknowing)) as podio:
        assert all(at_once(64, podio.verify))
    assert token_requests(sandbox) == 1


def test_t1_64_threads_with_a_client_each(sandbox: Sandbox, expired: PodioOAuth) -> None:
    store = MemoryAuthStore(expired)

    def work() -> str:
        with blocking(sandbox, store) as podio:
            assert podio.verify()
            return podio.oauth.access_token

    assert len(set(at_once(64, work))) == 1
    assert token_requests(sandbox) == 1


def test_t1_64_threads_over_a_store_that_only_gets_and_sets(
    sandbox: Sandbox, expired: PodioOAuth
) -> None:
    store = CountingStore(expired)
    clients = [blocking(sandbox, store) for _ in range(8)]
    waiting = iter(clients * 8)
    guard = threading.Lock()

    def work() -> bool:
        with guard:
            podio = next(waiting)
        return podio.verify()

    assert all(at_once(64, work))
    assert token_requests(sandbox) == 1
    for podio in clients:
        podio.close()


def test_64_threads_that_all_renew_by_hand(sandbox: Sandbox, expired: PodioOAuth) -> None:
    with blocking(sandbox, MemoryAuthStore(expired)) as podio:
        assert len({oauth.access_token for oauth in at_once(64, podio.refresh_access_token)}) == 1
    assert token_requests(sandbox) == 1


def test_t3_1000_tasks(sandbox: Sandbox, expired: PodioOAuth) -> None:
    async def main() -> set[str]:
        async with awaiting(sandbox, MemoryAuthStore(expired)) as podio:

            async def work() -> str:
                await podio.refresh_access_token()
                return podio.oauth.access_token

            return set(await asyncio.gather(*(work() for _ in range(1_000))))

    assert len(asyncio.run(main())) == 1
    assert token_requests(sandbox) == 1


def test_t3_tasks_that_call(sandbox: Sandbox, expired: PodioOAuth) -> None:
    async def main() -> list[bool]:
        async with awaiting(sandbox, MemoryAuthStore(expired)) as podio:
            return await asyncio.gather(*(podio.verify() for _ in range(200)))

    assert all(asyncio.run(main()))
    assert token_requests(sandbox) == 1
    assert api_requests(sandbox) == 200


@pytest.mark.slow
def test_t3_1000_tasks_that_call(sandbox: Sandbox, expired: PodioOAuth) -> None:
    async def main() -> list[bool]:
        async with awaiting(sandbox, MemoryAuthStore(expired)) as podio:
            return await asyncio.gather(*(podio.verify() for _ in range(1_000)))

    assert all(asyncio.run(main()))
    assert token_requests(sandbox) == 1
    assert api_requests(sandbox) == 1_000


@pytest.mark.parametrize("store_kind", [MemoryAuthStore, CountingStore, AwaitedStore])
def test_t3_16_clients_over_one_store(
    sandbox: Sandbox,
    expired: PodioOAuth,
    store_kind: Callable[[PodioOAuth], MemoryAuthStore | CountingStore | AwaitedStore],
) -> None:
    async def main() -> set[str]:
        store = store_kind(expired)
        clients = [awaiting(sandbox, store) for _ in range(16)]
        assert all(await asyncio.gather(*(podio.verify() for podio in clients)))
        tokens = {podio.oauth.access_token for podio in clients}
        for podio in clients:
            await podio.aclose()
        return tokens

    assert len(asyncio.run(main())) == 1
    assert token_requests(sandbox) == 1


@pytest.mark.usefixtures("quick_switches")
def test_t3_a_blocking_client_an_async_one_and_two_loops(
    sandbox: Sandbox, expired: PodioOAuth
) -> None:
    store = MemoryAuthStore(expired)
    both_loops = awaiting(sandbox, store)

    async def some_calls() -> bool:
        done = await asyncio.gather(*(both_loops.verify() for _ in range(20)))
        await both_loops.aclose()
        return all(done)

    def blocking_calls() -> bool:
        with blocking(sandbox, store) as podio:
            return all(podio.verify() for _ in range(20))

    def awaited_calls() -> bool:
        return asyncio.run(some_calls())

    kinds = iter([blocking_calls, awaited_calls, awaited_calls])

    def work() -> bool:
        return next(kinds)()

    assert all(at_once(3, work))
    assert token_requests(sandbox) == 1


@pytest.mark.usefixtures("quick_switches")
def test_t3_one_async_client_in_several_loops_at_the_same_time(
    sandbox: Sandbox, expired: PodioOAuth
) -> None:
    podio = awaiting(sandbox, MemoryAuthStore(expired))

    async def one_after_the_other() -> bool:
        done = [await podio.verify() for _ in range(30)]
        await podio.aclose()
        return all(done)

    assert all(at_once(4, lambda: asyncio.run(one_after_the_other())))
    assert token_requests(sandbox) == 1


def test_one_async_client_in_one_loop_after_the_other(
    sandbox: Sandbox, expired: PodioOAuth
) -> None:
    podio = awaiting(sandbox, MemoryAuthStore(expired))

    async def call_and_close() -> bool:
        verified = await podio.verify()
        await podio.aclose()
        return verified

    assert all(asyncio.run(call_and_close()) for _ in range(3))
    assert token_requests(sandbox) == 1


def test_going_back_and_forth_between_loops_leaves_no_connection_open(
    sandbox: Sandbox, fresh: PodioOAuth
) -> None:
    before = open_clients()
    podio = awaiting(sandbox, MemoryAuthStore(fresh))
    with asyncio.Runner() as one, asyncio.Runner() as another:
        for _ in range(3):
            assert one.run(podio.verify())
            assert another.run(podio.verify())
        assert open_clients() - before
        one.run(podio.aclose())
        another.run(podio.aclose())
        assert not open_clients() - before


def open_clients() -> set[int]:
    """Find the HTTP library's async pools that hold connections."""
    gc.collect()
    kind = httpcore2.AsyncConnectionPool
    pools = [each for each in gc.get_objects() if issubclass(type(each), kind)]
    return {id(pool) for pool in pools if pool.connections}


def test_a_refresh_in_another_loop_is_waited_for(sandbox: Sandbox, expired: PodioOAuth) -> None:
    sandbox.fault("/oauth/token", delay=0.3)
    podio = awaiting(sandbox, MemoryAuthStore(expired))

    async def one_call() -> bool:
        verified = await podio.verify()
        await podio.aclose()
        return verified

    assert all(at_once(8, lambda: asyncio.run(one_call())))
    assert token_requests(sandbox) == 1


def test_t20_the_store_is_read_once_for_all_tasks(sandbox: Sandbox, fresh: PodioOAuth) -> None:
    store = CountingStore(fresh, delay=0.05)

    async def main() -> None:
        podio = awaiting(sandbox, store)
        await asyncio.gather(*(podio.load() for _ in range(100)))
        await podio.aclose()

    asyncio.run(main())
    assert store.gets == 1


def test_t20_the_store_is_read_once_for_all_threads(sandbox: Sandbox, fresh: PodioOAuth) -> None:
    store = CountingStore(fresh, delay=0.05)
    store.down = True
    podio = blocking(sandbox, store)
    store.down = False
    gets = store.gets
    at_once(16, lambda: podio.request(Request("GET", "/oauth/scope", authorized=True)))
    assert store.gets == gets + 1
    podio.close()


def test_t20_a_load_that_fails_fails_for_all_and_is_tried_again(
    sandbox: Sandbox, fresh: PodioOAuth
) -> None:
    store = CountingStore(fresh, delay=0.05)

    async def main() -> None:
        podio = awaiting(sandbox, store)
        store.down = True
        results = await asyncio.gather(*(podio.load() for _ in range(20)), return_exceptions=True)
        assert {type(result) for result in results} == {StoreUnavailableError}
        assert store.gets == 1
        store.down = False
        assert (await podio.load()).access_token == fresh.access_token
        await podio.aclose()

    asyncio.run(main())


def test_a_refresh_that_fails_fails_for_all_who_waited(
    sandbox: Sandbox, expired: PodioOAuth
) -> None:
    sandbox.fault("/oauth/token", status=400, body={"error": "invalid_client"}, delay=0.2)
    with blocking(sandbox, MemoryAuthStore(expired)) as podio:

        def work() -> str:
            try:
                podio.verify()
            except Exception as error:  # noqa: BLE001 -- which one is what is asked
                return type(error).__name__
            return "answered"

        outcomes = at_once(16, work)
        assert token_requests(sandbox) <= 2
        assert set(outcomes) <= {"InvalidClient", "answered"}
        assert podio.verify(), "and the next call finds its way again"
