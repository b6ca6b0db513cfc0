"""The SQL stores' tables, files, addresses and engines: what is made, and what is refused."""

from __future__ import annotations

import os
import secrets
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import MetaData, StaticPool, create_engine, event, inspect, text
from sqlalchemy.dialects import mysql
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.schema import CreateTable

from podio.errors import ConfigurationError, StorePermissionError
from podio.stores import AsyncSQLAuthStore, SQLAuthStore
from podio.stores.sql_schema import metadata
from podio.testing import a_session
from tests.stores.apart import apart
from tests.stores.places import driven, prepare
from tests.stores.servers import PASSWORD, posix

if TYPE_CHECKING:
    from pathlib import Path

    from podio.testing.driven import DrivenStore

servers = pytest.mark.servers
KINDS = pytest.mark.parametrize("kind", [SQLAuthStore, AsyncSQLAuthStore])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


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


@servers
@pytest.mark.parametrize("awaits", [False, True])
def test_without_tables_postgresql_says_what_to_do(postgres_url: str, *, awaits: bool) -> None:
    empty = f"{postgres_url}&options=-csearch_path%3Dnowhere"
    with (
        driven(empty, "user:42", awaits=awaits) as store,
        pytest.raises(ConfigurationError, match=r"no table podio_sessions.*create_schema\(\)"),
    ):
        store.get()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE podio_sessions (id INTEGER PRIMARY KEY, data TEXT)",
        "CREATE TABLE podio_session_locks (name TEXT PRIMARY KEY, since TEXT)",
    ],
)
def test_a_table_of_another_shape_is_left_alone(
    store: DrivenStore, path: Path, statement: str
) -> None:
    path.touch(0o600)
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(ConfigurationError, match=r"of another shape, without \w+"):
        create_schema(store)
    with pytest.raises(ConfigurationError, match=r"of another shape, without \w+"):
        store.lock(1.0) if "locks" in statement else store.get()


def test_a_table_that_takes_no_new_rows_is_no_endless_task(store: DrivenStore, path: Path) -> None:
    create_schema(store)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE podio_sessions")
        connection.execute(
            "CREATE TABLE podio_sessions (name TEXT PRIMARY KEY, version INTEGER, entry TEXT, "
            "set_aside TEXT, tenant TEXT NOT NULL)"
        )
    connection.close()
    for save in (store.set, lambda session: store.compare_and_set(session, 0)):
        with pytest.raises(Exception, match="a constraint that is not of this library"):
            save(a_session(1))


@servers
def test_all_who_begin_at_once_may_make_the_tables(postgres_url: str, url: str) -> None:
    schema = f"of_{secrets.token_hex(4)}"
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    for address in (f"{postgres_url}&options=-csearch_path%3D{schema}", url):
        stores = [SQLAuthStore(address, "user:42", timeout=20.0) for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(SQLAuthStore.create_schema, stores))
        stores[0].set(a_session(1))
        assert [store.get() for store in stores] == [a_session(1)] * 8
        for store in stores:
            store.close()


def test_the_tables_may_be_part_of_the_programs_own(url: str, path: Path) -> None:
    own = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(own)
    path.touch(0o600)
    engine = create_engine(url)
    own.create_all(engine)
    assert set(inspect(engine).get_table_names()) == {"podio_sessions", "podio_session_locks"}
    engine.dispose()
    store = SQLAuthStore(url, "user:42")
    store.set(a_session(1))
    assert store.get() == a_session(1)
    store.close()


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


# The address


