"""One event loop in a thread, for async stores under the blocking client."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from podio.fork_safety import ForkSafeLock, at_fork

T = TypeVar("T")

LONGEST = 30.0
"""Seconds that a store may take for one step; it has limits of its own, which are shorter."""


class BackgroundLoop:
    """Runs coroutines for threads; started at the first use, again after a fork."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._guard = ForkSafeLock()
        at_fork(self, BackgroundLoop._leave_behind)

    def run(self, function: Callable[..., Coroutine[Any, Any, T]], *arguments: object) -> T:
        """Run a coroutine function to its end and return its result.

        Raises:
            TimeoutError: It did not end in time, and was cancelled.
        """
        coroutine = function(*arguments)
        doing = asyncio.run_coroutine_threadsafe(coroutine, self._running())
        try:
            return doing.result(LONGEST)
        except TimeoutError:
            doing.cancel()
            raise

    def close(self) -> None:
        """Stop the loop and its thread; one that does not stop is left behind."""
        with self._guard:
            loop, self._loop = self._loop, None
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)
            self._thread.join(LONGEST)
            if not self._thread.is_alive():
                loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._guard:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="podio-store", daemon=True
                )
                self._thread.start()
            return self._loop

    def _leave_behind(self) -> None:
        self._loop = None  # the thread that runs it stayed in the process we were forked from
