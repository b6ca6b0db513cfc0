"""Work that others wait for: threads, and tasks of any event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from podio.fork_safety import forks

if TYPE_CHECKING:
    from podio.errors import PodioError


class SharedWork:
    """A piece of work under way; see `podio.core.session.renewal.Work`."""

    __slots__ = ("_calls", "_forks", "_over", "error")

    def __init__(self) -> None:
        """Begin."""
        self.error: PodioError | None = None
        self._over = threading.Lock()
        self._over.acquire()
        self._calls: list[Callable[[], object]] = []
        self._forks = forks()

    def finish(self) -> None:
        """Let the others go on."""
        self._over.release()
        while self._calls:
            self._calls.pop()()

    def abandoned(self) -> bool:
        """Tell whether the thread that does it lives in a process we were forked from."""
        return self._forks != forks()

    def wait(self, timeout: float | None = None) -> bool:
        """Block until it is over."""
        if self._over.acquire(timeout=-1 if timeout is None else timeout):
            self._over.release()
            return True
        return False

    def when_over(self, call: Callable[[], object]) -> None:
        """Call something when it is over, at once if it is."""
        self._calls.append(call)
        # finish() may have emptied the list a moment before: then nobody else will.
        if self.wait(0):
            try:
                self._calls.remove(call)
            except ValueError:
                return
            call()
