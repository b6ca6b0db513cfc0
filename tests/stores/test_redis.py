"""The Redis stores: the conformance suite, and what is special about Redis."""

from __future__ import annotations

import secrets

import pytest

from podio.stores import AsyncRedisAuthStore, RedisAuthStore
from podio.testing import AuthStoreConformance

pytestmark = pytest.mark.servers


class TestRedisAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str) -> None:
        self.url, self.key = redis_url, secrets.token_hex(8)

    def make_store(self) -> RedisAuthStore:
        return RedisAuthStore(self.url, self.key)

    def make_other_store(self) -> RedisAuthStore:
        return RedisAuthStore(self.url, f"not {self.key}")


class TestAsyncRedisAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str) -> None:
        self.url, self.key = redis_url, secrets.token_hex(8)

    def make_store(self) -> AsyncRedisAuthStore:
        return AsyncRedisAuthStore(self.url, self.key)

    def make_other_store(self) -> AsyncRedisAuthStore:
        return AsyncRedisAuthStore(self.url, f"not {self.key}")
