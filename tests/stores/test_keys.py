"""A key that can name no session is refused at once, whatever store it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from podio import PodioSessions
from podio.errors import ConfigurationError
from podio.stores import MemoryAuthStore, PrefixedAuthStore
from podio.stores.encrypted import EncryptedAuthStore, generate_key
from podio.stores.keyring import KeyringAuthStore
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore
from tests.stores.keyrings import FolderKeyring

if TYPE_CHECKING:
    from pathlib import Path

WRONG = {
    "of a megabyte": ("k" * 1_000_000, "at most 65536 bytes long"),
    "of a megabyte in Unicode": ("🔑" * 250_000, "at most 65536 bytes long"),
    "empty": ("", "not empty"),
    "blank": (" \n", "not empty"),
    "no text": ("\ud800", "without lone surrogates"),
}
MADE: dict[str, Callable[[str, Path], object]] = {
    "Redis": lambda key, _: RedisAuthStore("redis://localhost", key),
    "Redis, async": lambda key, _: AsyncRedisAuthStore("redis://localhost", key),
    "SQL": lambda key, folder: SQLAuthStore(f"sqlite:///{folder / 'x.db'}", key),
    "SQL, async": lambda key, folder: AsyncSQLAuthStore(f"sqlite:///{folder / 'x.db'}", key),
    "keyring": lambda key, folder: KeyringAuthStore(
        key, folder=folder, backend=FolderKeyring(folder)
    ),
    "memory": lambda key, _: MemoryAuthStore().for_key(key),
    "a prefix": lambda key, _: PrefixedAuthStore(MemoryAuthStore(), key),
    "encrypted": lambda key, _: EncryptedAuthStore(MemoryAuthStore(), generate_key()).for_key(key),
    "tenants": lambda key, _: PodioSessions("id", "secret", MemoryAuthStore())[key],
}


@pytest.mark.parametrize("store", MADE)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_key_that_names_nothing_is_refused(store: str, wrong: str, tmp_path: Path) -> None:
    key, says = WRONG[wrong]
    with pytest.raises(ConfigurationError) as refused:
        MADE[store](key, tmp_path)
    assert says in str(refused.value)
    assert len(str(refused.value)) < 400, "the key itself is not repeated"
