"""The engines of the async SQL store: for each event loop, connections of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from podio.errors import ConfigurationError
from podio.stores.ground.per_loop import GivenInOneLoop, OwnInEachLoop
from podio.stores.sql.address import Place
from podio.stores.sql.engines import AUTOCOMMIT, answer, check_engine, leave, made
from podio.stores.sql.failures import as_failure, is_about_tables, is_conflict, too_late
from podio.stores.sql.repeats import Repeats
from podio.stores.sql.schema import create_tables, problem_with_tables

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

    from podio.stores.ground.time_limit import TimeLimit
    from podio.stores.sql.statements import Command


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
            engine = target.execution_options(isolation_level=AUTOCOMMIT)
            self._engines = GivenInOneLoop(engine, "engine")
        else:
            self._place = Place.at(target, awaits=True, strict_owner=strict_owner)
            self._engines = OwnInEachLoop(self._new)
            engine = self._new()
        check_engine(engine.sync_engine, awaits=True)
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

    async def _connected(
        self, engine: AsyncEngine, work: Callable[[Connection], Any]
    ) -> Any:  # what the work gives
        self._place.check_file()
        failure: Exception
        try:
            return await self._repeated(engine, work)
        except Exception as error:  # noqa: BLE001 -- a driver may raise what it likes
            failure = error
        if is_conflict(failure):
            return 0  # a row that was to be new is there already
        problem = await self._problem(engine) if is_about_tables(failure) else ""
        refused = as_failure(failure, self.where, problem)
        # Raised here, not above, and without the first one: the frames inside the library have
        # the entry, and a server may repeat it.
        del failure
        raise refused

    async def _repeated(
        self, engine: AsyncEngine, work: Callable[[Connection], Any]
    ) -> Any:  # what the work gives
        repeats = Repeats(self._limit)
        while True:
            try:
                return await _once_awaiting(engine, work)
            except DBAPIError as error:
                if not repeats.allow(error):
                    raise

    async def _problem(self, engine: AsyncEngine) -> str:
        try:
            return str(await _once_awaiting(engine, problem_with_tables))
        except Exception:  # noqa: BLE001 -- then the first error has to do
            return ""

    def _new(self) -> AsyncEngine:
        engine: AsyncEngine = made(create_async_engine, self._place, self._limit)
        return engine


async def _once_awaiting(
    engine: AsyncEngine, work: Callable[[Connection], Any]
) -> Any:  # what the work gives
    pool = engine.sync_engine.pool
    async with engine.begin() as connection:
        try:
            return await connection.run_sync(work)
        finally:
            await connection.run_sync(leave, pool)
