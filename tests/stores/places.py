"""Stores by their address alone, so that other processes can open the same one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text

from podio.drivers.background import BackgroundLoop
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore
from podio.testing.driven import DrivenStore

DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg", "mysql": "pymysql", "mariadb": "pymysql"}
KeyedStore = RedisAuthStore | AsyncRedisAuthStore | SQLAuthStore | AsyncSQLAuthStore


def store_at(
    address: str, key: str, *, awaits: bool = False, **options: Any
) -> KeyedStore:  # the store's keywords
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
def driven(
    address: str, key: str, *, awaits: bool, **options: Any
) -> Iterator[DrivenStore]:  # the store's keywords
    """Make a store, blocking or async, driven by plain calls."""
    loop = BackgroundLoop()
    store = DrivenStore(store_at(address, key, awaits=awaits, **options), loop)
    try:
        yield store
    finally:
        store.close()
        loop.close()


def engine_at(address: str, **options: Any) -> Engine:  # the engine's keywords
    """Make an engine of a program's own."""
    url = make_url(address)
    kind, _, driver = url.drivername.partition("+")
    return create_engine(url.set(drivername=f"{kind}+{driver or DRIVERS[kind]}"), **options)


def ask(address: str, *statements: str, **values: object) -> list[tuple[Any, ...]]:
    """Execute statements beside the store, and return the rows of the last."""
    engine = engine_at(address)
    rows: list[tuple[Any, ...]] = []
    try:
        with engine.begin() as connection:
            for statement in statements:
                result = connection.execute(text(statement), values)
                rows = [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()
    return rows


@contextmanager
def empty_database(address: str) -> Iterator[str]:
    """Make room on a server for tables of one's own, and give its address."""
    url, name = make_url(address), f"of_{secrets.token_hex(4)}"
    if url.get_backend_name() == "postgresql":
        kind, inside = "SCHEMA", url.update_query_dict({"options": f"-csearch_path={name}"})
    else:
        kind, inside = "DATABASE", url.set(database=name)
    ask(address, f"CREATE {kind} {name}")
    try:
        yield inside.render_as_string(hide_password=False)
    finally:
        ask(address, f"DROP {kind} {name}" + (" CASCADE" if kind == "SCHEMA" else ""))
