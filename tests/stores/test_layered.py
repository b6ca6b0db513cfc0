"""A quick store in front of a slow one: copies are read, and never for too long."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from podio import Podio, PodioOAuth
from podio.errors import ConfigurationError, StoreUnavailableError
from podio.stores import AsyncLayeredAuthStore, FileAuthStore, LayeredAuthStore, MemoryAuthStore
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.stores.sql import SQLAuthStore
from podio.testing import AuthStoreConformance, a_session
from tests.stores.own_stores import AsyncShelfStore, ShelfStore

if TYPE_CHECKING:
    from pathlib import Path

LEASE = 30.0
MAX_AGE = 5.0


class TestMemoryOverAFile(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.folder = tmp_path
        self.fast = MemoryAuthStore()

    def make_store(self) -> LayeredAuthStore:
        return LayeredAuthStore(self.fast, FileAuthStore(self.folder / "mine.json"))

    def make_other_store(self) -> LayeredAuthStore:
        return LayeredAuthStore(MemoryAuthStore(), FileAuthStore(self.folder / "yours.json"))


class TestMemoryOverSQL(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        slow = SQLAuthStore(f"sqlite:///{tmp_path / 'sessions.db'}", key="mine")
        slow.create_schema()
        self.store = LayeredAuthStore(MemoryAuthStore(), slow)

    def make_store(self) -> LayeredAuthStore:
        return self.store

    def make_other_store(self) -> LayeredAuthStore:
        return self.store.for_key("yours")


@pytest.mark.servers
class TestAFileOverAsyncRedis(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str, tmp_path: Path) -> None:
        self.url, self.name = redis_url, str(tmp_path)
        self.fast = SQLAuthStore(f"sqlite:///{tmp_path / 'copies.db'}", key="any")
        self.fast.create_schema()

    async def make_store(self) -> AsyncLayeredAuthStore:
        return AsyncLayeredAuthStore(self.fast, AsyncRedisAuthStore(self.url, self.name))


class CountedMemory(MemoryAuthStore):
    """A slow store that counts how often it is read, and that can be down."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0
        self.down = False

    def get(self) -> PodioOAuth:
        self.reads += 1
        if self.down:
            raise StoreUnavailableError("the slow store is down")
        return super().get()


