"""The clients that a program has open: one for each key, and not too many."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from podio.errors import ConfigurationError
from podio.fork_safety import ForkSafeLock, at_fork

C = TypeVar("C")

LOOK = 1.0
"""Seconds between two looks whether the thread that makes a client still lives."""


class _Making:
    """A client that is being made, and who makes it."""

    __slots__ = ("over", "thread")

    def __init__(self, thread: threading.Thread) -> None:
        self.thread = thread
        self.over = threading.Event()


class OpenClients(Generic[C]):
    """Clients by their keys; those that were not asked for longest are let go first.

    One that is let go while somebody uses it stays the client of its key for as long: two
    clients over one session would be right, but each would renew what the other has.
    """

    def __init__(self, most: int) -> None:
        """Set how many clients are held.

        Args:
            most: How many are held, at most, besides those in use and those not saved.
        """
        self.most = most
        self._held: OrderedDict[str, C] = OrderedDict()
        self._in_use: WeakValueDictionary[str, C] = WeakValueDictionary()
        self._unsaved: dict[str, C] = {}
        self._let_go: list[tuple[str, C]] = []
        self._guard = ForkSafeLock(again=True)
        self.renew()
        at_fork(self, OpenClients[C].renew)

    def renew(self) -> None:
        """Begin with nothing, also in a child made by fork: threads stayed behind."""
        self._making: dict[str, _Making] = {}
        self._waiting: dict[threading.Thread, _Making] = {}

    def __len__(self) -> int:
        """Return how many are held."""
        return len(self._held)

    def __contains__(self, key: object) -> bool:
        """Tell whether the client of a key is held."""
        return key in self._held

    def get(self, key: str, make: Callable[[], C]) -> C:
        """Return the client of a key; it is made once for all who ask at the same time."""
        me = threading.current_thread()
        mine = _Making(me)
        while True:
            with self._guard:
                found = self._find(key)
                if found is not None:
                    return found
                making = self._making.get(key)
                if making is None:
                    self._making[key] = mine
                    break
                if self._waits_for(making.thread, me):
                    raise _needs_itself(key)
                self._waiting[me] = making
            self._wait(key, making, me)
        # Making one reads the store and calls the user's own functions: no lock is held, and
        # nobody waits for it but those who want the same.
        try:
            return self._hold(key, make())
        finally:
            with self._guard:
                if self._making.get(key) is mine:
                    del self._making[key]
            mine.over.set()

    def _wait(self, key: str, making: _Making, me: threading.Thread) -> None:
        try:
            while not making.over.wait(LOOK) and making.thread.is_alive():
                pass
        finally:
            with self._guard:
                self._waiting.pop(me, None)
                gone = not making.over.is_set() and not making.thread.is_alive()
                if gone and self._making.get(key) is making:
                    del self._making[key]

    def _waits_for(self, other: threading.Thread, me: threading.Thread) -> bool:
        """Tell whether another thread is this one, or waits for it in the end."""
        while other is not me:
            waits = self._waiting.get(other)
            if waits is None:
                return False
            other = waits.thread
        return True

    def let_go(self) -> list[tuple[str, C]]:
        """Return those that are held no more since the last time, each once."""
        if not self._let_go:
            return []
        with self._guard:
            gone, self._let_go = self._let_go, []
            return gone

    def keep(self, key: str, client: C) -> None:
        """Hold a client until it is saved: its session is nowhere else."""
        with self._guard:
            self._unsaved[key] = client

    def saved(self, key: str) -> None:
        """Hold a client no longer than others."""
        with self._guard:
            self._unsaved.pop(key, None)

    def unsaved(self) -> list[tuple[str, C]]:
        """Return those that are held until they are saved, the longest first."""
        with self._guard:
            return list(self._unsaved.items())

    def all(self) -> list[tuple[str, C]]:
        """Return every client that there is, also those that are merely in use."""
        with self._guard:
            return list({**self._in_use, **self._unsaved, **self._held}.items())

    def clear(self) -> None:
        """Hold no client any more."""
        with self._guard:
            self._held.clear()
            self._unsaved.clear()
            self._let_go.clear()

    def _find(self, key: str) -> C | None:
        with self._guard:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found
            found = self._unsaved.get(key)
            if found is None:
                found = self._in_use.get(key)
            return None if found is None else self._hold(key, found)

    def _hold(self, key: str, client: C) -> C:
        with self._guard:
            self._held[key] = self._in_use[key] = client
            while len(self._held) > self.most:
                self._let_go.append(self._held.popitem(last=False))
        return client


def _needs_itself(key: str) -> ConfigurationError:
    message = (
        f"the store or the credentials of {key!r} are made with its own client: a function for "
        "one key may ask for the client of another, but not in a circle"
    )
    return ConfigurationError(message)
