"""Credentials that are read when they are needed: jobs that run by themselves, and what stays."""

from __future__ import annotations

import asyncio
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from podio import AsyncPodioSessions, Podio, PodioOAuth, PodioSessions, Ref
from podio.credentials import app_credentials, password_credentials
from podio.errors import (
    ConfigurationError,
    InvalidGrant,
    NotAuthenticatedError,
    ReauthenticationRequired,
)
from podio.sandbox.seed import CREDENTIALS
from podio.sandbox.seed.credentials import demo_secret
from podio.stores import FileAuthStore, MemoryAuthStore
from tests.flows.callers import token_requests
from tests.flows.memory_search import sign_in_and_look
from tests.stores.apart import apart

if TYPE_CHECKING:
    from podio.credentials import Credentials
    from podio.sandbox import Sandbox

CLIENT = (CREDENTIALS.client_id, CREDENTIALS.client_secret)
KINDS = ["app", "password"]


def credentials_in(vault: Path, kind: str) -> Credentials:
    """Credentials that stand in a file, and are read from it each time."""
    if kind == "app":
        return app_credentials(lambda: (CREDENTIALS.app_id, vault.read_text()))
    return password_credentials(lambda: (CREDENTIALS.username, vault.read_text()))


def job(url: str, path: str, vault: str, kind: str) -> list[object]:
    """Be a job that cron starts: find the session, call, end."""
    read = credentials_in(Path(vault), kind)
    with Podio(*CLIENT, FileAuthStore(path), api_url=url, credentials=read) as podio:
        found = podio.is_authenticated()
        return [found, podio.verify()]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


