"""Statements that meet at one row of a server: who waits, who is first, whose clock counts."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event, select, text, update

from podio.errors import StoreUnavailableError
from podio.stores.sql.schema import database_time, locks
from podio.testing import a_session
from podio.testing.stores import eventually
from tests.stores.places import driven, engine_at, prepare
from tests.stores.servers import posix

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from podio.testing.driven import DrivenStore
    from tests.stores.servers import MariaDBServer

pytest_plugins = ["tests.stores.mariadb_server"]
pytestmark = pytest.mark.servers
LEASE = 60.0
ZONES = {
    "postgresql": ("options", "-ctimezone={zone}"),
    "mariadb": ("init_command", "SET time_zone = '{zone}'"),
    "mysql": ("init_command", "SET time_zone = '{zone}'"),
}
WAITING = {
    "postgresql": "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
    "mariadb": "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
    "mysql": "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
}


@pytest.fixture
def key() -> str:
    return secrets.token_hex(8)


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def awaits(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def opened(server_url: str, key: str, *, awaits: bool) -> Iterator[Callable[[], DrivenStore]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(driven(server_url, key, awaits=awaits, timeout=20.0))


@pytest.fixture
def program(server_url: str) -> Iterator[Connection]:
    """A connection of somebody else, amid a transaction."""
    engine = engine_at(server_url)
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def time_at(connection: Connection) -> float:
    return connection.execute(select(database_time())).scalar_one()


def wait_for_waiting(server_url: str, count: int) -> None:
    """Return when so many statements wait for somebody else's transaction."""
    engine = engine_at(server_url, isolation_level="AUTOCOMMIT")
    asked = text(WAITING[engine.dialect.name])
    with engine.connect() as connection:
        eventually(lambda: connection.scalar(asked) == count or None)
    engine.dispose()


# PostgreSQL sees that the lock is taken, and waits for no row.
@pytest.mark.parametrize("server_url", ["mariadb"], indirect=True)
def test_a_lock_that_was_taken_while_another_waited_for_its_row_stays_taken(
    server_url: str, key: str, program: Connection, opened: Callable[[], DrivenStore]
) -> None:
    mine = locks.c.name.endswith(key)
    store = opened()
    assert store.lock(LEASE)
    with ThreadPoolExecutor(1) as pool:
        program.execute(select(locks).where(mine).with_for_update())
        began = time_at(program)
        late = pool.submit(store.lock, LEASE)
        wait_for_waiting(server_url, 1)
        # Longer than what counts as a clock that was set back.
        eventually(lambda: time_at(program) > began + 1.2 or None)
        now = database_time()
        program.execute(
            update(locks).where(mine).values(owner="another", taken_at=now, ends_at=now + LEASE)
        )
        program.commit()
        assert late.result() is None
    assert store.unlock("another")


def test_of_two_who_take_the_lock_as_it_is_given_back_one_gets_it(
    server_url: str, key: str, program: Connection, opened: Callable[[], DrivenStore]
) -> None:
    stores = [opened(), opened()]
    assert stores[0].lock(LEASE)
    with held_back("INSERT") as (arrived, go), ThreadPoolExecutor(2) as pool:
        both = [pool.submit(store.lock, LEASE) for store in stores]
        for _ in both:
            arrived.acquire()
        # What `unlock` does, seen in the middle: InnoDB lets both wait, then finds a deadlock.
        program.execute(locks.delete().where(locks.c.name.endswith(key)))
        go.set()
        wait_for_waiting(server_url, 2)
        program.commit()
        owners = [taking.result() for taking in both]
    assert sum(owner is not None for owner in owners) == 1
    assert stores[0].unlock(next(owner for owner in owners if owner))


@contextmanager
def held_back(verb: str) -> Iterator[tuple[threading.Semaphore, threading.Event]]:
    """Hold statements back before they are sent; says when one arrived, and is told to go on."""
    arrived, go = threading.Semaphore(0), threading.Event()

    def hold(*arguments: Any) -> None:  # as the event has it
        if arguments[2].startswith(verb):
            arrived.release()
            go.wait(20.0)

    event.listen(Engine, "before_cursor_execute", hold)
    try:
        yield arrived, go
    finally:
        go.set()
        event.remove(Engine, "before_cursor_execute", hold)


def test_the_clock_counts_less_than_milliseconds(program: Connection) -> None:
    times = [time_at(program) for _ in range(10)]
    assert times == sorted(set(times))


def test_who_lives_in_another_time_zone_has_the_same_clock(server_url: str, key: str) -> None:
    engine = engine_at(server_url)
    name, setting = ZONES[engine.dialect.name]
    east, west = (
        engine.url.update_query_dict({name: setting.format(zone=zone)})
        .set(drivername=engine.dialect.name)
        .render_as_string(hide_password=False)
        for zone in ("+09:00", "-08:00")
    )
    with driven(east, key, awaits=False) as one, driven(west, key, awaits=True) as another:
        owner = one.lock(LEASE)
        assert owner
        assert another.lock(LEASE) is None
        assert one.unlock(owner)
        assert one.lock(0.05)
        owner = eventually(lambda: another.lock(LEASE))
        assert one.lock(LEASE) is None
        assert another.unlock(owner)


@posix
def test_what_was_given_up_is_not_sent_again(mariadb_server: MariaDBServer, key: str) -> None:
    prepare(mariadb_server.url)
    again: list[object] = []

    def note(*arguments: object) -> None:
        again.append(arguments)

    with driven(mariadb_server.url, key, awaits=False, timeout=0.4) as store:
        store.set(a_session(1))
        with mariadb_server.process.frozen():
            event.listen(Engine, "do_connect", note)
            try:
                with pytest.raises(StoreUnavailableError, match=r"within 0\.4 s"):
                    store.set(a_session(2))
                eventually(lambda: nobody_calls() or None)
            finally:
                event.remove(Engine, "do_connect", note)
    assert not again, "the caller was told that it was not saved, and may have saved another since"


def nobody_calls() -> bool:
    return all(thread.name != "podio-work" for thread in threading.enumerate())
