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

_WHERE = {
    "AnyAuthStore": "protocol",
    "AsyncAuthStore": "protocol",
    "AuthStore": "protocol",
    "FileAuthStore": "file",
    "LockingAuthStore": "protocol",
    "MemoryAuthStore": "memory",
    "NullAuthStore": "null",
    "VersionedAuthStore": "protocol",
}

__all__ = [
    "AnyAuthStore",
    "AsyncAuthStore",
    "AuthStore",
    "FileAuthStore",
    "LockingAuthStore",
    "MemoryAuthStore",
    "NullAuthStore",
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