@pytest.fixture
def vault(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / "vault"
    path.write_text(CREDENTIALS.app_token if kind == "app" else CREDENTIALS.password)
    return path


def test_a_job_signs_in_by_itself_when_its_session_has_ended(
    sandbox: Sandbox, vault: Path, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "session.json"
    arguments = (sandbox.url, str(path), str(vault), kind)
    assert apart(job, *arguments) == [False, True]
    assert apart(job, *arguments) == [True, True]
    assert token_requests(sandbox) == 1
    with Podio(*CLIENT, FileAuthStore(path), api_url=sandbox.url) as podio:
        podio.oauth_authorization.invalidate_grant()
    assert apart(job, *arguments) == [True, True], "Podio had ended it, and the job went on"
    assert token_requests(sandbox, kind) == 2
    assert apart(job, *arguments) == [True, True]
    assert token_requests(sandbox, kind) == 2


def test_a_session_that_podio_does_not_renew_any_more_is_replaced(
    sandbox: Sandbox, vault: Path, kind: str
) -> None:
    store = MemoryAuthStore(PodioOAuth("old", "older", issued_at=1.0))
    read = credentials_in(vault, kind)
    with Podio(*CLIENT, store, api_url=sandbox.url, credentials=read) as podio:
        assert podio.verify()
    assert token_requests(sandbox, kind) == 1
    assert token_requests(sandbox) == 2, "how old it is does not say that Podio refuses it"


def test_a_password_that_was_changed_is_read_again(
    sandbox: Sandbox, vault: Path, kind: str
) -> None:
    read = credentials_in(vault, kind)
    right = vault.read_text()
    with Podio(*CLIENT, api_url=sandbox.url, credentials=read) as podio:
        vault.write_text("wrong")
        with pytest.raises(InvalidGrant):
            podio.users.get()
        vault.write_text(right)
        assert podio.verify()


def test_a_vault_that_cannot_be_read_is_what_the_caller_hears(sandbox: Sandbox) -> None:
    def closed() -> tuple[int, str]:
        raise PermissionError("the vault is closed")

    store = MemoryAuthStore()
    with Podio(*CLIENT, store, api_url=sandbox.url, credentials=app_credentials(closed)) as podio:
        with pytest.raises(PermissionError, match="vault"):
            podio.users.get()
        podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
        assert podio.verify(), "and nothing hangs because of it"


def test_without_credentials_an_ended_session_needs_somebody(sandbox: Sandbox) -> None:
    store = MemoryAuthStore(PodioOAuth("old", "older", issued_at=1.0))
    with (
        Podio(*CLIENT, store, api_url=sandbox.url) as podio,
        pytest.raises(ReauthenticationRequired),
    ):
        podio.users.get()
    assert token_requests(sandbox) == 1


# What stays in memory


def test_no_password_stays_in_memory(sandbox: Sandbox, tmp_path: Path) -> None:
    """Looked for in a process that got it from nowhere but its vault."""
    vault = tmp_path / "vault"
    vault.write_text(sandbox.password)
    before, after = apart(sign_in_and_look, sandbox.url, *CLIENT, sandbox.username, str(vault))
    assert before > 0, "the search finds what is there"
    assert after == 0


# Many tenants


APPS = (26_001, 26_002)


def app_of(tenant: str) -> int:
    """The app that a tenant is."""
    return int(tenant.removeprefix("app:"))


class Vault:
    """Has each app's token; notes whose was asked for."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def token_of(self, app_id: int) -> tuple[int, str]:
        self.read.append(app_id)
        return app_id, demo_secret(f"app token {app_id}")

    def credentials(self, tenant: str) -> Credentials | None:
        """What a tenant signs in with; the others do so by hand."""
        if not tenant.startswith("app:"):
            return None
        return app_credentials(lambda: self.token_of(app_of(tenant)))


def test_each_tenant_signs_in_as_its_own_app(sandbox: Sandbox) -> None:
    vault = Vault()
    with PodioSessions(
        *CLIENT, MemoryAuthStore(), api_url=sandbox.url, credentials=vault.credentials
    ) as sessions:
        clients = [sessions[f"app:{app_id}"] for app_id in APPS]
        assert vault.read == [], "read when somebody has to sign in, and not before"
        for app_id, podio in zip(APPS, clients, strict=True):
            assert podio.applications.get(app_id).app_id == app_id
            assert podio.session.ref == Ref("app", app_id)
        with pytest.raises(NotAuthenticatedError):
            sessions["user:42"].users.get()
    assert vault.read == list(APPS)
    assert token_requests(sandbox, "app") == token_requests(sandbox) == 2


def test_each_tenant_signs_in_as_its_own_app_awaited(sandbox: Sandbox) -> None:
    vault = Vault()

    async def seen(sessions: AsyncPodioSessions, app_id: int) -> Ref | None:
        async with sessions[f"app:{app_id}"] as podio:
            assert (await podio.applications.get(app_id)).app_id == app_id
            return podio.session.ref

    async def main() -> None:
        async with AsyncPodioSessions(
            *CLIENT, MemoryAuthStore(), api_url=sandbox.url, credentials=vault.credentials
        ) as sessions:
            refs = await asyncio.gather(*(seen(sessions, app_id) for app_id in APPS))
            assert refs == [Ref("app", app_id) for app_id in APPS]
            with pytest.raises(NotAuthenticatedError):
                await sessions["user:42"].users.get()

    asyncio.run(main())
    assert sorted(vault.read) == list(APPS)
    assert token_requests(sandbox, "app") == token_requests(sandbox) == 2


def test_a_tenant_whose_session_podio_ended_signs_in_again_as_itself(sandbox: Sandbox) -> None:
    store, vault = MemoryAuthStore(), Vault()
    for app_id in APPS:
        ended = PodioOAuth("old", "older", issued_at=1.0, ref=Ref("app", app_id))
        store.for_key(f"app:{app_id}").set(ended)
    with PodioSessions(
        *CLIENT, store, api_url=sandbox.url, credentials=vault.credentials
    ) as sessions:
        for app_id in APPS:
            assert sessions[f"app:{app_id}"].applications.get(app_id).app_id == app_id
    assert vault.read == list(APPS)


@pytest.mark.parametrize("made", [PodioSessions, AsyncPodioSessions])
def test_credentials_that_take_no_key_are_refused_at_once(
    made: type[PodioSessions | AsyncPodioSessions],
) -> None:
    one = app_credentials(lambda: (1, "canary"))
    with pytest.raises(ConfigurationError, match="called with a user's key") as refused:
        made(*CLIENT, MemoryAuthStore(), credentials=one)  # type: ignore[arg-type] # a mistake
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("made", [PodioSessions, AsyncPodioSessions])
def test_a_tenants_credentials_that_are_none_are_refused_and_not_shown(
    made: type[PodioSessions | AsyncPodioSessions],
) -> None:
    sessions = made(
        *CLIENT,
        MemoryAuthStore(),
        credentials=lambda _: (1, "canary"),  # type: ignore[arg-type, return-value] # a mistake
    )
    with pytest.raises(ConfigurationError, match=r"credentials\('app:1'\) gave a tuple") as refused:
        _ = sessions["app:1"]
    shown = traceback.TracebackException.from_exception(refused.value, capture_locals=True)
    ours = [frame for frame in shown.stack if Path(frame.filename).name == "credentials.py"]
    assert ours
    assert "canary" not in str([frame.locals for frame in ours])
