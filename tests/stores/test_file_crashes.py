"""T5: a process may be killed at any moment, and the next one finds a whole session."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from podio.errors import StoreCorruptError
from podio.stores import FileAuthStore
from podio.testing import a_session
from tests.stores.apart import apart

if TYPE_CHECKING:
    from types import FrameType

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor -9")

OLD = a_session(1, extra={"note": "old"})
NEW = a_session(2, extra={"note": "new " * 500})


def in_a_child(work: Callable[[], object]) -> int:
    """Do some work in a child of this process; return its id."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def dies_at(call: int, work: Callable[[], object]) -> bool:
    """Do some work in a child that is killed just before its so-manieth call into C."""
    count = 0

    def count_down(_frame: FrameType, event: str, _called: object) -> None:
        nonlocal count
        if event == "c_call":
            count += 1
            if count == call:
                os.kill(os.getpid(), signal.SIGKILL)

    def doomed() -> None:
        sys.setprofile(count_down)
        work()
        sys.setprofile(None)

    _, status = os.waitpid(in_a_child(doomed), 0)
    assert status in (0, signal.SIGKILL)
    return status == signal.SIGKILL


def at_every_call(
    stride: int,
    prepare: Callable[[], object],
    work: Callable[[], object],
    check: Callable[[], object],
) -> int:
    """Kill some work before each of its calls into C, and check each time; return how many.

    Args:
        stride: 1 for each call; more to leave some out.
        prepare: Makes the ground for one try.
        work: What is killed.
        check: What must hold after it.
    """
    call = 1
    while True:
        prepare()
        died = dies_at(call, work)
        check()
        if not died:
            return call - 1
        call += stride


def kill_sets(path: str, stride: int) -> int:
    return at_every_call(
        stride,
        lambda: FileAuthStore(path).set(OLD),
        lambda: FileAuthStore(path).set(NEW),
        lambda: check_saved(path),
    )


def kill_compare_and_sets(path: str, stride: int) -> int:
    return at_every_call(
        stride,
        lambda: FileAuthStore(path).set(OLD),
        lambda: FileAuthStore(path).compare_and_set(NEW, 1),
        lambda: check_saved(path),
    )


def check_saved(path: str) -> None:
    assert FileAuthStore(path).get() in (OLD, NEW)
    # A new process, which may have to clean up, can save at once.
    assert FileAuthStore(path).compare_and_set(NEW, 2)
    left = {each.name for each in Path(path).parent.iterdir()}
    assert left <= {"session.json", "session.json.guard"}, left


def kill_deletes(path: str, stride: int) -> int:
    def check() -> None:
        found = FileAuthStore(path).get()
        assert not found or found == OLD

    return at_every_call(
        stride, lambda: FileAuthStore(path).set(OLD), lambda: FileAuthStore(path).delete(), check
    )


def kill_lock_owners(path: str, stride: int) -> int:
    def work() -> None:
        store = FileAuthStore(path)
        owner = store.lock(600.0)
        assert owner
        assert store.unlock(owner)

    # The owner is dead, so nobody waits for the end of its ten minutes: the work can be done.
    return at_every_call(stride, lambda: None, work, work)


def kill_movers(path: str, stride: int) -> int:
    damaged = "no session"
    file = Path(path)

    def prepare() -> None:
        for former in file.parent.glob("*.corrupt-*"):
            former.unlink()
        file.write_text(damaged)
        file.chmod(0o600)

    def work() -> None:
        with suppress(StoreCorruptError):
            FileAuthStore(path).get()

    def check() -> None:
        work()
        kept = [each.read_text() for each in file.parent.glob("session.json.corrupt-*")]
        assert kept == [damaged]
        assert not FileAuthStore(path).get()

    return at_every_call(stride, prepare, work, check)


def kill_at_random(path: str, kills: int) -> dict[str, int]:
    """Kill processes that write all the time, at random moments."""
    chance = random.Random(5)  # noqa: S311 -- moments, not secrets
    store = FileAuthStore(path)
    store.set(a_session(1))
    last, whole = 1, 0

    def write_for_ever() -> None:
        ours = FileAuthStore(path)
        while True:
            found = ours.get()
            size = 1 + found.version % 40
            following = a_session(found.version + 1, extra={"note": "note " * 200 * size})
            ours.compare_and_set(following, found.version)

    for _ in range(kills):
        writer = in_a_child(write_for_ever)
        while store.get().version == last:
            time.sleep(0.0005)  # its first write is the sign that it is under way
        time.sleep(chance.random() * 0.005)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        found = store.get()
        assert found.version >= last
        last = found.version
        whole += 1
    FileAuthStore(path).set(a_session(last + 1))
    left = sum(each.name.endswith(".tmp") for each in Path(path).parent.iterdir())
    return {"whole": whole, "left": left}


# A prime, so that a step that recurs is not left out each time.
@pytest.mark.parametrize("stride", [11, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "kill", [kill_sets, kill_compare_and_sets, kill_deletes, kill_lock_owners, kill_movers]
)
def test_a_kill_at_any_call_does_no_harm(
    tmp_path: Path, kill: Callable[[str, int], int], stride: int
) -> None:
    calls = apart(kill, str(tmp_path / "session.json"), stride)
    assert calls > 100, "the work has more steps than that: something was not killed"


@pytest.mark.parametrize("kills", [60, pytest.param(1_000, marks=pytest.mark.slow)])
def test_kills_at_random_leave_whole_sessions(tmp_path: Path, kills: int) -> None:
    found = apart(kill_at_random, str(tmp_path / "session.json"), kills)
    assert found == {"whole": kills, "left": 0}
