"""Threads for work that no caller may cut off, kept for the next piece of work instead of ending.

A thread that has ended for `join` goes on for a moment: OpenSSL clears up after it, under a lock.
A child that is forked just then inherits the lock without the thread, and waits for it forever
when it makes its first connection. A thread that is kept never comes to that moment.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from queue import SimpleQueue
from typing import ClassVar

from podio.fork_safety import at_fork, forks

MOST_IDLE = 64
"""How many threads may wait for work; one that finds so many waiting ends."""
AT_WORK, IDLE = "podio-work", "podio-idle"
"""What such a thread is called."""

Inbox = SimpleQueue[Callable[[], object]]


class _Kept:
    """The threads that wait for work, by where they wait; a child made by fork has none."""

    idle: ClassVar[deque[Inbox]] = deque()


at_fork(_Kept, lambda kept: kept.idle.clear())


def begin_in_thread(work: Callable[[], object]) -> None:
    """Have something done in another thread, with the caller's context variables.

    No lock of Python's is taken between, so an exception that is thrown in from outside (Ctrl-C)
    leaves the work begun or not begun, and nothing else. Where the interpreter is ending and runs
    no threads any more, it is done here.

    Args:
        work: What to do; it deals with its own exceptions.
    """
    context = copy_context()
    if sys.is_finalizing():
        context.run(work)
        return
    try:
        _Kept.idle.pop().put(lambda: context.run(work))
    except IndexError:
        inbox: Inbox = SimpleQueue()
        inbox.put(lambda: context.run(work))
        thread = threading.Thread(target=_serve, args=(inbox,), name=AT_WORK, daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the interpreter is ending, and starts none any more
            context.run(work)


def _serve(inbox: Inbox) -> None:
    born, myself = forks(), threading.current_thread()
    while True:
        work = inbox.get()
        myself.name = AT_WORK
        work()
        del work
        if born != forks() or len(_Kept.idle) >= MOST_IDLE:
            return
        myself.name = IDLE
        _Kept.idle.append(inbox)