@KINDS
@pytest.mark.parametrize(
    "address",
    [
        "",
        "sessions.db",
        f"postgresql://podio:{PASSWORD}@host:port/base",
        f"oracle://podio:{PASSWORD}@host/base",
        f"nothing://podio:{PASSWORD}@host/base",
        f"postgresql+nothing://podio:{PASSWORD}@host/base",
        f"mysql+oursql2://podio:{PASSWORD}@host/base",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_at_once(kind: type[Any], address: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        kind(address, "user:42")
    assert PASSWORD not in str(refused.value)
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_a_driver_that_is_missing_is_named() -> None:
    with pytest.raises(ConfigurationError, match="aiomysql"):
        AsyncSQLAuthStore("mysql://host/base", "user:42")


def test_a_driver_of_the_other_kind_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="AsyncSQLAuthStore"):
        SQLAuthStore(url.replace("sqlite:", "sqlite+aiosqlite:"), "user:42")
    with pytest.raises(ConfigurationError, match="sqlite"):
        AsyncSQLAuthStore(url.replace("sqlite:", "sqlite+pysqlite:"), "user:42")


@KINDS
def test_it_shows_where_it_is_and_no_password(kind: type[Any]) -> None:
    address = f"postgres://podio:{PASSWORD}@db.example:5433/base?password={PASSWORD}"
    shown = f"{kind.__name__}(the database postgresql://db.example:5433/base, key='user:42')"
    assert repr(kind(address, "user:42")) == shown


@KINDS
def test_a_store_on_shared_ground_demands_a_key(kind: type[Any], url: str) -> None:
    with pytest.raises(ConfigurationError, match="needs a key"):
        kind(url)


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


def test_without_the_library_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['sqlalchemy'] = None\n"
        "from podio.stores import SQLAuthStore\n"
        "from podio.errors import ConfigurationError\n"
        "try: SQLAuthStore('sqlite:///sessions.db', 'user:42')\n"
        "except ConfigurationError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "pip install 'podio-sdk[sql]'" in run.stdout


# An engine of the program's own


def test_a_rollback_of_the_program_drops_no_token(url: str) -> None:
    SQLAuthStore(url, "user:42").create_schema()
    engine = create_engine(url)

    # As SQLAlchemy's manual has it, for programs that want transactions of their own.
    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:  # noqa: ANN401 -- as the event has it
        connection.exec_driver_sql("BEGIN")

    store = SQLAuthStore(engine, "user:42")
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        store.set(a_session(1))
        connection.rollback()
    assert store.get() == a_session(1)
    store.close()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM podio_sessions")).scalar() == 1
    engine.dispose()


@servers
def test_an_engine_of_ones_own_is_used_and_left_open(postgres_url: str) -> None:
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    store = SQLAuthStore(engine, secrets.token_hex(8))
    store.create_schema()
    with engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        store.set(a_session(1))
        connection.rollback()
    assert store.get() == a_session(1)
    pool: Any = engine.pool
    open_before = pool.checkedin()
    store.close()
    assert pool.checkedin() == open_before > 0
    with engine.connect() as connection:
        assert connection.get_isolation_level() == "READ COMMITTED", "ours is ours alone"
    engine.dispose()


def test_an_engine_with_one_connection_for_all_is_refused(url: str) -> None:
    engine = create_engine(url, poolclass=StaticPool)
    with pytest.raises(ConfigurationError, match="StaticPool"):
        SQLAuthStore(engine, "user:42")
    engine.dispose()


def use_an_async_engine_in_two_loops(url: str) -> list[str]:
    import asyncio  # noqa: PLC0415 -- in a process of its own

    said: list[str] = []

    async def use(store: AsyncSQLAuthStore) -> None:
        await store.set(a_session(1))
        said.append(f"version {(await store.get()).version}")

    driver = url.replace("sqlite:", "sqlite+aiosqlite:").replace("sql:", "sql+psycopg:")
    engine = create_async_engine(driver)
    store = AsyncSQLAuthStore(engine, "user:42")
    with asyncio.Runner() as first, asyncio.Runner() as second:
        first.run(use(store))
        try:
            second.run(use(store))
        except ConfigurationError as error:
            said.append(str(error))
        first.run(engine.dispose())
        by_address = AsyncSQLAuthStore(url, "user:42")
        for runner in (first, second, first):
            runner.run(use(by_address))
        first.run(by_address.close())
        second.run(by_address.close())
    return said


def check_event_loops(url: str) -> None:
    prepare(url)
    first, refusal, *others = apart(use_an_async_engine_in_two_loops, url)
    assert first == "version 1"
    assert "belongs to the event loop that it was first used in" in refusal
    assert others == ["version 1"] * 3


def test_an_async_engine_belongs_to_one_event_loop_and_an_address_to_none(url: str) -> None:
    check_event_loops(url)


@servers
def test_so_it_is_with_postgresql(postgres_url: str) -> None:
    check_event_loops(postgres_url)
