"""A type checker reads the client that a user's file uses, and no library behind a store."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

USES_THE_CLIENT = """
from podio import AsyncPodio, Podio, PodioSessions
from podio.stores import FileAuthStore

with Podio("id", "secret", FileAuthStore("session.json")) as podio:
    title: str | None = podio.items.get(1).title
"""
BEHIND_A_STORE = {"cryptography", "keyring", "redis", "sqlalchemy", "django", "flask", "starlette"}
BEHIND_A_TRANSPORT = {"anyio", "httpcore2", "httpx2"}


def packages_read(program: str, folder: Path) -> set[str]:
    """The packages whose files mypy opened to check a program."""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    options = ["--verbose", f"--cache-dir={folder / 'cache'}", "--config-file="]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(file)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert done.returncode == 0, done.stdout
    opened = re.findall(r"Parsing \S*?(?:site-packages|src)[/\\](\w+)", done.stderr)
    return set(opened)


def test_what_is_not_used_costs_no_reading(tmp_path: Path) -> None:
    read = packages_read(USES_THE_CLIENT, tmp_path)
    assert "podio" in read
    assert not read & (BEHIND_A_STORE | BEHIND_A_TRANSPORT)


def test_one_that_is_used_is_read_with_its_library(tmp_path: Path) -> None:
    read = packages_read("from podio.stores.redis import RedisAuthStore\n", tmp_path)
    assert "redis" in read
    assert "sqlalchemy" not in read


@pytest.mark.parametrize(
    ("name", "looked_in", "module"),
    [
        ("RedisBudget", "podio", "podio.budgets.redis"),
        ("RedisAuthStore", "podio.stores", "podio.stores.redis"),
        ("SQLAuthStore", "podio.stores", "podio.stores.sql"),
        ("KeyringAuthStore", "podio.stores", "podio.stores.keyring"),
        ("generate_key", "podio.stores", "podio.stores.encrypted"),
    ],
)
def test_looking_for_it_in_the_wrong_place_tells_the_right_one(
    name: str, looked_in: str, module: str
) -> None:
    with pytest.raises(ImportError, match=rf"from {module} import {name}"):
        exec(f"from {looked_in} import {name}")  # noqa: S102 -- as it stands in a user's file
    exec(f"from {module} import {name}")  # noqa: S102
