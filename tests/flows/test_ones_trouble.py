"""T32, T33: the trouble of one user is nobody else's, and user code is called with no lock held."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from podio import AsyncPodioSessions, PodioError, PodioOAuth, PodioSessions
from podio.errors import ConfigurationError, StoreUnavailableError
from podio.stores import MemoryAuthStore

CLIENT = ("client", "secret")
NOWHERE = "http://127.0.0.1:9"


class Store:
    """A store of the user's own, which does what its ground says for its key."""

    def __init__(self, ground: Ground, key: str) -> None:
        self.ground, self.key, self.oauth = ground, key, PodioOAuth()

    def get(self) -> PodioOAuth:
        return self.oauth

    def set(self, oauth: PodioOAuth) -> None:
        self.compare_and_set(oauth, oauth.version)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:  # noqa: ARG002 -- as stores have it
        if self.key in self.ground.hanging:
            self.ground.reached.set()
            self.ground.go_on.wait(60)
        if self.key in self.ground.down:
            raise OSError("down")
        self.oauth = oauth
        self.ground.saved.add(self.key)
        return True

    def close(self) -> None:
        self.ground.closed.add(self.key)
        if self.key in self.ground.broken:
            raise OSError("the connection broke")


class Ground:
    def __init__(self) -> None:
        self.stores: dict[str, Store] = {}
        self.hanging: set[str] = set()
        self.down: set[str] = set()
        self.broken: set[str] = set()
        self.saved: set[str] = set()
        self.closed: set[str] = set()
        self.go_on = threading.Event()
        self.reached = threading.Event()

    def __call__(self, key: str) -> Store:
        return self.stores.setdefault(key, Store(self, key))


