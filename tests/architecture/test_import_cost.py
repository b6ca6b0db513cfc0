"""`import podio` is cheap: it brings in no HTTP library, no event loop, nothing slow."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.architecture.source_tree import SOURCE

SLOW = {
    "asyncio",
    "dataclasses",
    "filelock",
    "http.client",
    "httpx",
    "httpx2",
    "importlib.metadata",
    "inspect",
    "json",
    "pydantic",
    "socket",
    "sqlite3",
    "ssl",
}

# Isolated and without site-packages: nothing is in `sys.modules` but what the import brought.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
{statement}
print("\\n".join(sys.modules))
"""


def modules_after(statement: str) -> set[str]:
    """What a new interpreter holds after the statement."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", PROGRAM.format(statement=statement), str(SOURCE)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_importing_podio_brings_in_nothing_slow() -> None:
    loaded = modules_after("import podio")
    assert "podio" in loaded
    assert not loaded & SLOW


def test_importing_podio_needs_no_other_distribution() -> None:
    ours = modules_after("import podio")
    foreign = (
        {name.split(".")[0] for name in ours} - sys.stdlib_module_names - {"podio", "__main__"}
    )
    assert not foreign


def test_a_slow_import_would_be_seen() -> None:
    assert modules_after("import json") & SLOW == {"json"}
    assert json.__name__ in modules_after("import podio, json")


def test_an_area_that_nobody_touches_is_not_imported() -> None:
    program = (
        "import sys; from podio import Podio; Podio('id', 'secret').items.get\n"
        "print('\\n'.join(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    loaded = {name for name in run.stdout.split() if name.startswith("podio.areas.")}
    assert "podio.areas.items" in loaded
    assert not loaded & {"podio.areas.calendar", "podio.areas.tasks", "podio.areas.spaces"}
