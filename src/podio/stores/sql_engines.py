"""The engines of the SQL stores: connections of their own, short of breath, and what went wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import SingletonThreadPool, StaticPool

from podio.errors import ConfigurationError, PodioError, StoreUnavailableError
from podio.stores.per_loop import GivenInOneLoop, OwnInEachLoop
from podio.stores.sql_place import Place
from podio.stores.sql_schema import create_tables, problem_with_tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, Pool
    from sqlalchemy.engine import CursorResult

    from podio.stores.sql_session import Command
    from podio.stores.time_limit import TimeLimit

# No transaction: a statement alone is saved as it is done, whatever the program's own do.
_AUTOCOMMIT = "AUTOCOMMIT"
_ABOUT_TABLES = ("no such table", "no such column", "no column named", "unknown column")


class Engines:
    """An engine for threads; a process that was forked starts with no connection."""

    def __init__(self, target: str | URL | Engine, limit: TimeLimit, *, strict_owner: bool) -> None:
        """Take an address or an engine; nothing is connected yet.

        Raises:
            ConfigurationError: It cannot work.
        """
        self._limit = limit
        self._own = not isinstance(target, Engine)
        if isinstance(target, Engine):
            self._place = Place(target.url, strict_owner=strict_owner)
            self._engine = target.execution_options(isolation_level=_AUTOCOMMIT)
        else:
            self._place = Place.at(target, awaits=False, strict_owner=strict_owner)
            self._engine = _made(create_engine, self._place, limit)
        _check_engine(self._engine, awaits=False)
        self.where = self._place.where
        self._pid = os.getpid()
        self._pools_of_parents: list[Pool] = []

    def do(self, command: Command) -> object:
        """Execute a statement and return its answer.

        Raises:
            ConfigurationError: There are no tables, or other ones.
            StorePermissionError: The database is a file that is open to others.
            StoreUnavailableError: There is no answer, or a refusal.
        """
        if self._own and self._place.file is not None:
            return self._execute(command)  # SQLite waits no longer than it was told
        try:
            return self._limit.within(lambda: self._execute(command))
        except TimeoutError:
            failure = too_late(self.where, self._limit)
        raise failure

    def create_schema(self) -> None:
        """Make the tables that are missing.

        Raises:
            ConfigurationError: There are tables of another shape.
            StoreUnavailableError: The database is down, or refuses us.
        """
        self._place.make_file()
        self._connected(create_tables)
        problem = self._connected(problem_with_tables)
        if problem:
            raise ConfigurationError(f"{self.where} {problem}")

    def close(self) -> None:
        """Close what is idle; an engine that was given stays open."""
        if self._own:
            self._here().dispose()

    def _execute(self, command: Command) -> object:
        def execute(connection: Connection) -> object:
            return answer(connection.execute(command.statement, command.values))

        return self._connected(execute)

    def _connected(self, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 -- what the work gives
        self._place.check_file()
        failure: Exception
        try:
            return _twice(lambda: self._once(work))
        except IntegrityError:
            return 0  # a row that was to be new is there already
        except Exception as error:  # noqa: BLE001 -- a driver may raise what it likes
            failure = error
        problem = self._problem() if _is_about_tables(failure) else ""
        # Raised here, not above: the frames inside the library have the entry.
        raise as_failure(failure, self.where, problem)

    def _once(self, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 -- what the work gives
        engine = self._here()
        pool = engine.pool
        with engine.begin() as connection:
            try:
                return work(connection)
            finally:
                _leave(connection, pool)

    def _problem(self) -> str:
        try:
            return str(self._once(problem_with_tables))
        except Exception:  # noqa: BLE001 -- then the first error has to do
            return ""

    def _here(self) -> Engine:
        if self._pid != os.getpid():
            # Never closed nor collected: the connections are our parent's.
            self._pools_of_parents.append(self._engine.pool)
            self._engine.dispose(close=False)
            self._pid = os.getpid()
        return self._engine


class AsyncEngines:
    """An engine for the tasks of each event loop."""

    def __init__(
        self, target: str | URL | AsyncEngine, limit: TimeLimit, *, strict_owner: bool
    ) -> None:
        """Take an address or an engine; nothing is connected yet.

        Raises:
            ConfigurationError: It cannot work.
        """
        self._limit = limit
        self._engines: OwnInEachLoop[AsyncEngine] | GivenInOneLoop[AsyncEngine]
        if isinstance(target, AsyncEngine):
            self._place = Place(target.url, strict_owner=strict_owner)
            engine = target.execution_options(isolation_level=_AUTOCOMMIT)
            self._engines = GivenInOneLoop(engine, "engine")
        else:
            self._place = Place.at(target, awaits=True, strict_owner=strict_owner)
            self._engines = OwnInEachLoop(self._new)
            engine = self._new()
        _check_engine(engine.sync_engine, awaits=True)
        self._limited = isinstance(target, AsyncEngine) or self._place.file is None
        self.where = self._place.where

    async def do(self, command: Command) -> object:
        """Execute a statement and return its answer.

        Raises:
            ConfigurationError: There are no tables, or other ones; or the engine that was given
                belongs to another event loop.
            StorePermissionError: The database is a file that is open to others.
            StoreUnavailableError: There is no answer, or a refusal.
        """

        def execute(connection: Connection) -> object:
            return answer(connection.execute(command.statement, command.values))

        engine = self._engines.here()
        if not self._limited:
            return await self._connected(engine, execute)  # SQLite waits no longer than it was told
        try:
            return await self._limit.within_awaiting(self._connected(engine, execute))
        except TimeoutError:
            failure = too_late(self.where, self._limit)
        raise failure

    async def create_schema(self) -> None:
        """Make the tables that are missing.

        Raises:
            ConfigurationError: There are tables of another shape.
            StoreUnavailableError: The database is down, or refuses us.
        """
        self._place.make_file()
        engine = self._engines.here()
        await self._connected(engine, create_tables)
        problem = await self._connected(engine, problem_with_tables)
        if problem:
            raise ConfigurationError(f"{self.where} {problem}")

    async def close(self) -> None:
        """Close what is idle in this loop; an engine that was given stays open."""
        own = self._engines.here_if_made()
        if own is not None:
            await own.dispose()

    async def _connected(self, engine: AsyncEngine, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 -- what the work gives
        self._place.check_file()
        failure: Exception
        try:
            return await _twice_awaiting(engine, work)
        except IntegrityError:
            return 0  # a row that was to be new is there already
        except Exception as error:  # noqa: BLE001 -- a driver may raise what it likes
            failure = error
        problem = await self._problem(engine) if _is_about_tables(failure) else ""
        # Raised here, not above: the frames inside the library have the entry.
        raise as_failure(failure, self.where, problem)

    async def _problem(self, engine: AsyncEngine) -> str:
        try:
            return str(await _once_awaiting(engine, problem_with_tables))
        except Exception:  # noqa: BLE001 -- then the first error has to do
            return ""

    def _new(self) -> AsyncEngine:
        made: AsyncEngine = _made(create_async_engine, self._place, self._limit)
        return made


def _twice(work: Callable[[], Any]) -> Any:  # noqa: ANN401 -- what the work gives
    """Do it again where only the connection was lost: the database was restarted meanwhile."""
    try:
        return work()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return work()


async def _twice_awaiting(engine: AsyncEngine, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 -- what the work gives
    try:
        return await _once_awaiting(engine, work)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return await _once_awaiting(engine, work)


async def _once_awaiting(engine: AsyncEngine, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 -- what the work gives
    pool = engine.sync_engine.pool
    async with engine.begin() as connection:
        try:
            return await connection.run_sync(work)
        finally:
            await connection.run_sync(_leave, pool)


def _leave(connection: Connection, pool: Pool) -> None:
    """Let a connection be closed where the store was closed meanwhile."""
    if connection.engine.pool is not pool and not connection.invalidated:
        connection.detach()  # its own pool is not asked any more, and would keep it open


def answer(result: CursorResult[Any]) -> object:
    """Return the first row of what was selected, or how many rows were changed."""
    return result.first() if result.returns_rows else result.rowcount


def _made(make: Callable[..., Any], place: Place, limit: TimeLimit) -> Any:  # noqa: ANN401 -- what is made
    try:
        return make(
            place.url,
            isolation_level=_AUTOCOMMIT,
            pool_timeout=limit.seconds,
            connect_args=place.options(limit),
        )
    except ImportError as error:
        problem = f"needs a driver that is not installed ({error}): pip install it"
    except (SQLAlchemyError, ValueError, TypeError) as error:
        problem = f"cannot be used with the driver {place.url.drivername} ({type(error).__name__})"
    raise ConfigurationError(f"{place.where} {problem}")


def _check_engine(engine: Engine, *, awaits: bool) -> None:
    if engine.dialect.is_async != awaits:
        other = "SQLAuthStore" if awaits else "AsyncSQLAuthStore"
        message = f"the driver {engine.url.drivername} is for {other}"
        raise ConfigurationError(message)
    if isinstance(engine.pool, StaticPool | SingletonThreadPool):
        message = (
            f"the engine's {type(engine.pool).__name__} would give the store the very connection "
            "that your program is in the middle of a transaction on: give an address instead"
        )
        raise ConfigurationError(message)


def too_late(where: str, limit: TimeLimit) -> PodioError:
    """Say that there was no answer in time."""
    return StoreUnavailableError(
        f"{where} did not answer within {limit.seconds:g} s: check that it runs, and its load; "
        "the session in memory is untouched"
    )


def _is_about_tables(error: Exception) -> bool:
    """Tell whether a statement was refused for what it names; to ask why takes time."""
    if isinstance(error, ProgrammingError):
        return True
    said = str(error.orig).lower() if isinstance(error, DBAPIError) else ""
    return any(words in said for words in _ABOUT_TABLES)


def as_failure(error: Exception, where: str, problem: str) -> PodioError:
    """Say what went wrong, without the texts of errors that repeat what was sent."""
    if isinstance(error, PodioError):
        return error
    if problem:
        return ConfigurationError(f"{where} {problem}")
    if isinstance(error, PoolTimeoutError):
        said = "has all its connections in use: enlarge the engine's pool"
    elif isinstance(error, DBAPIError):
        said = _refusal(error)
    else:
        said = f"failed ({type(error).__name__})"
    return StoreUnavailableError(f"{where} {said}; the session in memory is untouched")


def _refusal(error: DBAPIError) -> str:
    original = error.orig
    kind = type(original).__name__
    # Other kinds of errors are about values, and may repeat them.
    speaks = isinstance(error, OperationalError) or kind == "DatabaseError"
    lines = str(original).strip().splitlines() if speaks else []
    said = f"{kind}: {lines[0]}" if lines else kind
    if "database is locked" in said:
        return (
            f"is locked ({said}): does your program call Podio amid a transaction of its own? "
            "Give the sessions a database file of their own"
        )
    return f"refused or cannot be reached ({said}): check that it runs, the address and the rights"
