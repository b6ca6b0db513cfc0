"""The benchmarks run, keep the hard gates, and say so when one is broken or a budget is missed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.figures import Figure, status, summary, table

VERDICTS = {"ok", "missed", "BROKEN"}
WITHIN = Figure("within", 9.0, 10.0, "us", gate=25.0)
MISSED = Figure("missed", 11.0, 10.0, "us", gate=25.0)
BROKEN = Figure("broken", 26.0, 10.0, "us", gate=25.0)
COUNT = Figure("store I/O", 0.0, 0.0, "", gate=0.0)


@pytest.mark.slow
@pytest.mark.bench
def test_a_quick_run_measures_every_figure_and_keeps_the_gates_that_no_clock_decides() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick"],
        capture_output=True,
        check=False,
        text=True,
    )
    rows = {line.split("  ")[0]: line.split()[-1] for line in run.stdout.splitlines() if line}
    assert rows["store I/O of calls with a fresh session"] == "ok", run.stdout + run.stderr
    assert rows["memory, 2,000 items over 1,000"] == "ok"
    assert len([verdict for verdict in rows.values() if verdict in VERDICTS]) >= 16
    # What takes how long is for `make bench` to judge; here it only has to be told truly.
    assert run.returncode == int("BROKEN" in rows.values())


def test_only_a_broken_gate_is_a_failure() -> None:
    assert status([WITHIN, MISSED, COUNT]) == 0
    assert status([WITHIN, BROKEN]) == 1
    assert status([Figure("store I/O", 1.0, 0.0, "", gate=0.0)]) == 1


def test_a_busy_machine_does_not_break_a_gate_that_the_best_round_kept() -> None:
    busy = Figure("busy", 30.0, 10.0, "us", gate=25.0, best=14.0)
    assert status([busy]) == 0
    assert busy.verdict == "missed"
    assert status([busy._replace(best=25.5)]) == 1


def test_what_is_missed_is_said_plainly() -> None:
    verdicts = [line.split()[-1] for line in table([WITHIN, MISSED, BROKEN]).splitlines()[2:]]
    assert verdicts == ["ok", "missed", "BROKEN"]
    assert summary([WITHIN, COUNT]) == "All budgets are met."
    assert summary([MISSED]) == "Budgets missed: missed."
    assert summary([BROKEN, MISSED]) == "Hard gates broken: broken. Budgets missed: missed."
