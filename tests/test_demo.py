"""`make demo` shows the main job, and fails if a count is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SMALL = """
import sys
sys.path.insert(0, sys.argv[1])
import demo
demo.PROCESSES, demo.THREADS, demo.RUNS = 2, 4, 1
demo.ITEMS = {items}
sys.exit(demo.main())
"""


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, check=False, text=True, cwd=ROOT
    )


def small_demo(items: int) -> subprocess.CompletedProcess[str]:
    return demo("-c", SMALL.format(items=items), "examples")


def rows(output: str) -> dict[str, list[str]]:
    """The table's cells by the name of the step, without the measured seconds."""
    cells = (re.split(r"\s{2,}", line.strip()) for line in output.splitlines())
    found = {line[0]: line for line in cells if len(line) == 6 and line[0][0].isdecimal()}
    return {step: [line[3], line[5]] for step, line in found.items()}


EXPECTED = {
    "1 sign in, store, list": ["1 app ok", "ok"],
    "2 a new process": ["0", "ok"],
    "3 the token expires": ["1 refresh_token ok", "ok"],
    "4 asyncio walks the app": ["0", "ok"],
    "5 5 runs, session stored": ["0", "ok"],
    "5 5 runs, sign in each time": ["5 app ok", "ok"],
}


@pytest.mark.slow
def test_the_demo_signs_in_once_and_refreshes_once_for_128_threads() -> None:
    run = demo("examples/demo.py")
    assert run.returncode == 0, run.stdout + run.stderr
    assert rows(run.stdout) == EXPECTED
    assert "8 processes x 16 threads: 128 calls, 0 errors" in run.stdout
    assert "2,000 items" in run.stdout
    assert "WRONG" not in run.stdout + run.stderr


def test_a_small_demo_runs_and_shows_no_secret() -> None:
    run = small_demo(2000)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 processes x 4 threads: 8 calls, 0 errors" in run.stdout
    assert not re.search(r"[0-9a-f]{32}", run.stdout + run.stderr)


def test_a_wrong_count_makes_the_demo_fail_and_say_which() -> None:
    run = small_demo(1999)
    assert run.returncode == 1
    assert "WRONG  4 asyncio walks the app: 2000 items were walked, not 1999" in run.stderr


def test_it_runs_on_the_versions_that_are_tested() -> None:
    tested, demo = (pins(ROOT / "requirements" / name) for name in ("dev.txt", "demo.txt"))
    assert demo <= tested
    assert {name for name, _ in demo} >= {"httpx2", "starlette", "uvicorn"}


def pins(path: Path) -> set[tuple[str, str]]:
    """Name and version of everything that a lock file installs."""
    return set(re.findall(r"^([\w.-]+)==([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_table_in_the_readme_is_what_the_demo_prints() -> None:
    assert rows((ROOT / "README.md").read_text(encoding="utf-8")) == EXPECTED
