"""Credentials that are read when they are needed: jobs that run by themselves, and what stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from podio import Podio, PodioOAuth
from podio.credentials import app_credentials, password_credentials
from podio.errors import InvalidGrant, ReauthenticationRequired
from podio.sandbox.seed import CREDENTIALS
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


def test_a_session_that_is_too_old_to_be_renewed_is_replaced(
    sandbox: Sandbox, vault: Path, kind: str
) -> None:
    store = MemoryAuthStore(PodioOAuth("old", "older", issued_at=1.0))
    read = credentials_in(vault, kind)
    with Podio(*CLIENT, store, api_url=sandbox.url, credentials=read) as podio:
        assert podio.verify()
    assert token_requests(sandbox) == token_requests(sandbox, kind) == 1


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
    assert token_requests(sandbox) == 0


# What stays in memory


def test_no_password_stays_in_memory(sandbox: Sandbox, tmp_path: Path) -> None:
    """Looked for in a process that got it from nowhere but its vault."""
    vault = tmp_path / "vault"
    vault.write_text(sandbox.password)
    before, after = apart(sign_in_and_look, sandbox.url, *CLIENT, sandbox.username, str(vault))
    assert before > 0, "the search finds what is there"
    assert after == 0
