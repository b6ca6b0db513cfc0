"""The `podio` command, as a person runs it: a process of its own against a local Podio."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from podio.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


class Terminal:
    """Runs the command with one session file."""

    def __init__(self, server: Sandbox, folder: Path) -> None:
        self.server = server
        self.session = folder / "session.json"
        self.environment = {
            **os.environ,
            "PODIO_API_URL": server.url,
            "PODIO_CLIENT_ID": server.client_id,
            "PODIO_CLIENT_SECRET": server.client_secret,
            "PODIO_APP_TOKEN": server.app_token,
        }

    def run(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "podio.cli", *words],
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    def with_session(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return self.run(*words, "--session", str(self.session), typed=typed)


@pytest.fixture
def terminal(server: Sandbox, tmp_path: Path) -> Terminal:
    return Terminal(server, tmp_path)


@pytest.fixture
def signed_in(terminal: Terminal) -> Terminal:
    done = terminal.with_session("login", "--app-id", str(terminal.server.app_id))
    assert done.returncode == 0, done.stderr
    return terminal


def test_nobody_is_signed_in_at_first(terminal: Terminal) -> None:
    done = terminal.with_session("status")
    assert done.returncode == 1
    assert "absent" in done.stdout


def test_a_session_is_kept_for_the_next_command(signed_in: Terminal) -> None:
    done = signed_in.with_session("status", "--verify")
    assert done.returncode == 0
    assert f"app {signed_in.server.app_id}" in done.stdout
    before = signed_in.server.stats()["token_requests"]
    assert signed_in.with_session("status").returncode == 0
    assert signed_in.server.stats()["token_requests"] == before


def test_a_secret_is_asked_for_and_never_shown(terminal: Terminal) -> None:
    del terminal.environment["PODIO_APP_TOKEN"]
    token = terminal.server.app_token
    words = ("login", "--app-id", str(terminal.server.app_id))
    done = terminal.with_session(*words, typed=f"{token}\n")
    assert done.returncode == 0, done.stderr
    assert token not in done.stdout + done.stderr


def test_any_operation_can_be_called(signed_in: Terminal) -> None:
    app_id = str(signed_in.server.app_id)
    done = signed_in.with_session("call", "items.filter", app_id, "limit=3")
    assert done.returncode == 0, done.stderr
    items = json.loads(done.stdout)
    assert len(items) == 3
    one = signed_in.with_session("call", "items.get", str(items[0]["item_id"]))
    assert json.loads(one.stdout)["item_id"] == items[0]["item_id"]


def test_any_request_can_be_sent(signed_in: Terminal) -> None:
    path = f"/item/app/{signed_in.server.app_id}/filter/"
    done = signed_in.with_session("request", "post", path, "--body", '{"limit": 1}')
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["items"]) == 1


def test_an_error_is_one_line(signed_in: Terminal) -> None:
    done = signed_in.with_session("call", "items.get", "999999999")
    assert done.returncode == 1
    assert done.stderr.startswith("podio: GET /item/{item_id} answered 404")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("call", "items.gett"), "there is no operation"),
        (("call", "items.get"), "item_id"),
        (("operations", "itemz"), "there is no area"),
        (("request", "FETCH", "/x"), "the method is"),
        (("request", "POST", "/x", "--body", "{"), "not JSON"),
    ],
)
def test_a_wrong_call_says_what_is_right(
    terminal: Terminal, words: tuple[str, ...], says: str
) -> None:
    done = terminal.run(*words)
    assert done.returncode == 2
    assert says in done.stderr


def test_operations_are_listed(terminal: Terminal) -> None:
    done = terminal.run("operations", "tasks")
    assert done.returncode == 0
    assert any(line.startswith("tasks.complete ") for line in done.stdout.splitlines())


def test_logout_forgets_the_session(signed_in: Terminal) -> None:
    assert signed_in.with_session("logout").returncode == 0
    assert "_token" not in signed_in.session.read_text(), "the mark of the logout alone"
    assert signed_in.with_session("status").returncode == 1


def test_missing_settings_are_named(terminal: Terminal) -> None:
    del terminal.environment["PODIO_CLIENT_ID"]
    done = terminal.with_session("status")
    assert done.returncode == 1
    assert "client_id" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sandbox_can_be_run(terminal: Terminal) -> None:
    done = terminal.run("sandbox", "--port", "8765", "--env")
    assert done.returncode == 0, done.stderr
    assert "export PODIO_CLIENT_ID=" in done.stdout
