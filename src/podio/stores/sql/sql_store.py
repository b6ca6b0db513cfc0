"""Keeps sessions in a database: SQLite, PostgreSQL, MySQL or MariaDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.errors import ConfigurationError
from podio.stores.ground.session_name import SessionName
from podio.stores.ground.stepping import run, run_awaiting
from podio.stores.ground.time_limit import TimeLimit

if TYPE_CHECKING:
    from typing import Self

    from sqlalchemy import URL, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

    from podio.core.session.oauth import PodioOAuth
    from podio.stores.sql.async_engines import AsyncEngines
    from podio.stores.sql.engines import Engines
    from podio.stores.sql.statements import SQLSession

TIMEOUT = 2.0


class SQLAuthStore:
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
            from podio.stores.sql.statements import SQLSession
        except ImportError:
            message = "SQLAuthStore needs SQLAlchemy: pip install 'podio-sdk[sql]'"
            raise ConfigurationError(message) from None
        self._engines: Engines = Engines(database, limit, strict_owner=strict_owner)
        self._session: SQLSession = SQLSession(name, self._engines.where)

    def create_schema(self) -> None:
        """Make the tables that are missing, and an SQLite file with mode 0600.

        Raises:
            ConfigurationError: There are tables of that name and of another shape.
            StoreUnavailableError: The database is down, or refuses us.
        """
        self._engines.create_schema()

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            ConfigurationError: The tables are missing, or have another shape.
            StoreUnavailableError: The database is down, too slow, or refuses us.
            StoreCorruptError: The entry was no session; it was moved aside.
        """
        return run(self._session.get(), self._engines.do)

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            ConfigurationError: The tables are missing, or have another shape.
            StoreUnavailableError: The database is down, too slow, or refuses us.
        """
        run(self._session.set(oauth), self._engines.do)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there.

        An entry that is no session is moved aside, and counts as none.

        Raises:
            ConfigurationError: The tables are missing, or have another shape.
            StoreUnavailableError: The database is down, too slow, or refuses us.
        """
        return run(self._session.compare_and_set(oauth, expected_version), self._engines.do)

    def delete(self) -> None:
        """Forget the session, and what was moved aside."""
        run(self._session.delete(), self._engines.do)

    def lock(self, lease: float) -> str | None:
        """Take the lock, or return None while anybody has it."""
        return run(self._session.lock(lease), self._engines.do)

    def unlock(self, owner: str) -> bool:
        """Give the lock back; False if its lease had ended and somebody else took it."""
        return run(self._session.unlock(owner), self._engines.do)

    @property
    def key(self) -> str:
        """Whose session it is."""
        return self._session.name.key

    def bound_to(self, client_id: str, api_url: str) -> Self:
        """Return the store of this key's session of an API client; the engine is shared."""
        return self._renamed(self._session.name.bound_to(client_id, api_url))

    def for_key(self, key: str) -> Self:
        """Return the store of another session; the engine is shared."""
        return self._renamed(self._session.name.with_key(key))

    def close(self) -> None:
        """Close idle connections; the next call opens new ones."""
        self._engines.close()

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"{type(self).__name__}({self._engines.where}, key={self._session.name.key!r})"

    def _renamed(self, name: SessionName) -> Self:
        sibling = object.__new__(type(self))
        sibling._engines = self._engines
        sibling._session = self._session.renamed(name)
        return sibling


class AsyncSQLAuthStore:
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
            from podio.stores.sql.statements import SQLSession
        except ImportError:
            message = (
                "AsyncSQLAuthStore needs SQLAlchemy and greenlet: pip install 'podio-sdk[sql]' "
                "greenlet"
            )
            raise ConfigurationError(message) from None
        self._engines: AsyncEngines = AsyncEngines(database, limit, strict_owner=strict_owner)
        self._session: SQLSession = SQLSession(name, self._engines.where)

    async def create_schema(self) -> None:
        """Make the tables that are missing, and an SQLite file with mode 0600.

        Raises:
            ConfigurationError: There are tables of that name and of another shape.
            StoreUnavailableError: The database is down, or refuses us.
        """
        await self._engines.create_schema()

    async def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            ConfigurationError: The tables are missing, or have another shape.
            StoreUnavailableError: The database is down, too slow, or refuses us.
            StoreCorruptError: The entry was no session; it was moved aside.
        """
        return await run_awaiting(self._session.get(), self._engines.do)

    async def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            ConfigurationError: The tables are missing, or have another shape.
            StoreUnavailableError: The database is down, too slow, or refuses us.
        """
        await run_awaiting(self._session.set(oauth), self._engines.do)

    async def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there.

        An entry that is no session is moved aside, and counts as none.

        Raises:
            ConfigurationError: The tables are missing, or have another shape.
            StoreUnavailableError: The database is down, too slow, or refuses us.
        """
        steps = self._session.compare_and_set(oauth, expected_version)
        return await run_awaiting(steps, self._engines.do)

    async def delete(self) -> None:
        """Forget the session, and what was moved aside."""
        await run_awaiting(self._session.delete(), self._engines.do)

    async def lock(self, lease: float) -> str | None:
        """Take the lock, or return None while anybody has it."""
        return await run_awaiting(self._session.lock(lease), self._engines.do)

    async def unlock(self, owner: str) -> bool:
        """Give the lock back; False if its lease had ended and somebody else took it."""
        return await run_awaiting(self._session.unlock(owner), self._engines.do)

    @property
    def key(self) -> str:
        """Whose session it is."""
        return self._session.name.key

    def bound_to(self, client_id: str, api_url: str) -> Self:
        """Return the store of this key's session of an API client; engines are shared."""
        return self._renamed(self._session.name.bound_to(client_id, api_url))

    def for_key(self, key: str) -> Self:
        """Return the store of another session; engines are shared."""
        return self._renamed(self._session.name.with_key(key))

    async def close(self) -> None:
        """Close this loop's idle connections; the next call opens new ones."""
        await self._engines.close()

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"{type(self).__name__}({self._engines.where}, key={self._session.name.key!r})"

    def _renamed(self, name: SessionName) -> Self:
        sibling = object.__new__(type(self))
        sibling._engines = self._engines
        sibling._session = self._session.renamed(name)
        return sibling
