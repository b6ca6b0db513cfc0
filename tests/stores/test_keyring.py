"""The keyring store: what the keyring holds, what the files hold, and what is refused."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from shutil import which
from typing import TYPE_CHECKING

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring

from podio import Podio, Status
from podio.errors import (
    ConfigurationError,
    StoreDecryptionError,
    StoreError,
    StoreUnavailableError,
)
from podio.stores.keyring import KeyringAuthStore
from podio.testing import AuthStoreConformance, a_session
from tests.stores.keyrings import (
    ChainOfKeyrings,
    FolderKeyring,
    ForgetfulKeyring,
    HangingKeyring,
    LockedKeyring,
    OwnPlainKeyring,
    PlaintextKeyring,
)

if TYPE_CHECKING:
    from pathlib import Path

    from keyring.backend import KeyringBackend

KEY_NAME = "podio-sdk-key of the stored sessions"


class TestKeyringAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_store(self) -> KeyringAuthStore:
        return self.named("mine")

    def make_other_store(self) -> KeyringAuthStore:
        return self.named("yours")

    def named(self, key: str) -> KeyringAuthStore:
        backend = FolderKeyring(self.folder / "keyring")
        return KeyringAuthStore(key, folder=self.folder / "files", backend=backend)


class World:
    """A keyring, and a folder for the files."""

    def __init__(self, folder: Path) -> None:
        self.keyring = FolderKeyring(folder / "keyring")
        self.files = folder / "files"

    def store(self, key: str = "user:42", service: str = "podio-sdk") -> KeyringAuthStore:
        return KeyringAuthStore(key, service=service, folder=self.files, backend=self.keyring)

    def sessions(self) -> list[Path]:
        return sorted(self.files.glob("*.json"))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_the_keyring_has_a_key_and_the_file_a_sealed_session(world: World) -> None:
    world.store().set(a_session(1))
    (entry,) = world.keyring.folder.iterdir()
    assert entry.name == KEY_NAME
    assert len(entry.read_text()) == 44, "it fits into any keyring, also that of Windows"
    (file,) = world.sessions()
    assert "access-token" not in file.read_text()
    assert "42" not in file.name
    if os.name == "posix":
        assert (file.stat().st_mode & 0o777, world.files.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_keyring_is_asked_once_for_all_sessions_of_a_process(world: World) -> None:
    store = world.store()
    assert not store.get()
    assert world.keyring.asked == 0, "where there is no session, nobody is asked to unlock it"
    store.set(a_session(1))
    asked = world.keyring.asked
    for number in range(20):
        other = store.for_key(f"user:{number}").bound_to("client", "https://podio.example")
        other.set(a_session(number))
        assert other.get() == a_session(number)
    assert world.keyring.asked == asked
    assert world.keyring.made == 1


def test_sessions_of_other_keys_clients_and_services_are_others(world: World) -> None:
    stores = [
        world.store(),
        world.store().bound_to("client", "https://one.example"),
        world.store().bound_to("client", "https://two.example"),
        world.store().for_key("user:43"),
        world.store(service="another program"),
    ]
    for version, store in enumerate(stores, 1):
        store.set(a_session(version))
    assert [store.get().version for store in stores] == [1, 2, 3, 4, 5]
    again = world.store("anything").bound_to("client", "https://one.example").for_key("user:42")
    assert again.get() == a_session(2)


def test_t15_the_file_of_another_session_does_not_open(world: World) -> None:
    one, two = world.store("one"), world.store("two")
    one.set(a_session(1))
    (file_of_one,) = world.sessions()
    two.set(a_session(2))
    (file_of_two,) = set(world.sessions()) - {file_of_one}
    file_of_two.replace(file_of_one)
    with pytest.raises(StoreDecryptionError, match="'one'"):
        one.get()


def test_many_that_begin_at_once_make_one_key(world: World) -> None:
    start = threading.Barrier(8)

    def begin(number: int) -> None:
        store = world.store(f"user:{number}")
        start.wait()
        store.set(a_session(number + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(begin, range(8)))
    assert world.keyring.made == 1
    assert all(world.store(f"user:{number}").get().version == number + 1 for number in range(8))


def test_a_key_that_another_process_replaced_is_asked_for_again(world: World) -> None:
    store = world.store()
    store.set(a_session(1))
    for file in world.sessions():
        file.unlink()
    (entry,) = world.keyring.folder.iterdir()
    entry.unlink()
    world.store().set(a_session(2))
    assert store.get() == a_session(2)


def test_a_lost_key_is_told_and_nothing_is_overwritten(world: World) -> None:
    world.store().set(a_session(1))
    (entry,) = world.keyring.folder.iterdir()
    kept = entry.read_text()
    entry.unlink()
    store = world.store()
    with pytest.raises(StoreDecryptionError):
        store.get()
    with pytest.raises(StoreDecryptionError):
        store.set(a_session(2))
    entry.write_text(kept)
    assert store.get() == a_session(1)
    entry.unlink()
    given_up = world.store()
    given_up.delete()
    given_up.set(a_session(3))
    assert world.store().get() == a_session(3)


def test_an_entry_of_another_program_is_left_alone(world: World) -> None:
    world.keyring.set_password("podio-sdk", "key of the stored sessions", "canary")
    with pytest.raises(StoreError, match="another program") as caught:
        world.store().set(a_session(1))
    assert "canary" not in str(caught.value)
    (entry,) = world.keyring.folder.iterdir()
    assert entry.read_text() == "canary"


# Keyrings that keep no secrets


@pytest.mark.parametrize("kind", [NoKeyring, NullKeyring, PlaintextKeyring, OwnPlainKeyring])
def test_a_keyring_that_keeps_nothing_or_in_the_clear_is_refused(
    kind: type[KeyringBackend], tmp_path: Path
) -> None:
    backend = kind(tmp_path / "a") if issubclass(kind, FolderKeyring) else kind()
    store = KeyringAuthStore("user:42", folder=tmp_path / "files", backend=backend)
    with pytest.raises(StoreUnavailableError, match="no keyring here that keeps secrets"):
        store.set(a_session(1))
    assert not (tmp_path / "a").exists()
    assert not list((tmp_path / "files").glob("*.json"))


def test_of_several_keyrings_the_first_that_keeps_secrets_is_used(tmp_path: Path) -> None:
    plain, good = PlaintextKeyring(tmp_path / "plain"), FolderKeyring(tmp_path / "good")
    chain = ChainOfKeyrings(plain, good)
    store = KeyringAuthStore("user:42", folder=tmp_path / "files", backend=chain)
    store.set(a_session(1))
    assert store.get() == a_session(1)
    assert good.made == 1
    assert not plain.asked


def test_a_keyring_that_takes_entries_and_forgets_them_is_noticed(tmp_path: Path) -> None:
    store = KeyringAuthStore("user:42", folder=tmp_path, backend=ForgetfulKeyring())
    with pytest.raises(StoreUnavailableError, match="does not keep"):
        store.set(a_session(1))
    assert not list(tmp_path.glob("*.json"))


def test_t18_a_keyring_that_hangs_is_waited_for_no_longer_than_told(tmp_path: Path) -> None:
    backend = HangingKeyring()
    store = KeyringAuthStore("user:42", folder=tmp_path, backend=backend, timeout=0.1)
    with pytest.raises(StoreUnavailableError, match=r"within 0.1 s.*unlock it"):
        store.set(a_session(1))
    backend.answer.set()


def test_a_locked_keyring_is_not_signed_out(world: World) -> None:
    url = "http://127.0.0.1:9"
    world.store().bound_to("id", url).set(a_session(1))
    locked = KeyringAuthStore("user:42", folder=world.files, backend=LockedKeyring())
    with pytest.raises(StoreUnavailableError, match=r"KeyringLocked.*unlocked") as caught:
        locked.bound_to("id", url).get()
    assert caught.value.__cause__ is caught.value.__context__ is None
    with Podio("id", "secret", locked, api_url=url) as podio:
        assert podio.session.status is Status.UNKNOWN


def test_a_session_bus_that_does_not_answer_stops_nobody(tmp_path: Path) -> None:
    """The library itself asks the bus which keyrings there are; that is within the limit, too."""
    pytest.importorskip("secretstorage")
    program = (
        "import json, sys, time\n"
        "from podio.errors import StoreUnavailableError\n"
        "from podio.stores.keyring import KeyringAuthStore\n"
        "from podio.testing import a_session\n"
        "begun = time.monotonic()\n"
        "try: KeyringAuthStore('user:42', folder=sys.argv[1], timeout=0.5).set(a_session(1))\n"
        "except StoreUnavailableError as error: said = str(error)\n"
        "print(json.dumps([said, time.monotonic() - begun]))\n"
    )
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()
        run = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "files")],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'bus'}"},
            capture_output=True,
            check=True,
            text=True,
            timeout=60,
        )
    said, _ = json.loads(run.stdout)
    assert "did not answer within 0.5 s" in said


UNLOCKED = "echo -n words | gnome-keyring-daemon --unlock --components=secrets >&2"


@pytest.mark.servers
@pytest.mark.skipif(
    not (which("dbus-run-session") and which("gnome-keyring-daemon")),
    reason="there is no Secret Service here",
)
def test_the_secret_service_on_a_bus_of_its_own(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from podio.stores.keyring import KeyringAuthStore\n"
        "from podio.testing import a_session\n"
        "KeyringAuthStore('user:42', folder=sys.argv[1]).set(a_session(1))\n"
        "assert KeyringAuthStore('user:42', folder=sys.argv[1]).get() == a_session(1)\n"
        "print('kept')\n"
    )
    (tmp_path / "program.py").write_text(program)
    (tmp_path / "run").mkdir(mode=0o700)
    inner = f"{UNLOCKED} && {sys.executable} {tmp_path / 'program.py'} {tmp_path / 'files'}"
    run = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", inner],  # noqa: S607 -- the system's own
        env={**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path / "run")},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert run.stdout.strip() == "kept", run.stderr


# What is given


@pytest.mark.parametrize("key", ["", " "])
def test_it_demands_a_key(key: str) -> None:
    with pytest.raises(ConfigurationError, match="needs a key"):
        KeyringAuthStore(key)


@pytest.mark.parametrize(
    ("missing", "extra"),
    [("keyring", "keyring"), ("cryptography.hazmat.primitives.ciphers.aead", "crypto")],
)
def test_without_a_library_it_says_what_to_install(missing: str, extra: str) -> None:
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from podio.stores.keyring import KeyringAuthStore\n"
        "from podio.errors import ConfigurationError\n"
        "try: KeyringAuthStore('user:42')\n"
        "except ConfigurationError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert f"pip install 'podio-sdk[{extra}]'" in run.stdout


def test_it_shows_whose_session_it_is_and_no_key(world: World) -> None:
    store = world.store()
    store.set(a_session(1))
    assert repr(store) == f"KeyringAuthStore('user:42', folder={str(world.files)!r})"
    steps = vars(store)["_steps"]
    (entry,) = world.keyring.folder.iterdir()
    shown = f"{vars(steps)!r} {vars(vars(steps)['_keys'])!r}"
    assert entry.read_text() not in shown
