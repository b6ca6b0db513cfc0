"""T15: an encrypted session opens in its own place alone, whatever store it is in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from podio import Podio, PodioOAuth, PodioSessions
from podio.errors import StoreDecryptionError
from podio.stores import (
    AuthStore,
    FileAuthStore,
    LayeredAuthStore,
    MemoryAuthStore,
    SessionAuthStore,
)
from podio.stores.encrypted import EncryptedAuthStore, generate_key
from podio.stores.protocol import offers
from podio.testing import a_session
from tests.stores.own_stores import ShelfStore
from tests.stores.sealed_places import (
    CLIENT,
    KEY,
    PLACES,
    Sealed,
    World,
    around,
    in_redis,
    in_redis_awaited,
    swapped,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def opens_nowhere_else(ann: Sealed, ben: Sealed) -> None:
    swapped(ann, ben)
    for sealed in (ann, ben):
        with pytest.raises(StoreDecryptionError, match="in the place of another"):
            sealed.store.get()


@pytest.mark.parametrize("place", PLACES)
def test_t15_swapped_sessions_do_not_open(
    place: Callable[[World, str], Sealed], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PODIO_OAUTH", "PODIO_REFRESH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    opens_nowhere_else(place(world, "ann"), place(world, "ben"))


@pytest.mark.servers
@pytest.mark.parametrize("place", [in_redis, in_redis_awaited])
def test_t15_swapped_sessions_in_redis_do_not_open(
    place: Callable[[World, str], Sealed], world: World, redis_url: str
) -> None:
    world.redis_url = redis_url
    opens_nowhere_else(place(world, "ann"), place(world, "ben"))


# Files


def test_t15_swapped_files_do_not_open(tmp_path: Path) -> None:
    paths = [tmp_path / "alice.json", tmp_path / "bob.json"]
    stores = [EncryptedAuthStore(FileAuthStore(path), KEY) for path in paths]
    for store in stores:
        store.set(a_session(1))
    paths[0].rename(tmp_path / "aside")
    paths[1].rename(paths[0])
    (tmp_path / "aside").rename(paths[1])
    for store, path in zip(stores, paths, strict=True):
        with pytest.raises(StoreDecryptionError, match=f"{path.name}.*in the place of another"):
            store.get()
        with pytest.raises(StoreDecryptionError):
            store.set(a_session(2))


def test_a_file_that_was_renamed_opens_by_its_former_name(tmp_path: Path) -> None:
    EncryptedAuthStore(FileAuthStore(tmp_path / "alice.json"), KEY).set(a_session(1))
    renamed = FileAuthStore((tmp_path / "alice.json").rename(tmp_path / "new.json"))
    with pytest.raises(StoreDecryptionError, match=r"'new.json' had another name.*key=\"the old"):
        EncryptedAuthStore(renamed, KEY).get()
    store = EncryptedAuthStore(renamed, KEY, key="alice.json")
    assert store.get() == a_session(1)
    store.set(a_session(2))
    assert store.get() == a_session(2)


def test_a_file_that_was_moved_to_another_folder_opens(tmp_path: Path) -> None:
    EncryptedAuthStore(FileAuthStore(tmp_path / "alice.json"), KEY).set(a_session(1))
    (tmp_path / "mounted elsewhere").mkdir(mode=0o700)
    moved = (tmp_path / "alice.json").rename(tmp_path / "mounted elsewhere" / "alice.json")
    assert EncryptedAuthStore(FileAuthStore(moved), KEY).get() == a_session(1)


@pytest.mark.skipif(os.name != "posix", reason="names are text here")
def test_a_file_whose_name_is_no_text_is_a_place_too(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.json")
    try:
        path.touch(0o600)
    except OSError:
        pytest.skip("this file system takes text alone")
    path.unlink()
    store = EncryptedAuthStore(FileAuthStore(path), KEY)
    store.set(a_session(1))
    assert store.get() == a_session(1)


def test_that_files_have_a_key_makes_them_no_store_of_many(tmp_path: Path) -> None:
    store = FileAuthStore(tmp_path / "alice.json")
    assert store.key == "alice.json"
    for inner in (store, EncryptedAuthStore(store, KEY)):
        assert offers(inner).isdisjoint({"for_key", "bound_to"})
    quick = FileAuthStore(tmp_path / "quick.json")
    layered = LayeredAuthStore(quick, store)
    layered.set(a_session(1))
    assert quick.get() == a_session(1), "the copy is in the store that was given, not in another"


# Stores that do not say whose session they keep


class Bare:
    """A store of two methods that says nothing of itself."""

    def __init__(self) -> None:
        self.kept = PodioOAuth()

    def get(self) -> PodioOAuth:
        return self.kept

    def set(self, oauth: PodioOAuth) -> None:
        self.kept = oauth


@pytest.mark.parametrize(
    "made",
    [MemoryAuthStore, lambda: SessionAuthStore({}, tokens_in_cookie=True), Bare],
    ids=["memory", "cookie", "own"],
)
def test_a_store_that_cannot_tell_whose_session_it_has_says_so(
    made: Callable[[], AuthStore],
) -> None:
    ann, ben = around(made()), around(made())
    encrypted: Any = ann.store
    assert encrypted.key == ""
    swapped(ann, ben)
    assert ann.store.get().access_token == "of ben", "so its users give it a key="
    inner = made()
    named = [EncryptedAuthStore(inner, KEY, key=name) for name in ("ann", "ben")]
    assert [store.key for store in named] == ["ann", "ben"]
    named[0].set(a_session(1))
    with pytest.raises(StoreDecryptionError):
        named[1].get()


def test_files_of_one_name_in_two_folders_have_one_key(tmp_path: Path) -> None:
    ann, ben = (around(FileAuthStore(tmp_path / name / "session.json")) for name in ("ann", "ben"))
    encrypted: Any = (ann.store, ben.store)
    assert {store.key for store in encrypted} == {"session.json"}
    swapped(ann, ben)
    assert ann.store.get().access_token == "of ben", "so its users give each a key="


# The remedy that the error names


def test_giving_up_what_does_not_open_is_done_as_the_error_says(world: World) -> None:
    inner = world.sql("user:42")
    EncryptedAuthStore(inner, generate_key()).bound_to(*CLIENT).set(a_session(1))
    store = EncryptedAuthStore(inner, KEY)
    with pytest.raises(StoreDecryptionError) as caught:
        Podio(CLIENT[0], "secret", store, api_url=CLIENT[1])
    remedy = "call bound_to('demo', 'https://podio.example').delete() on the encrypted store"
    assert remedy in str(caught.value)
    store.bound_to("demo", "https://podio.example").delete()
    with Podio(CLIENT[0], "secret", store, api_url=CLIENT[1]) as podio:
        assert not podio.is_authenticated()


def test_of_many_users_the_error_names_the_one_to_give_up(world: World) -> None:
    before = EncryptedAuthStore(world.sql("any"), generate_key())
    before.for_key("user:42").bound_to(*CLIENT).set(a_session(1))
    store = EncryptedAuthStore(world.sql("any"), KEY)
    store.bound_to(*CLIENT).set(a_session(1))
    with PodioSessions(CLIENT[0], "secret", store, api_url=CLIENT[1]) as sessions:
        with pytest.raises(StoreDecryptionError) as caught:
            sessions["user:42"].is_authenticated()
        remedy = "for_key('user:42').bound_to('demo', 'https://podio.example').delete()"
        assert remedy in str(caught.value)
        store.for_key("user:42").bound_to("demo", "https://podio.example").delete()
        assert not sessions["user:42"].is_authenticated()
    assert store.bound_to(*CLIENT).get(), "the store's own entry is another's"


def test_where_nothing_can_be_deleted_the_error_says_what_else_helps() -> None:
    inner = ShelfStore({}, "mine")
    EncryptedAuthStore(inner, generate_key()).set(a_session(1))
    store = EncryptedAuthStore(inner, KEY)
    with pytest.raises(StoreDecryptionError, match=r"set\(PodioOAuth\(\)\) on the store inside"):
        store.get()
    inner.set(PodioOAuth())
    assert not store.get()
