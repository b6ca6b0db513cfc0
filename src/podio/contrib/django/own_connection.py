"""A database connection of the store's own, beside that of the request.

With `ATOMIC_REQUESTS` a view that fails rolls back what was written through the request's
connection: a token that Podio gave must not go with it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connections

from podio.errors import ConfigurationError

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TIMEOUT = 2
"""Seconds to wait for a database that does not answer."""
_SUFFIX = "_podio"
_KEPT_OPEN = 60
"""Seconds that a connection is used for."""

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


def own_connection(using: str) -> BaseDatabaseWrapper:
    """Return this thread's own connection to a database, if need be a new one."""
    connection = connections[own_alias(using)]
    connection.close_if_unusable_or_obsolete()
    # Django logs queries with their values where DEBUG is on, and these are tokens.
    setattr(connection, "make_debug_cursor", connection.make_cursor)  # noqa: B010 -- checkers see a method there
    return connection


def close_own_connection(using: str) -> None:
    """Close this thread's own connection to a database."""
    connections[own_alias(using)].close()


def _with_own_options(theirs: dict[str, Any], using: str) -> dict[str, Any]:
    kind = str(theirs.get("ENGINE", "")).rpartition(".")[2]
    options = {**theirs.get("OPTIONS", {}), **_IMPATIENT.get(kind, {})}
    options.pop("pool", None)  # it goes without connections that are kept open
    return {
        **theirs,
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "CONN_MAX_AGE": _KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": {**theirs.get("TEST", {}), "MIRROR": using},
    }


class _Inherited:
    """Connections of the process this one was forked from: they are its to use and to close."""

    connections: ClassVar[list[BaseDatabaseWrapper]] = []


def _after_fork() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.alias.endswith(_SUFFIX):
            _Inherited.connections.append(connection)
            del connections[connection.alias]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
