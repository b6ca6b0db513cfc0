"""T2, T5, T17: many processes, one session file, one refresh, whoever is killed or forked."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from podio import Podio, PodioOAuth
from podio.credentials import app_credentials
from podio.errors import ReauthenticationRequired
from podio.sandbox import Sandbox
from podio.sandbox.seed import CREDENTIALS
from podio.stores import FileAuthStore
from tests.flows.sharing_processes import (
    CALL,
    CLIENT,
    Fleet,
    burst_of_threads,
    line_of,
    say_to,
    token_name,
    told,
)
from tests.stores.apart import PATIENCE, apart, result_of, start_apart

if TYPE_CHECKING:
    from pathlib import Path

    from podio import SessionEvent

LEASE = 40.0
FLEETS = [(4, 8), pytest.param((8, 16), marks=pytest.mark.slow)]
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor -9")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rotate_refresh_tokens=True, rate_limit=100_000) as running:
        yield running


@pytest.fixture
def fresh_store(tmp_path: Path, sandbox: Sandbox) -> FileAuthStore:
    """A store that holds a session."""
    store = FileAuthStore(tmp_path / "session.json")
    with Podio(*CLIENT, store, api_url=sandbox.url) as client:
        client.authenticate_with_app(sandbox.app_id, sandbox.app_token)
    return store


@pytest.fixture
def store(fresh_store: FileAuthStore, sandbox: Sandbox) -> FileAuthStore:
    """A store that holds a session, whose access token has just ended."""
    sandbox.expire_access_tokens()
    oauth = fresh_store.get()
    fresh_store.set(oauth.replace(expires_at=time.time() - 1, version=oauth.version + 1))
    return fresh_store


def refreshes(sandbox: Sandbox) -> dict[str, int]:
    """Token requests with the refresh grant, by what came of them."""
    counted: Any = sandbox.stats()["token_requests"]
    found: dict[str, int] = counted.get("refresh_token", {})
    return found


def p99(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.99) - 1]


@pytest.mark.parametrize("size", FLEETS)
def test_an_ended_token_is_renewed_once_for_all_processes(
    sandbox: Sandbox, store: FileAuthStore, size: tuple[int, int]
) -> None:
    before = token_name(store.get().access_token)
    with Fleet(sandbox.url, str(store.path), *size) as fleet:
        reports = fleet.burst()
    assert [error for report in reports for error in report["errors"]] == []
    assert refreshes(sandbox) == {"ok": 1}
    seen = {token for report in reports for token in report["tokens"]}
    assert seen == {token_name(store.get().access_token)}
    assert before not in seen


@pytest.mark.parametrize("size", FLEETS)
def test_nobody_waits_much_longer_than_one_refresh(
    sandbox: Sandbox, store: FileAuthStore, size: tuple[int, int]
) -> None:
    delay = 1.0
    with Fleet(sandbox.url, str(store.path), *size) as fleet:
        fleet.burst()  # connections are made, and the token is fresh
        usual = p99([wait for report in fleet.burst() for wait in report["waits"]])
        begun = refreshes(sandbox)["ok"]
        sandbox.expire_access_tokens()  # only Podio knows: each process is told by a 401
        sandbox.fault("/oauth/token", delay=delay)
        reports = fleet.burst()
    assert [error for report in reports for error in report["errors"]] == []
    assert refreshes(sandbox) == {"ok": begun + 1}
    waited = p99([wait for report in reports for wait in report["waits"]])
    # Each call is sent twice, once with each token; how long that takes depends on the machine.
    assert waited <= delay + 0.250 + 2 * usual


# T5: killed at each step of a refresh


class DyingStore(FileAuthStore):
    """A store whose process is killed at one step of a refresh."""

    def __init__(self, path: str, step: str) -> None:
        super().__init__(path)
        self.step = step
        self.locked = False

    def get(self) -> PodioOAuth:
        if self.locked:
            self.die("re-read")
        return super().get()

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        self.die("before the save")
        stored = super().compare_and_set(oauth, expected_version)
        self.die("after the save")
        return stored

    def lock(self, lease: float) -> str | None:
        self.die("before the lock")
        owner = super().lock(lease)
        self.locked = owner is not None
        self.die("after the lock")
        return owner

    def unlock(self, owner: str) -> bool:
        self.die("before the unlock")
        given_back = super().unlock(owner)
        self.die("after the unlock")
        return given_back

    def die(self, step: str, *_: object) -> None:
        if step == self.step:
            os.kill(os.getpid(), signal.SIGKILL)


HARMLESS = [
    "before the lock",
    "after the lock",
    "re-read",
    "before the token request",
    "after the save",
    "after the publishing",
    "before the unlock",
    "after the unlock",
]
# Podio has given out a new refresh token, and whoever got it did not live to save it.
GAP = ["after the answer", "before the save"]


def refresh_and_die(url: str, path: str, step: str) -> bool:
    store = DyingStore(path, step)

    def asked(request: httpx2.Request) -> None:
        if request.url.path.startswith("/oauth/token"):
            store.die("before the token request")

    def answered(response: httpx2.Response) -> None:
        if response.request.url.path.startswith("/oauth/token"):
            store.die("after the answer")

    def published(event: SessionEvent) -> None:
        if event.name == "refreshed":
            store.die("after the publishing")

    hooks: dict[str, list[Callable[..., Any]]] = {"request": [asked], "response": [answered]}
    with httpx2.Client(event_hooks=hooks) as http:
        client = Podio(
            *CLIENT,
            store,
            api_url=url,
            http_client=http,
            on_event=published,
        )
        client.request(CALL)
    return True


def killed_at(step: str, sandbox: Sandbox, store: FileAuthStore) -> None:
    process = start_apart(refresh_and_die, sandbox.url, str(store.path), step)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL, errors


@posix
@pytest.mark.parametrize("step", HARMLESS)
def test_a_kill_during_a_refresh_holds_nobody_up(
    sandbox: Sandbox, store: FileAuthStore, step: str
) -> None:
    killed_at(step, sandbox, store)
    begun = time.monotonic()
    with Podio(*CLIENT, FileAuthStore(store.path), api_url=sandbox.url) as client:
        client.request(CALL)
    assert time.monotonic() - begun < LEASE / 2, "the lease of a dead process is not waited for"
    assert refreshes(sandbox) == {"ok": 1}
    assert not list(store.path.parent.glob("*.corrupt-*"))
    assert not list(store.path.parent.glob(".*.tmp"))


@posix
@pytest.mark.parametrize("step", GAP)
def test_an_app_signs_in_again_where_the_new_token_was_lost(
    sandbox: Sandbox, store: FileAuthStore, step: str
) -> None:
    killed_at(step, sandbox, store)
    again = Podio(
        *CLIENT,
        FileAuthStore(store.path),
        api_url=sandbox.url,
        credentials=app_credentials(lambda: (CREDENTIALS.app_id, CREDENTIALS.app_token)),
    )
    with again as client:
        client.request(CALL)
        assert store.get() == client.oauth
    assert refreshes(sandbox) == {"ok": 1, "invalid_grant": 1}


@posix
@pytest.mark.parametrize("step", GAP)
def test_a_person_is_asked_once_where_the_new_token_was_lost(
    sandbox: Sandbox, store: FileAuthStore, step: str
) -> None:
    lost = store.get()
    killed_at(step, sandbox, store)
    for _ in range(2):
        again = Podio(*CLIENT, FileAuthStore(store.path), api_url=sandbox.url)
        with again as client, pytest.raises(ReauthenticationRequired):
            client.request(CALL)
    assert refreshes(sandbox) == {"ok": 1, "invalid_grant": 1}
    kept = store.get()
    assert kept.revoked == "invalid_grant"
    assert kept.access_token == lost.access_token, "the entry is marked, not blanked"


# T17: forked after the client was made


def fork_and_call(url: str, path: str, children: int) -> list[str]:
    """Make a client, fork, and call in the children and here; return the tokens seen."""
    with Podio(*CLIENT, FileAuthStore(path), api_url=url) as client:
        return calls_of_children(client, children)


def fork_amid_a_renewal(url: str, path: str, children: int) -> list[str]:
    """The same, but the children are born while a thread of their parent has the lock."""
    with Podio(*CLIENT, FileAuthStore(path), api_url=url) as client:
        client.request(CALL)
        assert told()
        renewing = threading.Thread(target=client.request, args=(CALL,))
        renewing.start()
        probe = FileAuthStore(path)
        while (owner := probe.lock(LEASE)) is not None:
            probe.unlock(owner)
            time.sleep(0.05)
        assert renewing.is_alive()
        tokens = calls_of_children(client, children)
        renewing.join()
        return tokens


def calls_of_children(client: Podio, children: int) -> list[str]:
    """Call in forked children and here; return the tokens and the errors seen."""
    reading, writing = os.pipe()
    ids: list[int] = []
    for _ in range(children):
        child = os.fork()
        if child == 0:
            burst = burst_of_threads(client, 4)
            os.write(writing, f"{' '.join([*burst.tokens, *burst.errors])}\n".encode())
            os._exit(0)
        ids.append(child)
    burst = burst_of_threads(client, 4)
    for child in ids:
        os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        seen = [line.strip() for line in lines]
    assert len(seen) == children
    return sorted({*seen, *burst.tokens, *burst.errors})


@posix
@pytest.mark.parametrize("children", [3, pytest.param(8, marks=pytest.mark.slow)])
def test_forked_children_renew_once_together(
    sandbox: Sandbox, store: FileAuthStore, children: int
) -> None:
    tokens = apart(fork_and_call, sandbox.url, str(store.path), children)
    assert refreshes(sandbox) == {"ok": 1}
    assert tokens == [token_name(store.get().access_token)]


@posix
@pytest.mark.parametrize("children", [3, pytest.param(8, marks=pytest.mark.slow)])
def test_children_born_amid_a_renewal_wait_for_it(
    sandbox: Sandbox, fresh_store: FileAuthStore, children: int
) -> None:
    process = start_apart(fork_amid_a_renewal, sandbox.url, str(fresh_store.path), children)
    assert line_of(process) == "ready"
    sandbox.expire_access_tokens()
    sandbox.fault("/oauth/token", delay=1.5)
    say_to(process, "go")
    tokens = result_of(process)
    assert refreshes(sandbox) == {"ok": 1}
    assert tokens == [token_name(fresh_store.get().access_token)]
