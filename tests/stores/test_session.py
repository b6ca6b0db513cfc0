"""The session store: an id in the web session and the tokens behind it, or the tokens inside."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

import pytest
from flask_session.base import (  # type: ignore[import-untyped]  # it ships no types
    ServerSideSession,
)

from podio import Podio, Ref
from podio.errors import (
    ConfigurationError,
    SessionTooLargeError,
    StoreCorruptError,
    StoreDecryptionError,
)
from podio.sandbox import Sandbox
from podio.stores import (
    AsyncSessionAuthStore,
    AuthStore,
    FileAuthStore,
    LockingAuthStore,
    SessionAuthStore,
)
from podio.stores.encrypted import EncryptedAuthStore, generate_key
from podio.stores.protocol import offers
from podio.testing import AuthStoreConformance, a_session
from tests.stores.own_stores import AsyncShelfStore, ShelfStore

if TYPE_CHECKING:
    from pathlib import Path

    from podio import PodioOAuth

Web = dict[str, Any]


class Files:
    """A backing: a file for each key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, key: str) -> FileAuthStore:
        return FileAuthStore(self.folder / key)

    def held(self) -> list[str]:
        """The entries that hold a session, by their keys."""
        return [path.name for path in self.folder.glob("web-*") if "." not in path.name]


def locking(web: Web, files: Files) -> LockingAuthStore:
    store = SessionAuthStore(web, files)
    assert isinstance(store, LockingAuthStore)
    return store


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "sessions")


class TestWithFilesBehind(AuthStoreConformance):
    gives_marks_back = False

    @pytest.fixture(autouse=True)
    def ground(self, files: Files) -> None:
        self.files = files
        self.web: Web = {}
        self.other_web: Web = {}

    def make_store(self) -> SessionAuthStore:
        return SessionAuthStore(self.web, self.files)

    def make_other_store(self) -> SessionAuthStore:
        return SessionAuthStore(self.other_web, self.files)


class TestAwaitedWithFilesBehind(TestWithFilesBehind):
    def make_store(self) -> Any:  # of the other kind
        return AsyncSessionAuthStore(self.web, self.files)

    def make_other_store(self) -> Any:  # of the other kind
        return AsyncSessionAuthStore(self.other_web, self.files)


class TestAwaitedWithAwaitedStoresBehind(AuthStoreConformance):
    gives_marks_back = False

    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.web: Web = {}
        self.shelf: dict[str, str] = {}

    def make_store(self) -> AsyncSessionAuthStore:
        return AsyncSessionAuthStore(self.web, lambda key: AsyncShelfStore(self.shelf, key))


class TestInsideASessionOnTheServer(AuthStoreConformance):
    gives_marks_back = False

    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.web = ServerSideSession()

    def make_store(self) -> SessionAuthStore:
        return SessionAuthStore(self.web)


class TestAwaitedInsideASessionOnTheServer(TestInsideASessionOnTheServer):
    def make_store(self) -> Any:  # of the other kind
        return AsyncSessionAuthStore(self.web)


# The id in the web session


def test_the_web_session_holds_an_id_and_no_token(files: Files) -> None:
    web: Web = {}
    SessionAuthStore(web, files).set(a_session(1))
    assert list(web) == ["podio"]
    assert "token" not in str(web)
    assert len(web["podio"]) >= 40


def test_the_store_behind_never_learns_the_id(files: Files) -> None:
    web: Web = {}
    SessionAuthStore(web, files).set(a_session(1))
    assert len(files.held()) == 1
    assert web["podio"] not in files.held()[0]


def test_a_visitor_leaves_no_trace(files: Files) -> None:
    web: Web = {}
    assert not SessionAuthStore(web, files).get()
    assert web == {}
    assert files.held() == []


def test_a_renewed_token_keeps_the_id(files: Files) -> None:
    web: Web = {}
    store = SessionAuthStore(web, files)
    store.set(a_session(1))
    before = web["podio"]
    store.set(a_session(2))
    assert web["podio"] == before


