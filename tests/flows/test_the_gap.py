"""T29: what a kill -9 can take is a token whose save had not ended, and nothing else."""

from __future__ import annotations

import random
import statistics
from typing import TYPE_CHECKING

import pytest

from tests.flows.dying_clients import DyingClients
from tests.stores.places import prepare
from tests.stores.servers import posix

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = posix

LATEST_KILL = 0.012
LONG = 0.4
"""Seconds after which a client has saved what it got."""

servers = pytest.mark.servers
STORES = [
    "file",
    "sqlite",
    pytest.param("redis", marks=servers),
    pytest.param("postgres", marks=servers),
]
FEW_OR_MANY = [12, pytest.param(400, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    kind: str = request.param
    if kind == "file":
        return str(tmp_path)
    address: str = (
        f"sqlite:///{tmp_path / 'sessions.db'}"
        if kind == "sqlite"
        else request.getfixturevalue(f"{kind}_url")
    )
    prepare(address)
    return address


@pytest.mark.parametrize("kills", FEW_OR_MANY)
def test_a_kill_takes_only_what_was_not_written_yet(place: str, kills: int) -> None:
    chance = random.Random(29)  # noqa: S311 -- moments, not secrets
    with DyingClients(place) as clients:
        trials = [clients.trial(LATEST_KILL * chance.random()) for _ in range(kills)]
        assert not clients.trial(LONG).lost, "a client that is let live saves what it gets"
    lost = [each for each in trials if each.lost]
    assert [each for each in lost if each.saved or "written" in each.gaps] == []
    assert all(each.whole for each in lost), "the former session is there as it was"


def test_a_file_is_out_of_reach_before_it_is_on_the_disk(tmp_path: Path) -> None:
    with DyingClients(tmp_path) as clients:
        gaps = [clients.trial(LONG).gaps for _ in range(9)]
    written = statistics.median(each["written"] for each in gaps)
    assert written < statistics.median(each["saved"] for each in gaps)
    assert written < 10, "1 ms on a machine with nothing else to do"
