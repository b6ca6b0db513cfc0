"""The lock of the file store: over processes, over forks, and without leaks."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from typing import TYPE_CHECKING

import pytest

from podio.errors import StoreUnavailableError
from podio.stores import FileAuthStore
from podio.testing import a_session
from podio.testing.stores import eventually
from tests.stores.apart import apart, result_of, start_apart
from tests.stores.test_file_crashes import in_a_child

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
LEASE = 600.0


def increment(path: str, rounds: int) -> int:
    store = FileAuthStore(path)
    saved = 0
    for _ in range(rounds):
        found = store.get()
        saved += store.compare_and_set(a_session(found.version + 1), found.version)
    return saved


def test_no_update_is_lost_between_processes(tmp_path: Path) -> None:
    path = str(tmp_path / "session.json")
    writers = [start_apart(increment, path, 60) for _ in range(4)]
    saved = sum(result_of(writer) for writer in writers)
    assert FileAuthStore(path).get().version == saved


def hold_until_told(path: str) -> bool:
    store = FileAuthStore(path)
    owner = store.lock(LEASE)
    sys.stdout.write("held\n")
    sys.stdout.flush()
    sys.stdin.readline()
    return owner is not None and store.unlock(owner)


def test_the_lock_holds_between_processes(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    holder = start_apart(hold_until_told, str(path))
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    store = FileAuthStore(path)
    assert store.lock(LEASE) is None
    assert result_of(holder)
    owner = store.lock(LEASE)
    assert owner
    assert store.unlock(owner)


def test_the_lock_of_a_dead_process_is_free_at_once(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    holder = start_apart(hold_until_told, str(path))
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    assert FileAuthStore(path).lock(LEASE), "its lease has ten minutes to go"


def in_a_child_that_ends(work: Callable[[], bool]) -> bool:
    """Do some work in a child that ends as programs do; tell whether it went well in time."""
    child = os.fork()
    if child == 0:
        sys.exit(0 if work() else 1)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def fork_with_the_lock(path: str) -> dict[str, bool]:
    store = FileAuthStore(path)
    store.set(a_session(1))
    owner = store.lock(LEASE)
    assert owner

    def as_child() -> bool:
        return (
            not store.unlock(owner)
            and store.lock(LEASE) is None
            and store.get() == a_session(1)
            and store.compare_and_set(a_session(2), 1)
        )

    good = in_a_child_that_ends(as_child)
    still_ours = FileAuthStore(path).lock(LEASE) is None
    given_back = store.unlock(owner)
    after = in_a_child_that_ends(lambda: store.lock(LEASE) is not None)
    return {
        "child": good,
        "still ours": still_ours,
        "given back": given_back,
        "free for a child": after,
        "saved by child": store.get() == a_session(2),
    }


@posix
def test_a_child_neither_waits_for_the_lock_nor_frees_it(tmp_path: Path) -> None:
    found = apart(fork_with_the_lock, str(tmp_path / "session.json"))
    assert all(found.values()), found


def die_with_a_child(path: str) -> bool:
    """Take the lock in a child that forks and is killed; its own child lives on."""
    reading, writing = os.pipe()

    def take_and_fork() -> None:
        store = FileAuthStore(path)
        assert store.lock(LEASE)
        grandchild = in_a_child(signal.pause)
        os.write(writing, str(grandchild).encode())
        signal.pause()

    child = in_a_child(take_and_fork)
    grandchild = int(os.read(reading, 20))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        # The grandchild may still be closing what it inherited, but it does close it.
        return bool(eventually(lambda: FileAuthStore(path).lock(LEASE)))
    finally:
        os.kill(grandchild, signal.SIGKILL)


@posix
def test_a_child_does_not_keep_its_dead_parents_lock(tmp_path: Path) -> None:
    assert apart(die_with_a_child, str(tmp_path / "session.json"))


def fork_while_threads_write(path: str, forks: int) -> int:
    over = threading.Event()

    def write() -> None:
        store = FileAuthStore(path)
        while not over.is_set():
            store.set(a_session(1))
            owner = store.lock(LEASE)
            if owner:
                store.unlock(owner)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    shared = FileAuthStore(path)

    def as_child() -> bool:
        shared.set(a_session(2))
        return shared.get().version in (1, 2)

    good = sum(in_a_child_that_ends(as_child) for _ in range(forks))
    over.set()
    for thread in threads:
        thread.join()
    return good


@posix
def test_a_fork_amid_writing_threads_blocks_nobody(tmp_path: Path) -> None:
    assert apart(fork_while_threads_write, str(tmp_path / "session.json"), 8) == 8


class Slow:
    """Holds an import up at one module, as a slow disk might."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.reached = threading.Event()
        self.go_on = threading.Event()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        del target
        spec = PathFinder.find_spec(name, path) if name == self.module else None
        if spec and spec.loader:
            load = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                # Here, not above: while a module is looked for, nobody can fork at all.
                self.reached.set()
                self.go_on.wait(20)
                load(module)

            vars(spec.loader)["exec_module"] = exec_module
        return spec


