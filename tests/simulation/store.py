"""The auth store of a simulated world: what it can do, and how it fails."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth


class Shelf:
    """One entry, its lock, and what ails them.

    Attributes:
        entry: What is stored.
        trouble: `down`, `full` (reads work), `hangs`, `lags`, or nothing.
        owner: Who has the lock.
        until: When the lock's lease ends.
        on_write: Told of each entry that is about to take the place of another.
    """

    def __init__(self, level: str, entry: PodioOAuth) -> None:
        self.level = level
        self.entry = entry
        self.trouble = ""
        self.owner: str | None = None
        self.until = 0.0
        self.lapsed = False
        self.on_write: Callable[[PodioOAuth, PodioOAuth], None] = lambda _before, _after: None
        self._owners = count(1)

    @property
    def compares(self) -> bool:
        """Whether it compares before it sets."""
        return self.level != "plain"

    @property
    def locks(self) -> bool:
        """Whether it has a lock of its own."""
        return self.level == "locks"

    def get(self) -> PodioOAuth:
        """Return what is stored, as another object."""
        return self.entry.replace()

    def set(self, oauth: PodioOAuth, expected: int) -> bool:
        """Store an entry, unless a newer version than expected is there."""
        if self.compares and self.entry.version > expected:
            return False
        before, self.entry = self.entry, oauth
        self.on_write(before, oauth)
        return True

    def lock(self, lease: float, now: float) -> str | None:
        """Take the lock, if nobody has it or its lease has ended."""
        if self.owner is not None:
            if now < self.until:
                return None
            self.lapsed = True
        self.owner, self.until = f"owner-{next(self._owners)}", now + lease
        return self.owner

    def unlock(self, owner: str, now: float) -> bool:
        """Give the lock back."""
        if owner != self.owner:
            return False
        self.lapsed = self.lapsed or now >= self.until
        self.owner = None
        return True


class OneProcessLock:
    """The lock of a store that has none: it holds within one process."""

    def __init__(self) -> None:
        self._owner: str | None = None
        self._owners = count(1)

    def lock(self, lease: float, now: float) -> str | None:  # noqa: ARG002 -- as the shelf has it
        if self._owner is not None:
            return None
        self._owner = f"here-{next(self._owners)}"
        return self._owner

    def unlock(self, owner: str, now: float) -> bool:  # noqa: ARG002 -- as the shelf has it
        if owner != self._owner:
            return False
        self._owner = None
        return True
