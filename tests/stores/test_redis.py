"""The Redis stores: the conformance suite, and what they leave in Redis."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import redis
import redis.asyncio as aio
from redis.cluster import RedisCluster

from podio.errors import ConfigurationError
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.testing import AuthStoreConformance, a_session
from podio.testing.stores import eventually
from tests.stores.servers import PASSWORD, RedisServer, running_redis

pytestmark = pytest.mark.servers
HOUR = 3600.0
REFRESH_TOKEN_SECONDS = 28 * 24 * HOUR  # how long Podio takes an unused refresh token


class TestRedisAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str) -> None:
        self.url, self.key = redis_url, secrets.token_hex(8)

    def make_store(self) -> RedisAuthStore:
        return RedisAuthStore(self.url, self.key)

    def make_other_store(self) -> RedisAuthStore:
        return RedisAuthStore(self.url, f"not {self.key}")


class TestAsyncRedisAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str) -> None:
        self.url, self.key = redis_url, secrets.token_hex(8)

    def make_store(self) -> AsyncRedisAuthStore:
        return AsyncRedisAuthStore(self.url, self.key)

    def make_other_store(self) -> AsyncRedisAuthStore:
        return AsyncRedisAuthStore(self.url, f"not {self.key}")


@pytest.fixture
def raw(redis_url: str) -> Iterator[redis.Redis]:
    """A look at what is there, past the store."""
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        client.flushall()
        yield client


def names_in(raw: redis.Redis) -> list[str]:
    return [str(name) for name in raw.scan_iter()]


def lives(raw: redis.Redis) -> list[int]:
    """For how many seconds each name still lives; -1 is forever."""
    return [int(raw.ttl(name)) for name in names_in(raw)]


# Whose session it is


def test_a_store_on_shared_ground_demands_a_key(redis_url: str) -> None:
    with pytest.raises(ConfigurationError, match="needs a key"):
        RedisAuthStore(redis_url)
    with pytest.raises(ConfigurationError, match="needs a key"):
        AsyncRedisAuthStore(redis_url, " ")


def test_sessions_of_other_clients_addresses_and_keys_are_others(redis_url: str) -> None:
    store = RedisAuthStore(redis_url, secrets.token_hex(8))
    stores = [
        store,
        store.bound_to("client", "https://one.example"),
        store.bound_to("client", "https://two.example"),
        store.bound_to("another", "https://one.example"),
        store.bound_to("client", "https://one.example").for_key("another/client"),
    ]
    for version, each in enumerate(stores, 1):
        each.set(a_session(version))
    assert [each.get() for each in stores] == [a_session(version) for version in range(1, 6)]
    again = store.for_key("anything").bound_to("client", "https://one.example")
    assert again.for_key("another/client").get() == a_session(5)


def test_the_blocking_and_the_async_store_keep_the_same_session(redis_url: str) -> None:
    key = secrets.token_hex(8)
    RedisAuthStore(redis_url, key).bound_to("client", "https://one.example").set(a_session(1))

    async def read() -> object:
        store = AsyncRedisAuthStore(redis_url, key).bound_to("client", "https://one.example")
        try:
            return await store.get()
        finally:
            await store.close()

    assert asyncio.run(read()) == a_session(1)


def test_siblings_share_their_connections() -> None:
    with running_redis() as server, redis.Redis.from_url(server.url) as raw:
        store = RedisAuthStore(server.url, "one")
        for number in range(20):
            store.for_key(f"user:{number}").bound_to("client", "https://one.example").get()
        assert len(raw.client_list()) == 2, "theirs, and the one that looks"
        store.close()
        assert eventually(lambda: len(raw.client_list()) == 1 or None)
        assert not store.get(), "after close, the next call opens a connection"
        store.close()


# How long it is kept


def test_a_session_stays_until_it_is_deleted(redis_url: str, raw: redis.Redis) -> None:
    store = RedisAuthStore(redis_url, "one")
    store.set(a_session(1))
    assert lives(raw) == [-1]


def test_a_session_may_end_by_itself_but_not_before_its_refresh_token(
    redis_url: str, raw: redis.Redis
) -> None:
    with pytest.raises(ConfigurationError, match="signed out early"):
        RedisAuthStore(redis_url, "one", seconds_to_live=HOUR)
    store = RedisAuthStore(redis_url, "one", seconds_to_live=REFRESH_TOKEN_SECONDS)
    store.set(a_session(1))
    (seconds,) = lives(raw)
    assert REFRESH_TOKEN_SECONDS - HOUR < seconds <= REFRESH_TOKEN_SECONDS
    store.delete()
    store.compare_and_set(a_session(2), 0)
    (seconds,) = lives(raw)
    assert REFRESH_TOKEN_SECONDS - HOUR < seconds <= REFRESH_TOKEN_SECONDS
    RedisAuthStore(redis_url, "one").compare_and_set(a_session(3), 2)
    assert lives(raw) == [-1], "who wants it to stay takes the end away"


def test_a_lock_ends_by_the_clock_of_redis_alone(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RedisAuthStore(redis_url, secrets.token_hex(8))
    owner = store.lock(60.0)
    now = time.time
    for wrong_by in (-HOUR, HOUR):
        monkeypatch.setattr(time, "time", lambda off=wrong_by: now() + off)
        assert store.lock(60.0) is None
    assert owner
    assert store.unlock(owner)


# Where it is


def test_all_names_begin_with_the_prefix_and_share_a_slot_of_a_cluster(
    redis_url: str, raw: redis.Redis
) -> None:
    store = RedisAuthStore(redis_url, "user:{42}", prefix="mine:")
    store.set(a_session(1))
    store.lock(60.0)
    names = names_in(raw)
    assert len(names) == 2
    assert all(name.startswith("mine:{") for name in names)
    assert len({name[: name.index("}")] for name in names}) == 1
    with pytest.raises(ConfigurationError, match="brace"):
        RedisAuthStore(redis_url, "user:42", prefix="{mine}:")


def test_it_works_on_a_cluster() -> None:
    with running_redis("cluster-enabled yes", "cluster-require-full-coverage no") as server:
        with redis.Redis.from_url(server.url) as one:
            one.execute_command("CLUSTER", "ADDSLOTS", *range(16384))
            eventually(lambda: one.cluster("INFO")["cluster_state"] == "ok" or None)
        with RedisCluster("127.0.0.1", server.port, password=PASSWORD) as cluster:
            store = RedisAuthStore(cluster, "user:42")
            owner = store.lock(60.0)
            assert owner
            assert store.compare_and_set(a_session(1), 0)
            assert not store.compare_and_set(a_session(1), 0)
            assert store.get() == a_session(1)
            assert store.unlock(owner)
            store.delete()
            assert not store.get()
            assert repr(store) == "RedisAuthStore(Redis, key='user:42')"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost:6379",
        "http://localhost:6379",
        "redis://:secret@localhost:port/0",
        "redis://:secret@localhost:99999999/0",
        "redis://:secret@localhost/0?socket_timeout=soon",
        "rediss://:secret@localhost/0?ssl_cert_reqs=none",
        "rediss://:secret@localhost/0?ssl_check_hostname=false",
    ],
)
@pytest.mark.parametrize("kind", [RedisAuthStore, AsyncRedisAuthStore])
def test_an_address_that_cannot_be_used_is_refused_at_once(
    kind: type[RedisAuthStore | AsyncRedisAuthStore], address: str
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        kind(address, "user:42")
    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is refused.value.__context__ is None


@pytest.mark.parametrize("timeout", [0, -1, "soon", None, True, float("nan")])
def test_a_timeout_is_a_number_of_seconds(timeout: float) -> None:
    with pytest.raises(ConfigurationError, match="seconds above 0"):
        RedisAuthStore("redis://localhost", "user:42", timeout=timeout)


def test_without_the_library_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['redis'] = None\n"
        "from podio.stores.redis import RedisAuthStore\n"
        "from podio.errors import ConfigurationError\n"
        "try: RedisAuthStore('redis://localhost', 'user:42')\n"
        "except ConfigurationError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "pip install 'podio-sdk[redis]'" in run.stdout


# Clients of the redis library


@pytest.mark.parametrize("decode", [False, True])
def test_a_client_of_ones_own_is_used_and_left_open(redis_url: str, *, decode: bool) -> None:
    with redis.Redis.from_url(redis_url, decode_responses=decode) as client:
        store = RedisAuthStore(client, secrets.token_hex(8))
        assert store.compare_and_set(a_session(1), 0)
        assert store.get() == a_session(1)
        client.ping()
        open_before = len(client.client_list())
        store.close()
        assert len(client.client_list()) == open_before


def test_an_async_client_belongs_to_one_event_loop(redis_url: str) -> None:
    client = aio.Redis.from_url(redis_url)
    store = AsyncRedisAuthStore(client, secrets.token_hex(8))

    async def save() -> object:
        await store.set(a_session(1))
        found = await store.get()
        await client.aclose()
        return found

    with asyncio.Runner() as first, asyncio.Runner() as second:
        assert first.run(save()) == a_session(1)
        with pytest.raises(ConfigurationError, match="first used"):
            second.run(store.get())


def test_an_address_serves_any_number_of_event_loops(redis_url: str) -> None:
    store = AsyncRedisAuthStore(redis_url, secrets.token_hex(8))

    async def add(version: int) -> None:
        assert (await store.get()).version == version - 1
        await store.set(a_session(version))

    with asyncio.Runner() as first, asyncio.Runner() as second:
        for version in range(1, 9):
            (first, second)[version % 2].run(add(version))
        first.run(store.close())
        second.run(store.close())


def test_a_client_of_the_other_kind_is_refused(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as blocking:
        with pytest.raises(ConfigurationError, match=r"redis\.asyncio"):
            AsyncRedisAuthStore(blocking, "user:42")
        with pytest.raises(ConfigurationError, match="AsyncRedisAuthStore"):
            RedisAuthStore(aio.Redis.from_url(redis_url), "user:42")
        with pytest.raises(ConfigurationError, match="not dict"):
            RedisAuthStore({}, "user:42")  # type: ignore[arg-type] # a mistake


def test_it_shows_where_it_is_and_no_password(redis_server: RedisServer) -> None:
    where = f"Redis at 127.0.0.1:{redis_server.port}/0"
    store = RedisAuthStore(redis_server.url, "user:42")
    assert repr(store) == f"RedisAuthStore({where}, key='user:42')"
    with redis.Redis.from_url(redis_server.url) as client:
        assert repr(RedisAuthStore(client, "user:42")) == repr(store)
    assert (
        repr(AsyncRedisAuthStore(redis_server.url, "a")) == f"AsyncRedisAuthStore({where}, key='a')"
    )
