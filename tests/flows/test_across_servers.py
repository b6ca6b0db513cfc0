"""T2, T17, T18: many processes, one session in Redis, SQLite or PostgreSQL, one refresh."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from podio import Podio
from podio.errors import StoreUnavailableError
from podio.sandbox import Sandbox
from tests.flows.sharing_processes import CALL, CLIENT, burst_of_threads, token_name
from tests.flows.sharing_servers import KEY, ServerFleet
from tests.stores.apart import apart
from tests.stores.places import KeyedStore, prepare, store_at
from tests.stores.servers import (
    ServerProcess,
    posix,
    running_mariadb,
    running_postgres,
    running_redis,
)

if TYPE_CHECKING:
    from pathlib import Path

    from podio import PodioOAuth

pytestmark = [pytest.mark.servers, posix]
SIZES = [(4, 8), pytest.param((8, 16), marks=pytest.mark.slow)]


with_servers = pytest.mark.parametrize(
    "ground", ["redis", "postgres", "mariadb"], indirect=True, scope="module"
)


class Ground(NamedTuple):
    """Where the session is.

    Attributes:
        place: Its address.
        process: The server, if there is one.
        keeps: Whether it remembers over a restart.
    """

    place: str
    process: ServerProcess | None
    keeps: bool


@contextmanager
def redis_ground(_: Path) -> Iterator[Ground]:
    with running_redis() as server:
        yield Ground(server.url, server.process, keeps=False)


@contextmanager
def postgres_ground(_: Path) -> Iterator[Ground]:
    with running_postgres() as server:
        yield Ground(server.url, server.process, keeps=True)


@contextmanager
def mariadb_ground(_: Path) -> Iterator[Ground]:
    with running_mariadb() as server:
        yield Ground(server.url, server.process, keeps=True)


@contextmanager
def sqlite_ground(folder: Path) -> Iterator[Ground]:
    yield Ground(f"sqlite:///{folder / 'sessions.db'}", None, keeps=True)


GROUNDS: dict[str, Callable[[Path], Any]] = {
    "redis": redis_ground,
    "postgres": postgres_ground,
    "mariadb": mariadb_ground,
    "sqlite": sqlite_ground,
}


@pytest.fixture(scope="module", params=list(GROUNDS))
def ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    with GROUNDS[request.param](tmp_path_factory.mktemp("ground")) as made:
        prepare(made.place)
        yield made


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rotate_refresh_tokens=True, rate_limit=100_000) as running:
        yield running


@pytest.fixture
def store(ground: Ground, sandbox: Sandbox) -> Iterator[KeyedStore]:
    """A store that holds a session, whose access token has just ended."""
    with ExitStack() as stack:
        client = Podio(*CLIENT, store_at(ground.place, KEY), api_url=sandbox.url)
        with client:
            client.authenticate_with_app(sandbox.app_id, sandbox.app_token)
        bound: Any = store_at(ground.place, KEY).bound_to(CLIENT[0], sandbox.url)
        stack.callback(bound.close)
        sandbox.expire_access_tokens()
        oauth: PodioOAuth = bound.get()
        bound.set(oauth.replace(expires_at=time.time() - 1, version=oauth.version + 1))
        yield bound


def refreshes(sandbox: Sandbox) -> dict[str, int]:
    """Token requests with the refresh grant, by what came of them."""
    counted: Any = sandbox.stats()["token_requests"]
    found: dict[str, int] = counted.get("refresh_token", {})
    return found


def token_in(store: Any) -> str:  # a blocking store of either kind
    return token_name(store.get().access_token)


@pytest.mark.parametrize("size", SIZES)
def test_an_ended_token_is_renewed_once_for_all_processes(
    ground: Ground, sandbox: Sandbox, store: KeyedStore, size: tuple[int, int]
) -> None:
    before = token_in(store)
    with ServerFleet(sandbox.url, ground.place, *size) as fleet:
        reports = fleet.burst()
        assert refreshes(sandbox) == {"ok": 1}
        sandbox.expire_access_tokens()  # only Podio knows: each process is told by a 401
        again = fleet.burst()
    assert [error for report in reports + again for error in report["errors"]] == []
    assert refreshes(sandbox) == {"ok": 2}
    seen = {token for report in reports for token in report["tokens"]}
    assert len(seen) == 1
    assert before not in seen
    assert {token for report in again for token in report["tokens"]} == {token_in(store)}


# T17


def fork_and_call(url: str, place: str, children: int) -> list[str]:
    """Make a client, use its store, fork, and call in the children and here."""
    client = Podio(*CLIENT, store_at(place, KEY), api_url=url)
    seen: set[str] = set()
    reading, writing = os.pipe()
    ids: list[int] = []
    for _ in range(children):
        child = os.fork()
        if child == 0:
            burst = burst_of_threads(client, 4)
            os.write(writing, f"{' '.join([*burst.tokens, *burst.errors])}\n".encode())
            os._exit(len(burst.errors))
        ids.append(child)
    burst = burst_of_threads(client, 4)
    seen |= burst.tokens | set(burst.errors)
    for child in ids:
        _, status = os.waitpid(child, 0)
        assert status == 0, "a child had errors"
    os.close(writing)
    with os.fdopen(reading) as lines:
        seen |= {word for line in lines for word in line.split()}
    client.close()
    return sorted(seen)


def test_forked_children_renew_once_together(
    ground: Ground, sandbox: Sandbox, store: KeyedStore
) -> None:
    tokens = apart(fork_and_call, sandbox.url, ground.place, 3)
    assert refreshes(sandbox) == {"ok": 1}
    assert tokens == [token_in(store)]


# T18


@with_servers
def test_a_server_that_is_down_keeps_nobody_from_calling(
    ground: Ground, sandbox: Sandbox, store: KeyedStore
) -> None:
    assert ground.process
    with Podio(*CLIENT, store_at(ground.place, KEY), api_url=sandbox.url) as client:
        client.request(CALL)
        ground.process.stop()
        try:
            client.request(CALL)
            sandbox.expire_access_tokens()
            client.request(CALL)
            assert not client.session.saved
            assert client.is_authenticated()
        finally:
            ground.process.start()
        client.close()
        assert client.session.saved, "saved as soon as there was somebody to save it"
        assert token_in(store) == token_name(client.oauth.access_token)
    assert refreshes(sandbox) == {"ok": 2}


@with_servers
def test_who_begins_while_the_server_is_down_is_not_signed_out(
    ground: Ground, sandbox: Sandbox, store: KeyedStore
) -> None:
    assert ground.process
    kept = token_in(store)
    ground.process.stop()
    try:
        client = Podio(*CLIENT, store_at(ground.place, KEY), api_url=sandbox.url)
        with pytest.raises(StoreUnavailableError, match="cannot be reached"):
            client.is_authenticated()
        with pytest.raises(StoreUnavailableError, match="cannot be reached"):
            client.request(CALL)
    finally:
        ground.process.start()
    if ground.keeps:
        client.request(CALL)
        assert client.is_authenticated()
        assert refreshes(sandbox) == {"ok": 1}
        assert token_in(store) != kept
    client.close()
