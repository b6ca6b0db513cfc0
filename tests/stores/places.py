"""Stores by their address alone, so that other processes can open the same one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from podio.sessions.background import BackgroundLoop
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore
from podio.testing.driven import DrivenStore

KeyedStore = RedisAuthStore | AsyncRedisAuthStore | SQLAuthStore | AsyncSQLAuthStore


def store_at(address: str, key: str, *, awaits: bool = False, **options: Any) -> KeyedStore:  # noqa: ANN401 -- the store's keywords
    """Make a store of the kind that the address is for."""
    if address.startswith("redis://"):
        kind: Any = AsyncRedisAuthStore if awaits else RedisAuthStore
    else:
        kind = AsyncSQLAuthStore if awaits else SQLAuthStore
    store: KeyedStore = kind(address, key, **options)
    return store


def prepare(address: str) -> None:
    """Make the tables, where there are any."""
    store = store_at(address, "nobody")
    if isinstance(store, SQLAuthStore):
        store.create_schema()
    store.close()


@contextmanager
def driven(address: str, key: str, *, awaits: bool, **options: Any) -> Iterator[DrivenStore]:  # noqa: ANN401 -- the store's keywords
    """Make a store of either kind, driven by plain calls."""
    loop = BackgroundLoop()
    store = DrivenStore(store_at(address, key, awaits=awaits, **options), loop)
    try:
        yield store
    finally:
        store.close()
        loop.close()
