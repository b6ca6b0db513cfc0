from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest

from podio.sandbox import NotLoopbackError, Sandbox
from tests.sandbox.api import Api

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "podio.sandbox"]


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Start the command and read what it prints up to the last line of its greeting."""
    with subprocess.Popen(
        [*COMMAND, "--port", "0", *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            settings: dict[str, str] = {}
            for line in process.stdout:
                found = re.fullmatch(r"\s+(PODIO_\w+)=(.*)\n", line)
                if found:
                    settings[found[1]] = found[2]
                if line.startswith("Stop it"):
                    break
            yield process, settings
        finally:
            process.kill()


def sign_in(settings: dict[str, str], **parameters: str) -> httpx2.Response:
    body = {
        "client_id": settings["PODIO_CLIENT_ID"],
        "client_secret": settings["PODIO_CLIENT_SECRET"],
        **parameters,
    }
    return httpx2.post(settings["PODIO_API_URL"] + "/oauth/token/v2", json=body)


def test_state_and_tokens_survive_a_restart_in_a_private_file(tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    with Sandbox(data=data) as sandbox, Api(sandbox) as anybody:
        tokens = anybody.password_token()
        with Api(sandbox, tokens["access_token"]) as ada:
            made = ada.post("/item/app/26002/", {"fields": {"title": "Kept", "due": "2026-02-03"}})
            ada.put(f"/item/{made['item_id']}/value/points", 4)
            before = ada.get(f"/item/{made['item_id']}")
            answer = ada.http.post(
                "/file/", data={"filename": "a.txt"}, files={"source": ("a", b"kept")}
            )
            file_id = answer.json()["file_id"]
        assert stat.S_IMODE(data.stat().st_mode) == 0o600
        for other in tmp_path.iterdir():
            assert stat.S_IMODE(other.stat().st_mode) == 0o600
        assert tokens["access_token"].encode() not in data.read_bytes()
    with Sandbox(data=data) as sandbox, Api(sandbox, tokens["access_token"]) as ada:
        assert ada.get(f"/item/{made['item_id']}") == before
        assert ada.http.get(f"/file/{file_id}/raw").content == b"kept"
        assert ada.post("/item/app/26002/", {"fields": {"title": "Next"}})["app_item_id"] == 2002
        refreshed = ada.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert refreshed.status_code == 200


def test_an_existing_wide_file_is_made_private(tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    data.touch(0o644)
    with Sandbox(data=data):
        assert stat.S_IMODE(data.stat().st_mode) == 0o600


def test_a_killed_sandbox_has_kept_what_it_answered(tmp_path: Path) -> None:
    data = str(tmp_path / "state.db")
    with running("--data", data) as (process, settings):
        grant = {"grant_type": "app", "app_id": settings["PODIO_APP_ID"]}
        token = sign_in(settings, **grant, app_token=settings["PODIO_APP_TOKEN"]).json()
        headers = {"Authorization": f"OAuth2 {token['access_token']}"}
        path = f"/item/app/{settings['PODIO_APP_ID']}/"
        body = {"fields": {"title": "Before the end"}}
        url = settings["PODIO_API_URL"]
        made = httpx2.post(url + path, json=body, headers=headers).json()
        process.send_signal(signal.SIGKILL)
        process.wait()
    with running("--data", data) as (_process, settings):
        url = settings["PODIO_API_URL"]
        item = httpx2.get(f"{url}/item/{made['item_id']}", headers=headers)
        assert item.json()["title"] == "Before the end"


def test_the_command_prints_credentials_that_work(tmp_path: Path) -> None:
    with running("--token-lifetime", "7", "--rotate-refresh-tokens", "--rate-limit", "5") as (
        process,
        settings,
    ):
        user = {"username": settings["PODIO_USERNAME"], "password": settings["PODIO_PASSWORD"]}
        tokens = sign_in(settings, grant_type="password", **user).json()
        assert tokens["expires_in"] == 7
        refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
        assert sign_in(settings, **refresh).json()["refresh_token"] != tokens["refresh_token"]
        headers = {"Authorization": f"OAuth2 {tokens['access_token']}"}
        answer = httpx2.get(settings["PODIO_API_URL"] + "/user/status", headers=headers)
        assert answer.headers["X-Rate-Limit-Limit"] == "5"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    exports = subprocess.run(
        [*COMMAND, "--env", "--port", "1234"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    lines = exports.stdout.splitlines()
    assert lines[0] == "export PODIO_API_URL=http://127.0.0.1:1234"
    for name in set(settings) - {"PODIO_API_URL"}:
        assert f"export {name}={settings[name]}" in lines
    assert len(lines) == 7


def test_a_port_in_use_is_one_clear_line(sandbox: Sandbox) -> None:
    port = sandbox.url.rsplit(":", 1)[1]
    result = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert port in result.stderr


def test_a_state_that_cannot_be_kept_is_one_clear_line(tmp_path: Path) -> None:
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"this is no database, by any means" * 40)
    for data in (garbage, tmp_path / "no" / "folder"):
        command = [*COMMAND, "--port", "0", "--data", str(data)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 1
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "podio.com"])  # noqa: S104 - refused
def test_only_loopback_is_served(host: str) -> None:
    with pytest.raises(NotLoopbackError, match=host):
        Sandbox(host=host)
    result = subprocess.run([*COMMAND, "--host", host], capture_output=True, text=True, check=False)
    assert result.returncode == 2


def test_a_stopped_sandbox_leaves_its_port(tmp_path: Path) -> None:
    del tmp_path
    with Sandbox() as first:
        port = int(first.url.rsplit(":", 1)[1])
    with Sandbox(port=port) as second:
        assert httpx2.get(second.url + "/_sandbox/stats").status_code == 200
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
        pass


def test_no_secret_is_in_a_repr(sandbox: Sandbox) -> None:
    shown = repr(sandbox) + repr(os.environ.get("NOTHING"))
    for secret in (sandbox.client_secret, sandbox.password, sandbox.app_token):
        assert secret not in shown
