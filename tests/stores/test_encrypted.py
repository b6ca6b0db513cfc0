"""T15: sessions that only the holder of a key can read, in any store."""

from __future__ import annotations

import asyncio
import logging
import random
import subprocess
import sys
import traceback
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from podio import PodioOAuth, Secret
from podio.errors import ConfigurationError, StoreDecryptionError, StoreUnavailableError
from podio.stores import AuthStore, FileAuthStore, MemoryAuthStore
from podio.stores.encrypted import AsyncEncryptedAuthStore, EncryptedAuthStore, generate_key
from podio.stores.protocol import offers
from podio.stores.redis import RedisAuthStore
from podio.stores.sql import SQLAuthStore
from podio.testing import a_session
from tests.stores.own_stores import AsyncShelfStore, ShelfStore

if TYPE_CHECKING:
    from pathlib import Path

    from podio.stores.encrypted.key_ring import Key

KEY, NEWER = generate_key(), generate_key()


@pytest.fixture
def inner() -> MemoryAuthStore:
    return MemoryAuthStore()


# What is in the store


def test_nothing_of_a_session_is_readable_in_the_store(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    store = EncryptedAuthStore(FileAuthStore(path), [KEY])
    session = a_session(7, client_id="demo", extra={"identities": {"app:1": {"access_token": "x"}}})
    store.set(session)
    kept = path.read_text()
    for secret in ("access-token", "refresh-token", "identities", "1700000007", "user"):
        assert secret not in kept
    assert FileAuthStore(path).get().version == 7, "stores compare it"
    assert not FileAuthStore(path).get()
    assert store.get() == session


def test_two_sealings_of_one_session_have_nothing_in_common(inner: MemoryAuthStore) -> None:
    store = EncryptedAuthStore(inner, [KEY])
    sealed: set[str] = set()
    for _ in range(50):
        store.set(a_session(1))
        sealed.add(inner.get().extra["sealed"].rpartition(".")[2])
    assert len({text[:12] for text in sealed}) == 50


@pytest.mark.parametrize("made", [ShelfStore, AsyncShelfStore])
def test_it_offers_what_the_store_inside_can_do(
    made: type[ShelfStore | AsyncShelfStore], inner: MemoryAuthStore
) -> None:
    plain: object
    if made is ShelfStore:
        plain = EncryptedAuthStore(ShelfStore({}, "mine"), KEY)
    else:
        plain = AsyncEncryptedAuthStore(AsyncShelfStore({}, "mine"), KEY)
    able = EncryptedAuthStore(inner, KEY)
    for name in ("compare_and_set", "lock", "unlock", "delete", "for_key"):
        assert name not in offers(plain)
        assert name in offers(able)
    assert "bound_to" not in offers(able)
    assert "bound_to" in offers(EncryptedAuthStore(RedisAuthStore("redis://localhost", "a"), KEY))


# Keys


def test_an_entry_of_an_older_key_is_sealed_again_when_it_is_read(inner: MemoryAuthStore) -> None:
    EncryptedAuthStore(inner, [KEY]).set(a_session(3))
    assert EncryptedAuthStore(inner, [NEWER, KEY]).get() == a_session(3)
    assert EncryptedAuthStore(inner, [NEWER]).get() == a_session(3)
    with pytest.raises(StoreDecryptionError):
        EncryptedAuthStore(inner, [KEY]).get()


def test_a_store_that_cannot_compare_waits_for_the_next_save() -> None:
    inner = ShelfStore({}, "mine")
    EncryptedAuthStore(inner, [KEY]).set(a_session(3))
    both = EncryptedAuthStore(inner, [NEWER, KEY])
    assert both.get() == a_session(3)
    assert EncryptedAuthStore(inner, [KEY]).get() == a_session(3), "nobody's save is overwritten"
    both.set(a_session(4))
    assert EncryptedAuthStore(inner, [NEWER]).get() == a_session(4)


def test_sealing_again_never_replaces_a_newer_session(inner: MemoryAuthStore) -> None:
    old = EncryptedAuthStore(inner, [KEY])
    old.set(a_session(3))

    class Overtaken(MemoryAuthStore):
        """Somebody saves between the reading and the sealing."""

        def get(self) -> PodioOAuth:
            found = inner.get()
            old.set(a_session(4))
            return found

        def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
            return inner.compare_and_set(oauth, expected_version)

    assert EncryptedAuthStore(Overtaken(), [NEWER, KEY]).get() == a_session(3)
    assert old.get() == a_session(4)


def test_a_store_that_is_read_only_for_a_while_still_reads(
    inner: MemoryAuthStore, caplog: pytest.LogCaptureFixture
) -> None:
    class ReadOnly(MemoryAuthStore):
        def get(self) -> PodioOAuth:
            return inner.get()

        def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
            raise StoreUnavailableError(f"no writing now: {oauth!r}, {expected_version}")

    EncryptedAuthStore(inner, [KEY]).set(a_session(3))
    with caplog.at_level(logging.INFO, "podio.session"):
        assert EncryptedAuthStore(ReadOnly(), [NEWER, KEY]).get() == a_session(3)
    assert "newest key" in caplog.text


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_t15_a_new_key_for_many_sessions_under_traffic_signs_nobody_out(
    tmp_path: Path, count: int
) -> None:
    ground = SQLAuthStore(f"sqlite:///{tmp_path / 'sessions.db'}", key="any", timeout=60.0)
    ground.create_schema()
    before = EncryptedAuthStore(ground, [KEY])
    told = EncryptedAuthStore(ground, [KEY, NEWER])
    after = EncryptedAuthStore(ground, [NEWER, KEY])
    for number in range(count):
        store(before, number).set(a_session(1, access_token=f"of {number}"))
    dice = random.Random(15)  # noqa: S311 -- any order will do
    work = [(dice.choice((told, after)), number, dice.random() < 0.3) for number in range(count)]
    dice.shuffle(work)

    def traffic(task: tuple[EncryptedAuthStore, int, bool]) -> bool:
        fleet, number, renews = task
        mine = store(fleet, number)
        found = mine.get()
        if renews:
            mine.compare_and_set(found.replace(version=found.version + 1), found.version)
        return mine.get().access_token == f"of {number}"

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(traffic, work))
    for number in range(count):
        assert store(after, number).get().access_token == f"of {number}"
    alone = EncryptedAuthStore(ground, [NEWER])
    assert all(store(alone, number).get().access_token == f"of {number}" for number in range(count))
    ground.close()


