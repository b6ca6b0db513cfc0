"""Saves and closes what nobody asks for any more, in nobody's call: threads of its own do it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from podio.errors import PodioError
from podio.fork_safety import ForkSafeLock, at_fork

C = TypeVar("C")

log = logging.getLogger("podio.session")

SAVE_PAUSE = 1.0
"""Seconds between two tries to save a session that could not be saved; doubled each time."""
LONGEST_PAUSE = 60.0
MOST_THREADS = 4
"""How many work at the same time: one store that hangs does not keep the others waiting."""
PATIENCE = 5.0
"""Seconds that closing waits for what is under way."""


class Housekeeping(Generic[C]):
    """Does the same for one key after another, again and again until it is done for each.

    Threads are started when there is something to do, and end when there is nothing left.
    """

    def __init__(self, work: Callable[[str, C], bool]) -> None:
        """Take what is to be done for a key's client; it tells whether that was all."""
        self._work = work
        self._guard = ForkSafeLock()
        self._closed = False
        self.renew()
        at_fork(self, Housekeeping[C].renew)

    def renew(self) -> None:
        """Begin with nothing, also in a child made by fork: threads stayed behind."""
        self._clients: dict[str, C] = {}
        self._due: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._threads: list[threading.Thread] = []
        self._watched = False  # whether a thread waits for what is due later: one is enough
        self._changed = threading.Event()

    def add(self, key: str, client: C) -> None:
        """Have it done for a key, soon; it is done for each key once at a time."""
        with self._guard:
            if key in self._clients or self._closed:
                return
            self._clients[key] = client
            self._due[key] = time.monotonic()
            self._changed.set()
            self._start()

    def close(self) -> None:
        """Begin nothing more, and wait a while for what is under way."""
        with self._guard:
            self._closed = True
            threads = list(self._threads)
        self._changed.set()
        until = time.monotonic() + PATIENCE
        for thread in threads:
            if thread.ident is not None:
                thread.join(max(0.0, until - time.monotonic()))

    def _start(self) -> None:
        if not self._watched and len(self._threads) < MOST_THREADS:
            thread = threading.Thread(target=self._run, name="podio-housekeeping", daemon=True)
            thread.start()
            self._threads.append(thread)

    def _run(self) -> None:
        while (key := self._next()) is not None:
            self._do(key, self._clients[key])

    def _next(self) -> str | None:
        """Wait for the next key; None where there is none, or others wait for it."""
        while True:
            with self._guard:
                key = min(self._due, key=lambda one: self._due[one], default="")
                wait = self._due.get(key, 0.0) - time.monotonic()
                nothing = not self._due or self._closed
                if wait <= 0 and not nothing:
                    del self._due[key]
                    if self._due:
                        self._start()  # this one may hang: somebody must see to the others
                    return key
                if nothing or self._watched:
                    self._threads.remove(threading.current_thread())
                    return None
                self._watched = True
            self._changed.wait(min(wait, SAVE_PAUSE))
            with self._guard:
                self._watched = False
                self._changed.clear()

    def _do(self, key: str, client: C) -> None:
        try:
            done = self._work(key, client)
        except Exception as error:  # noqa: BLE001 -- it is nobody's call
            failed(key, error)
            done = False
        with self._guard:
            if done:
                del self._clients[key]
                self._pauses.pop(key, None)
                return
            pause = self._pauses.get(key, SAVE_PAUSE)
            self._pauses[key] = min(2 * pause, LONGEST_PAUSE)
            self._due[key] = time.monotonic() + pause


def failed(key: str, error: Exception) -> None:
    """Log that something could not be done for a key."""
    # What a store of the user's own says may quote what it was given.
    said = str(error) if isinstance(error, PodioError) else type(error).__name__
    log.warning("the session of %r is not saved or closed yet: %s", key, said)
