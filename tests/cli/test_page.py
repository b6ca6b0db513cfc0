"""What the page on the command line shows is what the command does."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from string import Template
from typing import NamedTuple

import pytest

from podio.sandbox import Sandbox

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "command-line.md"


class Shown(NamedTuple):
    """A command of the page, and the lines that it shows of the answer."""

    command: str
    lines: list[str]

    def run(self, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run it as a shell would."""
        program, *words = shlex.split(Template(self.command).substitute(environment))
        assert program == "podio"
        return subprocess.run(
            [sys.executable, "-m", "podio.cli", *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def shown() -> list[Shown]:
    """All commands of the page, in order."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    found: list[Shown] = []
    for line in "".join(blocks).splitlines():
        prompt, _, command = line.partition("$ ")
        if prompt:
            found[-1].lines.append(line)
        else:
            found.append(Shown(command, []))
    return found


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {**os.environ, "XDG_STATE_HOME": str(tmp_path_factory.mktemp("state"))}


def test_every_command_does_what_the_page_shows(environment: dict[str, str]) -> None:
    commands = shown()
    assert len(commands) >= 7
    with Sandbox() as server:
        environment |= {
            "PODIO_API_URL": server.url,
            "PODIO_CLIENT_ID": server.client_id,
            "PODIO_CLIENT_SECRET": server.client_secret,
            "PODIO_APP_ID": str(server.app_id),
            "PODIO_APP_TOKEN": server.app_token,
        }
        for one in commands:
            done = one.run(environment)
            assert done.returncode == 0, done.stderr
            for line in one.lines:
                beginning = " ".join(line.removesuffix("...").split())
                said = [" ".join(each.split()) for each in done.stdout.splitlines()]
                assert any(each.startswith(beginning) for each in said), (one.command, done.stdout)


def test_every_command_there_is_stands_on_the_page(environment: dict[str, str]) -> None:
    help_ = Shown("podio --help", []).run(environment).stdout
    listed = re.findall(r"^  ([a-z]+)  ", help_.partition("Commands:")[2], re.MULTILINE)
    assert len(listed) >= 7
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in listed if not re.search(rf"(\$ podio |`podio |`){name}\b", page)] == []
    assert "podio-sdk[sandbox]" in help_, "an extra is no markup"
