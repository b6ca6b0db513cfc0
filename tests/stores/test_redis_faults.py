"""Redis that forgets, refuses, or holds something else: what a session comes to."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import redis
import redis.asyncio as aio

from podio import Podio
from podio.errors import NotAuthenticatedError, StoreCorruptError, StoreUnavailableError
from podio.sandbox import Sandbox
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.testing import a_session
from tests.flows.sharing_processes import CALL, CLIENT
from tests.stores.leaks import CANARY, assert_shows_nothing, everything_logged, secret_session
from tests.stores.places import driven
from tests.stores.servers import RedisServer, running_redis

if TYPE_CHECKING:
    from podio.testing.driven import DrivenStore

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with running_redis() as running:
        yield running


@pytest.fixture
def raw(server: RedisServer) -> Iterator[redis.Redis]:
    """A look at what is there, past the store."""
    with redis.Redis.from_url(server.url) as client:
        client.flushall()
        yield client


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def store(request: pytest.FixtureRequest, server: RedisServer) -> Iterator[DrivenStore]:
    with driven(server.url, secrets.token_hex(8), awaits=bool(request.param)) as opened:
        yield opened


# An entry that is no session


def put_text(raw: redis.Redis, name: bytes) -> bytes:
    raw.hset(name, "entry", f"{CANARY} no JSON")
    return f"{CANARY} no JSON".encode()


def put_bytes(raw: redis.Redis, name: bytes) -> bytes:
    pickled = b"\x80\x05\x95" + CANARY.encode() + b"\xff."
    raw.hset(name, "entry", pickled)
    return pickled


def put_list(raw: redis.Redis, name: bytes) -> bytes:
    raw.hset(name, "entry", f'["{CANARY}"]')
    return f'["{CANARY}"]'.encode()


def put_other_type(raw: redis.Redis, name: bytes) -> bytes:
    raw.set(name, CANARY)
    return CANARY.encode()


Damage = Callable[[redis.Redis, bytes], bytes]
damages = pytest.mark.parametrize("damage", [put_text, put_bytes, put_list, put_other_type])


def damaged(store: DrivenStore, raw: redis.Redis, damage: Damage) -> tuple[bytes, bytes]:
    store.set(secret_session(7))
    (name,) = raw.scan_iter()
    return name, damage(raw, name)


def set_aside(raw: redis.Redis, name: bytes) -> object:
    aside = name + b":corrupt"
    if raw.type(aside) == b"string":
        return raw.get(aside)
    return raw.hget(aside.decode(), "entry")


@damages
def test_an_entry_that_is_no_session_is_reported_and_moved_aside(
    store: DrivenStore, raw: redis.Redis, damage: Damage
) -> None:
    name, content = damaged(store, raw, damage)
    with everything_logged("redis") as lines, pytest.raises(StoreCorruptError) as failure:
        store.get()
    assert f"what was there is now {name.decode()}:corrupt" in str(failure.value)
    assert_shows_nothing(failure.value)
    assert CANARY not in "".join(lines)
    assert set_aside(raw, name) == content
    assert raw.ttl(name + b":corrupt") > 0, "tokens that nobody can read do not stay forever"
    assert not store.get(), "what was moved aside is no longer in the way"


@damages
def test_a_save_does_not_drop_an_entry_that_is_no_session(
    store: DrivenStore, raw: redis.Redis, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    name, content = damaged(store, raw, damage)
    assert store.compare_and_set(secret_session(8), 0)
    assert store.get() == secret_session(8)
    assert set_aside(raw, name) == content
    assert f"{name.decode()}:corrupt" in caplog.text
    assert CANARY not in caplog.text


@damages
def test_a_logout_leaves_nothing_of_it(
    store: DrivenStore, raw: redis.Redis, damage: Damage
) -> None:
    damaged(store, raw, damage)
    with pytest.raises(StoreCorruptError):
        store.get()
    store.delete()
    assert not list(raw.scan_iter())


# A server that refuses


def test_a_replica_says_that_it_takes_no_writes(store: DrivenStore, raw: redis.Redis) -> None:
    store.set(a_session(1))
    raw.replicaof("127.0.0.1", 1)
    try:
        assert store.get() == a_session(1)
        with pytest.raises(StoreUnavailableError, match="give its primary's address") as failure:
            store.compare_and_set(secret_session(2), 1)
    finally:
        raw.replicaof("NO", "ONE")
    assert_shows_nothing(failure.value)
    assert store.compare_and_set(secret_session(2), 1)


def test_a_full_server_says_so(store: DrivenStore, raw: redis.Redis) -> None:
    store.set(a_session(1))
    raw.config_set("maxmemory", 1)
    try:
        assert store.get() == a_session(1)
        with pytest.raises(StoreUnavailableError, match="maxmemory") as failure:
            store.compare_and_set(secret_session(2), 1)
    finally:
        raw.config_set("maxmemory", 0)
    assert_shows_nothing(failure.value)


@pytest.mark.parametrize("awaits", [False, True])
def test_a_wrong_password_is_not_told(server: RedisServer, *, awaits: bool) -> None:
    address = f"redis://:{CANARY}@127.0.0.1:{server.port}/0"
    with (
        driven(address, "user:42", awaits=awaits) as store,
        pytest.raises(StoreUnavailableError, match="check user name and password") as failure,
    ):
        store.get()
    assert_shows_nothing(failure.value)


@pytest.mark.parametrize("awaits", [False, True])
def test_a_user_without_rights_hears_which_are_missing(
    server: RedisServer, raw: redis.Redis, *, awaits: bool
) -> None:
    raw.acl_setuser("reader", enabled=True, passwords=[f"+{CANARY}"], keys=["*"])
    address = f"redis://reader:{CANARY}@127.0.0.1:{server.port}/0"
    with (
        driven(address, "user:42", awaits=awaits) as store,
        pytest.raises(StoreUnavailableError, match="ACL must allow") as failure,
    ):
        store.set(secret_session(1))
    assert_shows_nothing(failure.value)


@pytest.mark.parametrize("awaits", [False, True])
def test_what_a_server_repeats_of_a_command_is_not_told(*, awaits: bool) -> None:
    without_scripts = ('rename-command EVALSHA ""', 'rename-command EVAL ""')
    with (
        running_redis(*without_scripts) as server,
        driven(server.url, "user:42", awaits=awaits) as store,
        everything_logged("redis") as lines,
    ):
        # This server answers with the first of the arguments, and with them the entry.
        for save in (store.set, lambda session: store.compare_and_set(session, 0)):
            with pytest.raises(StoreUnavailableError) as failure:
                save(secret_session(1))
            assert_shows_nothing(failure.value)
        assert CANARY not in "".join(lines)


def test_it_goes_on_where_the_scripts_were_forgotten(store: DrivenStore, raw: redis.Redis) -> None:
    store.set(a_session(1))
    raw.script_flush()
    assert store.compare_and_set(a_session(2), 1)
    assert store.get() == a_session(2)


@pytest.mark.parametrize("of_its_own", [False, True])
def test_a_client_that_would_wait_for_ever_is_not_waited_for(
    server: RedisServer, *, of_its_own: bool
) -> None:
    with redis.Redis.from_url(server.url, socket_timeout=None) as client:
        store = RedisAuthStore(client if of_its_own else server.url, "user:42", timeout=0.4)
        with server.process.frozen(), pytest.raises(StoreUnavailableError, match=r"within 0\.4 s"):
            store.get()
        assert client.ping()
        store.close()


def test_an_async_client_that_would_wait_for_ever_is_not_waited_for(server: RedisServer) -> None:
    async def read() -> None:
        async with aio.Redis.from_url(server.url, socket_timeout=None) as client:
            store = AsyncRedisAuthStore(client, "user:42", timeout=0.4)
            assert not await store.get()
            with server.process.frozen(), pytest.raises(StoreUnavailableError, match="within 0"):
                await store.get()
            assert not await store.get()

    asyncio.run(read())


# Redis forgot: flushed, restarted, or failed over to a replica that had heard of nothing


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def client(server: RedisServer, sandbox: Sandbox) -> Iterator[Podio]:
    store = RedisAuthStore(server.url, secrets.token_hex(8))
    with Podio(*CLIENT, store, api_url=sandbox.url) as signing_in:
        signing_in.authenticate_with_app(sandbox.app_id, sandbox.app_token)
    # One that cannot sign in again by itself.
    with Podio(*CLIENT, store, api_url=sandbox.url) as podio:
        yield podio


def test_a_session_that_vanished_was_ended_elsewhere(
    client: Podio, sandbox: Sandbox, raw: redis.Redis
) -> None:
    raw.flushall()
    client.request(CALL)  # the token in memory is fresh: nobody asks Redis
    sandbox.expire_access_tokens()
    with pytest.raises(NotAuthenticatedError):
        client.request(CALL)
    assert not list(raw.scan_iter())


def test_a_session_that_could_not_be_saved_is_saved_after_a_restart(
    client: Podio, sandbox: Sandbox, server: RedisServer
) -> None:
    server.process.stop()
    try:
        sandbox.expire_access_tokens()
        client.request(CALL)  # renewed, and not saved
        assert not client.session.saved
    finally:
        server.process.start()
    client.close()
    with redis.Redis.from_url(server.url) as raw:
        (name,) = raw.scan_iter()
        assert raw.hget(name.decode(), "version") == str(client.oauth.version).encode()
