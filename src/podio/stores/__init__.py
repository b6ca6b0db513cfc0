"""Auth stores: where a session survives. Each is imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.stores.encrypted import AsyncEncryptedAuthStore, EncryptedAuthStore
    from podio.stores.environment import AsyncEnvAuthStore, EnvAuthStore
    from podio.stores.file import FileAuthStore
    from podio.stores.key_ring import generate_key
    from podio.stores.keyring import KeyringAuthStore
    from podio.stores.layered import AsyncLayeredAuthStore, LayeredAuthStore
    from podio.stores.memory import MemoryAuthStore
    from podio.stores.null import NullAuthStore
    from podio.stores.prefixed import AsyncPrefixedAuthStore, PrefixedAuthStore
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
    "AsyncEncryptedAuthStore": "encrypted",
    "AsyncEnvAuthStore": "environment",
    "AsyncLayeredAuthStore": "layered",
    "AsyncPrefixedAuthStore": "prefixed",
    "AsyncRedisAuthStore": "redis",
    "AsyncSQLAuthStore": "sql",
    "AsyncSessionAuthStore": "session",
    "AuthStore": "protocol",
    "EncryptedAuthStore": "encrypted",
    "EnvAuthStore": "environment",
    "FileAuthStore": "file",
    "KeyringAuthStore": "keyring",
    "LayeredAuthStore": "layered",
    "LockingAuthStore": "protocol",
    "MemoryAuthStore": "memory",
    "NullAuthStore": "null",
    "PrefixedAuthStore": "prefixed",
    "RedisAuthStore": "redis",
    "SQLAuthStore": "sql",
    "SessionAuthStore": "session",
    "VersionedAuthStore": "protocol",
    "generate_key": "key_ring",
}

__all__ = [
    "AnyAuthStore",
    "AsyncAuthStore",
    "AsyncEncryptedAuthStore",
    "AsyncEnvAuthStore",
    "AsyncLayeredAuthStore",
    "AsyncPrefixedAuthStore",
    "AsyncRedisAuthStore",
    "AsyncSQLAuthStore",
    "AsyncSessionAuthStore",
    "AuthStore",
    "EncryptedAuthStore",
    "EnvAuthStore",
    "FileAuthStore",
    "KeyringAuthStore",
    "LayeredAuthStore",
    "LockingAuthStore",
    "MemoryAuthStore",
    "NullAuthStore",
    "PrefixedAuthStore",
    "RedisAuthStore",
    "SQLAuthStore",
    "SessionAuthStore",
    "VersionedAuthStore",
    "generate_key",
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
