"""Keeps sessions in a database: SQLite, PostgreSQL, MySQL or MariaDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.errors import ConfigurationError
from podio.stores.ground.session_name import SessionName
from podio.stores.ground.time_limit import TimeLimit
from podio.stores.keyed import AsyncKeyedAuthStore, KeyedAuthStore

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

    from podio.stores.sql.async_engines import AsyncEngines
    from podio.stores.sql.engines import Engines

TIMEOUT = 2.0


class SQLAuthStore(KeyedAuthStore):
    """A session in a database, for all processes that can reach it (level 2).

        SQLAuthStore("postgresql://user:password@host/database", key="user:42")

    Each step is one statement on a connection of the store's own, never part of your program's
    transaction: a rollback there does not drop a new token. A save compares versions, and the
    lock is a row that ends by the database's own clock, so no transaction is open while Podio
    is asked.

    The tables (`podio_sessions`, `podio_session_locks`) are made by `create_schema()` or by
    your migrations, never silently. An SQLite file must be on a local disk, and closed to
    others; it has one writer at a time, so a long transaction of your program on the same file
    keeps sessions from being saved until it ends.
    """

    def __init__(
        self,
        database: str | URL | Engine,
        key: str = "",
        *,
        strict_owner: bool = True,
        timeout: float = TIMEOUT,
    ) -> None:
        """Name the session; nothing is connected yet.

        Args:
            database: The address, for which the store makes an engine of its own; or an
                `Engine`, whose pool it shares and which you dispose of.
            key: Whose session it is.
            strict_owner: Whether an SQLite file must be ours and nobody else may open it.
            timeout: Seconds after which the database counts as unavailable.

        Raises:
            ConfigurationError: One of these cannot work, or SQLAlchemy or the driver is missing.
        """
        name, limit = SessionName(key), TimeLimit(timeout)
        try:
            from podio.stores.sql.engines import Engines
            from podio.stores.sql.statements import SQLStatements
        except ImportError as error:
            raise _missing("SQLAuthStore", "SQLAlchemy", "", error) from None
        self._engines: Engines = Engines(database, limit, strict_owner=strict_owner)
        super().__init__(self._engines, SQLStatements(name, self._engines.where))

    def create_schema(self) -> None:
        """Make the tables that are missing, and an SQLite file with mode 0600.

        Raises:
            ConfigurationError: There are tables of that name and of another shape.
            StoreUnavailableError: The database is down, or refuses us.
        """
        self._engines.create_schema()


class AsyncSQLAuthStore(AsyncKeyedAuthStore):
    """A session in a database, from asyncio (level 2).

        AsyncSQLAuthStore("postgresql://user:password@host/database", key="user:42")

    It keeps what `SQLAuthStore` keeps, in the same tables: both may be used side by side. Each
    event loop has connections of its own, unless you give an engine, which belongs to one.
    Without a driver in the address, SQLite takes `aiosqlite`, PostgreSQL `psycopg`, and MySQL
    and MariaDB `aiomysql`. What else there is to know stands at `SQLAuthStore`.
    """

    def __init__(
        self,
        database: str | URL | AsyncEngine,
        key: str = "",
        *,
        strict_owner: bool = True,
        timeout: float = TIMEOUT,
    ) -> None:
        """Name the session; nothing is connected yet.

        Args:
            database: The address, for which the store makes engines of its own; or an
                `AsyncEngine`, whose pool it shares and which you dispose of.
            key: Whose session it is.
            strict_owner: Whether an SQLite file must be ours and nobody else may open it.
            timeout: Seconds after which the database counts as unavailable.

        Raises:
            ConfigurationError: One of these cannot work, or SQLAlchemy or the driver is missing.
        """
        name, limit = SessionName(key), TimeLimit(timeout)
        try:
            from podio.stores.sql.async_engines import AsyncEngines
            from podio.stores.sql.statements import SQLStatements
        except ImportError as error:
            raise _missing(
                "AsyncSQLAuthStore", "SQLAlchemy and greenlet", " greenlet", error
            ) from None
        self._engines: AsyncEngines = AsyncEngines(database, limit, strict_owner=strict_owner)
        super().__init__(self._engines, SQLStatements(name, self._engines.where))

    async def create_schema(self) -> None:
        """Make the tables that are missing, and an SQLite file with mode 0600.

        Raises:
            ConfigurationError: There are tables of that name and of another shape.
            StoreUnavailableError: The database is down, or refuses us.
        """
        await self._engines.create_schema()


def _missing(store: str, needed: str, more: str, error: ImportError) -> ConfigurationError:
    message = f"{store} needs {needed} ({error}): pip install 'podio-sdk[sql]'{more}"
    return ConfigurationError(message)