@pytest.fixture
def ground() -> Ground:
    return Ground()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved is tried again soon."""
    monkeypatch.setattr("podio.core.settings.SAVE_PAUSE", 0.0)
    monkeypatch.setattr("podio.many_users.housekeeping.SAVE_PAUSE", 0.01)


def session(name: str) -> PodioOAuth:
    return PodioOAuth(f"access-{name}", f"refresh-{name}", issued_at=time.time())


def sessions_at(store: Any, **options: Any) -> PodioSessions:
    return PodioSessions(*CLIENT, store, api_url=NOWHERE, **options)


def eventually(true: Any) -> bool:
    """Tell whether something becomes true."""
    until = time.monotonic() + 20
    while not true() and time.monotonic() < until:
        threading.Event().wait(0.005)
    return bool(true())


@pytest.mark.usefixtures("soon")
def test_a_store_that_hangs_keeps_nobody_else_waiting(ground: Ground) -> None:
    sessions = sessions_at(ground, max_open=1)
    ground.down = {"ann", "ben"}
    for key in ("ann", "ben"):
        sessions[key].oauth = session(key)
    ground.hanging = {"ann"}
    assert ground.reached.wait(20)
    begun = time.monotonic()
    assert not sessions["cem"].is_authenticated()
    assert time.monotonic() - begun < 5, "her store is none of his affair"
    ground.down = set()
    assert eventually(lambda: "ben" in ground.saved), "nor of another session's saving"
    ground.go_on.set()
    sessions.close()
    assert ground.saved == {"ann", "ben"}


def test_who_is_let_go_fails_in_nobodys_call(ground: Ground) -> None:
    ground.broken = {"ann"}
    sessions = sessions_at(ground, max_open=1)
    sessions["ann"].oauth = session("ann")
    for _ in range(3):
        assert not sessions["ben"].is_authenticated()
    assert eventually(lambda: "ann" in ground.closed)


def broken_close(sessions: Any) -> Exception:
    """Close, which must fail, and return how."""
    blocking = isinstance(sessions, PodioSessions)
    close = sessions.close if blocking else lambda: asyncio.run(sessions.aclose())
    with pytest.raises(PodioError) as caught:
        close()
    return caught.value


@pytest.mark.parametrize("kind", [PodioSessions, AsyncPodioSessions])
def test_closing_closes_all_and_names_those_that_failed(ground: Ground, kind: Any) -> None:
    sessions = kind(*CLIENT, ground, api_url=NOWHERE)
    for key in ("ann", "ben", "cem", "dan"):
        sessions[key].oauth = session(key)
    ground.broken = {"ann", "cem"}
    ground.down = {"ben"}
    said = str(broken_close(sessions))
    assert ground.closed == {"ann", "ben", "cem", "dan"}
    assert ground.saved >= {"ann", "cem", "dan"}
    assert all(repr(key) in said for key in ("ann", "cem"))
    assert "'dan'" not in said
    assert len(sessions) == 0


@pytest.mark.parametrize("kind", [PodioSessions, AsyncPodioSessions])
def test_one_that_fails_to_close_is_its_own_error(ground: Ground, kind: Any) -> None:
    sessions = kind(*CLIENT, ground, api_url=NOWHERE)
    sessions["ann"].oauth = session("ann")
    sessions["ben"].oauth = session("ben")
    ground.broken = {"ann"}
    failed = broken_close(sessions)
    assert isinstance(failed, StoreUnavailableError)
    assert "'ann'" in "".join(failed.__notes__)
    assert "ben" in ground.closed


def test_a_store_function_may_ask_for_another_client_in_any_thread() -> None:
    def store(key: str) -> MemoryAuthStore:
        if key.startswith("user:"):
            with ThreadPoolExecutor(1) as pool:
                pool.submit(lambda: sessions["base:" + key[5:]]).result(20)
        return MemoryAuthStore()

    sessions = sessions_at(store)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(sessions.__getitem__, f"user:{number}") for number in range(200)]
        assert all(each.result(30) for each in asked)
    assert len(sessions) == 400
    sessions.close()


def test_credentials_may_ask_for_another_client() -> None:
    def credentials(key: str) -> None:
        if key == "user":
            _ = sessions["base"]

    sessions = sessions_at(lambda _: MemoryAuthStore(), credentials=credentials)
    assert sessions["user"] is sessions["user"]
    assert "base" in sessions


def test_a_circle_is_told_and_waits_for_nobody() -> None:
    together, apart = threading.Barrier(2), {"a", "b"}

    def store(key: str) -> MemoryAuthStore:
        if threading.current_thread() is not threading.main_thread() and key in apart:
            apart.discard(key)
            together.wait(20)
        _ = sessions[{"a": "b", "b": "a", "own": "own"}[key]]
        return MemoryAuthStore()

    sessions = sessions_at(store)
    for key in ("a", "own"):
        with pytest.raises(ConfigurationError, match="circle"):
            _ = sessions[key]
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(sessions.__getitem__, key) for key in ("a", "b")]
        assert [type(each.exception(20)) for each in asked] == [ConfigurationError] * 2


def test_who_waited_for_one_that_failed_makes_it_anew() -> None:
    made: list[str] = []
    first = threading.Event()

    def store(key: str) -> MemoryAuthStore:
        made.append(key)
        if len(made) == 1:
            first.set()
            threading.Event().wait(0.1)
            raise ZeroDivisionError
        return MemoryAuthStore()

    sessions = sessions_at(store)
    with ThreadPoolExecutor(2) as pool:
        failing = pool.submit(lambda: sessions["user"])
        assert first.wait(20)
        assert sessions["user"].is_authenticated() is False
        assert isinstance(failing.exception(20), ZeroDivisionError)


@pytest.mark.usefixtures("soon")
def test_loops_that_ended_are_forgotten(ground: Ground) -> None:
    sessions = AsyncPodioSessions(*CLIENT, ground, api_url=NOWHERE, max_open=1)
    ground.down = {"ann"}
    sessions["ann"].oauth = session("ann")
    ended: list[weakref.ref[asyncio.AbstractEventLoop]] = []

    async def ask() -> None:
        ended.append(weakref.ref(asyncio.get_running_loop()))
        _ = sessions["ben"], sessions["ann"]
        await asyncio.sleep(0.05)

    def run() -> None:
        loop = asyncio.new_event_loop()
        loop.run_until_complete(ask())
        loop.close()

    for _ in range(3):
        run()
    ground.down = set()
    asyncio.run(ask())
    assert eventually(lambda: "ann" in ground.saved), "a task of the next loop goes on"
    _ = sessions["cem"]
    gc.collect()
    assert sum(one() is not None for one in ended) <= 1
    asyncio.run(sessions.aclose())
