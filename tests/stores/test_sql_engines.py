"""The SQL stores' addresses and engines: which can be used, by whom, and what is refused."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import StaticPool, create_engine, event, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from podio.errors import ConfigurationError
from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore
from podio.testing import a_session
from tests.stores.apart import apart
from tests.stores.places import engine_at, prepare
from tests.stores.servers import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.stores.mariadb_server"]
servers = pytest.mark.servers
ASYNC_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+aiomysql",
    "mariadb": "mariadb+aiomysql",
}
KINDS = pytest.mark.parametrize("kind", [SQLAuthStore, AsyncSQLAuthStore])


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'sessions.db'}"


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


@pytest.mark.parametrize(
    ("kind", "driver"), [("AsyncSQLAuthStore", "aiomysql"), ("SQLAuthStore", "pymysql")]
)
@pytest.mark.parametrize("database", ["mysql", "mariadb"])
def test_a_driver_that_is_missing_is_named(kind: str, driver: str, database: str) -> None:
    program = (
        "import sys; sys.modules.update(dict.fromkeys(('pymysql', 'aiomysql', 'MySQLdb')))\n"
        "from podio.errors import ConfigurationError\n"
        f"from podio.stores.sql import {kind}\n"
        f"try: {kind}('{database}://host/base', 'user:42')\n"
        "except ConfigurationError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert driver in run.stdout
    assert "pip install" in run.stdout


def test_a_driver_of_the_other_kind_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="AsyncSQLAuthStore"):
        SQLAuthStore(url.replace("sqlite:", "sqlite+aiosqlite:"), "user:42")
    with pytest.raises(ConfigurationError, match="sqlite"):
        AsyncSQLAuthStore(url.replace("sqlite:", "sqlite+pysqlite:"), "user:42")


def test_an_engine_of_the_other_kind_is_refused(url: str) -> None:
    engine = create_engine(url)
    with pytest.raises(ConfigurationError, match="AsyncSQLAuthStore an address or an AsyncEngine"):
        AsyncSQLAuthStore(engine, "user:42")  # type: ignore[arg-type] # a mistake
    async_engine = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:"))
    with pytest.raises(ConfigurationError, match="SQLAuthStore takes an address or an Engine"):
        SQLAuthStore(async_engine, "user:42")  # type: ignore[arg-type] # a mistake


@pytest.mark.parametrize("missing", ["greenlet", "aiosqlite"])
def test_the_blocking_store_needs_nothing_of_asyncio(url: str, missing: str) -> None:
    program = (
        f"import sys; sys.modules['{missing}'] = None\n"
        "from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore\n"
        "from podio.errors import ConfigurationError\n"
        f"store = SQLAuthStore('{url}', 'user:42')\n"
        "store.create_schema(); assert not store.get()\n"
        f"try: AsyncSQLAuthStore('{url}', 'user:42')\n"
        "except ConfigurationError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert missing in run.stdout
    assert "pip install" in run.stdout


@KINDS
def test_it_shows_where_it_is_and_no_password(kind: type[Any]) -> None:
    address = f"postgres://podio:{PASSWORD}@db.example:5433/base?password={PASSWORD}"
    shown = f"{kind.__name__}(the database postgresql://db.example:5433/base, key='user:42')"
    assert repr(kind(address, "user:42")) == shown


@KINDS
def test_a_store_on_shared_ground_demands_a_key(kind: type[Any], url: str) -> None:
    with pytest.raises(ConfigurationError, match="needs a key"):
        kind(url)


def test_without_the_library_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['sqlalchemy'] = None\n"
        "from podio.stores.sql import SQLAuthStore\n"
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
    def begin(connection: Any) -> None:  # as the event has it
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
def test_an_engine_of_ones_own_is_used_and_left_open(server_url: str) -> None:
    engine = engine_at(server_url)
    store = SQLAuthStore(engine, secrets.token_hex(8))
    store.create_schema()
    with engine.connect() as connection:
        # A transaction that goes on seeing what was there when it began, where that is the rule.
        assert connection.scalar(text("SELECT count(*) FROM podio_sessions")) is not None
        store.set(a_session(1))
        assert store.get() == a_session(1)
        connection.rollback()
    assert store.get() == a_session(1)
    pool: Any = engine.pool
    open_before = pool.checkedin()
    store.close()
    assert pool.checkedin() == open_before > 0
    with engine.connect() as connection:
        default = connection.default_isolation_level
        assert connection.get_isolation_level() == default != "AUTOCOMMIT", "ours is ours alone"
    engine.dispose()


def test_an_engine_with_one_connection_for_all_is_refused(url: str) -> None:
    engine = create_engine(url, poolclass=StaticPool)
    with pytest.raises(ConfigurationError, match="StaticPool"):
        SQLAuthStore(engine, "user:42")
    engine.dispose()


def use_an_async_engine_in_two_loops(url: str) -> list[str]:
    said: list[str] = []

    async def use(store: AsyncSQLAuthStore) -> None:
        await store.set(a_session(1))
        said.append(f"version {(await store.get()).version}")

    address = make_url(url)
    driver = ASYNC_DRIVERS[address.get_backend_name()]
    engine = create_async_engine(address.set(drivername=driver))
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
def test_so_it_is_with_a_server(server_url: str) -> None:
    check_event_loops(server_url)
