"""An end to waiting for a database whose driver would wait forever."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from podio.errors import ConfigurationError
from podio.kept_threads import begin_in_thread

T = TypeVar("T")


class TimeLimit:
    """So many seconds for each piece of work; what takes longer is left behind.

    Attributes:
        seconds: How long callers wait.
    """

    def __init__(self, seconds: float) -> None:
        """Set the limit.

        Raises:
            ConfigurationError: It is no number above 0.
        """
        given: object = seconds
        if isinstance(given, bool) or not isinstance(given, int | float) or not given > 0:
            message = f"the timeout of a store is a number of seconds above 0, not {given!r}"
            raise ConfigurationError(message)
        self.seconds = float(given)
        # An event loop knows its tasks by weak references alone.
        self._left_behind: set[asyncio.Task[Any]] = set()

    def within(self, work: Callable[[], T]) -> T:
        """Do some blocking work.

        Raises:
            TimeoutError: It is not done yet; it goes on in its thread.
        """
        outcome: list[T] = []
        failure: list[BaseException] = []
        over = threading.Event()

        def attempt() -> None:
            try:
                outcome.append(work())
            except BaseException as error:  # noqa: BLE001 -- raised again by who waits
                failure.append(error)
            finally:
                over.set()

        # A program that ends does not wait for a database that hangs.
        begin_in_thread(attempt)
        over.wait(self.seconds)
        if outcome:
            return outcome[0]
        if failure:
            raise failure[0]
        raise TimeoutError

    async def within_awaiting(self, work: Coroutine[Any, Any, T]) -> T:
        """Await some work.

        Drivers may answer a cancellation by a talk with the server that hangs, so nobody waits
        for its end.

        Raises:
            TimeoutError: It is not done yet; it was cancelled.
        """
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=self.seconds)
        finally:
            if not task.done():
                self._left_behind.add(task)
                task.add_done_callback(self._forget)
                task.cancel()
        if task.done() and not task.cancelled():
            return task.result()
        raise TimeoutError

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._left_behind.discard(task)
        if not task.cancelled():
            task.exception()  # seen: nobody waits for it any more