@pytest.mark.parametrize(
    "planted",
    [
        None,
        a_session(1, ref=Ref("user", 666)),
        a_session(1, revoked="invalid_grant"),
    ],
    ids=["nobody", "somebody else", "an ended session"],
)
def test_an_id_that_was_there_before_a_sign_in_does_not_open_it(
    files: Files, planted: PodioOAuth | None
) -> None:
    web: Web = {}
    store = locking(web, files)
    if planted is None:
        owner = store.lock(30.0)
        assert owner
        assert store.unlock(owner)
    else:
        store.set(planted)
    copy = dict(web)
    assert copy, "there is something to plant"

    store.set(a_session(2))

    assert store.get() == a_session(2)
    assert not SessionAuthStore(copy, files).get()
    assert len(files.held()) == 1


def test_a_sign_in_by_compare_and_set_is_under_a_new_id_too(files: Files) -> None:
    web: Web = {}
    store = locking(web, files)
    store.set(a_session(1, ref=Ref("user", 666)))
    copy = dict(web)
    assert not store.compare_and_set(a_session(2), 0), "something newer than expected is there"
    assert web == copy
    assert store.compare_and_set(a_session(2), 1)
    assert not SessionAuthStore(copy, files).get()
    assert store.get() == a_session(2)


def test_a_lock_taken_before_a_sign_in_is_given_back_after_it(files: Files) -> None:
    web: Web = {}
    store = locking(web, files)
    owner = store.lock(30.0)
    assert owner
    store.set(a_session(1))
    assert store.unlock(owner)


def test_a_logout_ends_the_session_for_every_copy_of_the_cookie(files: Files) -> None:
    web: Web = {"cart": 3}
    store = SessionAuthStore(web, files)
    store.set(a_session(1))
    copy = dict(web)
    store.delete()
    assert web == {"cart": 3}
    assert not SessionAuthStore(copy, files).get()
    assert files.held() == []


def test_a_damaged_entry_is_replaced_by_a_sign_in(files: Files) -> None:
    web: Web = {}
    store = SessionAuthStore(web, files)
    store.set(a_session(1))
    (files.folder / files.held()[0]).write_text("half a sess")
    with pytest.raises(StoreCorruptError):
        store.get()
    store.set(a_session(2))
    assert store.get() == a_session(2)


@pytest.mark.parametrize("deletes", [True, False])
def test_an_entry_that_does_not_open_is_given_up_with_its_id(
    files: Files, *, deletes: bool
) -> None:
    web: Web = {}
    shelf: dict[str, str] = {}
    key = generate_key()

    def stores(name: str) -> EncryptedAuthStore:
        inner: AuthStore = files(name) if deletes else ShelfStore(shelf, name)
        return EncryptedAuthStore(inner, key)

    client = "demo", "https://podio.example"
    SessionAuthStore(web, stores).bound_to(*client).set(a_session(1))
    key = generate_key()
    store = SessionAuthStore(web, stores)
    with pytest.raises(StoreDecryptionError, match="sign in again"):
        store.bound_to(*client).get()
    store.bound_to(*client).delete()
    assert web == {}
    assert files.held() == []
    store.bound_to(*client).set(a_session(2))
    assert store.bound_to(*client).get() == a_session(2)


def test_each_api_client_has_its_own_session(files: Files) -> None:
    web: Web = {}
    store = SessionAuthStore(web, files)
    one, two = (
        store.bound_to("one", "https://a.example"),
        store.bound_to("two", "https://a.example"),
    )
    one.set(a_session(1))
    assert not two.get()
    two.set(a_session(2, ref=Ref("app", 9)))
    assert one.get() == a_session(1)
    two.delete()
    assert one.get() == a_session(1)
    assert store.bound_to("one", "https://a.example").get() == a_session(1)


