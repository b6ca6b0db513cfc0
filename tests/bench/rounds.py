"""Measuring things against each other: in turn, many times, medians of what each round says.

What disturbs the machine for a while then disturbs all candidates alike, and a median does not
see the rounds that it hit. Work that only computes is measured in CPU time, so that what else
runs on the machine does not count at all.
"""

from __future__ import annotations

import gc
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

Work = Callable[[], object]
Clock = Callable[[], float]
Name = TypeVar("Name", bound=str)


def wall() -> float:
    """The time that passes, for work that waits for another process."""
    return time.perf_counter()


def cpu() -> float:
    """The CPU time of this thread."""
    return time.thread_time()


def processes() -> float:
    """The CPU time of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def interleaved(
    candidates: Mapping[Name, Work], rounds: int, calls: int, clock: Clock
) -> dict[Name, list[float]]:
    """Time every candidate in every round, the order rotating; a round of warm-up is dropped.

    Args:
        candidates: What to time, by name.
        rounds: How many rounds count.
        calls: How often a candidate is called in a round; the median call counts.
        clock: What to time by: `wall`, `cpu` or `processes`.

    Returns:
        The seconds of a call, for each round.
    """
    names = list(candidates)
    times: dict[Name, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            gc.collect()  # so that nobody pays for what another left behind
            seconds = median_call(candidates[name], calls, clock)
            if turn:
                times[name].append(seconds)
    return times


def median_call(work: Work, calls: int, clock: Clock) -> float:
    """Call something several times; the median of the seconds."""
    times: list[float] = []
    for _ in range(calls):
        began = clock()
        work()
        times.append(clock() - began)
    return statistics.median(times)


def ratio(times: list[float], others: list[float]) -> float:
    """How many times the others it takes: the median over the rounds."""
    return statistics.median(one / other for one, other in zip(times, others, strict=True))


def difference(times: list[float], others: list[float]) -> float:
    """How many seconds more it takes: the median over the rounds."""
    return statistics.median(one - other for one, other in zip(times, others, strict=True))
