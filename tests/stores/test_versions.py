"""T8: whatever eight writers do, versions grow, and no old token replaces a new one."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from podio import PodioOAuth
from podio.stores import FileAuthStore, MemoryAuthStore
from podio.testing import a_session

WRITERS = st.integers(min_value=0, max_value=7)
LEASE = 600.0


class Writers(RuleBasedStateMachine):
    """Eight clients over one store: each has what it last saw, and acts on it."""

    def __init__(self) -> None:
        super().__init__()
        self.stores: list[Any] = self.open_stores()
        self.seen = [PodioOAuth() for _ in self.stores]
        self.stored = PodioOAuth()
        self.newest = 0
        self.owner: tuple[int, str] | None = None

    def open_stores(self) -> list[Any]:
        raise NotImplementedError

    @rule(writer=WRITERS)
    def load(self, writer: int) -> None:
        self.seen[writer] = self.stores[writer].get()
        assert self.seen[writer] == self.stored

    @rule(writer=WRITERS, step=st.integers(min_value=1, max_value=3))
    def save(self, writer: int, step: int) -> None:
        known = self.seen[writer].version
        mine = a_session(known + step, access_token=f"of {writer}, after {known}")
        expected = self.stored.version <= known
        assert self.stores[writer].compare_and_set(mine, known) == expected
        if expected:
            self.stored = self.seen[writer] = mine

    @rule(writer=WRITERS)
    def save_the_same_again(self, writer: int) -> None:
        mine = self.seen[writer]
        again = self.stores[writer].compare_and_set(mine, mine.version)
        assert again == (self.stored.version <= mine.version)
        if again:
            self.stored = mine

    @rule(writer=WRITERS)
    def take_the_lock(self, writer: int) -> None:
        owner = self.stores[writer].lock(LEASE)
        assert (owner is None) == (self.owner is not None)
        if owner is not None:
            self.owner = writer, owner

    @rule(writer=WRITERS)
    def give_the_lock_back(self, writer: int) -> None:
        assert not self.stores[writer].unlock("nobody")
        if self.owner is not None:
            holder, owner = self.owner
            assert self.stores[holder].unlock(owner)
            self.owner = None

    @invariant()
    def versions_grow(self) -> None:
        found = self.stores[0].get()
        assert found == self.stored
        assert found.version >= self.newest
        self.newest = found.version


class OverOneMemory(Writers):
    def open_stores(self) -> list[Any]:
        return [MemoryAuthStore()] * 8


class OverOneFile(Writers):
    def open_stores(self) -> list[Any]:
        self.folder = tempfile.mkdtemp()
        return [FileAuthStore(Path(self.folder) / "session.json") for _ in range(8)]

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


SMALL = settings(max_examples=12, stateful_step_count=50, deadline=None, database=None)
FULL = settings(
    max_examples=8,
    stateful_step_count=1_000,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),  # a thousand steps are large, and meant to be
)

TestOverOneMemory = OverOneMemory.TestCase
TestOverOneMemory.settings = SMALL
TestOverOneFile = OverOneFile.TestCase
TestOverOneFile.settings = SMALL


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("machine", [OverOneMemory, OverOneFile])
def test_a_thousand_steps(machine: type[Writers]) -> None:
    run_state_machine_as_test(machine, settings=FULL)
