"""A session out of the environment: where it begins, and never again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio import Podio, PodioOAuth, Status
from podio.errors import ConfigurationError, NotAuthenticatedError, ReauthenticationRequired
from podio.sandbox import Sandbox
from podio.stores import AsyncEnvAuthStore, AuthStore, EnvAuthStore, FileAuthStore, MemoryAuthStore
from podio.stores.encrypted import EncryptedAuthStore, generate_key
from podio.stores.protocol import offers
from podio.testing import AuthStoreConformance, a_session
from tests.stores.own_stores import AsyncShelfStore, ShelfStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class TestOverAFile(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_store(self) -> EnvAuthStore:
        return EnvAuthStore(FileAuthStore(self.folder / "mine.json"))

    def make_other_store(self) -> EnvAuthStore:
        return EnvAuthStore(FileAuthStore(self.folder / "yours.json"))


class TestAwaited(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.shelf: dict[str, str] = {}

    def make_store(self) -> AsyncEnvAuthStore:
        return AsyncEnvAuthStore(AsyncShelfStore(self.shelf, "mine"))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rotate_refresh_tokens=True) as running:
        yield running


@pytest.fixture
def seed(sandbox: Sandbox) -> PodioOAuth:
    """A session that somebody got elsewhere, to be put into an environment."""
    with client(sandbox, MemoryAuthStore()) as podio:
        return podio.authenticate_with_password(sandbox.username, sandbox.password)


@pytest.fixture(params=["deletes", "only gets and sets"])
def inner(request: pytest.FixtureRequest) -> AuthStore:
    return MemoryAuthStore() if request.param == "deletes" else ShelfStore({}, "mine")


def client(sandbox: Sandbox, store: AuthStore) -> Podio:
    return Podio(sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url)


def test_a_refresh_token_is_enough_and_is_used_once(
    sandbox: Sandbox, seed: PodioOAuth, inner: AuthStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", f"{seed.refresh_token}\n")
    with client(sandbox, EnvAuthStore(inner)) as podio:
        assert podio.session.status is Status.REFRESHABLE
        assert podio.verify()
        renewed = podio.oauth
    assert inner.get() == renewed
    sandbox.expire_access_tokens()
    with client(sandbox, EnvAuthStore(inner)) as podio:
        assert podio.oauth == renewed, "the environment has lost to the store"
        assert podio.verify(), "also where Podio has replaced the token of the environment"


def test_a_whole_session_is_used_as_it_is(
    sandbox: Sandbox, seed: PodioOAuth, inner: AuthStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_OAUTH", seed.to_json())
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", "not looked at")
    with client(sandbox, EnvAuthStore(inner)) as podio:
        assert podio.session.status is Status.FRESH
        assert podio.oauth.access_token == seed.access_token
        assert podio.verify()
    assert not inner.get(), "nothing was renewed, so nothing had to be kept"


def test_a_logout_ends_the_seed_as_well(
    sandbox: Sandbox, seed: PodioOAuth, inner: AuthStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", seed.refresh_token)
    with client(sandbox, EnvAuthStore(inner)) as podio:
        podio.verify()
        podio.logout()
    with client(sandbox, EnvAuthStore(inner)) as podio:
        assert podio.session.status is Status.ABSENT
        with pytest.raises(NotAuthenticatedError):
            podio.users.get()
        podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
    assert inner.get()


def test_a_seed_that_podio_refuses_is_not_tried_for_ever(
    sandbox: Sandbox, inner: AuthStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", "long-dead")
    with client(sandbox, EnvAuthStore(inner)) as podio, pytest.raises(ReauthenticationRequired):
        podio.users.get()
    asked = sandbox.stats()["token_requests"]
    with client(sandbox, EnvAuthStore(inner)) as podio:
        assert podio.session.status is Status.REVOKED
        with pytest.raises(ReauthenticationRequired):
            podio.users.get()
    assert sandbox.stats()["token_requests"] == asked


def test_another_seed_revives_an_ended_session(
    sandbox: Sandbox, seed: PodioOAuth, inner: AuthStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", "long-dead")
    with client(sandbox, EnvAuthStore(inner)) as podio, pytest.raises(ReauthenticationRequired):
        podio.users.get()
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", seed.refresh_token)
    with client(sandbox, EnvAuthStore(inner)) as podio:
        assert podio.users.get().user_id == sandbox.user_id
        assert inner.get() == podio.oauth


def test_another_seed_does_not_touch_a_session_that_lives(
    inner: AuthStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", "another")
    inner.set(a_session(3))
    assert EnvAuthStore(inner).get() == a_session(3)


def test_without_a_seed_it_is_the_store_inside(inner: AuthStore) -> None:
    store = EnvAuthStore(inner)
    assert not store.get()
    store.set(a_session(1))
    assert store.get() == a_session(1) == inner.get()
    assert offers(store) == offers(inner)


@pytest.mark.parametrize("text", ["canary", "[]", "{}", '{"access_token": 7}'])
def test_a_variable_that_holds_no_session_is_named_and_not_shown(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_OAUTH", text)
    with pytest.raises(ConfigurationError, match="PODIO_OAUTH holds no session") as caught:
        EnvAuthStore(MemoryAuthStore()).get()
    assert "canary" not in str(caught.value)


def test_it_may_be_encrypted_behind(
    sandbox: Sandbox, seed: PodioOAuth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIO_REFRESH_TOKEN", seed.refresh_token)
    path = tmp_path / "session.json"
    store = EnvAuthStore(EncryptedAuthStore(FileAuthStore(path), generate_key()))
    with client(sandbox, store) as podio:
        assert podio.verify()
        assert podio.oauth.refresh_token not in path.read_text()
        podio.logout()
    assert seed.refresh_token not in path.read_text()
    assert not store.get()
