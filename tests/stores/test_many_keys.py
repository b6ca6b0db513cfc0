"""A process that meets very many keys: what nobody needs is forgotten, no session ever is."""

from __future__ import annotations

import asyncio
import gc
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from weakref import WeakSet

import pytest

from podio import PodioOAuth, PodioSessions
from podio.errors import ConfigurationError
from podio.stores import AsyncLayeredAuthStore, LayeredAuthStore, MemoryAuthStore
from podio.stores.redis import AsyncRedisAuthStore
from podio.testing import a_session

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = [20_000, pytest.param(1_000_000, marks=pytest.mark.slow)]
LEASE = 30.0


# In memory


@pytest.mark.timeout(600)
@pytest.mark.parametrize("count", SIZES)
def test_visitors_are_forgotten_and_sessions_are_not(count: int) -> None:
    ground = MemoryAuthStore()
    alive: WeakSet[MemoryAuthStore] = WeakSet()
    every = count // 100

    def visit(number: int) -> None:
        store = ground.for_key(f"user:{number}")
        alive.add(store)
        if number % every == 0:
            store.set(a_session(number + 1))
        assert bool(store.get()) == (number % every == 0)

    for number in range(count):
        visit(number)
    gc.collect()
    assert len(alive) == 100
    for number in range(0, count, every):
        assert ground.for_key(f"user:{number}").get() == a_session(number + 1)


@pytest.mark.parametrize(
    "ended",
    [
        lambda store: store.delete(),
        lambda store: store.set(PodioOAuth()),
        lambda store: store.compare_and_set(PodioOAuth(), 9),
    ],
    ids=["delete", "set", "compare_and_set"],
)
def test_who_signed_out_is_forgotten(ended: Callable[[MemoryAuthStore], object]) -> None:
    ground = MemoryAuthStore()
    ground.for_key("user:1").set(a_session(9))
    alive = WeakSet([ground.for_key("user:1")])
    assert len(alive) == 1
    ended(ground.for_key("user:1"))
    assert len(alive) == 0


def test_why_a_session_ended_is_not_forgotten() -> None:
    ground, ended = MemoryAuthStore(), PodioOAuth(revoked="invalid_grant", version=3)
    ground.for_key("user:1").set(ended)
    assert ground.for_key("user:1").get() == ended


def test_a_lock_that_is_held_is_not_forgotten() -> None:
    ground = MemoryAuthStore()
    owner = ground.for_key("user:1").lock(LEASE)
    assert owner
    assert ground.for_key("user:1").lock(LEASE) is None
    alive = WeakSet([ground.for_key("user:1")])
    assert len(alive) == 1
    assert ground.for_key("user:1").unlock(owner)
    assert len(alive) == 0
    ground.for_key("user:2").set(a_session(1))
    owner = ground.for_key("user:2").lock(LEASE)
    assert owner
    assert ground.for_key("user:2").unlock(owner)
    assert ground.for_key("user:2").get() == a_session(1)


def test_all_who_ask_at_once_get_one_store() -> None:
    ground, width, rounds = MemoryAuthStore(), 8, 200
    start = threading.Barrier(width)

    def ask(_: int) -> list[MemoryAuthStore]:
        found: list[MemoryAuthStore] = []
        for number in range(rounds):
            start.wait()
            found.append(ground.for_key(f"user:{number}"))
        return found

    with ThreadPoolExecutor(width) as pool:
        columns = list(pool.map(ask, range(width)))
    for stores in zip(*columns, strict=True):
        assert len({id(store) for store in stores}) == 1


