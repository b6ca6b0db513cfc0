"""Databases that are locked, damaged or closed to us: what a session comes to, and what shows."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, text

from podio.errors import StoreCorruptError, StoreError, StoreUnavailableError
from podio.stores.sql import SQLAuthStore
from podio.testing import a_session
from tests.stores.apart import apart
from tests.stores.leaks import (
    CANARY,
    assert_shows_nothing,
    everything_logged,
    secret_session,
)
from tests.stores.places import driven, prepare
from tests.stores.servers import posix
from tests.stores.test_server_faults import fork_and_count

if TYPE_CHECKING:
    from pathlib import Path

    from podio.testing.driven import DrivenStore

servers = pytest.mark.servers
HOUR = 3600.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def url(path: Path) -> str:
    address = f"sqlite:///{path}"
    prepare(address)
    return address


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def awaits(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def store(url: str, *, awaits: bool) -> Iterator[DrivenStore]:
    with driven(url, "user:42", awaits=awaits, timeout=0.3) as opened:
        yield opened


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(query).fetchall()


# An entry that is no session

DAMAGES = pytest.mark.parametrize(
    "damage",
    [f"{CANARY} no JSON", f'["{CANARY}"]', f'{{"version": "{CANARY}"}}', "[" * 200_000, ""],
)


def damaged(store: DrivenStore, path: Path, damage: str) -> None:
    store.set(secret_session(7))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE podio_sessions SET entry = ?", (damage,))


@DAMAGES
def test_an_entry_that_is_no_session_is_reported_and_moved_aside(
    store: DrivenStore, path: Path, damage: str
) -> None:
    damaged(store, path, damage)
    with pytest.raises(StoreCorruptError, match="what was there is now in set_aside") as failure:
        store.get()
    assert str(path) in str(failure.value)
    assert_shows_nothing(failure.value)
    assert rows(path, "SELECT entry, set_aside FROM podio_sessions") == [(None, damage)]
    assert not store.get(), "what was moved aside is no longer in the way"
    assert store.compare_and_set(secret_session(1), 0)


@DAMAGES
def test_a_save_does_not_drop_an_entry_that_is_no_session(
    store: DrivenStore, path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    damaged(store, path, damage)
    assert store.compare_and_set(secret_session(8), 0)
    assert store.get() == secret_session(8)
    assert rows(path, "SELECT set_aside FROM podio_sessions") == [(damage,)]
    assert "set_aside" in caplog.text
    assert CANARY not in caplog.text
    store.delete()
    assert rows(path, "SELECT * FROM podio_sessions") == []


def test_a_value_that_is_no_json_is_refused_and_the_old_session_stays(store: DrivenStore) -> None:
    store.set(a_session(1))
    with pytest.raises(StoreError, match="not JSON") as failure:
        store.set(secret_session(2).replace(extra={"when": object()}))
    assert_shows_nothing(failure.value)
    assert store.get() == a_session(1)


# A database that refuses


def test_a_transaction_of_the_program_that_holds_the_file_is_named(
    store: DrivenStore, path: Path
) -> None:
    store.set(a_session(1))
    with closing(sqlite3.connect(path, isolation_level=None)) as program:
        program.execute("BEGIN EXCLUSIVE")
        calls: list[Any] = [
            store.get,
            lambda: store.compare_and_set(secret_session(2), 1),
            lambda: store.lock(60.0),
        ]
        for call in calls:
            with pytest.raises(StoreUnavailableError, match="amid a transaction") as failure:
                call()
            assert_shows_nothing(failure.value)
        program.execute("ROLLBACK")
    assert store.compare_and_set(a_session(2), 1)


def test_a_file_that_is_no_database_is_left_alone(store: DrivenStore, path: Path) -> None:
    content = f"{CANARY} is no database, but longer than the head of one, so it is read. " * 20
    path.write_text(content)
    with pytest.raises(StoreUnavailableError, match="not a database") as failure:
        store.get()
    assert_shows_nothing(failure.value)
    with pytest.raises(StoreUnavailableError):
        store.set(secret_session(1))
    assert path.read_text() == content


@servers
def test_a_role_without_rights_hears_of_it(postgres_url: str, *, awaits: bool) -> None:
    prepare(postgres_url)
    role = f"reader_{secrets.token_hex(4)}"
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN"))
    engine.dispose()
    with driven(postgres_url.replace("podio:", f"{role}:"), "user:42", awaits=awaits) as store:
        for call in (store.get, lambda: store.set(secret_session(1))):
            with pytest.raises(StoreUnavailableError, match="InsufficientPrivilege") as failure:
                call()
            assert_shows_nothing(failure.value)


@servers
def test_what_a_server_repeats_of_a_row_is_not_told(postgres_url: str, *, awaits: bool) -> None:
    prepare(postgres_url)
    key = secrets.token_hex(8)
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        # PostgreSQL shows the row that does not fit, and with it the entry.
        connection.execute(
            text(f"ALTER TABLE podio_sessions ADD CONSTRAINT c CHECK (name NOT LIKE '%{key}')")
        )
    try:
        with driven(postgres_url, key, awaits=awaits) as store:
            for save in (store.set, lambda session: store.compare_and_set(session, 0)):
                with pytest.raises(StoreError) as failure:
                    save(secret_session(1))
                assert_shows_nothing(failure.value)
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE podio_sessions DROP CONSTRAINT c"))
        engine.dispose()


# What is logged


LOGGERS = ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "aiosqlite", "psycopg", "asyncio")


def test_no_logger_is_told_a_token(url: str, *, awaits: bool) -> None:
    with everything_logged(*LOGGERS) as lines:
        with driven(url, "user:42", awaits=awaits) as store:
            store.set(secret_session(1))
            assert store.compare_and_set(secret_session(2), 1)
            assert store.get() == secret_session(2)
        assert any("podio_sessions" in line for line in lines), "it was logged at all"
    assert not [line for line in lines if CANARY in line]


def test_an_engine_that_echoes_is_told_no_token(url: str) -> None:
    engine = create_engine(url, echo="debug")
    with everything_logged() as lines:
        store = SQLAuthStore(engine, "user:42")
        store.set(secret_session(1))
        assert store.get() == secret_session(1)
    engine.dispose()
    assert any("podio_sessions" in line for line in lines), "it was logged at all"
    assert not [line for line in lines if CANARY in line]


# The lock


@pytest.mark.parametrize("wrong_by", [-HOUR, HOUR])
def test_a_clock_of_one_process_that_is_wrong_shortens_no_lease(
    store: DrivenStore, monkeypatch: pytest.MonkeyPatch, wrong_by: float
) -> None:
    owner = store.lock(60.0)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + wrong_by)
    assert store.lock(60.0) is None
    assert owner
    assert store.unlock(owner)


def test_a_lock_from_before_the_clock_was_set_back_is_free(store: DrivenStore, path: Path) -> None:
    assert store.lock(60.0)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE podio_session_locks SET taken_at = taken_at + 3600, ends_at = ends_at + 3600"
        )
    assert store.lock(60.0)


def test_a_lock_that_was_given_back_leaves_no_row(store: DrivenStore, path: Path) -> None:
    owner = store.lock(60.0)
    assert owner
    assert store.unlock(owner)
    assert rows(path, "SELECT * FROM podio_session_locks") == []


@posix
def test_children_have_connections_of_their_own(url: str, *, awaits: bool) -> None:
    assert apart(fork_and_count, url, "user:42", 3, int(awaits)) == 1 + 4 * 10
