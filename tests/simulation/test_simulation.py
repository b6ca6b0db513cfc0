from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest

from tests.simulation.plan import plan_of
from tests.simulation.run import run_many
from tests.simulation.world import World

EVERYDAY, FULL = 3000, 50_000


@pytest.fixture(autouse=True)
def no_log() -> Iterator[None]:
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def test_no_seed_breaks_a_rule() -> None:
    tally = run_many(0, EVERYDAY, os.cpu_count() or 1)
    assert tally.seeds == EVERYDAY
    assert tally.failed == []


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_seed_of_many_breaks_a_rule() -> None:
    assert run_many(EVERYDAY, FULL, os.cpu_count() or 1).failed == []


@pytest.mark.parametrize("seed", [0, 7, 54, 312])
def test_one_seed_is_the_same_world_each_time(seed: int) -> None:
    once, again = (World(plan_of(seed), telling=True) for _ in range(2))
    assert once.run() == again.run()
    assert once.story == again.story
    assert once.story


def test_in_the_first_worlds_everything_happens_that_may_go_wrong() -> None:
    stories = ""
    for seed in range(300):
        world = World(plan_of(seed), telling=True)
        world.run()
        stories += "\n".join(world.story)
    for what in (
        "! kill", "! pause", "is interrupted", "store down", "store full", "store hangs",
        "store lags", "write torn", "server down", "server busy", "is lost", "answer doubled",
        "answer another's", "token refused", "clock set", "logout of", "sign-in of", "revoked",
        "another process", "is refused r", "saves the ending", "the mark of a logout",
    ):  # fmt: skip
        assert what in stories, what
