"""Databases that are locked, damaged or closed to us: what a session comes to, and what shows."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import make_url

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
from tests.stores.places import ask, driven, empty_database, engine_at, prepare
from tests.stores.servers import posix
from tests.stores.test_server_faults import fork_and_count

if TYPE_CHECKING:
    from pathlib import Path

    from podio.testing.driven import DrivenStore

pytest_plugins = ["tests.stores.mariadb_server"]
servers = pytest.mark.servers
EVERYWHERE = pytest.mark.parametrize(
    "url",
    ["sqlite", pytest.param("postgres", marks=servers), pytest.param("mariadb", marks=servers)],
    indirect=True,
)
HOUR = 3600.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def url(request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """The address of a database with the tables and nothing in them: SQLite, unless asked."""
    kind = getattr(request, "param", "sqlite")
    with ExitStack() as stack:
        if kind == "sqlite":
            address = f"sqlite:///{path}"
        else:
            server: str = request.getfixturevalue(f"{kind}_url")
            address = stack.enter_context(empty_database(server))
        prepare(address)
        yield address


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def awaits(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def store(url: str, *, awaits: bool) -> Iterator[DrivenStore]:
    with driven(url, "user:42", awaits=awaits) as opened:
        yield opened


# An entry that is no session

DAMAGES = pytest.mark.parametrize(
    "damage",
    [f"{CANARY} no JSON", f'["{CANARY}"]', f'{{"version": "{CANARY}"}}', "[" * 200_000, ""],
)


def damaged(store: DrivenStore, url: str, damage: str) -> None:
    store.set(secret_session(7))
    ask(url, "UPDATE podio_sessions SET entry = :damage", damage=damage)


@EVERYWHERE
@DAMAGES
def test_an_entry_that_is_no_session_is_reported_and_moved_aside(
    store: DrivenStore, url: str, damage: str
) -> None:
    damaged(store, url, damage)
    with pytest.raises(StoreCorruptError, match="what was there is now in set_aside") as failure:
        store.get()
    assert str(make_url(url).database) in str(failure.value)
    assert_shows_nothing(failure.value)
    assert ask(url, "SELECT entry, set_aside FROM podio_sessions") == [(None, damage)]
    assert not store.get(), "what was moved aside is no longer in the way"
    assert store.compare_and_set(secret_session(1), 0)


@EVERYWHERE
@DAMAGES
def test_a_save_does_not_drop_an_entry_that_is_no_session(
    store: DrivenStore, url: str, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    damaged(store, url, damage)
    assert store.compare_and_set(secret_session(8), 0)
    assert store.get() == secret_session(8)
    assert ask(url, "SELECT set_aside FROM podio_sessions") == [(damage,)]
    assert "set_aside" in caplog.text
    assert CANARY not in caplog.text
    store.delete()
    assert ask(url, "SELECT * FROM podio_sessions") == []


def test_a_value_that_is_no_json_is_refused_and_the_old_session_stays(store: DrivenStore) -> None:
    store.set(a_session(1))
    with pytest.raises(StoreError, match="not JSON") as failure:
        store.set(secret_session(2).replace(extra={"when": object()}))
    assert_shows_nothing(failure.value)
    assert store.get() == a_session(1)


# A database that refuses


def test_a_transaction_of_the_program_that_holds_the_file_is_named(
    url: str, path: Path, *, awaits: bool
) -> None:
    with (
        driven(url, "user:42", awaits=awaits, timeout=0.3) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as program,
    ):
        store.set(a_session(1))
        program.execute("BEGIN EXCLUSIVE")
        calls: list[Any] = [
            store.get,
            lambda: store.compare_and_set(secret_session(2), 1),
            lambda: store.lock(60.0),
        ]
        for call in calls:
            with pytest.raises(StoreUnavailableError, match="within a transaction") as failure:
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


def kind_of(address: str) -> str:
    return make_url(address).get_backend_name().replace("mariadb", "mysql")


ROLES = {
    "postgresql": ["CREATE ROLE {role} LOGIN"],
    "mysql": ["CREATE USER {role}@'%'", "GRANT SHOW VIEW ON {base}.* TO {role}@'%'"],
}
REFUSALS = {"postgresql": "InsufficientPrivilege", "mysql": "(SELECT|UPDATE) command denied"}


@servers
def test_a_role_without_rights_hears_of_it(server_url: str, *, awaits: bool) -> None:
    url = make_url(server_url)
    role, kind = f"reader_{secrets.token_hex(4)}", kind_of(server_url)
    ask(server_url, *(line.format(role=role, base=url.database) for line in ROLES[kind]))
    address = url.set(username=role, password="").render_as_string(hide_password=False)
    with driven(address, "user:42", awaits=awaits) as store:
        for call in (store.get, lambda: store.set(secret_session(1))):
            with pytest.raises(StoreUnavailableError, match=REFUSALS[kind]) as failure:
                call()
            assert_shows_nothing(failure.value)


CHECKS = {
    # PostgreSQL shows the row that does not fit, and with it the entry.
    "postgresql": ["name NOT LIKE '%user%'"],
    # MariaDB shows the value that it cannot take for a number.
    "mysql": ["name NOT LIKE '%user%'", "entry + 0 > 5"],
}


@pytest.mark.parametrize("url", ["postgres", "mariadb"], indirect=True)
@servers
def test_what_a_server_repeats_of_a_row_is_not_told(url: str, *, awaits: bool) -> None:
    for check in CHECKS[kind_of(url)]:
        ask(url, f"ALTER TABLE podio_sessions ADD CONSTRAINT c CHECK ({check})")
        with driven(url, "user:42", awaits=awaits) as store:
            for save in (store.set, lambda session: store.compare_and_set(session, 0)):
                with pytest.raises(StoreError) as failure:
                    save(secret_session(1))
                assert_shows_nothing(failure.value)
        ask(url, "ALTER TABLE podio_sessions DROP CONSTRAINT c")


# What is logged


LOGGERS = (
    "sqlalchemy",
    "sqlalchemy.engine",
    "sqlalchemy.pool",
    "aiosqlite",
    "psycopg",
    "pymysql",
    "aiomysql",
    "asyncio",
)


@EVERYWHERE
def test_no_logger_is_told_a_token(url: str, *, awaits: bool) -> None:
    with everything_logged(*LOGGERS) as lines:
        with driven(url, "user:42", awaits=awaits) as store:
            store.set(secret_session(1))
            assert store.compare_and_set(secret_session(2), 1)
            assert store.get() == secret_session(2)
        assert any("podio_sessions" in line for line in lines), "it was logged at all"
    assert not [line for line in lines if CANARY in line]


@EVERYWHERE
def test_an_engine_that_echoes_is_told_no_token(url: str) -> None:
    engine = engine_at(url, echo="debug")
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


@EVERYWHERE
def test_a_lock_from_before_the_clock_was_set_back_is_free(store: DrivenStore, url: str) -> None:
    assert store.lock(60.0)
    later = "UPDATE podio_session_locks SET taken_at = taken_at + 3600, ends_at = ends_at + 3600"
    ask(url, later)
    assert store.lock(60.0)


@EVERYWHERE
def test_a_lock_that_was_given_back_leaves_no_row(store: DrivenStore, url: str) -> None:
    owner = store.lock(60.0)
    assert owner
    assert store.unlock(owner)
    assert ask(url, "SELECT * FROM podio_session_locks") == []


@posix
def test_children_have_connections_of_their_own(url: str, *, awaits: bool) -> None:
    assert apart(fork_and_count, url, "user:42", 3, int(awaits)) == 1 + 4 * 10
