"""The public conformance suite, on the stores without a server and on stores of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio.stores import FileAuthStore, MemoryAuthStore, NullAuthStore
from podio.testing import AuthStoreConformance, a_session
from tests.stores.own_stores import AsyncShelfStore, ShelfStore

if TYPE_CHECKING:
    from pathlib import Path

    from podio import PodioOAuth


class TestMemoryAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.store = MemoryAuthStore()

    def make_store(self) -> MemoryAuthStore:
        return self.store


class TestFileAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "state"

    def make_store(self) -> FileAuthStore:
        return FileAuthStore(self.folder / "session.json")

    def make_other_store(self) -> FileAuthStore:
        return FileAuthStore(self.folder / "other.json")


class TestAStoreOfOnesOwn(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.shelf: dict[str, str] = {}

    def make_store(self) -> ShelfStore:
        return ShelfStore(self.shelf, "mine")

    def make_other_store(self) -> ShelfStore:
        return ShelfStore(self.shelf, "yours")


class TestAnAsyncStoreOfOnesOwn(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.shelf: dict[str, str] = {}

    async def make_store(self) -> AsyncShelfStore:
        return AsyncShelfStore(self.shelf, "mine")

    async def make_other_store(self) -> AsyncShelfStore:
        return AsyncShelfStore(self.shelf, "yours")


def test_the_null_store_keeps_nothing() -> None:
    store = NullAuthStore()
    store.set(a_session(1))
    found: PodioOAuth = store.get()
    assert not found
