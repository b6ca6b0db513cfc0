"""The SQL stores' tables, files, addresses and engines: what is made, and what is refused."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect
from sqlalchemy.dialects import mysql
from sqlalchemy.schema import CreateTable

from podio.errors import ConfigurationError, StoreError, StorePermissionError
from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore
from podio.stores.sql.schema import metadata
from podio.testing import a_session
from tests.stores.places import ask, driven, empty_database, engine_at
from tests.stores.servers import posix

if TYPE_CHECKING:
    from pathlib import Path

    from podio.testing.driven import DrivenStore

pytest_plugins = ["tests.stores.mariadb_server"]
servers = pytest.mark.servers
SERVERS = [pytest.param("postgres", marks=servers), pytest.param("mariadb", marks=servers)]
ON_SERVERS = pytest.mark.parametrize("url", SERVERS, indirect=True)
EVERYWHERE = pytest.mark.parametrize("url", ["sqlite", *SERVERS], indirect=True)
KINDS = pytest.mark.parametrize("kind", [SQLAuthStore, AsyncSQLAuthStore])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def url(request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """The address of a database without tables: SQLite, and no file yet, unless asked."""
    kind = getattr(request, "param", "sqlite")
    if kind == "sqlite":
        yield f"sqlite:///{path}"
    else:
        server: str = request.getfixturevalue(f"{kind}_url")
        with empty_database(server) as address:
            yield address


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def store(request: pytest.FixtureRequest, url: str) -> Iterator[DrivenStore]:
    with driven(url, "user:42", awaits=bool(request.param)) as opened:
        yield opened


def create_schema(store: DrivenStore) -> None:
    store._call("create_schema")  # noqa: SLF001 -- what it drives the other methods by


# The tables


def everything(store: DrivenStore) -> list[Any]:
    return [
        store.get,
        lambda: store.set(a_session(1)),
        lambda: store.compare_and_set(a_session(1), 0),
        store.delete,
        lambda: store.lock(60.0),
        lambda: store.unlock("somebody"),
    ]


def test_without_a_file_nothing_is_made_silently(store: DrivenStore, path: Path) -> None:
    for call in everything(store):
        with pytest.raises(ConfigurationError, match=r"run store\.create_schema\(\) once"):
            call()
    assert not path.exists()


def test_without_tables_it_says_what_to_do(store: DrivenStore, path: Path) -> None:
    path.touch(0o600)
    for call in everything(store):
        with pytest.raises(ConfigurationError, match=r"no table podio_session.*create_schema\(\)"):
            call()
    assert path.read_bytes() == b""
    create_schema(store)
    store.set(a_session(1))
    create_schema(store)
    assert store.get() == a_session(1), "to make the tables again changes nothing"


@ON_SERVERS
def test_without_tables_a_server_says_what_to_do(store: DrivenStore, url: str) -> None:
    for call in everything(store):
        with pytest.raises(ConfigurationError, match=r"no table podio_session.*create_schema\(\)"):
            call()
    assert tables_of(url) == set()
    create_schema(store)
    store.set(a_session(1))
    create_schema(store)
    assert store.get() == a_session(1), "to make the tables again changes nothing"


@EVERYWHERE
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE podio_sessions (id INTEGER PRIMARY KEY, data TEXT)",
        "CREATE TABLE podio_session_locks (name VARCHAR(20) PRIMARY KEY, since TEXT)",
    ],
)
def test_a_table_of_another_shape_is_left_alone(
    store: DrivenStore, url: str, path: Path, statement: str
) -> None:
    path.touch(0o600)
    ask(url, statement)
    with pytest.raises(ConfigurationError, match=r"of another shape, without \w+"):
        create_schema(store)
    with pytest.raises(ConfigurationError, match=r"of another shape, without \w+"):
        store.lock(1.0) if "locks" in statement else store.get()


@EVERYWHERE
def test_a_table_that_takes_no_new_rows_is_no_endless_task(store: DrivenStore, url: str) -> None:
    create_schema(store)
    ask(
        url,
        "DROP TABLE podio_sessions",
        "CREATE TABLE podio_sessions (name VARCHAR(200) PRIMARY KEY, version BIGINT, entry TEXT, "
        "set_aside TEXT, tenant VARCHAR(9) NOT NULL)",
    )
    for save in (store.set, lambda session: store.compare_and_set(session, 0)):
        with pytest.raises(StoreError, match="a constraint that is not of this library"):
            save(a_session(1))


@EVERYWHERE
def test_all_who_begin_at_once_may_make_the_tables(url: str) -> None:
    stores = [SQLAuthStore(url, "user:42", timeout=20.0) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(SQLAuthStore.create_schema, stores))
    stores[0].set(a_session(1))
    assert [store.get() for store in stores] == [a_session(1)] * 8
    for store in stores:
        store.close()


@EVERYWHERE
def test_the_tables_may_be_part_of_the_programs_own(url: str, path: Path) -> None:
    own = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(own)
    path.touch(0o600)
    engine = engine_at(url)
    own.create_all(engine)
    engine.dispose()
    assert tables_of(url) == {"podio_sessions", "podio_session_locks"}
    store = SQLAuthStore(url, "user:42")
    store.set(a_session(1))
    assert store.get() == a_session(1)
    store.close()


@EVERYWHERE
def test_alembic_finds_nothing_to_migrate(store: DrivenStore, url: str) -> None:
    create_schema(store)
    engine = engine_at(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        # It would have found something.
        more = compare_metadata(MigrationContext.configure(connection), MetaData())
        assert {change[0] for change in more} == {"remove_table"}
    engine.dispose()


def tables_of(url: str) -> set[str]:
    engine = engine_at(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_mysql_gets_text_that_is_long_and_tells_case_apart() -> None:
    for table in metadata.tables.values():
        statement = str(CreateTable(table).compile(dialect=mysql.dialect()))
        assert "name VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin" in statement
    sessions = str(CreateTable(metadata.tables["podio_sessions"]).compile(dialect=mysql.dialect()))
    assert "entry LONGTEXT" in sessions


# The file


@posix
def test_the_file_and_its_journal_are_for_their_owner_alone(store: DrivenStore, path: Path) -> None:
    umask = os.umask(0)
    try:
        create_schema(store)
        with sqlite3.connect(path) as writer:
            # A journal is there for as long as somebody writes.
            writer.execute("INSERT INTO podio_sessions (name, version) VALUES ('a', 1)")
            modes = {
                found.name: stat.S_IMODE(found.stat().st_mode) for found in path.parent.iterdir()
            }
        writer.close()
    finally:
        os.umask(umask)
    assert modes == {"sessions.db": 0o600, "sessions.db-journal": 0o600}


@posix
def test_a_file_that_is_open_to_others_is_refused(url: str, path: Path, store: DrivenStore) -> None:
    create_schema(store)
    path.chmod(0o644)
    for call in everything(store):
        with pytest.raises(StorePermissionError, match=f"chmod 600 {path}"):
            call()
    wanted = SQLAuthStore(url, "user:42", strict_owner=False)
    assert not wanted.get()
    wanted.close()


@posix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="only root gives away")
def test_a_file_of_somebody_else_is_refused(path: Path, store: DrivenStore) -> None:
    create_schema(store)
    os.chown(path, 12345, -1)
    with pytest.raises(StorePermissionError, match="another user"):
        store.get()


def test_a_relative_path_means_the_same_file_ever_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = SQLAuthStore("sqlite:///sessions.db", "user:42")
    store.create_schema()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.set(a_session(1))
    assert store.get() == a_session(1)
    store.close()


@KINDS
@pytest.mark.parametrize(
    "address", ["sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:?uri=true"]
)
def test_a_database_in_memory_is_refused(kind: type[Any], address: str) -> None:
    with pytest.raises(ConfigurationError, match="MemoryAuthStore"):
        kind(address, "user:42")


@EVERYWHERE
def test_sessions_of_other_clients_addresses_and_keys_are_others(store: DrivenStore) -> None:
    create_schema(store)
    first: Any = store.store
    again = first.bound_to("client", "https://one.example")
    others = [
        again,
        first.bound_to("client", "https://two.example"),
        first.bound_to("another", "https://one.example"),
        again.for_key("USER:42"),
    ]
    for version, other in enumerate(others, 1):
        store.store = other
        assert not store.get()
        store.set(a_session(version))
    store.store = (
        first.for_key("anything").bound_to("client", "https://one.example").for_key("user:42")
    )
    assert store.get() == a_session(1)


@EVERYWHERE
def test_keys_that_look_alike_are_others(store: DrivenStore) -> None:
    create_schema(store)
    first: Any = store.store
    keys = ["user:42", "User:42", "user:42 ", " user:42", "user:42\t", "üser", "u\u0308ser", "user"]
    keys += ["us\x00er", "%", "user_42", "ß", "ss", "\U0001f511", "k" * 60_000, "K" * 60_000]
    for version, key in enumerate(keys, 1):
        store.store = first.for_key(key)
        store.set(a_session(version))
        assert store.lock(60.0), key
    for version, key in enumerate(keys, 1):
        store.store = first.for_key(key)
        assert store.get() == a_session(version), key


@EVERYWHERE
def test_a_session_of_a_megabyte_comes_back(store: DrivenStore) -> None:
    create_schema(store)
    for filler in ("x", "\U0001f511"):
        large = a_session(1, extra={"large": filler * (1_000_000 // len(filler.encode()))})
        store.set(large)
        assert store.get() == large


@EVERYWHERE
def test_to_save_the_same_again_is_a_save(store: DrivenStore) -> None:
    create_schema(store)
    for _ in range(2):
        store.set(a_session(1))
        assert store.compare_and_set(a_session(1), 1)


@EVERYWHERE
def test_the_owner_of_a_lock_is_compared_to_the_letter(store: DrivenStore) -> None:
    create_schema(store)
    owner = store.lock(60.0)
    assert owner
    for other in (owner.upper(), f"{owner[:-1]}ö", f"{owner}0"):
        assert not store.unlock(other)
    assert store.unlock(owner)
