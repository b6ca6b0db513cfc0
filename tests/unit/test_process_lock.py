"""The lock for stores that have none: one for each store object, for as long as it is used."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest

from podio.drivers.store_port import StorePort, locks
from tests.flows.odd_stores import KINDS, Plain


@pytest.mark.parametrize("kind", KINDS)
def test_one_object_has_one_lock(kind: Callable[[], Any]) -> None:
    store = kind()
    one, another = StorePort(store), StorePort(store)
    owner = one.lock(30.0)
    assert owner
    assert another.lock(30.0) is None
    assert another.unlock(owner)


@pytest.mark.parametrize("kind", KINDS)
def test_two_objects_do_not_wait_for_each_other(kind: Callable[[], Any]) -> None:
    one, another = StorePort(kind()), StorePort(kind())
    assert one.lock(30.0)
    assert another.lock(30.0), "equal, but not the same"


def test_nothing_is_left_of_a_store_that_nobody_uses() -> None:
    gc.collect()
    before = locks()
    ports = [StorePort(Plain()) for _ in range(5)]
    assert locks() == before + 5
    ports.clear()
    gc.collect()
    assert locks() == before