def store(ground: EncryptedAuthStore, number: int) -> EncryptedAuthStore:
    """The store of one user."""
    return ground.for_key(f"user:{number}")


# What does not open


def test_a_wrong_key_is_not_signed_out_and_overwrites_nothing(inner: MemoryAuthStore) -> None:
    EncryptedAuthStore(inner, [KEY]).set(a_session(3))
    kept = inner.get()
    wrong = EncryptedAuthStore(inner, [NEWER])
    attempts = (
        wrong.get,
        lambda: wrong.set(a_session(9)),
        lambda: wrong.compare_and_set(a_session(9), 8),
    )
    for attempt in attempts:
        with pytest.raises(StoreDecryptionError, match=r"sealed with another key.*delete\(\)"):
            attempt()
    assert inner.get() == kept
    wrong.delete()
    wrong.set(a_session(9))
    assert wrong.get() == a_session(9)


def test_t15_swapped_entries_of_two_users_do_not_open(inner: MemoryAuthStore) -> None:
    root = EncryptedAuthStore(inner, [KEY])
    ann, ben = root.for_key("user:ann"), root.for_key("user:ben")
    ann.set(a_session(1))
    ben.set(a_session(1))
    ground = inner.for_key("user:ann"), inner.for_key("user:ben")
    ground[0].set(ground[1].get())
    with pytest.raises(StoreDecryptionError, match=r"'user:ann'.*in the place of another"):
        ann.get()
    assert ben.get() == a_session(1)


def test_swapped_files_do_not_open_if_the_stores_have_names(tmp_path: Path) -> None:
    ann, ben = (
        EncryptedAuthStore(FileAuthStore(tmp_path / name), KEY, key=f"user:{name}")
        for name in ("ann", "ben")
    )
    ann.set(a_session(1))
    ben.set(a_session(2))
    (tmp_path / "ann").replace(tmp_path / "aside")
    (tmp_path / "ben").replace(tmp_path / "ann")
    with pytest.raises(StoreDecryptionError, match="in the place of another"):
        ann.get()


@pytest.mark.parametrize("part", ["version", "format", "key", "text", "cut", "rubbish"])
def test_an_entry_that_was_changed_does_not_open(inner: MemoryAuthStore, part: str) -> None:
    store = EncryptedAuthStore(inner, [KEY])
    store.set(a_session(3))
    envelope = inner.get()
    form, key_id, text = envelope.extra["sealed"].split(".")
    middle = "A" if text[40] != "A" else "B"
    changed = {
        "version": envelope.replace(version=4),
        "format": envelope.replace(extra={"sealed": f"2.{key_id}.{text}"}),
        "key": envelope.replace(extra={"sealed": f"{form}.{'0' * 12}.{text}"}),
        "text": envelope.replace(extra={"sealed": f"1.{key_id}.{text[:40]}{middle}{text[41:]}"}),
        "cut": envelope.replace(extra={"sealed": f"1.{key_id}.{text[:8]}"}),
        "rubbish": envelope.replace(extra={"sealed": f"1.{key_id}.?"}),
    }
    inner.set(changed[part])
    with pytest.raises(StoreDecryptionError, match="left as it is"):
        store.get()
    assert inner.get() == changed[part]


def test_a_session_in_the_clear_is_refused_unless_it_is_expected(inner: MemoryAuthStore) -> None:
    inner.set(a_session(3))
    store = EncryptedAuthStore(inner, [KEY])
    with pytest.raises(StoreDecryptionError, match=r"not encrypted.*adopt_plain"):
        store.get()
    with pytest.raises(StoreDecryptionError):
        store.set(a_session(4))
    assert inner.get() == a_session(3)
    assert EncryptedAuthStore(inner, [KEY], adopt_plain=True).get() == a_session(3)
    assert store.get() == a_session(3), "reading it once sealed it"


