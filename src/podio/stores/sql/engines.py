"""The engine of the blocking SQL store: connections of its own, short of breath."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import SingletonThreadPool, StaticPool

from podio.errors import ConfigurationError
from podio.fork_safety import forks
from podio.stores.sql.address import Place
from podio.stores.sql.failures import as_failure, is_about_tables, is_conflict, too_late
from podio.stores.sql.repeats import Repeats
from podio.stores.sql.schema import create_tables, problem_with_tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, Pool
    from sqlalchemy.engine import CursorResult

    from podio.stores.ground.time_limit import TimeLimit
    from podio.stores.sql.statements import Command

# No transaction: a statement alone is saved as it is done, whatever the program's own do.
AUTOCOMMIT = "AUTOCOMMIT"


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
            self._engine = target.execution_options(isolation_level=AUTOCOMMIT)
        else:
            self._place = Place.at(target, awaits=False, strict_owner=strict_owner)
            self._engine = made(create_engine, self._place, limit)
        check_engine(self._engine, awaits=False)
        self.where = self._place.where
        self._forks = forks()
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

    def _connected(self, work: Callable[[Connection], Any]) -> Any:  # what the work gives
        self._place.check_file()
        failure: Exception
        try:
            return self._repeated(work)
        except Exception as error:  # noqa: BLE001 -- a driver may raise what it likes
            failure = error
        if is_conflict(failure):
            return 0  # a row that was to be new is there already
        problem = self._problem() if is_about_tables(failure) else ""
        refused = as_failure(failure, self.where, problem)
        # Raised here, not above, and without the first one: the frames inside the library have
        # the entry, and a server may repeat it.
        del failure
        raise refused

    def _repeated(self, work: Callable[[Connection], Any]) -> Any:  # what the work gives
        """Do it again where the database was restarted meanwhile, or undid it for another."""
        repeats = Repeats(self._limit)
        while True:
            try:
                return self._once(work)
            except DBAPIError as error:
                if not repeats.allow(error):
                    raise

    def _once(self, work: Callable[[Connection], Any]) -> Any:  # what the work gives
        engine = self._here()
        pool = engine.pool
        with engine.begin() as connection:
            try:
                return work(connection)
            finally:
                leave(connection, pool)

    def _problem(self) -> str:
        try:
            return str(self._once(problem_with_tables))
        except Exception:  # noqa: BLE001 -- then the first error has to do
            return ""

    def _here(self) -> Engine:
        if self._forks != forks():
            # Never closed nor collected: the connections are our parent's.
            self._pools_of_parents.append(self._engine.pool)
            self._engine.dispose(close=False)
            self._forks = forks()
        return self._engine


def leave(connection: Connection, pool: Pool) -> None:
    """Let a connection be closed where the store was closed meanwhile."""
    if connection.engine.pool is not pool and not connection.invalidated:
        connection.detach()  # its own pool is not asked any more, and would keep it open


def answer(result: CursorResult[Any]) -> object:
    """Return the first row of what was selected, or how many rows were changed."""
    return result.first() if result.returns_rows else result.rowcount


def made(make: Callable[..., Any], place: Place, limit: TimeLimit) -> Any:  # what is made
    """Make an engine.

    Raises:
        ConfigurationError: Its driver is missing, or cannot do it.
    """
    # A file's pool may be one that knows no waiting, nor the word for it.
    waiting = {} if place.file is not None else {"pool_timeout": limit.seconds}
    options = place.options(limit)
    try:
        return make(place.url, isolation_level=AUTOCOMMIT, connect_args=options, **waiting)
    except ImportError as error:
        problem = f"needs a driver that is not installed ({error}): pip install it"
    except (SQLAlchemyError, ValueError, TypeError) as error:
        problem = f"cannot be used with the driver {place.url.drivername} ({type(error).__name__})"
    raise ConfigurationError(f"{place.where} {problem}")


def check_engine(engine: Engine, *, awaits: bool) -> None:
    """Look whether an engine is of the right kind, and gives each statement its own connection.

    Raises:
        ConfigurationError: It does not.
    """
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
