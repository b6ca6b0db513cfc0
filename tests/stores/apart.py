"""Runs a function in a process of its own, which may fork, die, and change its umask."""

from __future__ import annotations

import importlib
import json
import os
import signal
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
        start_new_session=True,  # so that it can be ended together with its children
    )


def result_of(process: subprocess.Popen[str]) -> Any:  # JSON
    """Wait for a function that was started, and return what it returned."""
    try:
        out, errors = process.communicate(timeout=PATIENCE)
    except BaseException:  # also where the test ran out of time: nothing is left behind
        end(process)
        raise
    assert process.returncode == 0, f"exit {process.returncode}: {errors}\n{out}"
    return json.loads(out.splitlines()[-1])


def end(process: subprocess.Popen[str]) -> None:
    """Kill a process that was started, and those that it forked."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def apart(function: Callable[..., Any], *arguments: object) -> Any:  # JSON
    """Run a function of a module in a process of its own; both its ends are JSON."""
    return result_of(start_apart(function, *arguments))


def main() -> None:
    """Do what the command line says."""
    module, name, arguments = json.loads(sys.argv[1])
    function = getattr(importlib.import_module(module), name)
    sys.stdout.write(json.dumps(function(*arguments)) + "\n")


if __name__ == "__main__":
    main()
