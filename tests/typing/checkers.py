"""Runs a type checker as users do, and reads what it says, line by line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent


class Said(NamedTuple):
    """One thing that a checker said.

    Attributes:
        file: The file's name.
        line: The line, from 1.
        error: Whether it found it wrong; otherwise it tells a type that it was asked for.
        text: What it said.
    """

    file: str
    line: int
    error: bool
    text: str


def mypy(files: Iterable[Path], folder: Path) -> list[Said]:
    """Run mypy with the project's settings; its cache stays in the folder."""
    options = ["--strict", "--no-pretty", f"--cache-dir={folder / 'mypy'}"]
    output = run([sys.executable, "-m", "mypy", *options, *map(str, files)], ROOT)
    lines = re.finditer(r"^([^:\n]+):(\d+): (error|note): (.*)$", output, re.MULTILINE)
    return [
        Said(Path(file).name, int(line), kind == "error", text)
        for file, line, kind, text in (found.groups() for found in lines)
        if kind == "error" or text.startswith("Revealed type")
    ]


def pyright(files: Iterable[Path], folder: Path) -> list[Said]:
    """Run pyright in its strict mode."""
    settings = {
        "include": [os.path.relpath(file, folder) for file in files],
        "exclude": [],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(ROOT), str(ROOT / "src")],
        "reportPrivateUsage": False,
    }
    config = folder / "pyrightconfig.json"
    config.write_text(json.dumps(settings), encoding="utf-8")
    options = ["--project", str(config), "--pythonpath", sys.executable, "--outputjson"]
    output = run([sys.executable, "-m", "pyright", *options], folder)
    return [
        Said(
            Path(one["file"]).name,
            one["range"]["start"]["line"] + 1,
            one["severity"] == "error",
            one["message"],
        )
        for one in json.loads(output)["generalDiagnostics"]
    ]


def ty(files: Iterable[Path], folder: Path) -> list[Said]:
    """Run ty as it is."""
    options = ["--output-format=concise", "--color=never", f"--python={sys.prefix}"]
    command = [str(SCRIPTS / "ty"), "check", f"--project={ROOT}", *options]
    output = run([*command, *map(str, files)], folder)
    lines = re.finditer(r"^([^:\n]+):(\d+):\d+: (error|info)\S* (.*)$", output, re.MULTILINE)
    return [
        Said(Path(file).name, int(line), kind == "error", text)
        for file, line, kind, text in (found.groups() for found in lines)
    ]


Checker = Callable[[Iterable[Path], Path], list[Said]]
CHECKERS: dict[str, Checker] = {"mypy": mypy, "pyright": pyright, "ty": ty}


def run(command: list[str], folder: Path) -> str:
    """Run a checker; that it found something is no failure."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=150
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout
