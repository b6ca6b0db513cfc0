"""What a child made by fork must not go on with: locks that nobody will free, others' connections.

Of a process that is forked, one thread lives on in the child. A lock that another thread had is
then locked forever, and a connection is still its parent's. Whoever has either says here, once,
what becomes of it:

- `ForkSafeLock` is free in a child, whoever had it;
- `at_fork` has a method called in each child, before anything else runs there;
- `forks` tells those who would rather look when they come by whether there was a fork since.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar, TypeVar
from weakref import WeakSet, ref

T = TypeVar("T")


class _Child:
    """What is done in a child, and how many forks lie between it and the first process."""

    forks: ClassVar[int] = 0
    locks: ClassVar[WeakSet[ForkSafeLock]] = WeakSet()
    numbers: ClassVar[count[int]] = count()
    renewals: ClassVar[dict[int, tuple[ref[Any], Callable[[Any], None]]]] = {}

    @classmethod
    def begin(cls) -> None:
        cls.forks += 1
        for lock in list(cls.locks):
            lock.renew()
        for find, renew in list(cls.renewals.values()):
            owner = find()
            if owner is not None:
                renew(owner)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_Child.begin)


def forks() -> int:
    """Return a number that is another one in a child made by fork."""
    return _Child.forks


def at_fork(owner: T, renew: Callable[[T], None]) -> None:
    """Have a method called in each child made by fork, as long as its owner lives.

    The child has one thread then, so the method needs no lock, and must wait for none.
    """
    number, renewals = next(_Child.numbers), _Child.renewals
    renewals[number] = ref(owner, lambda _: renewals.pop(number, None)), renew


class ForkSafeLock:
    """A lock for short steps, for `with`; a child made by fork finds it free.

    Args:
        again: Whether the thread that has it may take it again.
    """

    __slots__ = ("__weakref__", "_lock", "_make")

    def __init__(self, *, again: bool = False) -> None:
        self._make: Callable[[], threading.Lock | threading.RLock] = (
            threading.RLock if again else threading.Lock
        )
        self.renew()
        _Child.locks.add(self)

    # Both are the lock's own, found by `with` before it takes it. A method written here could be
    # left by an exception from outside (Ctrl-C) when the lock is taken, but `with` not entered yet.
    @property
    def __enter__(self) -> Callable[[], bool]:
        """Wait for the lock, and take it."""
        return self._lock.__enter__

    @property
    def __exit__(self) -> Callable[..., None]:  # noqa: PLE0302, PYI036 -- it gives the method
        """Give it back."""
        return self._lock.__exit__

    def renew(self) -> None:
        """Be free, in a child."""
        self._lock = self._make()
