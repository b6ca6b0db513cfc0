"""A database connection of the store's own, beside that of the request.

With `ATOMIC_REQUESTS` a view that fails rolls back what was written through the request's
connection: a token that Podio gave must not go with it.
"""

from __future__ import annotations

import atexit
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connections

from podio.errors import ConfigurationError
from podio.fork_safety import ForkSafeLock, at_fork

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TIMEOUT = 2
"""Seconds to wait for a database that does not answer."""
_SUFFIX = "_podio"
_KEPT_IDLE = 4
"""At most this many connections are kept for the next who needs one."""
_MINUTE = 60
_TRUSTED = 1.0
"""Seconds after its last use in which a connection is taken to be alive."""

# A driver waits without end for a machine that is gone, and SQLite for five seconds for a lock.
_IMPATIENT: dict[str, dict[str, object]] = {
    "sqlite3": {"timeout": TIMEOUT},
    "postgresql": {"connect_timeout": TIMEOUT, "tcp_user_timeout": TIMEOUT * 1000},
    "mysql": {"connect_timeout": TIMEOUT, "read_timeout": TIMEOUT, "write_timeout": TIMEOUT},
}


def own_alias(using: str) -> str:
    """Return the name of the store's own connection to a database.

    Put a database of that name (`default_podio` for `default`) into `DATABASES` to have other
    options.

    Raises:
        ConfigurationError: There is no such database.
    """
    alias = f"{using}{_SUFFIX}"
    known = connections.settings
    if alias not in known:
        if using not in known:
            message = f"there is no database {using!r} in DATABASES: see PODIO_DATABASE and using="
            raise ConfigurationError(message)
        known[alias] = _with_own_options(known[using], using)
    return alias


@contextmanager
def own_connection(using: str) -> Generator[str]:
    """Reserve a connection to a database for this thread, and yield its alias.

    Afterwards another thread may have it: threads come and go, and none closes what it leaves.
    """
    alias = own_alias(using)
    connection = _Idle.taken(alias) or _new_connection(alias)
    connections[alias] = connection
    try:
        yield alias
    finally:
        del connections[alias]
        _Idle.put_back(connection)


def close_idle_connections(using: str) -> None:
    """Close the store's own connections to a database; new ones are made when needed."""
    alias = own_alias(using)
    while (connection := _Idle.taken(alias)) is not None:
        connection.close()


def _new_connection(alias: str) -> BaseDatabaseWrapper:
    connection = connections.create_connection(alias)
    connection.inc_thread_sharing()
    # Django logs queries with their values where DEBUG is on, and these are tokens.
    setattr(connection, "make_debug_cursor", connection.make_cursor)  # noqa: B010 -- checkers see a method there
    return connection


class _Idle:
    """Connections of this process that nobody uses at the moment, by their aliases."""

    guard: ClassVar[ForkSafeLock] = ForkSafeLock()
    by_alias: ClassVar[dict[str, list[tuple[BaseDatabaseWrapper, float]]]] = {}
    inherited: ClassVar[list[object]] = []

    @classmethod
    def taken(cls, alias: str) -> BaseDatabaseWrapper | None:
        with cls.guard:
            idle = cls.by_alias.get(alias)
            connection, since = idle.pop() if idle else (None, 0.0)
        if connection is not None and time.monotonic() - since > _TRUSTED:
            connection.close_if_unusable_or_obsolete()
        return connection

    @classmethod
    def put_back(cls, connection: BaseDatabaseWrapper) -> None:
        # As with Django's own: closed after use unless the settings give it an age.
        if not connection.errors_occurred and connection.settings_dict["CONN_MAX_AGE"] != 0:
            with cls.guard:
                idle = cls.by_alias.setdefault(connection.alias, [])
                if len(idle) < _KEPT_IDLE:
                    idle.append((connection, time.monotonic()))
                    return
        connection.close()

    @classmethod
    def close_all(cls) -> None:
        """Close what is idle, at the end of the process."""
        for idle in cls.by_alias.values():
            while idle:
                idle.pop()[0].close()

    @classmethod
    def leave_behind(cls) -> None:
        """Forget, in a forked child, the connections that belong to its parent."""
        here = [each for each in connections.all(initialized_only=True) if _is_own(each.alias)]
        for connection in here:
            del connections[connection.alias]
        cls.inherited.append((cls.by_alias, here))
        cls.by_alias = {}


def _is_own(alias: str) -> bool:
    return alias.endswith(_SUFFIX)


atexit.register(_Idle.close_all)
at_fork(_Idle, lambda idle: idle.leave_behind())


def _with_own_options(theirs: dict[str, Any], using: str) -> dict[str, Any]:
    kind = str(theirs.get("ENGINE", "")).rpartition(".")[2]
    options = {**theirs.get("OPTIONS", {}), **_IMPATIENT.get(kind, {})}
    options.pop("pool", None)  # there is one here
    # To open a file takes longer than to read from it, and no server waits for the end.
    age = theirs.get("CONN_MAX_AGE", 0)
    if kind == "sqlite3" and age == 0:
        age = _MINUTE
    return {
        **theirs,
        "CONN_MAX_AGE": age,
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": {**theirs.get("TEST", {}), "MIRROR": using},
    }
