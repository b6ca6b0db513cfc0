"""Credentials that are read when they are needed: a job that runs by itself, and what stays of it."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from podio import Podio, PodioOAuth
from podio.credentials import app_credentials, password_credentials
from podio.errors import InvalidGrant, ReauthenticationRequired
from podio.sandbox.seed import CREDENTIALS
from podio.stores import FileAuthStore, MemoryAuthStore
from tests.flows.callers import token_requests
from tests.stores.apart import apart

if TYPE_CHECKING:
    from podio.core.grants import Grant
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


def found_in_memory(vault: Path) -> int:
    """Count the objects of this process that refer to a text with the secret in it."""
    backwards = vault.read_text()[::-1]
    texts, secret = 0, backwards[::-1]
    spied = [
        text
        for thing in gc.get_objects()
        for text in gc.get_referents(thing)
        if type(text) in (str, bytes, bytearray)
    ]
    for text in spied:
        written = text if isinstance(text, str) else bytes(text).decode("latin-1")
        texts += secret in written
    del spied
    return texts


def sign_in_and_look(url: str, vault: str, kind: str) -> list[int]:
    """Sign in by credentials, more than once; count what of them is in memory then."""
    path = Path(vault)
    kept = [path.read_text()]
    control = found_in_memory(path)
    kept.clear()
    with Podio(*CLIENT, api_url=url, credentials=credentials_in(path, kind)) as podio:
        assert podio.verify()
        podio.oauth_authorization.invalidate_grant()
        assert podio.verify()
        gc.collect()
        os.sync()
        return [control, found_in_memory(path)]


def test_no_password_stays_in_memory(sandbox: Sandbox, tmp_path: Path) -> None:
    """Of a password that nobody else in that process knows."""
    vault = tmp_path / "vault"
    vault.write_text(CREDENTIALS.password)
    control, stayed = apart(sign_in_and_look, sandbox.url, str(vault), "password")
    assert control > 0, "the search finds what is there"
    assert stayed == 0
