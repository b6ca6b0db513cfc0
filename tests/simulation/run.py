"""Runs many worlds, and counts what was wrong in them."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterable
from typing import NamedTuple

from tests.simulation.plan import plan_of
from tests.simulation.world import World


class Tally(NamedTuple):
    """What came of some seeds.

    Attributes:
        seeds: How many.
        hours: How long they were, in their own time.
        failed: Those with a violation, and the first of each.
    """

    seeds: int
    hours: float
    failed: list[tuple[int, str]]


def run_seeds(seeds: Iterable[int]) -> Tally:
    """Run worlds."""
    count, hours, failed = 0, 0.0, list[tuple[int, str]]()
    for seed in seeds:
        world = World(plan_of(seed))
        wrong = world.run()
        count += 1
        hours += world.hours
        if wrong:
            failed.append((seed, wrong[0]))
    return Tally(count, hours, failed)


def run_many(first: int, seeds: int, processes: int) -> Tally:
    """Run worlds on all cores."""
    size = max(1, min(500, seeds // (4 * processes) or 1))
    parts = [range(at, min(at + size, first + seeds)) for at in range(first, first + seeds, size)]
    with multiprocessing.get_context("spawn").Pool(processes, logging.disable) as pool:
        found = list(pool.imap_unordered(run_seeds, parts))
    failed = sorted(one for tally in found for one in tally.failed)
    return Tally(sum(one.seeds for one in found), sum(one.hours for one in found), failed)
