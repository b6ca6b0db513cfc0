"""The clients that a program has open: one for each key, and not too many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from podio.fork_safety import ForkSafeLock

C = TypeVar("C")

_LOCKS = 64


class OpenClients(Generic[C]):
    """Clients by their keys; those that were not asked for longest are let go first.

    One that is let go while somebody uses it stays the client of its key for as long: two
    clients over one session would be right, but each would renew what the other has.
    """

    def __init__(self, most: int) -> None:
        """Begin without clients.

        Args:
            most: How many are held at the most, besides those in use and those not saved.
        """
        self.most = most
        self._held: OrderedDict[str, C] = OrderedDict()
        self._in_use: WeakValueDictionary[str, C] = WeakValueDictionary()
        self._unsaved: dict[str, C] = {}
        self._let_go: list[tuple[str, C]] = []
        self._guard = ForkSafeLock(again=True)
        self._making = [ForkSafeLock() for _ in range(_LOCKS)]

    def __len__(self) -> int:
        """Return how many are held."""
        return len(self._held)

    def __contains__(self, key: object) -> bool:
        """Tell whether the client of a key is held."""
        return key in self._held

    def get(self, key: str, make: Callable[[], C]) -> C:
        """Return the client of a key; it is made once for all who ask at the same time."""
        found = self._find(key)
        if found is not None:
            return found
        # Making one reads the store: nobody waits for it but those who want the same.
        with self._making[hash(key) % _LOCKS]:
            found = self._find(key)
            return found if found is not None else self._hold(key, make())

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

    def all(self) -> list[C]:
        """Return every client that there is, also those that are merely in use."""
        with self._guard:
            return list({**self._in_use, **self._unsaved, **self._held}.values())

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
