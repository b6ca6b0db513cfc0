"""Whoever is cancelled goes away alone: the renewal goes on, and its token is kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from podio import AsyncPodio, PodioOAuth
from podio.stores import MemoryAuthStore
from tests.flows.callers import AT_ONCE, token_requests
from tests.flows.counting_stores import AwaitedStore

if TYPE_CHECKING:
    from podio.sandbox import Sandbox
    from podio.stores import AnyAuthStore


@pytest.fixture
def expired(sandbox: Sandbox) -> PodioOAuth:
    """A session whose access token has ended; its refresh token is good for one use."""

    async def sign_in() -> PodioOAuth:
        async with client(sandbox, MemoryAuthStore()) as podio:
            return await podio.authenticate_with_password(sandbox.username, sandbox.password)

    oauth = asyncio.run(sign_in())
    sandbox.expire_access_tokens()
    sandbox.app.control.stats.clear()
    return oauth.replace(issued_at=oauth.issued_at - 30_000, expires_at=oauth.issued_at - 1_200)


def client(sandbox: Sandbox, store: AnyAuthStore) -> AsyncPodio:
    return AsyncPodio(
        sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url, retry=AT_ONCE
    )


async def until_asked(sandbox: Sandbox) -> None:
    """Wait until the token request has reached Podio, which then takes its time."""
    async with asyncio.timeout(10):
        while not token_requests_begun(sandbox):
            await asyncio.sleep(0.005)


def token_requests_begun(sandbox: Sandbox) -> int:
    by_route = sandbox.stats()["requests"]
    assert isinstance(by_route, dict)
    return int(by_route.get("POST /oauth/token/v2", 0))


def test_the_token_of_a_cancelled_refresh_is_kept(sandbox: Sandbox, expired: PodioOAuth) -> None:
    store = MemoryAuthStore(expired)
    sandbox.fault("/oauth/token", delay=0.3)

    async def main() -> None:
        async with client(sandbox, store) as podio:
            leader = asyncio.create_task(podio.verify())
            await until_asked(sandbox)
            leader.cancel()
            with pytest.raises(asyncio.CancelledError):
                await leader
            assert await podio.verify(), "another caller gets the same new token"

    asyncio.run(main())
    assert token_requests(sandbox) == 1
    assert store.get().refresh_token != expired.refresh_token


def test_those_who_wait_get_the_token_of_a_cancelled_leader(
    sandbox: Sandbox, expired: PodioOAuth
) -> None:
    sandbox.fault("/oauth/token", delay=0.3)

    async def main() -> None:
        async with client(sandbox, MemoryAuthStore(expired)) as podio:
            leader = asyncio.create_task(podio.verify())
            await until_asked(sandbox)
            others = [asyncio.create_task(podio.verify()) for _ in range(20)]
            await asyncio.sleep(0)
            leader.cancel()
            assert all(await asyncio.gather(*others))
            assert leader.cancelled()

    asyncio.run(main())
    assert token_requests(sandbox) == 1


def test_one_who_waits_can_be_cancelled(sandbox: Sandbox, expired: PodioOAuth) -> None:
    sandbox.fault("/oauth/token", delay=0.3)

    async def main() -> None:
        async with client(sandbox, MemoryAuthStore(expired)) as podio:
            leader = asyncio.create_task(podio.verify())
            await until_asked(sandbox)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(podio.verify(), 0.02)
            assert await leader

    asyncio.run(main())
    assert token_requests(sandbox) == 1


@pytest.mark.parametrize("store_kind", [MemoryAuthStore, AwaitedStore])
def test_closing_waits_for_a_refresh_under_way(
    sandbox: Sandbox, expired: PodioOAuth, store_kind: type[MemoryAuthStore | AwaitedStore]
) -> None:
    store = store_kind(expired)
    sandbox.fault("/oauth/token", delay=0.3)

    async def main() -> None:
        async with client(sandbox, store) as podio:
            leader = asyncio.create_task(podio.verify())
            await until_asked(sandbox)
            leader.cancel()
        # The loop ends here, and with it whatever is still under way.

    asyncio.run(main())
    kept = store.get() if isinstance(store, MemoryAuthStore) else store.oauth
    assert kept.refresh_token != expired.refresh_token, "Podio has rotated: the old one is dead"


def test_a_twin_is_waited_for_too(sandbox: Sandbox, expired: PodioOAuth) -> None:
    store = MemoryAuthStore(expired)
    sandbox.fault("/oauth/token", delay=0.3)

    async def main() -> None:
        async with client(sandbox, store) as podio:
            leader = asyncio.create_task(podio.with_options(timeout=20.0).verify())
            await until_asked(sandbox)
            leader.cancel()

    asyncio.run(main())
    assert store.get().refresh_token != expired.refresh_token


def test_a_deadline_around_a_call_loses_no_token(sandbox: Sandbox, expired: PodioOAuth) -> None:
    store = MemoryAuthStore(expired)
    sandbox.fault("/oauth/token", delay=0.3)

    async def main() -> None:
        async with client(sandbox, store) as podio:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await podio.verify()
            assert await podio.verify()

    asyncio.run(main())
    assert token_requests(sandbox) == 1


def test_a_cancelled_sign_in_is_kept_as_well(sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    sandbox.fault("/oauth/token", delay=0.3)

    async def main() -> None:
        async with client(sandbox, store) as podio:
            task = asyncio.create_task(
                podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
            )
            await until_asked(sandbox)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    assert store.get()


def test_a_cancelled_call_leaves_the_connections_usable(sandbox: Sandbox) -> None:
    async def main() -> None:
        async with client(sandbox, MemoryAuthStore()) as podio:
            await podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
            for _ in range(5):
                sandbox.fault("/oauth/scope", delay=0.2)
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(podio.verify(), 0.05)
            assert all(await asyncio.gather(*(podio.verify() for _ in range(20))))

    asyncio.run(main())
    assert token_requests(sandbox) == 1


def test_a_load_whose_reader_is_cancelled_is_done_by_the_next(sandbox: Sandbox) -> None:
    read = asyncio.Event()

    class Slow(AwaitedStore):
        async def get(self) -> PodioOAuth:
            self.gets += 1
            if self.gets == 1:
                read.set()
                await asyncio.Event().wait()
            return PodioOAuth()

    async def main() -> None:
        store = Slow()
        podio = client(sandbox, store)
        first = asyncio.create_task(podio.load())
        await read.wait()
        others = [asyncio.create_task(podio.load()) for _ in range(3)]
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(*others)
        assert store.gets == 2
        await podio.aclose()

    asyncio.run(main())
