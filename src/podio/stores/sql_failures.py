"""What went wrong with a database, said without the texts of errors that repeat what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from podio.errors import ConfigurationError, PodioError, StoreUnavailableError

if TYPE_CHECKING:
    from podio.stores.time_limit import TimeLimit

_ABOUT_TABLES = ("no such table", "no such column", "no column named", "unknown column")


def too_late(where: str, limit: TimeLimit) -> PodioError:
    """Say that there was no answer in time."""
    return StoreUnavailableError(
        f"{where} did not answer within {limit.seconds:g} s: check that it runs, and its load; "
        "the session in memory is untouched"
    )


def is_about_tables(error: Exception) -> bool:
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
