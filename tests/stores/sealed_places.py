"""Encrypted sessions of two people, in every store that there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from podio.drivers.background import BackgroundLoop
from podio.stores import (
    AsyncAuthStore,
    AuthStore,
    EnvAuthStore,
    FileAuthStore,
    LayeredAuthStore,
    MemoryAuthStore,
    PrefixedAuthStore,
    SessionAuthStore,
)
from podio.stores.encrypted import AsyncEncryptedAuthStore, EncryptedAuthStore, generate_key
from podio.stores.keyring import KeyringAuthStore
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore
from podio.stores.sql import SQLAuthStore
from podio.testing import a_session
from podio.testing.driven import DrivenStore
from tests.contrib.django_ground import django_is_set_up
from tests.stores.keyrings import FolderKeyring
from tests.stores.own_stores import AsyncShelfStore, ShelfStore

if TYPE_CHECKING:
    from pathlib import Path

KEY = generate_key()
CLIENT = ("demo", "https://podio.example")


class Sealed(NamedTuple):
    """A session that is kept encrypted.

    Attributes:
        store: What encrypts.
        ground: Gives what is there as it is kept.
    """

    store: AuthStore
    ground: Callable[[], AuthStore]


class World:
    """Grounds that several sessions are kept on; closed after the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.memory = MemoryAuthStore()
        self.shelf: dict[str, str] = {}
        self.redis_url = ""
        self._database = SQLAuthStore(f"sqlite:///{folder / 'sessions.db'}", key="any")
        self._loop = BackgroundLoop()
        self._driven: list[DrivenStore] = []

    def sql(self, name: str) -> SQLAuthStore:
        self._database.create_schema()
        return self._database.for_key(name)

    def driven(self, store: AsyncAuthStore) -> DrivenStore:
        """Drive an awaited store by plain calls."""
        self._driven.append(DrivenStore(store, self._loop))
        return self._driven[-1]

    def close(self) -> None:
        for store in self._driven:
            store.close()
        self._loop.close()
        self._database.close()


def around(inner: AuthStore) -> Sealed:
    return Sealed(EncryptedAuthStore(inner, KEY), lambda: inner)


def in_memory(world: World, name: str) -> Sealed:
    return around(world.memory.for_key(name))


def in_a_file(world: World, name: str) -> Sealed:
    return around(FileAuthStore(world.folder / f"{name}.json"))


def in_files_of_one_name(world: World, name: str) -> Sealed:
    inner = FileAuthStore(world.folder / name / "session.json")
    return Sealed(EncryptedAuthStore(inner, KEY, key=name), lambda: inner)


def in_a_database(world: World, name: str) -> Sealed:
    return around(world.sql(name))


def of_two_api_clients(world: World, name: str) -> Sealed:
    inner = world.sql("user:42")
    store = EncryptedAuthStore(inner, KEY).bound_to(name, CLIENT[1])
    return Sealed(store, lambda: inner.bound_to(name, CLIENT[1]))


def at_two_addresses(world: World, name: str) -> Sealed:
    inner = world.sql("user:42")
    store = EncryptedAuthStore(inner, KEY).bound_to(CLIENT[0], f"https://{name}.example")
    return Sealed(store, lambda: inner.bound_to(CLIENT[0], f"https://{name}.example"))


def under_the_keyring(world: World, name: str) -> Sealed:
    backend, files = FolderKeyring(world.folder / "keyring"), world.folder / "files"
    store = KeyringAuthStore(name, folder=files, backend=backend)
    return Sealed(store, lambda: vars(store)["_steps"].inner)


def under_the_keyring_of_two_api_clients(world: World, name: str) -> Sealed:
    backend, files = FolderKeyring(world.folder / "keyring"), world.folder / "files"
    store = KeyringAuthStore("user:42", folder=files, backend=backend).bound_to(name, CLIENT[1])
    return Sealed(store, lambda: vars(store)["_steps"].inner)


def in_djangos_table(world: World, name: str) -> Sealed:
    django_is_set_up()
    from podio.contrib.django import DjangoAuthStore

    return around(DjangoAuthStore(f"{world.folder} {name}"))


