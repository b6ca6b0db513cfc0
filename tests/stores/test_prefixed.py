"""Several programs on one ground: their keys never meet."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

import pytest

from podio.errors import ConfigurationError, StoreDecryptionError
from podio.stores import AsyncPrefixedAuthStore, FileAuthStore, MemoryAuthStore, PrefixedAuthStore
from podio.stores.encrypted import EncryptedAuthStore, generate_key
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.stores.sql import SQLAuthStore
from podio.testing import AuthStoreConformance, a_session

if TYPE_CHECKING:
    from pathlib import Path


class TestPrefixedSQL(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.url = f"sqlite:///{tmp_path / 'sessions.db'}"
        SQLAuthStore(self.url, key="any").create_schema()

    def make_store(self) -> PrefixedAuthStore:
        return PrefixedAuthStore(SQLAuthStore(self.url, key="user:42"), "crm")

    def make_other_store(self) -> PrefixedAuthStore:
        return PrefixedAuthStore(SQLAuthStore(self.url, key="user:42"), "mail")


@pytest.mark.servers
class TestPrefixedAsyncRedis(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, redis_url: str) -> None:
        self.url, self.key = redis_url, secrets.token_hex(8)

    def make_store(self) -> AsyncPrefixedAuthStore:
        return AsyncPrefixedAuthStore(AsyncRedisAuthStore(self.url, self.key), "crm")

    def make_other_store(self) -> AsyncPrefixedAuthStore:
        return AsyncPrefixedAuthStore(AsyncRedisAuthStore(self.url, self.key), "mail")


def test_no_prefix_and_key_are_those_of_another_pair() -> None:
    ground = MemoryAuthStore()
    pairs = [("a", "b:c"), ("a:b", "c"), ("a", "b/c"), ("a/b", "c"), ("a%2Fb", "c"), ("a", "/b/c")]
    for version, (prefix, key) in enumerate(pairs, 1):
        PrefixedAuthStore(ground, prefix).for_key(key).set(a_session(version))
    found = [PrefixedAuthStore(ground, prefix).for_key(key).get() for prefix, key in pairs]
    assert [session.version for session in found] == [1, 2, 3, 4, 5, 6]
    assert not ground.for_key("a/b").get()
    assert not ground.get()


def test_prefixes_add_up_and_say_whose_session_it_is() -> None:
    ground = MemoryAuthStore()
    inner = PrefixedAuthStore(ground, "crm").for_key("user:42")
    assert inner.key == "crm/user%3A42"
    inner.set(a_session(1))
    assert ground.for_key("crm/user%3A42").get() == a_session(1)
    outer = PrefixedAuthStore(PrefixedAuthStore(ground, "crm"), "mail").for_key("user:42")
    assert not outer.get()


def test_an_encrypted_session_does_not_open_under_another_prefix() -> None:
    ground, key = MemoryAuthStore(), generate_key()
    one, two = (
        EncryptedAuthStore(PrefixedAuthStore(ground, name), key).for_key("user:42")
        for name in ("crm", "mail")
    )
    one.set(a_session(1))
    ground.for_key("mail/user%3A42").set(ground.for_key("crm/user%3A42").get())
    with pytest.raises(StoreDecryptionError):
        two.get()


def test_api_clients_stay_apart_behind_a_prefix(tmp_path: Path) -> None:
    ground = SQLAuthStore(f"sqlite:///{tmp_path / 'sessions.db'}", key="user:42")
    ground.create_schema()
    store = PrefixedAuthStore(ground, "crm")
    one, two = (store.bound_to(name, "https://podio.example") for name in ("one", "two"))
    one.set(a_session(1))
    two.set(a_session(2))
    assert (one.get(), two.get(), bool(store.get())) == (a_session(1), a_session(2), False)
    other = one.for_key("user:43")
    assert not other.get()
    assert other.for_key("user:42").get() == a_session(1)
    store.close()


def test_a_store_without_keys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no keys"):
        PrefixedAuthStore(FileAuthStore(tmp_path / "a"), "crm")
    for prefix in ("", " "):
        with pytest.raises(ConfigurationError, match="needs a key"):
            PrefixedAuthStore(MemoryAuthStore(), prefix)


@pytest.mark.servers
def test_both_kinds_keep_the_same_session(redis_url: str) -> None:
    key = secrets.token_hex(8)
    PrefixedAuthStore(RedisAuthStore(redis_url, key), "crm").set(a_session(1))

    async def read() -> object:
        store = AsyncPrefixedAuthStore(AsyncRedisAuthStore(redis_url, key), "crm")
        found = await store.get()
        await store.close()
        return found

    assert asyncio.run(read()) == a_session(1)
