"""Auth stores: where a session survives. Each is imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.stores.file import FileAuthStore
    from podio.stores.memory import MemoryAuthStore
    from podio.stores.null import NullAuthStore
    from podio.stores.protocol import (
        AnyAuthStore,
        AsyncAuthStore,
        AuthStore,
        LockingAuthStore,
        VersionedAuthStore,
    )
    from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
    from podio.stores.session import AsyncSessionAuthStore, SessionAuthStore
    from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore

_WHERE = {
    "AnyAuthStore": "protocol",
    "AsyncAuthStore": "protocol",
    "AsyncRedisAuthStore": "redis",
    "AsyncSQLAuthStore": "sql",
    "AsyncSessionAuthStore": "session",
    "AuthStore": "protocol",
    "FileAuthStore": "file",
    "LockingAuthStore": "protocol",
    "MemoryAuthStore": "memory",
    "NullAuthStore": "null",
    "RedisAuthStore": "redis",
    "SQLAuthStore": "sql",
    "SessionAuthStore": "session",
    "VersionedAuthStore": "protocol",
}

__all__ = [
    "AnyAuthStore",
    "AsyncAuthStore",
    "AsyncRedisAuthStore",
    "AsyncSQLAuthStore",
    "AsyncSessionAuthStore",
    "AuthStore",
    "FileAuthStore",
    "LockingAuthStore",
    "MemoryAuthStore",
    "NullAuthStore",
    "RedisAuthStore",
    "SQLAuthStore",
    "SessionAuthStore",
    "VersionedAuthStore",
]


def __getattr__(name: str) -> object:
    """Import a store when it is first asked for."""
    from importlib import import_module  # noqa: PLC0415 -- not at import time

    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = found
    return found
