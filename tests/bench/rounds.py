"""Measuring things against each other: in turn, many times, medians of what each round says.

What disturbs the machine for a while then disturbs all candidates alike, and a median does not
see the rounds that it hit.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

Work = Callable[[], object]
Name = TypeVar("Name", bound=str)


def interleaved(
    candidates: Mapping[Name, Work], rounds: int, calls: int
) -> dict[Name, list[float]]:
    """Time every candidate in every round, the order rotating; a round of warm-up is dropped.

    Args:
        candidates: What to time, by name.
        rounds: How many rounds count.
        calls: How often a candidate is called in a round; the median call counts.

    Returns:
        The seconds of a call, for each round.
    """
    names = list(candidates)
    times: dict[Name, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            seconds = median_call(candidates[name], calls)
            if turn:
                times[name].append(seconds)
    return times


def median_call(work: Work, calls: int) -> float:
    """Call something several times; the median of the seconds."""
    times: list[float] = []
    for _ in range(calls):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def ratio(times: list[float], others: list[float]) -> float:
    """How many times the others it takes: the median over the rounds."""
    return statistics.median(one / other for one, other in zip(times, others, strict=True))


def difference(times: list[float], others: list[float]) -> float:
    """How many seconds more it takes: the median over the rounds."""
    return statistics.median(one - other for one, other in zip(times, others, strict=True))
