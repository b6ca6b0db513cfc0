"""What went wrong with a database, said without the texts of errors that repeat what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from podio.errors import ConfigurationError, PodioError, StoreUnavailableError

if TYPE_CHECKING:
    from podio.stores.ground.time_limit import TimeLimit

_ABOUT_TABLES = ("no such table", "no such column", "no column named", "unknown column")

# Numbers of MySQL and MariaDB. Their drivers file constraints, and columns that must be filled,
# under the errors of a server that is down.
_CONSTRAINTS = frozenset({1364, 3819, 4025})
# What is said of connections, of rights and of limits. Others may repeat a value, as 1292 does.
_FIRST_OF_CLIENT, _LAST_OF_CLIENT = 2000, 2999
_OF_SERVER = frozenset(
    {1021, 1030, 1037, 1040, 1041, 1044, 1045, 1046, 1049, 1053, 1054, 1114, 1129, 1130, 1142}
    | {1143, 1203, 1205, 1213, 1226, 1290, 1317, 1836, 1927, 1969, 3024}
)


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


def is_conflict(error: Exception) -> bool:
    """Tell whether a row was not taken: it is there already, or a constraint forbids it."""
    if not isinstance(error, DBAPIError):
        return False
    return isinstance(error, IntegrityError) or error_number(error) in _CONSTRAINTS


def error_number(error: DBAPIError) -> int | None:
    """Return the number of an error of MySQL or MariaDB."""
    original = error.orig
    if original is None:
        return None
    first = original.args[0] if original.args else None
    told = getattr(original, "errno", first)
    return told if isinstance(told, int) else None


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
    number = error_number(error)
    # Other kinds of errors are about values, and may repeat them.
    speaks = isinstance(error, OperationalError) or kind == "DatabaseError"
    if number is not None:
        kind = f"{kind} {number}"
        known = number in _OF_SERVER or _FIRST_OF_CLIENT <= number <= _LAST_OF_CLIENT
        speaks = speaks and known
    lines = str(original).strip().splitlines() if speaks else []
    said = f"{kind}: {lines[0]}" if lines else kind
    if "database is locked" in said:
        return (
            f"is locked ({said}): does your program call Podio within a transaction of its own? "
            "Give the sessions a database file of their own"
        )
    return f"refused or cannot be reached ({said}): check that it runs, the address and the rights"