def test_other_identities_in_the_clear_are_refused_too(inner: MemoryAuthStore) -> None:
    inner.set(PodioOAuth(extra={"identities": {"app:1": a_session(1).to_dict()}}))
    with pytest.raises(StoreDecryptionError):
        EncryptedAuthStore(inner, [KEY]).get()


# What is given


@pytest.mark.parametrize(
    "key",
    [
        bytes(range(32)),
        bytes(range(32)).hex(),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
        Secret(bytes(range(32)).hex().upper()),
    ],
    ids=["bytes", "hex", "base64", "without padding", "hidden"],
)
def test_a_key_may_have_any_of_its_forms(inner: MemoryAuthStore, key: Key) -> None:
    EncryptedAuthStore(inner, [bytes(range(32))]).set(a_session(1))
    assert EncryptedAuthStore(inner, key).get() == a_session(1)
    assert EncryptedAuthStore(inner, iter([KEY, key])).get() == a_session(1)


@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
def test_both_alphabets_of_base64_are_read(
    inner: MemoryAuthStore, encode: Callable[[bytes], bytes]
) -> None:
    raw = bytes([0xFB, 0xEF]) * 16  # a key with the letters that the alphabets differ in
    EncryptedAuthStore(inner, raw).set(a_session(1))
    assert EncryptedAuthStore(inner, encode(raw).decode()).get() == a_session(1)


@pytest.mark.parametrize(
    "keys", [[], "", "short", b"short", [KEY, "canary-of-a-key"], None, [None], ["é" * 64], 7]
)
def test_what_is_no_key_is_refused_and_not_shown(inner: MemoryAuthStore, keys: object) -> None:
    with pytest.raises(ConfigurationError, match=r"key") as refused:
        EncryptedAuthStore(inner, keys)  # type: ignore[arg-type] # a mistake
    own = refused.value.__traceback__
    assert own is not None
    frames = traceback.TracebackException(
        ConfigurationError, refused.value, own.tb_next, capture_locals=True
    )
    shown = "".join(frames.format())
    assert "canary-of-a-key" not in shown
    assert KEY not in shown


def test_generated_keys_are_all_different() -> None:
    assert len({generate_key() for _ in range(100)}) == 100


def test_a_store_of_the_other_kind_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"AsyncShelfStore is awaited.*AsyncEncrypted"):
        EncryptedAuthStore(AsyncShelfStore({}, "mine"), KEY)  # type: ignore[arg-type] # a mistake
    with pytest.raises(ConfigurationError, match=r"ShelfStore is not awaited.*with EncryptedAuth"):
        AsyncEncryptedAuthStore(ShelfStore({}, "mine"), KEY)  # type: ignore[arg-type] # a mistake
    with pytest.raises(ConfigurationError, match=r"get\(\) and set\(\)"):
        EncryptedAuthStore({}, KEY)  # type: ignore[arg-type] # a mistake


def test_it_shows_no_key() -> None:
    store = EncryptedAuthStore(ShelfStore({}, "mine"), KEY)
    store.set(a_session(1))
    shown = f"{store!r} {vars(store)!r} {vars(vars(store)['_steps'])!r}"
    assert KEY not in shown
    assert "access-token" not in shown


def test_without_the_library_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['cryptography.hazmat.primitives.ciphers.aead'] = None\n"
        "from podio.stores import MemoryAuthStore\n"
        "from podio.stores.encrypted import EncryptedAuthStore\n"
        "from podio.errors import ConfigurationError\n"
        "try: EncryptedAuthStore(MemoryAuthStore(), b'x' * 32)\n"
        "except ConfigurationError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "pip install 'podio-sdk[crypto]'" in run.stdout


def test_t13_nothing_is_shown_when_an_entry_does_not_open(
    inner: MemoryAuthStore, caplog: pytest.LogCaptureFixture
) -> None:
    EncryptedAuthStore(inner, [KEY]).set(a_session(3))
    store: AuthStore = EncryptedAuthStore(inner, [NEWER])
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreDecryptionError) as caught:
        store.get()
    own = caught.value.__traceback__
    assert own is not None
    frames = traceback.TracebackException(
        StoreDecryptionError, caught.value, own.tb_next, capture_locals=True
    )
    shown = "".join(frames.format()) + caplog.text
    for secret in (KEY, NEWER, "access-token", "refresh-token"):
        assert secret not in shown


def test_a_value_that_is_no_json_is_told_without_the_session(inner: MemoryAuthStore) -> None:
    store = EncryptedAuthStore(inner, [KEY])
    with pytest.raises(Exception, match="not JSON"):
        store.set(a_session(1, extra={"x": object()}))
    with suppress(StoreDecryptionError):
        assert not store.get()


def test_both_kinds_open_what_the_other_sealed() -> None:
    shelf: dict[str, str] = {}
    EncryptedAuthStore(ShelfStore(shelf, "mine"), KEY).set(a_session(1))
    awaited = AsyncEncryptedAuthStore(AsyncShelfStore(shelf, "mine"), KEY)
    assert asyncio.run(awaited.get()) == a_session(1)
