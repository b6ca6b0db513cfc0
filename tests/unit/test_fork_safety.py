"""What a child made by fork finds: free locks, and what was its parent's left behind."""

from __future__ import annotations

import gc
import os
import sys
import threading
import weakref
from typing import TYPE_CHECKING

import pytest

from podio.fork_safety import ForkSafeLock, at_fork, forks

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

PATIENCE = 10


def in_a_child(check: Callable[[], bool]) -> bool:
    """Whether something is true in a child made by fork now; one that hangs is ended."""
    pid = os.fork()
    if pid == 0:
        ended = 2
        try:
            threading.Timer(PATIENCE, os._exit, (3,)).start()
            ended = 0 if check() else 1
        finally:
            os._exit(ended)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@pytest.mark.parametrize("again", [False, True])
def test_a_lock_that_another_thread_had_at_the_fork_is_free_in_the_child(*, again: bool) -> None:
    lock = ForkSafeLock(again=again)
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with lock:
            held.set()
            over.wait()

    def take() -> bool:
        with lock:
            return True

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    try:
        assert in_a_child(take)
    finally:
        over.set()
        thread.join()


def test_the_thread_that_forks_with_the_lock_in_its_hands_may_leave_it() -> None:
    lock = ForkSafeLock()
    leave_it = lock.__exit__  # `with` looks it up when it begins, so before the fork

    def leave() -> bool:
        leave_it(None, None, None)
        with lock:
            return True

    with lock:
        assert in_a_child(leave)


def test_a_lock_keeps_others_out_until_it_is_given_back() -> None:
    lock, entered = ForkSafeLock(), threading.Event()

    def enter() -> None:
        with lock:
            entered.set()

    thread = threading.Thread(target=enter)
    with lock:
        thread.start()
        assert not entered.wait(0.05)
    thread.join()
    assert entered.is_set()


class Connection:
    """Something that is its process's own."""

    def __init__(self) -> None:
        self.open = True
        at_fork(self, Connection.leave)

    def leave(self) -> None:
        self.open = False


def test_each_child_leaves_behind_what_is_its_parents() -> None:
    connection = Connection()
    assert in_a_child(lambda: not connection.open)
    assert connection.open


def test_what_is_gone_is_not_kept_for_a_fork_that_may_come() -> None:
    connection = Connection()
    seen = weakref.ref(connection)
    del connection
    gc.collect()
    assert seen() is None
    assert in_a_child(lambda: True)


def test_a_child_can_tell_that_there_was_a_fork() -> None:
    before = forks()
    assert in_a_child(lambda: forks() != before)
    assert forks() == before
