"""The conformance suite on encrypted sessions, over every kind of store."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

from podio.stores import FileAuthStore
from podio.stores.encrypted import AsyncEncryptedAuthStore, EncryptedAuthStore, generate_key
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.stores.sql import SQLAuthStore
from podio.testing import AuthStoreConformance
from tests.stores.own_stores import AsyncShelfStore, ShelfStore

if TYPE_CHECKING:
    from pathlib import Path

KEY = generate_key()


class TestOverAFile(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_store(self) -> EncryptedAuthStore:
        return EncryptedAuthStore(FileAuthStore(self.folder / "mine.json"), [KEY])

    def make_other_store(self) -> EncryptedAuthStore:
        return EncryptedAuthStore(FileAuthStore(self.folder / "yours.json"), [KEY])


class TestOverTwoMethods(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.shelf: dict[str, str] = {}

    def make_store(self) -> EncryptedAuthStore:
        return EncryptedAuthStore(ShelfStore(self.shelf, "mine"), KEY)

    def make_other_store(self) -> EncryptedAuthStore:
        return EncryptedAuthStore(ShelfStore(self.shelf, "yours"), KEY)


class TestOverTwoMethodsAwaited(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.shelf: dict[str, str] = {}

    def make_store(self) -> AsyncEncryptedAuthStore:
        return AsyncEncryptedAuthStore(AsyncShelfStore(self.shelf, "mine"), KEY)

    def make_other_store(self) -> AsyncEncryptedAuthStore:
        return AsyncEncryptedAuthStore(AsyncShelfStore(self.shelf, "yours"), KEY)


class TestOverSQL(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.url = f"sqlite:///{tmp_path / 'sessions.db'}"

    def make_store(self) -> EncryptedAuthStore:
        inner = SQLAuthStore(self.url, key="mine")
        inner.create_schema()
        return EncryptedAuthStore(inner, [KEY])

    def make_other_store(self) -> EncryptedAuthStore:
        return EncryptedAuthStore(SQLAuthStore(self.url, key="yours"), [KEY])


@pytest.mark.servers
class TestOverRedis(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str) -> None:
        self.url, self.key = redis_url, secrets.token_hex(8)

    def make_store(self) -> EncryptedAuthStore:
        return EncryptedAuthStore(RedisAuthStore(self.url, self.key), [KEY])

    def make_other_store(self) -> EncryptedAuthStore:
        return EncryptedAuthStore(RedisAuthStore(self.url, f"not {self.key}"), [KEY])


@pytest.mark.servers
class TestOverAsyncRedis(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str) -> None:
        self.url, self.key = redis_url, secrets.token_hex(8)

    def make_store(self) -> AsyncEncryptedAuthStore:
        return AsyncEncryptedAuthStore(AsyncRedisAuthStore(self.url, self.key), [KEY])

    def make_other_store(self) -> AsyncEncryptedAuthStore:
        return AsyncEncryptedAuthStore(AsyncRedisAuthStore(self.url, f"not {self.key}"), [KEY])
