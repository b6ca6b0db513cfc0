"""What a layered store knows of its copies: how old each is, and which are too many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from podio.errors import ConfigurationError
from podio.fork_safety import ForkSafeLock

MAX_AGE = 5.0
MAX_COPIES = 10_000


class Seen(NamedTuple):
    """When the slow store was read, what version it had, and before which change."""

    at: float
    version: int
    change: int


class Freshness:
    """What is known of one session's copy, by all who use the same layered store.

    Attributes:
        seen: What the slow store had when it was last read; None where that counts no more.
        change: Grows with all that makes a reading void that is under way.
        owners: Who has the lock of the slow store.
    """

    def __init__(self) -> None:
        self.seen: Seen | None = None
        self.change = 0
        self.owners: set[str] = set()

    def forget(self) -> None:
        """Read the slow store next time."""
        self.change += 1
        self.seen = None


class Copies:
    """For how long copies count, and what is known of each; never a session itself.

    What is known of a session lives as long as its copy, or somebody who uses the session.
    """

    def __init__(self, max_age: float, most: int, clock: Callable[[], float]) -> None:
        """Set how long copies count, and how many there may be.

        Args:
            max_age: Seconds for which a copy counts.
            most: How many copies there may be.
            clock: Seconds of a clock that is never set back.

        Raises:
            ConfigurationError: `most` is no number above 0.
        """
        given: object = most
        if type(given) is not int or given < 1:
            message = f"max_copies is a number of sessions above 0, not {given!r}"
            raise ConfigurationError(message)
        self.max_age = max_age
        self.clock = clock
        self._most = most
        self._known: WeakValueDictionary[tuple[str, ...], Freshness] = WeakValueDictionary()
        self._copied: OrderedDict[Freshness, Any] = OrderedDict()
        self._guard = ForkSafeLock(again=True)

    def of(self, name: tuple[str, ...]) -> Freshness:
        """Return what is known of one session's copy."""
        found = self._known.get(name)
        if found is None:
            with self._guard:
                found = self._known.setdefault(name, Freshness())
        return found

    def held(self, fresh: Freshness, fast: Any) -> list[Any]:  # a store, blocking or async
        """Note that a quick store has a copy; return those whose copy is to be removed."""
        with self._guard:
            self._copied[fresh] = fast
            self._copied.move_to_end(fresh)
            gone: list[Any] = []
            while len(self._copied) > self._most:
                former, its_fast = self._copied.popitem(last=False)
                former.seen = None
                gone.append(its_fast)
            return gone

    def used(self, fresh: Freshness) -> None:
        """Note that a copy was read."""
        with self._guard:
            if fresh in self._copied:
                self._copied.move_to_end(fresh)
