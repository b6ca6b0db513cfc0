"""The ground that a fleet shares: a real Redis or PostgreSQL, and what it holds at the start."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import NamedTuple

import redis
from sqlalchemy import create_engine, text

from podio import PodioOAuth
from podio.stores.redis import RedisAuthStore
from podio.stores.sql import SQLAuthStore
from tests.stores.servers import running_postgres, running_redis

CLIENT = ("fleet", "fleet-secret")
KINDS = ("Redis", "PostgreSQL")
LONG_AGO = 9 * 3600.0

FleetStore = RedisAuthStore | SQLAuthStore


class Ground(NamedTuple):
    """A running server.

    Attributes:
        kind: `Redis` or `PostgreSQL`.
        url: Its address.
        size: Asks how many bytes it holds.
    """

    kind: str
    url: str
    size: Callable[[], int]

    def fill(self, tenants: int, api_url: str) -> float:
        """Put in a session that ended an hour ago for each tenant; the bytes that one takes."""
        store = store_on(self.kind, self.url)
        before = self.size()
        issued_at = time.time() - LONG_AGO
        for number in range(tenants):
            tenant = tenant_name(number)
            session = PodioOAuth(
                f"access.{tenant}.0",
                f"refresh.{tenant}.0",
                issued_at=issued_at,
                client_id=CLIENT[0],
                api_url=api_url,
                version=1,
            )
            store.for_key(tenant).bound_to(CLIENT[0], api_url).set(session)
        store.close()
        return (self.size() - before) / tenants


def tenant_name(number: int) -> str:
    """The key of a tenant."""
    return f"tenant-{number}"


def store_on(kind: str, url: str) -> FleetStore:
    """The store for any key on a ground."""
    return RedisAuthStore(url, "any") if kind == "Redis" else SQLAuthStore(url, "any")


@contextmanager
def ground_of(kind: str) -> Generator[Ground]:
    """Start a server of this kind."""
    if kind == "Redis":
        with running_redis() as server, redis.Redis.from_url(server.url) as client:
            yield Ground(kind, server.url, lambda: int(client.info("memory")["used_memory"]))
        return
    with running_postgres() as database:
        engine = create_engine(database.url.replace("postgresql:", "postgresql+psycopg:"))
        query = text("SELECT pg_total_relation_size('podio_sessions')")

        def size() -> int:
            with engine.connect() as connection:
                return int(connection.execute(query).scalar_one())

        store = SQLAuthStore(database.url, "any")
        store.create_schema()
        store.close()
        yield Ground(kind, database.url, size)
        engine.dispose()
