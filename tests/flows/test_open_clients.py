"""The clients of many users: which are held, which are let go, and that nothing is lost."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import threading
import weakref
from typing import TYPE_CHECKING, Any

import pytest

from podio import AsyncPodioSessions, PodioOAuth, PodioSessions, Ref, SessionEvent
from podio.errors import ConfigurationError, SessionMismatchError, StoreUnavailableError
from podio.stores import FileAuthStore, MemoryAuthStore
from podio.stores.sql import SQLAuthStore
from tests.flows.callers import token_requests
from tests.stores.apart import apart
from tests.stores.own_stores import AsyncShelfStore
from tests.stores.servers import posix

if TYPE_CHECKING:
    from pathlib import Path

    from podio.many_users.sessions import Stores
    from podio.sandbox import Sandbox


class Shelves:
    """A store for each key, all of which can be down, and a count of those that were closed."""

    def __init__(self) -> None:
        self.ground = MemoryAuthStore()
        self.down = False
        self.closed = 0
        self.saved = threading.Event()
        self.one_closed = threading.Event()

    def for_key(self, key: str) -> MemoryAuthStore:
        shelves, kept = self, self.ground.for_key(key)

        class Shelf(MemoryAuthStore):
            def get(self) -> PodioOAuth:
                return kept.get()

            def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
                if shelves.down:
                    raise StoreUnavailableError("the shelves are down")
                stored = kept.compare_and_set(oauth, expected_version)
                shelves.saved.set()
                return stored

            def close(self) -> None:
                shelves.closed += 1
                shelves.one_closed.set()

        return Shelf()


@pytest.fixture
def shelves() -> Shelves:
    return Shelves()


@pytest.fixture
def session(sandbox: Sandbox) -> PodioOAuth:
    """A session of the sandbox's user."""
    with sessions_at(sandbox, MemoryAuthStore()) as sessions:
        oauth = sessions["user"].authenticate_with_password(sandbox.username, sandbox.password)
    sandbox.app.control.stats.clear()
    return oauth


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved is tried again soon."""
    monkeypatch.setattr("podio.core.settings.SAVE_PAUSE", 0.0)
    monkeypatch.setattr("podio.many_users.housekeeping.SAVE_PAUSE", 0.01)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """No log holds an error, whose frames would hold the client that is to be lost."""
    monkeypatch.setattr(logging.getLogger("podio.session"), "disabled", True)


def sessions_at(
    sandbox: Sandbox, store: Any, **options: Any
) -> PodioSessions:  # mistakes among them
    return PodioSessions(
        sandbox.client_id,
        sandbox.client_secret,
        store,
        api_url=sandbox.url,
        **options,
    )


def test_each_key_has_its_session_over_the_network(sandbox: Sandbox, tmp_path: Path) -> None:
    ground = SQLAuthStore(f"sqlite:///{tmp_path / 'sessions.db'}", key="any")
    ground.create_schema()
    with sessions_at(sandbox, ground) as sessions:
        sessions["ann"].authenticate_with_password(sandbox.username, sandbox.password)
        sessions["app"].authenticate_with_app(sandbox.app_id, sandbox.app_token)
    sandbox.expire_access_tokens()
    with sessions_at(sandbox, ground) as sessions:
        assert "ann" not in sessions
        assert sessions["ann"].users.get().user_id == sandbox.user_id
        assert sessions["app"].session.ref == Ref("app", sandbox.app_id)
        assert sessions["app"].applications.get(sandbox.app_id).app_id == sandbox.app_id
        assert not sessions["nobody"].is_authenticated()
        assert ("ann" in sessions, len(sessions)) == (True, 3)


def test_a_client_is_the_same_while_it_is_held_or_used(
    sandbox: Sandbox, session: PodioOAuth
) -> None:
    ground = MemoryAuthStore()
    ground.for_key("user").set(session)
    with sessions_at(sandbox, ground, max_open=2) as sessions:
        used = sessions["user"]
        assert sessions["user"] is used
        let_go = weakref.ref(sessions["another"])
        _ = sessions["third"], sessions["fourth"], sessions["fifth"]
        gc.collect()
        assert len(sessions) == 2
        assert "user" not in sessions
        assert let_go() is None
        assert used.verify(), "who has it goes on working with it"
        assert sessions["user"] is used, "and so does who asks for it again"
        assert "user" in sessions
        assert len(sessions) == 2


def test_an_area_or_a_twin_of_a_client_is_a_use_as_well(
    sandbox: Sandbox, session: PodioOAuth
) -> None:
    ground = MemoryAuthStore()
    ground.for_key("user").set(session)
    with sessions_at(sandbox, ground, max_open=1) as sessions:
        users = sessions["user"].with_options(timeout=9.0).users
        _ = sessions["another"]
        gc.collect()
        sandbox.expire_access_tokens()
        assert users.get().user_id == sandbox.user_id
        assert sessions["user"].oauth == ground.for_key("user").get(), "one client, one renewal"
        assert sessions["user"].verify()
    assert token_requests(sandbox) == 1


@pytest.mark.usefixtures("at_once")
def test_a_session_that_could_not_be_saved_is_held_until_it_is(
    sandbox: Sandbox, session: PodioOAuth, shelves: Shelves
) -> None:
    shelves.ground.for_key("user").set(session)
    with sessions_at(sandbox, shelves, max_open=1) as sessions:
        shelves.down = True
        renewed = sessions["user"].refresh_access_token()
        assert renewed.refresh_token != session.refresh_token
        for number in range(5):
            _ = sessions[f"user:{number}"]
        gc.collect()
        assert sessions["user"].oauth == renewed, "it is nowhere but in memory"
        _ = sessions["another"]
        shelves.down = False
        assert shelves.saved.wait(30), "nobody has to ask for anything"
        assert shelves.ground.for_key("user").get() == renewed


@pytest.mark.usefixtures("at_once", "forgetful")
def test_what_fails_to_be_saved_after_it_was_let_go_is_held_too(
    sandbox: Sandbox, session: PodioOAuth, shelves: Shelves
) -> None:
    shelves.ground.for_key("user").set(session)
    with sessions_at(sandbox, shelves, max_open=1) as sessions:
        users = sessions["user"].users
        _ = sessions["another"]
        shelves.down = True
        sandbox.expire_access_tokens()
        users.get()
        del users
        gc.collect()
        shelves.down = False
    kept = shelves.ground.for_key("user").get()
    assert kept.refresh_token != session.refresh_token


@pytest.mark.usefixtures("forgetful")
def test_a_session_that_was_handed_over_and_not_saved_is_held_too(
    sandbox: Sandbox, session: PodioOAuth, shelves: Shelves
) -> None:
    with sessions_at(sandbox, shelves, max_open=1) as sessions:
        shelves.down = True
        sessions["user"].oauth = session
        _ = sessions["another"]
        gc.collect()
        shelves.down = False
    assert shelves.ground.for_key("user").get().refresh_token == session.refresh_token


def test_closing_saves_all_and_leaves_the_connections_to_the_last(
    sandbox: Sandbox, session: PodioOAuth, shelves: Shelves
) -> None:
    shelves.ground.for_key("user").set(session)
    with sessions_at(sandbox, shelves) as sessions:
        shelves.down = True
        with sessions["user"] as podio:
            renewed = podio.refresh_access_token()
        assert shelves.ground.for_key("user").get() == session
        assert sessions["user"].verify(), "closing one client closes what is its own: nothing"
        shelves.down = False
    assert shelves.ground.for_key("user").get() == renewed
    assert shelves.closed == 0


def test_stores_that_a_function_gives_are_closed_with_their_clients(
    sandbox: Sandbox, shelves: Shelves, tmp_path: Path
) -> None:
    with sessions_at(sandbox, shelves.for_key, max_open=1) as sessions:
        _ = sessions["ann"], sessions["ben"]
        assert shelves.one_closed.wait(30)
        assert shelves.closed == 1
    assert shelves.closed >= 2
    with sessions_at(sandbox, lambda key: FileAuthStore(tmp_path / key)) as sessions:
        sessions["ann"].authenticate_with_app(sandbox.app_id, sandbox.app_token)
    assert [path.name for path in tmp_path.iterdir() if "." not in path.name] == ["ann"]


def test_async_stores_of_all_clients_share_one_loop(sandbox: Sandbox, session: PodioOAuth) -> None:
    shelf: dict[str, str] = {f"user:{number}": session.to_json() for number in range(20)}
    with sessions_at(sandbox, lambda key: AsyncShelfStore(shelf, key)) as sessions:
        assert all(sessions[f"user:{number}"].verify() for number in range(20))
        names = [thread.name for thread in threading.enumerate()]
        assert names.count("podio-store") == 1
        with sessions["user:3"] as podio:
            assert podio.verify()
        assert sessions["user:4"].refresh_access_token()
    assert "podio-store" not in [thread.name for thread in threading.enumerate()]


def test_everybody_hears_of_events(sandbox: Sandbox) -> None:
    heard: list[SessionEvent] = []
    with sessions_at(sandbox, MemoryAuthStore(), on_event=heard.append) as sessions:
        sessions["ann"].authenticate_with_app(sandbox.app_id, sandbox.app_token)
        sessions["ann"].logout()
    assert [event.name for event in heard] == ["authenticated", "logged_out"]


def test_a_session_of_another_client_is_refused_and_not_held(
    sandbox: Sandbox, session: PodioOAuth
) -> None:
    ground = MemoryAuthStore()
    ground.for_key("user").set(session.replace(client_id="another"))
    with sessions_at(sandbox, ground) as sessions:
        for _ in range(2):
            with pytest.raises(SessionMismatchError):
                sessions["user"]
        assert len(sessions) == 0


@pytest.mark.parametrize("store", [MemoryAuthStore, FileAuthStore("a"), {}, None, 7])
def test_a_store_of_one_session_is_refused(sandbox: Sandbox, store: object) -> None:
    with pytest.raises(ConfigurationError, match="for_key"):
        sessions_at(sandbox, store)


@pytest.mark.parametrize("most", [0, -1, True, 1.5, None])
def test_how_many_are_held_is_a_number(sandbox: Sandbox, most: object) -> None:
    with pytest.raises(ConfigurationError, match="max_open"):
        sessions_at(sandbox, MemoryAuthStore(), max_open=most)


@pytest.mark.parametrize("key", ["", " ", None, 7])
def test_a_key_is_a_text(sandbox: Sandbox, key: str) -> None:
    with sessions_at(sandbox, MemoryAuthStore()) as sessions:
        with pytest.raises(ConfigurationError, match="needs a key"):
            sessions[key]
        assert len(sessions) == 0


def test_it_shows_no_secret(sandbox: Sandbox) -> None:
    with sessions_at(sandbox, MemoryAuthStore()) as sessions:
        _ = sessions["ann"]
        shown = f"{sessions!r} {vars(sessions)!r}"
    assert sandbox.client_secret not in shown
    assert "open=1" in shown


def fork_and_call(url: str, client_id: str, secret: str, entry: str) -> list[bool]:
    """Use clients before a fork, in the child, and afterwards."""
    ground = MemoryAuthStore()
    for name in ("ann", "ben"):
        ground.for_key(name).set(PodioOAuth.from_json(entry))
    with PodioSessions(client_id, secret, ground, api_url=url) as sessions:
        before = sessions["ann"].verify()
        child = os.fork()
        if child == 0:
            os._exit(0 if sessions["ann"].verify() and sessions["ben"].verify() else 1)
        _, status = os.waitpid(child, 0)
        return [before, status == 0, sessions["ann"].verify(), sessions["ben"].verify()]


@posix
def test_t17_a_forked_child_has_connections_of_its_own(
    sandbox: Sandbox, session: PodioOAuth
) -> None:
    done = apart(
        fork_and_call, sandbox.url, sandbox.client_id, sandbox.client_secret, session.to_json()
    )
    assert done == [True] * 4


# From asyncio


def awaiting(sandbox: Sandbox, store: Stores, max_open: int = 10) -> AsyncPodioSessions:
    return AsyncPodioSessions(
        sandbox.client_id,
        sandbox.client_secret,
        store,
        api_url=sandbox.url,
        max_open=max_open,
    )


def test_each_key_has_its_session_from_asyncio(sandbox: Sandbox, session: PodioOAuth) -> None:
    ground = MemoryAuthStore()
    ground.for_key("user").set(session)

    async def main() -> None:
        async with awaiting(sandbox, ground, max_open=2) as sessions:
            used = sessions["user"]
            async with sessions["app"] as app:
                await app.authenticate_with_app(sandbox.app_id, sandbox.app_token)
            async with sessions["nobody"] as nobody:
                assert not nobody.is_authenticated()
            assert "user" not in sessions
            assert (await used.users.get()).user_id == sandbox.user_id
            assert sessions["user"] is used
            assert (await sessions["app"].load()).ref == Ref("app", sandbox.app_id)

    asyncio.run(main())


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("when", ["before the end", "at the end"])
def test_what_could_not_be_saved_is_saved_later_from_asyncio(
    sandbox: Sandbox, session: PodioOAuth, shelves: Shelves, when: str
) -> None:
    shelves.ground.for_key("user").set(session)

    async def main() -> PodioOAuth:
        async with awaiting(sandbox, shelves, max_open=1) as sessions:
            shelves.down = True
            renewed = await sessions["user"].refresh_access_token()
            _ = sessions["another"]
            gc.collect()
            shelves.down = False
            if when == "before the end":
                _ = sessions["one more"]
                assert await asyncio.to_thread(shelves.saved.wait, 30)
            return renewed

    renewed = asyncio.run(main())
    assert shelves.ground.for_key("user").get() == renewed


def test_what_was_handed_over_outside_of_a_loop_is_saved_at_the_end(
    sandbox: Sandbox, session: PodioOAuth, shelves: Shelves
) -> None:
    sessions = awaiting(sandbox, shelves, max_open=1)
    sessions["user"].oauth = session
    _ = sessions["another"]
    gc.collect()
    asyncio.run(sessions.aclose())
    assert shelves.ground.for_key("user").get().refresh_token == session.refresh_token


def test_one_object_serves_several_event_loops(sandbox: Sandbox, session: PodioOAuth) -> None:
    ground = MemoryAuthStore()
    ground.for_key("user").set(session)
    sessions = awaiting(sandbox, ground)

    async def call() -> bool:
        done = await sessions["user"].verify()
        await sessions.aclose()
        return done

    assert all(asyncio.run(call()) for _ in range(3))
