"""Auth stores: where a session survives. Each is imported when it is first asked for.

Those that need a library of their own stand in modules of their own: `podio.stores.redis`, `.sql`,
`.keyring` and `.encrypted`. So neither a program nor its type checker reads a library that it
does not use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio._lazy import lazy_names

if TYPE_CHECKING:
    from podio.stores.file.file_store import FileAuthStore
    from podio.stores.memory import MemoryAuthStore
    from podio.stores.null import NullAuthStore
    from podio.stores.protocol import (
        AnyAuthStore,
        AsyncAuthStore,
        AuthStore,
        LockingAuthStore,
        VersionedAuthStore,
    )
    from podio.stores.web_session.session_store import (
        AsyncSessionAuthStore,
        SessionAuthStore,
    )
    from podio.stores.wrappers.environment import AsyncEnvAuthStore, EnvAuthStore
    from podio.stores.wrappers.layered import AsyncLayeredAuthStore, LayeredAuthStore
    from podio.stores.wrappers.prefixed import AsyncPrefixedAuthStore, PrefixedAuthStore

_WHERE = {
    "AnyAuthStore": "protocol",
    "AsyncAuthStore": "protocol",
    "AsyncEnvAuthStore": "wrappers.environment",
    "AsyncLayeredAuthStore": "wrappers.layered",
    "AsyncPrefixedAuthStore": "wrappers.prefixed",
    "AsyncSessionAuthStore": "web_session.session_store",
    "AuthStore": "protocol",
    "EnvAuthStore": "wrappers.environment",
    "FileAuthStore": "file.file_store",
    "LayeredAuthStore": "wrappers.layered",
    "LockingAuthStore": "protocol",
    "MemoryAuthStore": "memory",
    "NullAuthStore": "null",
    "PrefixedAuthStore": "wrappers.prefixed",
    "SessionAuthStore": "web_session.session_store",
    "VersionedAuthStore": "protocol",
}
_APART = {
    "AsyncEncryptedAuthStore": "encrypted",
    "AsyncRedisAuthStore": "redis",
    "AsyncSQLAuthStore": "sql",
    "EncryptedAuthStore": "encrypted",
    "KeyringAuthStore": "keyring",
    "RedisAuthStore": "redis",
    "SQLAuthStore": "sql",
    "generate_key": "encrypted",
}

__all__ = [
    "AnyAuthStore",
    "AsyncAuthStore",
    "AsyncEnvAuthStore",
    "AsyncLayeredAuthStore",
    "AsyncPrefixedAuthStore",
    "AsyncSessionAuthStore",
    "AuthStore",
    "EnvAuthStore",
    "FileAuthStore",
    "LayeredAuthStore",
    "LockingAuthStore",
    "MemoryAuthStore",
    "NullAuthStore",
    "PrefixedAuthStore",
    "SessionAuthStore",
    "VersionedAuthStore",
]

__getattr__, __dir__ = lazy_names(__name__, _WHERE, _APART)
