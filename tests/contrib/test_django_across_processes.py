"""T2, T5, T17 for the store on Django's database: many processes, one session, one refresh."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from podio import Podio
from podio.sandbox import Sandbox
from tests.contrib.django_ground import django_is_set_up, one_more_database
from tests.contrib.sites import as_django_has_it
from tests.flows.sharing_processes import CLIENT, Fleet, burst_of_threads, token_name, told
from tests.stores.apart import PATIENCE, apart, start_apart
from tests.stores.servers import posix, running_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podio.contrib.django import DjangoAuthStore

pytestmark = [pytest.mark.servers, posix]
SIZES = [(4, 8), pytest.param((8, 16), marks=pytest.mark.slow)]
KEY = "user:42"


def store_over(database: str) -> DjangoAuthStore:
    """A store in a process of its own, over SQLite or over the database that is described."""
    if database:
        os.environ["SITE_DATABASE"] = database
    django_is_set_up()
    from podio.contrib.django import DjangoAuthStore

    return DjangoAuthStore(KEY)


def call_when_told(url: str, database: str, width: int) -> bool:
    """Be a process with threads: a burst of calls for each word."""
    with Podio(*CLIENT, store_over(database), api_url=url) as client:
        while told():
            sys.stdout.write(burst_of_threads(client, width).report() + "\n")
    return True


class DjangoFleet(Fleet):
    """Processes over one row."""

    def __init__(self, url: str, database: str, processes: int, width: int) -> None:
        self.processes = [
            start_apart(call_when_told, url, database, width) for _ in range(processes)
        ]
        for process in self.processes:
            assert process.stdout
            if process.stdout.readline() != "ready\n":
                raise AssertionError(process.communicate()[1])


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rotate_refresh_tokens=True, rate_limit=100_000) as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Which database: its name here, and its description for other processes."""
    django_is_set_up()
    if request.param == "sqlite":
        yield "default", ""
        return
    with running_postgres() as server:
        entry = as_django_has_it(server)
        with one_more_database("shared", dict(entry)):
            yield "shared", json.dumps(entry)


@pytest.fixture
def store(database: tuple[str, str], sandbox: Sandbox) -> DjangoAuthStore:
    """A store that holds a session, whose access token has just ended."""
    from podio.contrib.django import DjangoAuthStore

    store = DjangoAuthStore(KEY, using=database[0]).bound_to(CLIENT[0], sandbox.url)
    with Podio(*CLIENT, store, api_url=sandbox.url) as client:
        client.authenticate_with_app(sandbox.app_id, sandbox.app_token)
    sandbox.expire_access_tokens()
    oauth = store.get()
    store.set(oauth.replace(expires_at=time.time() - 1, version=oauth.version + 1))
    return store


def refreshes(sandbox: Sandbox) -> dict[str, int]:
    """Token requests with the refresh grant, by what came of them."""
    counted: Any = sandbox.stats()["token_requests"]
    found: dict[str, int] = counted.get("refresh_token", {})
    return found


@pytest.mark.parametrize("size", SIZES)
def test_an_ended_token_is_renewed_once_for_all_processes(
    database: tuple[str, str], sandbox: Sandbox, store: DjangoAuthStore, size: tuple[int, int]
) -> None:
    with DjangoFleet(sandbox.url, database[1], *size) as fleet:
        reports = fleet.burst()
        assert refreshes(sandbox) == {"ok": 1}
        sandbox.expire_access_tokens()  # only Podio knows: each process is told by a 401
        reports += fleet.burst()
    assert [error for report in reports for error in report["errors"]] == []
    assert refreshes(sandbox) == {"ok": 2}
    last = {token for report in reports[size[0] :] for token in report["tokens"]}
    assert last == {token_name(store.get().access_token)}


def fork_and_call(url: str, database: str, children: int) -> bool:
    """Use the store's connection, fork, and call in the children and here."""
    client = Podio(*CLIENT, store_over(database), api_url=url)
    ids: list[int] = []
    for _ in range(children):
        child = os.fork()
        if child == 0:
            os._exit(len(burst_of_threads(client, 4).errors))
        ids.append(child)
    errors = burst_of_threads(client, 4).errors
    states = [os.waitpid(child, 0)[1] for child in ids]
    assert (errors, states) == ([], [0] * children)
    client.oauth = client.oauth  # handed over, so saved: over the connection that the children left
    client.close()
    return client.session.saved


@pytest.mark.usefixtures("store")
def test_forked_children_have_connections_of_their_own(
    database: tuple[str, str], sandbox: Sandbox
) -> None:
    assert apart(fork_and_call, sandbox.url, database[1], 3) is True
    assert refreshes(sandbox) == {"ok": 1}


def die_with_the_lock(url: str, database: str, lease: float) -> None:
    """Take the lock and be killed."""
    assert store_over(database).bound_to(CLIENT[0], url).lock(lease)
    os.kill(os.getpid(), signal.SIGKILL)


def test_the_lock_of_a_killed_process_is_free_after_its_lease(
    database: tuple[str, str], sandbox: Sandbox, store: DjangoAuthStore
) -> None:
    lease = 1.0
    process = start_apart(die_with_the_lock, sandbox.url, database[1], lease)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL
    killed, owner = time.monotonic(), None
    while owner is None and time.monotonic() < killed + 30:
        owner = store.lock(10.0)
        time.sleep(0.01)
    assert owner
    assert store.unlock(owner)