# What the store claims


def test_it_claims_what_the_stores_behind_it_can_do(files: Files) -> None:
    by_itself = {"bound_to", "close", "delete"}
    store = SessionAuthStore({}, files)
    assert isinstance(store, LockingAuthStore)
    assert offers(store) == by_itself | {"compare_and_set", "lock", "unlock"}
    plain = SessionAuthStore({}, lambda key: ShelfStore({}, key))
    assert isinstance(plain, AuthStore)
    assert offers(plain) == by_itself
    assert offers(SessionAuthStore({}, tokens_in_cookie=True)) == by_itself


def test_a_store_with_two_methods_behind_it_is_enough() -> None:
    web: Web = {}
    shelf: dict[str, str] = {}
    store = SessionAuthStore(web, lambda key: ShelfStore(shelf, key))
    store.set(a_session(1))
    assert store.get() == a_session(1)
    store.delete()
    assert not store.get()
    assert "access-token" not in str(shelf)


def test_awaited_stores_need_the_awaited_session_store() -> None:
    with pytest.raises(ConfigurationError, match="AsyncSessionAuthStore"):
        SessionAuthStore({}, lambda key: AsyncShelfStore({}, key))


def test_a_backing_that_is_none_is_refused() -> None:
    nothing: Any = "redis://localhost"
    with pytest.raises(ConfigurationError, match="for_key"):
        SessionAuthStore({}, nothing)


def test_a_client_finds_its_session_on_the_next_page(files: Files) -> None:
    web: Web = {}
    with Sandbox() as sandbox:
        client = sandbox.client_id, sandbox.client_secret
        with Podio(*client, SessionAuthStore(web, files), api_url=sandbox.url) as podio:
            podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
        with Podio(*client, SessionAuthStore(web, files), api_url=sandbox.url) as podio:
            assert podio.is_authenticated()
            assert podio.verify()
            podio.logout()
        with Podio(*client, SessionAuthStore(web, files), api_url=sandbox.url) as podio:
            assert not podio.is_authenticated()
        assert sandbox.stats()["token_requests"] == {"app": {"ok": 1}}
    (left,) = files.held()
    assert web == {}
    assert "_token" not in (files.folder / left).read_text(), "the mark of the logout alone"


# Without a store behind


def test_a_cookie_is_refused_unless_it_is_asked_for() -> None:
    with pytest.raises(ConfigurationError, match="backing"):
        SessionAuthStore({})
    SessionAuthStore({}, tokens_in_cookie=True).set(a_session(1))


def test_a_session_that_does_not_fit_a_cookie_is_refused_when_it_is_saved() -> None:
    web: Web = {}
    store = SessionAuthStore(web, tokens_in_cookie=True)
    store.set(a_session(1))
    with pytest.raises(SessionTooLargeError, match="backing"):
        store.set(a_session(2, extra={"note": "x" * 3_000}))
    assert store.get() == a_session(1)


def test_what_a_person_made_of_their_cookie_is_not_shown() -> None:
    web: Web = {"podio": '{"access_token": 7, "refresh_token": "canary-1"}'}
    store = SessionAuthStore(web, tokens_in_cookie=True)
    with pytest.raises(StoreCorruptError) as caught:
        store.get()
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    ours = [
        frame for frame in shown.stack if "podio" in frame.filename and "test" not in frame.name
    ]
    assert ours
    assert "canary-1" not in "".join(str(frame.locals) for frame in ours) + str(caught.value)


@pytest.mark.parametrize("kept", [None, "", 7, {"a": 1}])
def test_what_is_no_session_of_ours_counts_as_none(kept: object, files: Files) -> None:
    web: Web = {"podio": kept}
    assert not SessionAuthStore(web, files).get()
    SessionAuthStore(web, files).set(a_session(1))
    assert SessionAuthStore(web, files).get() == a_session(1)