def in_djangos_cache(world: World, name: str) -> Sealed:
    django_is_set_up()
    from podio.contrib.django import DjangoCacheAuthStore

    return around(DjangoCacheAuthStore(f"{world.folder} {name}"))


def begun_by_the_environment(world: World, name: str) -> Sealed:
    inner = FileAuthStore(world.folder / name)
    return Sealed(EnvAuthStore(EncryptedAuthStore(inner, KEY)), lambda: inner)


def around_the_environment(world: World, name: str) -> Sealed:
    return around(EnvAuthStore(FileAuthStore(world.folder / name)))


def with_a_prefix(world: World, name: str) -> Sealed:
    return around(PrefixedAuthStore(world.memory, name).for_key("user:42"))


def inside_a_prefix(world: World, name: str) -> Sealed:
    store = PrefixedAuthStore(EncryptedAuthStore(world.memory, KEY), name).for_key("user:42")
    return Sealed(store, lambda: world.memory.for_key(store.key))


def around_layers(world: World, name: str) -> Sealed:
    file = FileAuthStore(world.folder / name)
    store = EncryptedAuthStore(LayeredAuthStore(MemoryAuthStore(), file, max_age=0), KEY)
    return Sealed(store, lambda: file)


def inside_layers(world: World, name: str) -> Sealed:
    slow = EncryptedAuthStore(world.sql("any"), KEY)
    store = LayeredAuthStore(MemoryAuthStore(), slow, max_age=0).for_key(name)
    return Sealed(store, lambda: world.sql(name))


def behind_a_web_session(world: World, name: str) -> Sealed:
    keys: list[str] = []

    def backing(key: str) -> AuthStore:
        keys.append(key)
        return EncryptedAuthStore(FileAuthStore(world.folder / key), KEY)

    store = SessionAuthStore({"person": name}, backing)
    return Sealed(store, lambda: FileAuthStore(world.folder / keys[-1]))


def in_a_cookie_that_was_given_a_key(_: World, name: str) -> Sealed:
    inner = SessionAuthStore({}, tokens_in_cookie=True)
    return Sealed(EncryptedAuthStore(inner, KEY, key=name), lambda: inner)


def in_a_store_of_ones_own(world: World, name: str) -> Sealed:
    return around(ShelfStore(world.shelf, name))


def in_an_awaited_store_of_ones_own(world: World, name: str) -> Sealed:
    store = AsyncEncryptedAuthStore(AsyncShelfStore(world.shelf, name), KEY)
    return Sealed(world.driven(store), lambda: ShelfStore(world.shelf, name))


def in_redis(world: World, name: str) -> Sealed:
    return around(RedisAuthStore(world.redis_url, f"{world.folder} {name}"))


def in_redis_awaited(world: World, name: str) -> Sealed:
    key = f"{world.folder} {name}"
    store = AsyncEncryptedAuthStore(AsyncRedisAuthStore(world.redis_url, key), KEY)
    return Sealed(world.driven(store), lambda: RedisAuthStore(world.redis_url, key))


PLACES: list[Callable[[World, str], Sealed]] = [
    in_memory,
    in_a_file,
    in_files_of_one_name,
    in_a_database,
    of_two_api_clients,
    at_two_addresses,
    under_the_keyring,
    under_the_keyring_of_two_api_clients,
    in_djangos_table,
    in_djangos_cache,
    begun_by_the_environment,
    around_the_environment,
    with_a_prefix,
    inside_a_prefix,
    around_layers,
    inside_layers,
    behind_a_web_session,
    in_a_cookie_that_was_given_a_key,
    in_a_store_of_ones_own,
    in_an_awaited_store_of_ones_own,
]


def swapped(ann: Sealed, ben: Sealed) -> None:
    """Keep a session of each, of one version, and put each in the other's place."""
    ann.store.set(a_session(1, access_token="of ann"))
    ben.store.set(a_session(1, access_token="of ben"))
    assert ann.store.get().access_token == "of ann"
    assert ben.store.get().access_token == "of ben"
    of_ann, of_ben = ann.ground().get(), ben.ground().get()
    assert not of_ann
    assert of_ann.extra["sealed"] != of_ben.extra["sealed"]
    ann.ground().set(of_ben)
    ben.ground().set(of_ann)
