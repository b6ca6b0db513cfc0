"""Runs a function in a process of its own, which may fork, die, and change its umask."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 150.0


def start_apart(function: Callable[..., Any], *arguments: object) -> subprocess.Popen[str]:
    """Start a function of a module; what it returns is printed as JSON."""
    call = json.dumps([function.__module__, function.__qualname__, [*arguments]])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.stores.apart", call],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def result_of(process: subprocess.Popen[str]) -> Any:  # noqa: ANN401 -- JSON
    """Wait for a function that was started, and return what it returned."""
    try:
        out, errors = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, errors = process.communicate()
    assert process.returncode == 0, f"exit {process.returncode}: {errors}\n{out}"
    return json.loads(out.splitlines()[-1])


def apart(function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 -- JSON
    """Run a function of a module in a process of its own; both its ends are JSON."""
    return result_of(start_apart(function, *arguments))


def main() -> None:
    """Do what the command line says."""
    module, name, arguments = json.loads(sys.argv[1])
    function = getattr(importlib.import_module(module), name)
    sys.stdout.write(json.dumps(function(*arguments)) + "\n")


if __name__ == "__main__":
    main()