@pytest.mark.timeout(600)
@pytest.mark.parametrize("count", [2_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_clients_of_visitors_are_forgotten(count: int) -> None:
    ground, most = MemoryAuthStore(), 50
    alive: WeakSet[MemoryAuthStore] = WeakSet()
    with PodioSessions(
        "id", "secret", ground, api_url="http://127.0.0.1:9", max_open=most
    ) as sessions:
        for number in range(count):
            assert not sessions[f"user:{number}"].is_authenticated()
            alive.add(ground.for_key(f"user:{number}"))
        gc.collect()
        assert len(alive) <= most


# Layers


class Slow(MemoryAuthStore):
    """The ground of the slow stores, with a session for each key; counts what was read of them."""

    def __init__(self, reads: list[str], key: str = "any") -> None:
        super().__init__()
        self.reads = reads
        self.key = key
        super().set(a_session(1, access_token=f"of {key}"))

    def get(self) -> PodioOAuth:
        self.reads.append(self.key)
        return super().get()

    def for_key(self, key: str) -> Slow:
        return Slow(self.reads, key)


def layers(most: int) -> tuple[LayeredAuthStore, MemoryAuthStore, list[str]]:
    """A layered store of many, its quick store, and what was read of the slow one."""
    fast, reads = MemoryAuthStore(), list[str]()
    store = LayeredAuthStore(fast, Slow(reads), max_age=5.0, max_copies=most, clock=lambda: 1_000.0)
    return store, fast, reads


@pytest.mark.timeout(600)
@pytest.mark.parametrize("count", SIZES)
def test_there_are_no_more_copies_than_told(count: int) -> None:
    store, fast, reads = layers(100)
    before = len(gc.get_objects())
    for number in range(count):
        assert store.for_key(f"user:{number}").get().access_token == f"of user:{number}"
    assert len(reads) == count
    gc.collect()
    assert len(gc.get_objects()) - before < 100 * 20, "nothing grows with the number of keys"
    copied = [number for number in range(count) if fast.for_key(f"user:{number}").get()]
    assert copied == list(range(count - 100, count))


def test_without_being_told_there_is_a_bound_too() -> None:
    fast = MemoryAuthStore()
    store = LayeredAuthStore(fast, Slow([]))
    for number in range(10_500):
        store.for_key(f"user:{number}").get()
    assert sum(bool(fast.for_key(f"user:{number}").get()) for number in range(10_500)) == 10_000


def test_the_copies_that_are_read_stay() -> None:
    store, _, reads = layers(10)
    for number in range(100):
        store.for_key(f"user:{number}").get()
        store.for_key("user:0").get()
    assert reads.count("user:0") == 1
    assert len(reads) == 100


@pytest.mark.parametrize(
    "saved",
    [
        lambda store, oauth: store.set(oauth),
        lambda store, oauth: store.compare_and_set(oauth, oauth.version),
    ],
    ids=["set", "compare_and_set"],
)
def test_what_is_saved_counts_as_a_copy(
    saved: Callable[[LayeredAuthStore, PodioOAuth], object],
) -> None:
    store, fast, _ = layers(10)
    for number in range(100):
        saved(store.for_key(f"user:{number}"), a_session(2))
    assert sum(bool(fast.for_key(f"user:{number}").get()) for number in range(100)) == 10


def test_a_lock_is_known_to_others_though_the_copy_is_gone() -> None:
    store, _, reads = layers(1)
    mine, again = store.for_key("user:1"), store.for_key("user:1")
    mine.get()
    owner = mine.lock(LEASE)
    assert owner
    store.for_key("user:2").get()
    reads.clear()
    assert again.get()
    assert again.get()
    assert reads == ["user:1", "user:1"], "while it is renewed no copy counts"
    assert mine.unlock(owner)


@pytest.mark.parametrize("most", [0, -1, 2.5, True, None])
def test_what_is_no_number_of_copies_is_refused(most: object) -> None:
    with pytest.raises(ConfigurationError, match="max_copies"):
        LayeredAuthStore(MemoryAuthStore(), MemoryAuthStore(), max_copies=most)  # type: ignore[arg-type] # a mistake


@pytest.mark.servers
def test_awaited_copies_are_removed_too(redis_url: str) -> None:
    async def main() -> list[bool]:
        name = secrets.token_hex(8)
        fast = AsyncRedisAuthStore(redis_url, name, prefix="fast:")
        slow = AsyncRedisAuthStore(redis_url, name)
        store = AsyncLayeredAuthStore(fast, slow, max_copies=2)
        keys = [f"{name} {number}" for number in range(4)]
        for key in keys:
            await store.for_key(key).set(a_session(1))
        copied = [bool(await fast.for_key(key).get()) for key in keys]
        await fast.close()
        await slow.close()
        return copied

    assert asyncio.run(main()) == [False, False, True, True]
