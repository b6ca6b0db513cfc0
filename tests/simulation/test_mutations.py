from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.simulation.mutations import MUTATIONS, Mutation
from tests.simulation.plan import plan_of
from tests.simulation.world import World


@pytest.fixture(autouse=True)
def no_log() -> Iterator[None]:
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_a_rule_switched_off_is_missed(mutation: Mutation) -> None:
    plan = plan_of(mutation.seed)
    assert World(plan).run() == []
    with mutation.on():
        assert World(plan).run() != []
