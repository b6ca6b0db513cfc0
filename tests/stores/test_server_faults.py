"""T5, T17, T18: servers that stop, hang and come back; owners that die; processes that fork."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from podio import PodioOAuth
from podio.errors import StoreError, StoreUnavailableError
from podio.testing import a_session
from podio.testing.stores import eventually
from tests.stores.apart import PATIENCE, apart, result_of, start_apart
from tests.stores.leaks import assert_shows_nothing, secret_session
from tests.stores.places import driven, prepare, store_at
from tests.stores.servers import (
    ServerProcess,
    free_port,
    posix,
    running_mariadb,
    running_postgres,
    running_redis,
)

if TYPE_CHECKING:
    from podio.testing.driven import DrivenStore

pytestmark = [pytest.mark.servers, posix]
HOUR = 3600.0
LEASE = 60.0


class Ground:
    """A server that may be stopped, and stores on it."""

    def __init__(
        self, url: str, process: ServerProcess, *, keeps: bool, dies_by: int = signal.SIGKILL
    ) -> None:
        self.url = url
        self.process = process
        self.keeps = keeps
        self.dies_by = dies_by
        self.stores = ExitStack()

    def opened(
        self, key: str, *, awaits: bool, **options: Any
    ) -> DrivenStore:  # the store's keywords
        return self.stores.enter_context(driven(self.url, key, awaits=awaits, **options))


@pytest.fixture(scope="module", params=["redis", "postgres", "mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[Ground]:
    with ExitStack() as stack:
        if request.param == "redis":
            redis = stack.enter_context(running_redis())
            yield Ground(redis.url, redis.process, keeps=False)
        elif request.param == "postgres":
            postgres = stack.enter_context(running_postgres())
            prepare(postgres.url)
            # SIGKILL would leave its other processes alive, and a next one would not start.
            dies_by = signal.SIGQUIT
            yield Ground(postgres.url, postgres.process, keeps=True, dies_by=dies_by)
        else:
            mariadb = stack.enter_context(running_mariadb())
            prepare(mariadb.url)
            yield Ground(mariadb.url, mariadb.process, keeps=True)


@pytest.fixture
def ground(server: Ground) -> Iterator[Ground]:
    with server.stores:
        yield server


@pytest.fixture
def key() -> str:
    return secrets.token_hex(8)


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def awaits(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def store(ground: Ground, key: str, *, awaits: bool) -> DrivenStore:
    return ground.opened(key, awaits=awaits)


@pytest.fixture
def blocking(ground: Ground, key: str) -> DrivenStore:
    return ground.opened(key, awaits=False)


def all_fail(store: DrivenStore) -> list[StoreError]:
    """Call everything; return the errors."""
    calls: list[Callable[[], object]] = [
        store.get,
        lambda: store.set(secret_session(2)),
        lambda: store.compare_and_set(secret_session(2), 1),
        store.delete,
        lambda: store.lock(LEASE),
        lambda: store.unlock("somebody"),
    ]
    errors: list[StoreError] = []
    for call in calls:
        with pytest.raises(StoreUnavailableError) as failure:
            call()
        errors.append(failure.value)
    return errors


def test_a_server_that_is_down_is_unavailable_and_found_again(
    ground: Ground, store: DrivenStore
) -> None:
    store.set(secret_session(1))
    assert store.get() == secret_session(1)
    ground.process.stop()
    try:
        errors = all_fail(store)
    finally:
        ground.process.start()
    for error in errors:
        assert_shows_nothing(error)
        assert "check that it runs" in str(error)
        assert "the session in memory is untouched" in str(error)
    # The connections that were open are dead; nobody is told.
    assert store.get() == (secret_session(1) if ground.keeps else PodioOAuth())
    assert store.compare_and_set(secret_session(2), 1)
    assert store.get() == secret_session(2)


@pytest.mark.parametrize("dies", [False, True], ids=["stopped", "killed"])
def test_a_restart_between_two_calls_is_not_noticed(
    ground: Ground, store: DrivenStore, *, dies: bool
) -> None:
    store.set(a_session(1))
    ground.process.stop(ground.dies_by if dies else None)
    ground.process.start()
    assert store.get() == (a_session(1) if ground.keeps else PodioOAuth())
    owner = store.lock(LEASE)
    assert owner
    assert store.unlock(owner)


def test_a_server_that_hangs_is_given_up(ground: Ground, key: str, *, awaits: bool) -> None:
    store = ground.opened(key, awaits=awaits, timeout=0.4)
    fresh = ground.opened(key, awaits=awaits, timeout=0.4)
    store.set(secret_session(1))
    with ground.process.frozen():
        errors = all_fail(store)
        with pytest.raises(StoreUnavailableError) as failure:
            fresh.get()  # which has no connection yet
    for error in (*errors, failure.value):
        assert "did not answer within 0.4 s" in str(error)
        assert_shows_nothing(error)
    assert eventually(lambda: survived(store))


def survived(store: DrivenStore) -> bool | None:
    """Whether the server answers again; what it was asked before may still come over this."""
    try:
        store.set(a_session(3))
        return store.get() == a_session(3) or None
    except StoreUnavailableError:
        return None


def test_where_nobody_listens_it_says_so(ground: Ground, *, awaits: bool) -> None:
    port = free_port()
    address = f"{ground.url.partition('://')[0]}://podio:canary-of-the-server@127.0.0.1:{port}/0"
    with driven(address, "user:42", awaits=awaits) as store:
        for error in all_fail(store):
            assert str(port) in str(error)
            assert_shows_nothing(error)


@pytest.mark.parametrize("wrong_by", [-HOUR, HOUR])
def test_a_clock_that_is_wrong_shortens_no_lease(
    store: DrivenStore, monkeypatch: pytest.MonkeyPatch, wrong_by: float
) -> None:
    owner = store.lock(LEASE)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + wrong_by)
    assert store.lock(LEASE) is None
    assert owner
    assert store.unlock(owner)


# T5: the owner of the lock is killed


def lock_and_die(address: str, key: str, lease: float) -> bool:
    with driven(address, key, awaits=False) as store:
        assert store.lock(lease)
        os.kill(os.getpid(), signal.SIGKILL)
    return False


def test_the_lock_of_a_killed_process_ends_with_its_lease(
    ground: Ground, blocking: DrivenStore, key: str
) -> None:
    process = start_apart(lock_and_die, ground.url, key, 1.0)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL, errors
    owner = eventually(lambda: blocking.lock(LEASE))
    assert blocking.unlock(owner)


# T5: a writer is killed


def write_for_ever(address: str, key: str) -> bool:
    with driven(address, key, awaits=False) as store:
        version = store.get().version
        while True:
            version += store.compare_and_set(a_session(version + 1, extra=ballast()), version)


def wait_for(store: DrivenStore, version: int) -> None:
    eventually(lambda: store.get().version > version or None)


def ballast() -> dict[str, str]:
    return {"ballast": "x" * 20_000}


@pytest.mark.parametrize("kills", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_no_kill_leaves_half_an_entry(
    ground: Ground, blocking: DrivenStore, key: str, kills: int
) -> None:
    seen = 0
    for _ in range(kills):
        process = start_apart(write_for_ever, ground.url, key)
        begun = blocking.get().version
        wait_for(blocking, begun + 3)
        process.kill()
        process.communicate()
        found = blocking.get()
        assert found == a_session(found.version, extra=ballast())
        assert found.version > seen
        seen = found.version


# T17: forked after the connections were used


def count_up(store: DrivenStore, times: int) -> None:
    while times:
        version = store.get().version
        times -= store.compare_and_set(a_session(version + 1), version)


def fork_and_count(address: str, key: str, children: int, awaits: int) -> int:
    with driven(address, key, awaits=bool(awaits)) as store:
        store.set(a_session(1))
        owner = store.lock(LEASE)
        ids: list[int] = []
        for _ in range(children):
            child = os.fork()
            if child == 0:
                ended_well = store.lock(LEASE) is None
                count_up(store, 10)
                os._exit(0 if ended_well else 1)
            ids.append(child)
        count_up(store, 10)
        for child in ids:
            _, status = os.waitpid(child, 0)
            assert status == 0, "a child had errors"
        assert owner
        assert store.unlock(owner), "a child took its parent's lock"
        return store.get().version


def test_children_have_connections_of_their_own(ground: Ground, key: str, *, awaits: bool) -> None:
    assert apart(fork_and_count, ground.url, key, 3, int(awaits)) == 1 + 4 * 10


# Many at once


def grow(address: str, key: str, times: int) -> bool:
    with driven(address, key, awaits=False) as store:
        count_up(store, times)
    return True


def test_no_update_of_several_processes_is_lost(
    ground: Ground, blocking: DrivenStore, key: str
) -> None:
    blocking.set(a_session(1))
    processes = [start_apart(grow, ground.url, key, 25) for _ in range(4)]
    assert all(result_of(process) for process in processes)
    assert blocking.get().version == 1 + 4 * 25


# T3: one async store, event loops in two threads


def use_in_a_loop(store: Any) -> int:  # an async store of either kind
    async def once() -> None:
        owner = await store.lock(LEASE)
        assert not (await store.get()).version
        if owner:
            await store.unlock(owner)

    async def many() -> int:
        try:
            for _ in range(4):
                await asyncio.gather(*(once() for _ in range(10)))
        finally:
            await store.close()
        return 4 * 10

    return asyncio.run(many())


def test_two_event_loops_at_once_do_not_meet(ground: Ground, key: str) -> None:
    store = store_at(ground.url, key, awaits=True, timeout=20.0)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(use_in_a_loop, [store, store])) == [40, 40]
