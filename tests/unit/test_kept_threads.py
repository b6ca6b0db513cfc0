"""T17, T27: threads are kept for more work; children and interrupts find them sound."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pytest

from podio import kept_threads
from podio.kept_threads import IDLE, begin_in_thread
from tests.stores.apart import apart

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PATIENCE = 10.0
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


class Work:
    """A piece of work that says when it has begun, and goes on until it may end."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.thread: threading.Thread | None = None

    def __call__(self) -> None:
        self.thread = threading.current_thread()
        self.begun.set()
        self.may_end.wait(PATIENCE)

    def done_by(self) -> threading.Thread:
        """Let it end, and return its thread when that waits for more."""
        assert self.begun.wait(PATIENCE)
        self.may_end.set()
        assert self.thread
        while self.thread.name != IDLE:
            threading.Event().wait(0.001)
        return self.thread


def begun() -> Work:
    work = Work()
    begin_in_thread(work)
    return work


def works_one_after_the_other(count: int) -> int:
    """How many threads did so many works; all of them still live."""
    threads = {begun().done_by() for _ in range(count)}
    assert all(thread.is_alive() for thread in threads)
    return len(threads)


def works_at_the_same_time(count: int) -> int:
    works = [begun() for _ in range(count)]
    assert all(work.begun.wait(PATIENCE) for work in works)
    return len({work.done_by() for work in works})


def work_in_a_forked_child() -> int:
    """The exit status of a child that has work done, though the thread of its parent was idle."""
    begun().done_by()
    child = os.fork()
    if child == 0:
        threading.Timer(PATIENCE, os._exit, (3,)).start()
        begun().done_by()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def fork_inside_a_work() -> int:
    """The exit status of a child that is forked by a work, and returns from it."""
    ended: list[int] = []
    over = threading.Event()

    def fork() -> None:
        child = os.fork()
        if child == 0:
            signal.alarm(5)  # no thread: it would keep the process alive
            return
        ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        over.set()

    begin_in_thread(fork)
    assert over.wait(PATIENCE)
    return ended[0]


@pytest.mark.parametrize(
    ("works", "least", "most"),
    [(works_one_after_the_other, 1, 3), (works_at_the_same_time, 20, 20)],
)
def test_there_are_about_as_many_threads_as_works_at_the_same_time(
    works: Callable[[int], int], least: int, most: int
) -> None:
    assert least <= apart(works, 20) <= most


@posix
def test_a_child_made_by_fork_begins_with_none() -> None:
    assert apart(work_in_a_forked_child) == 0


@posix
def test_a_child_that_a_work_forked_returns_from_it() -> None:
    assert apart(fork_inside_a_work) == 0


def test_work_sees_the_context_variables_of_who_began_it() -> None:
    seen: list[str] = []
    over = threading.Event()
    user = ContextVar("user", default="nobody")

    def look() -> None:
        seen.append(user.get())
        user.set("of the work alone")
        over.set()

    for name in ("one", "another"):
        user.set(name)
        over.clear()
        begin_in_thread(look)
        assert over.wait(PATIENCE)
    assert seen == ["one", "another"]
    assert user.get() == "another"


def interrupted_at(line: int, work: Callable[[], None]) -> bool:
    """Begin some work with an interrupt at its so-manieth line; tell whether it came to that."""
    left = line

    def at(frame: FrameType, event: str, _argument: object) -> Any:  # itself
        nonlocal left
        if frame.f_code.co_filename != kept_threads.__file__:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return at

    sys.settrace(at)
    try:
        begin_in_thread(work)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(None)
    return False


@pytest.mark.parametrize("idle", [True, False])
def test_an_interrupt_at_any_line_leaves_all_work_that_comes_after_to_be_done(
    *, idle: bool
) -> None:
    line = 1  # of those in this module: the standard library's are its own
    holding: list[Work] = []
    while True:
        if idle:
            begun().done_by()
        else:
            while any(thread.name == IDLE for thread in threading.enumerate()):
                holding.append(begun())
                assert holding[-1].begun.wait(PATIENCE)
        reached = interrupted_at(line, lambda: None)
        after = begun()
        assert after.begun.wait(PATIENCE), f"work begun after an interrupt at line {line}"
        after.may_end.set()
        for work in holding:
            work.may_end.set()
        holding.clear()
        if not reached:
            break
        line += 1
    assert line > 4, "there are more lines than that"
