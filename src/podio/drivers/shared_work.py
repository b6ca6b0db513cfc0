"""A piece of work that is done once, for all who wait for it: threads, and tasks of any loop.

It is done in a thread apart. An exception that is thrown into a caller from outside (Ctrl-C, a
time limit by signal, a cancelled task, a loop that ends) reaches the caller alone: what Podio gives
once, and whoever waits for it, does not depend on who asked first.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from podio.fork_safety import forks
from podio.kept_threads import begin_in_thread

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth
    from podio.errors import PodioError

Drive = Callable[[Generator[Any, Any, None]], object]

EXIT_LIMIT = 45.0
"""Seconds for which the end of the program waits for work under way: a lease, and some."""


class SharedWork:
    """A piece of work; see `podio.core.session.renewal.Work`.

    Args:
        steps: What to do.
    """

    __slots__ = (
        "__weakref__",
        "_calls",
        "_claim",
        "_forks",
        "_guard",
        "_over",
        "_steps",
        "error",
        "found",
        "own",
    )

    def __init__(self, steps: Callable[[SharedWork], Generator[Any, Any, None]]) -> None:
        self.error: PodioError | None = None
        self.own: BaseException | None = None
        self.found: PodioOAuth | None = None
        self._steps = steps
        self._claim = threading.Lock()
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._calls: list[Callable[[], object]] = []
        self._forks = forks()

    def abandoned(self) -> bool:
        """Tell whether the thread that does it lives in a process we were forked from."""
        return self._forks != forks()

    def begin(self, drive: Drive) -> None:
        """Have it done, unless somebody does it already.

        Whoever waits for it calls this, so it does not matter if the first who did so was
        interrupted before there was a thread: the claim is taken by the thread itself.

        Args:
            drive: What does the steps.
        """
        if self._claim.locked():
            return
        _begun.add(self)
        begin_in_thread(lambda: self._do(drive))

    def wait(self, timeout: float | None = None) -> bool:
        """Block until it is over; False if it is not after so many seconds."""
        return self._over.wait(timeout)

    def when_over(self, call: Callable[[], object]) -> None:
        """Call something when it is over, at once if it is."""
        with self._guard:
            if not self._over.is_set():
                self._calls.append(call)
                return
        call()

    def _do(self, drive: Drive) -> None:
        if not self._claim.acquire(blocking=False):
            return
        try:
            drive(self._steps(self))
        except BaseException as error:  # noqa: BLE001 -- raised by the one whose work it is
            self.own = error
        finally:
            with self._guard:
                self._over.set()
                calls, self._calls = self._calls, []
            for call in calls:
                call()


# What the end of the program waits for: a daemon thread would be cut off in mid-save. No lock
# guards it: an exception from outside could come between taking it and giving it back.
_begun: WeakSet[SharedWork] = WeakSet()


@atexit.register
def _wait_for_all() -> None:
    until = time.monotonic() + EXIT_LIMIT
    for work in list(_begun):
        if not work.abandoned():
            work.wait(max(0.0, until - time.monotonic()))