class World:
    """A layered store, the stores in it, and a clock that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.fast = MemoryAuthStore()
        self.slow = CountedMemory()
        self.store = self.another()
        self.store.set(a_session(1))
        assert self.store.get() == a_session(1)
        self.slow.reads = 0

    def another(self) -> LayeredAuthStore:
        """One of another process: it has a quick store of its own."""
        own = MemoryAuthStore()
        return LayeredAuthStore(own, self.slow, max_age=MAX_AGE, clock=lambda: self.now)


@pytest.fixture
def world() -> World:
    return World()


def test_what_was_read_a_moment_ago_is_read_from_the_copy(world: World) -> None:
    assert [world.store.get() for _ in range(5)] == [a_session(1)] * 5
    assert world.slow.reads == 0


def test_a_change_elsewhere_is_seen_after_the_age_of_a_copy(world: World) -> None:
    """The trap of layers: a memory that is never checked serves a revoked token forever."""
    world.another().set(a_session(2))
    assert world.store.get() == a_session(1)
    world.now += MAX_AGE
    assert world.store.get() == a_session(2)


def test_a_logout_elsewhere_is_seen_after_the_age_of_a_copy(world: World) -> None:
    world.another().delete()
    world.now += MAX_AGE
    assert not world.store.get()
    assert not world.store.get(), "that nothing is there is never a copy's to say"
    assert world.slow.reads == 2
    world.another().set(a_session(3))
    assert world.store.get() == a_session(3)


def test_who_takes_the_lock_reads_what_is_true(world: World) -> None:
    world.another().set(a_session(2))
    owner = world.store.lock(LEASE)
    assert owner
    assert world.store.get() == a_session(2)
    world.slow.set(a_session(3))
    assert world.store.get() == a_session(3), "and again, as long as it has the lock"
    assert world.store.unlock(owner)


def test_who_waits_for_the_lock_reads_what_is_true(world: World) -> None:
    assert world.another().lock(LEASE)
    world.slow.set(a_session(2))
    assert world.store.lock(LEASE) is None
    assert world.store.get() == a_session(2)
    world.slow.set(a_session(3))
    assert world.store.lock(LEASE) is None
    assert world.store.get() == a_session(3)


def test_a_save_that_came_too_late_is_followed_by_a_look(world: World) -> None:
    world.slow.set(a_session(9))
    assert not world.store.compare_and_set(a_session(2), 1)
    assert world.store.get() == a_session(9)


def test_a_reading_that_a_change_overtook_is_no_copy(world: World) -> None:
    world.now += MAX_AGE
    get = world.slow.get

    def overtaken() -> PodioOAuth:
        found = get()
        owner = world.store.lock(LEASE)
        assert owner
        world.store.unlock(owner)
        return found

    world.slow.get = overtaken  # type: ignore[method-assign] # what happens meanwhile
    assert world.store.get() == a_session(1)
    world.slow.get = get  # type: ignore[method-assign] # back
    world.slow.set(a_session(2))
    assert world.store.get() == a_session(2)


def test_the_slow_store_being_down_is_told_and_not_glossed_over(world: World) -> None:
    world.now += MAX_AGE
    world.slow.down = True
    with pytest.raises(StoreUnavailableError):
        world.store.get()
    world.slow.down = False
    assert world.store.get() == a_session(1)


def test_the_quick_store_being_down_slows_and_breaks_nothing() -> None:
    class Broken(MemoryAuthStore):
        def get(self) -> PodioOAuth:
            raise StoreUnavailableError("no quick store")

        def set(self, oauth: PodioOAuth) -> None:
            raise StoreUnavailableError(f"no quick store for {oauth!r}")

        def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
            raise StoreUnavailableError(f"no quick store for {oauth!r}, {expected_version}")

        def delete(self) -> None:
            raise StoreUnavailableError("no quick store")

    slow = MemoryAuthStore()
    store = LayeredAuthStore(Broken(), slow)
    assert store.compare_and_set(a_session(1), 0)
    assert store.get() == a_session(1) == slow.get()
    store.set(a_session(2))
    assert store.get() == a_session(2)
    store.delete()
    assert not store.get()


def test_a_copy_is_shared_by_clients_of_one_program_and_by_no_others() -> None:
    slow = CountedMemory()

    class Bound(CountedMemory):
        """A slow store that keeps API clients apart."""

        key = "user:42"

        def bound_to(self, client_id: str, api_url: str) -> MemoryAuthStore:
            return slow.for_key(f"{client_id} {api_url} {self.key}")

    store = LayeredAuthStore(MemoryAuthStore(), Bound())
    one = ("one", "https://podio.example"), ("two", "https://podio.example")
    first, again, other = store.bound_to(*one[0]), store.bound_to(*one[0]), store.bound_to(*one[1])
    first.set(a_session(1))
    assert again.get() == a_session(1)
    assert not other.get()
    other.set(a_session(2))
    assert (first.get(), other.get()) == (a_session(1), a_session(2))


def test_clients_that_are_made_for_each_request_read_the_slow_store_once() -> None:
    slow = CountedMemory()
    slow.set(a_session(1, expires_at=4e9, client_id="id", api_url="http://127.0.0.1:9"))
    store = LayeredAuthStore(MemoryAuthStore(), slow, clock=lambda: 0.0)
    for _ in range(5):
        with Podio("id", "secret", store, api_url="http://127.0.0.1:9") as podio:
            assert podio.is_authenticated()
    assert slow.reads == 1


@pytest.mark.parametrize(
    ("fast", "slow", "said"),
    [
        (ShelfStore({}, "a"), MemoryAuthStore(), r"the fast store.*compare_and_set"),
        (MemoryAuthStore(), ShelfStore({}, "a"), r"the slow store.*compare_and_set"),
        (FileAuthStore("a"), RedisAuthStore("redis://localhost", "a"), "MemoryAuthStore"),
        (MemoryAuthStore(), AsyncShelfStore({}, "a"), "AsyncLayeredAuthStore"),
        (AsyncShelfStore({}, "a"), MemoryAuthStore(), "is awaited"),
    ],
)
def test_stores_that_cannot_do_their_part_are_refused(
    fast: object, slow: object, said: str
) -> None:
    with pytest.raises(ConfigurationError, match=said):
        LayeredAuthStore(fast, slow)  # type: ignore[arg-type] # a mistake


@pytest.mark.servers
def test_a_quick_store_that_blocks_does_not_block_the_event_loop(
    redis_url: str, tmp_path: Path
) -> None:
    threads: set[int] = set()

    class Watched(FileAuthStore):
        def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
            threads.add(threading.get_ident())
            return super().compare_and_set(oauth, expected_version)

        def for_key(self, key: str) -> Watched:
            return Watched(tmp_path / key)

    async def main() -> None:
        slow = AsyncRedisAuthStore(redis_url, "layered")
        store = AsyncLayeredAuthStore(Watched(tmp_path / "a"), slow)
        await slow.set(a_session(1))
        assert await store.get() == a_session(1)
        await slow.delete()
        await slow.close()

    asyncio.run(main())
    assert threads
    assert threading.get_ident() not in threads
