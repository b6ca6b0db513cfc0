"""What mypy takes for a user's file: the first time, and when it has a cache."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.rounds import Work, interleaved, processes

USES_THE_CLIENT = """
from datetime import UTC, datetime, timedelta

from podio import AsyncPodio, Podio
from podio.errors import NotFound
from podio.stores import FileAuthStore


def overdue(podio: Podio, app_id: int) -> list[str]:
    since = datetime.now(UTC) - timedelta(days=7)
    found = podio.items.filter(app_id, limit=100)
    return [item.title or "" for item in found if item.created_on and item.created_on < since]


async def complete(podio: AsyncPodio, task_id: int) -> None:
    try:
        await podio.tasks.complete(task_id, silent=True)
    except NotFound:
        print("gone")


with Podio("id", "secret", FileAuthStore("session.json")) as podio:
    if not podio.is_authenticated():
        podio.authenticate_with_app(1, "token")
    print(overdue(podio, 1))
"""


def checking(*, quick: bool) -> list[Figure]:
    """mypy in CPU time on a file that uses the client, as installed; it checks no code of ours."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "program.py").write_text(USES_THE_CLIENT, encoding="utf-8")
        work = {"cold": _mypy(folder, kept=False), "warm": _mypy(folder, kept=True)}
        times = interleaved(work, 1 if quick else 7, 1, processes)
    return [
        Figure(f"mypy on a user's file, {which}", 1e3 * statistics.median(times[which]), most, "ms")
        for which, most in (("cold", 3_000), ("warm", 1_000))
    ]


def _mypy(folder: Path, *, kept: bool) -> Work:
    """Run mypy with a cache of its own, which is thrown away before unless it is kept."""
    cache = folder / ("kept" if kept else "thrown away")
    options = ["--strict", "--config-file=", f"--cache-dir={cache}"]
    command = [sys.executable, "-m", "mypy", *options, "program.py"]

    def run() -> None:
        if not kept:
            shutil.rmtree(cache, ignore_errors=True)
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    return run