def fork_amid_the_import(path: str, module: str) -> list[bool]:
    slow = Slow(module)
    sys.meta_path.insert(0, slow)
    store = FileAuthStore(path)
    thread = threading.Thread(target=store.set, args=(a_session(1),))
    thread.start()
    slow.reached.wait()
    locked, write_locked = os.pipe()
    over, write_over = os.pipe()

    def as_child() -> bool:
        store.set(a_session(2))
        owner = store.lock(LEASE)
        os.write(write_locked, b"x" if owner and store.lock(LEASE) is None else b"-")
        os.read(over, 1)
        return bool(owner) and store.unlock(str(owner))

    seen: list[bool] = []

    def as_parent() -> None:
        taken = os.read(locked, 1) == b"x"
        slow.go_on.set()
        thread.join()
        seen.append(taken and store.lock(LEASE) is None)
        os.write(write_over, b"x")

    parent = threading.Thread(target=as_parent)
    parent.start()
    good = in_a_child_that_ends(as_child)
    parent.join()
    return [good, *seen, store.lock(LEASE) is not None]


@posix
@pytest.mark.parametrize("module", ["filelock", "filelock._api", "filelock._unix"])
def test_a_fork_amid_the_first_import_of_the_locks_blocks_nobody(
    tmp_path: Path, module: str
) -> None:
    """The child waits for nothing that died with the fork, and locks what the parent locks."""
    result = apart(fork_amid_the_import, str(tmp_path / "session.json"), module)
    assert result == [True, True, True]


def open_files() -> int:
    return len(os.listdir("/dev/fd"))  # noqa: PTH208 -- names are enough


@posix
@pytest.mark.parametrize("cycles", [100, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_no_file_stays_open(tmp_path: Path, cycles: int) -> None:
    store = FileAuthStore(tmp_path / "session.json")

    def cycle(version: int) -> None:
        owner = store.lock(LEASE)
        assert owner
        assert store.lock(LEASE) is None
        store.set(a_session(version))
        assert store.get().version == version
        assert store.compare_and_set(a_session(version), version)
        assert store.unlock(owner)

    cycle(0)
    before = open_files()
    for version in range(cycles):
        cycle(version)
    assert open_files() == before


def test_who_hangs_in_a_short_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podio.stores.file.lease._GUARD_SECONDS", 0.05)
    store, stuck = (
        FileAuthStore(tmp_path / "session.json"),
        FileAuthStore(tmp_path / "session.json"),
    )
    store.set(a_session(1))
    within, done = threading.Event(), threading.Event()

    def never_ending_render() -> str:
        within.set()
        done.wait(20)
        return a_session(2).to_json()

    class Slow:
        to_json = staticmethod(never_ending_render)

    thread = threading.Thread(target=lambda: stuck.set(Slow()))  # type: ignore[arg-type] # stands in for a slow disk
    thread.start()
    within.wait(20)
    try:
        with pytest.raises(StoreUnavailableError, match=r"session\.json\.guard locked for"):
            store.set(a_session(3))
        assert store.get() == a_session(1), "reading waits for nobody"
    finally:
        done.set()
        thread.join()
    assert store.get() == a_session(2)


def test_a_lease_of_a_clock_that_was_set_back_does_not_last_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    store = FileAuthStore(path)
    owner = store.lock(LEASE)
    assert owner
    lease = tmp_path / "session.json.lease"
    text = lease.read_text()
    ahead = text.replace('"from": ', '"from": 1').replace('"until": ', '"until": 1')
    lease.write_text(ahead)
    taken = FileAuthStore(path).lock(LEASE)
    assert taken
    assert not store.unlock(owner)
