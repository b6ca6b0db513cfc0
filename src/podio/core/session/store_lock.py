"""The store's lock: taken for a lease, given back on every path, never trusted beyond its end.

Steps without I/O; see `podio.core.effects`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from podio.core.effects import Effect, Lock, Sleep, Unlock
from podio.errors import StoreUnavailableError

if TYPE_CHECKING:
    from podio.core.session.storage import Storage
    from podio.core.settings import Settings

log = logging.getLogger("podio.session")

Steps = Generator[Effect, Any, None]


class Tenure:
    """The time for which somebody has the lock, or has to do without."""

    __slots__ = ("_until",)

    def __init__(self, until: float) -> None:
        """Say when the lease ends; 0 where there is no lock to be had."""
        self._until = until

    def lasts(self, now: float) -> bool:
        """Tell whether the lock is still ours: a machine that slept may come back too late."""
        return now < self._until


class StoreLock:
    """One client's way to the lock of its store."""

    def __init__(self, settings: Settings, storage: Storage) -> None:
        self._settings = settings
        self._storage = storage

    def under(
        self, steps: Callable[[Tenure], Steps], *, until: Callable[[], bool], wait: bool
    ) -> Steps:
        """Do steps under the lock, or without one where the store is down.

        Args:
            steps: What to do.
            until: Tells that what the store holds by now makes the steps needless.
            wait: Whether to wait where somebody else has the lock.

        Raises:
            StoreUnavailableError: Somebody has had the lock for longer than two leases.
        """
        settings = self._settings
        give_up = settings.clock() + 2 * settings.lease
        pause = settings.lock_poll
        while True:
            asked_at = settings.clock()
            try:
                owner: str | None = yield Lock(settings.lease)
            except StoreUnavailableError as error:
                # Better a renewal that others may repeat than none: callers are waiting.
                log.warning("going on without the store's lock: %s", error)
                yield from steps(Tenure(0.0))
                return
            if owner is not None:
                break
            self._storage.adopt((yield from self._storage.read_if_up()))
            if until() or not wait:
                return
            if settings.clock() > give_up:
                message = (
                    "the session's lock was held for longer than two leases "
                    f"({2 * settings.lease:.0f} s); is a process hanging in a token request?"
                )
                raise StoreUnavailableError(message)
            yield Sleep(pause * (0.5 + settings.chance()))
            # A usual renewal is seen at once, and those who wait for one that hangs ask less; but
            # nobody may wait 250 ms longer than the renewal takes.
            pause = min(1.25 * pause, settings.lock_poll_most)
        try:
            # Counted from before it was asked for: the store's answer may have been slow.
            yield from steps(Tenure(asked_at + settings.lease))
        except GeneratorExit:
            raise  # nothing may be yielded any more; the lease ends by itself
        except BaseException:
            yield Unlock(owner)
            raise
        yield Unlock(owner)
