"""A Redis fails over to its replica: what the replica had heard of decides, and nobody is lost."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import redis

from podio import Podio
from podio.errors import NotAuthenticatedError
from podio.sandbox import Sandbox
from podio.stores.redis import RedisAuthStore
from tests.flows.sharing_processes import CALL, CLIENT
from tests.stores.servers import PASSWORD, RedisServer, running_redis

if TYPE_CHECKING:
    from podio.stores.protocol import AuthStore

pytestmark = pytest.mark.servers


class Pair:
    """A Redis at an address, and a replica that takes over there."""

    def __init__(self, first: RedisServer, second: RedisServer) -> None:
        self._first = first
        self._second = second
        self.url = first.url

    def follow(self) -> None:
        """Give the replica all that is there by now."""
        copied(self._first, self._second)

    def fail_over(self) -> None:
        """Kill the first one, and answer at its address with what the replica has."""
        self._first.process.stop(signal.SIGKILL)
        self._first.process.start()
        copied(self._second, self._first)


def copied(master: RedisServer, replica: RedisServer) -> None:
    """Let one follow the other until it has all, then cut them off from each other."""
    with redis.Redis.from_url(master.url) as above, redis.Redis.from_url(replica.url) as below:
        below.config_set("masterauth", PASSWORD)
        below.replicaof("127.0.0.1", str(master.port))
        acknowledged = 0
        while not acknowledged:
            above.set("mark", secrets.token_hex(4))
            acknowledged = int(above.wait(1, 1_000))
        below.replicaof("NO", "ONE")


@pytest.fixture
def pair() -> Iterator[Pair]:
    with running_redis() as first, running_redis() as second:
        yield Pair(first, second)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A Podio that takes each refresh token once."""
    with Sandbox(rotate_refresh_tokens=True) as running:
        yield running


@pytest.fixture
def store(pair: Pair, sandbox: Sandbox) -> AuthStore:
    """A store with a session."""
    store = RedisAuthStore(pair.url, secrets.token_hex(8)).bound_to(CLIENT[0], sandbox.url)
    with Podio(*CLIENT, store, api_url=sandbox.url) as signing_in:
        signing_in.authenticate_with_app(sandbox.app_id, sandbox.app_token)
    return store


def refreshes(sandbox: Sandbox) -> object:
    return sandbox.stats()["token_requests"].get("refresh_token")


def test_a_replica_that_has_it_all_is_gone_on_with(
    pair: Pair, sandbox: Sandbox, store: AuthStore
) -> None:
    with Podio(*CLIENT, store, api_url=sandbox.url) as podio:
        podio.request(CALL)
        pair.follow()
        pair.fail_over()
        sandbox.expire_access_tokens()
        podio.request(CALL)
        assert store.get().version == podio.oauth.version
    assert refreshes(sandbox) == {"ok": 1}


def test_a_replica_that_missed_the_last_save_does_not_bring_the_old_session_back(
    pair: Pair, sandbox: Sandbox, store: AuthStore
) -> None:
    with Podio(*CLIENT, store, api_url=sandbox.url) as podio:
        pair.follow()
        sandbox.expire_access_tokens()
        podio.request(CALL)  # renewed, and saved where the replica does not see it
        renewed = podio.oauth.version
        pair.fail_over()
        assert store.get().version < renewed
        sandbox.expire_access_tokens()
        podio.request(CALL)
        assert store.get().version == podio.oauth.version > renewed
    assert refreshes(sandbox) == {"ok": 2}, "the old refresh token would have been refused"


def test_an_empty_replica_signs_nobody_out_whose_session_still_has_to_be_saved(
    pair: Pair, sandbox: Sandbox, store: AuthStore
) -> None:
    with Podio(*CLIENT, store, api_url=sandbox.url) as podio:
        pair.fail_over()
        podio.request(CALL)  # the token in memory is fresh: nobody asks
        podio.oauth = podio.oauth  # handed over: to be saved with the next call
        podio.request(CALL)
        assert store.get().access_token == podio.oauth.access_token


def test_an_empty_replica_is_told_of_where_somebody_has_to_sign_in(
    pair: Pair, sandbox: Sandbox, store: AuthStore
) -> None:
    with Podio(*CLIENT, store, api_url=sandbox.url) as podio:
        podio.request(CALL)
        pair.fail_over()
        sandbox.expire_access_tokens()
        with pytest.raises(NotAuthenticatedError):
            podio.request(CALL)
        assert not podio.is_authenticated()
        podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
        podio.request(CALL)
        assert store.get().version == podio.oauth.version
