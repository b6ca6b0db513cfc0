"""When an exchange has to be over: looked at before every read and write, whoever makes them."""

from __future__ import annotations

import time
from contextvars import ContextVar

LONGEST = 366 * 86_400.0
"""Seconds; a socket cannot be told to wait for much longer than that."""


class Deadline:
    """The end of one exchange, on the monotonic clock.

    Attributes:
        seconds: How long it may take.
        ends_at: When it has to be over.
    """

    __slots__ = ("ends_at", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds = min(seconds, LONGEST)
        self.renew()

    def renew(self) -> None:
        """Begin anew, for there is progress: a file may take long, but not stand still."""
        self.ends_at = time.monotonic() + self.seconds

    def left(self) -> float:
        """Return the seconds that are left; 0 or less where it is over."""
        return self.ends_at - time.monotonic()


# Told so and not by argument: the HTTP library stands between, and its pool serves all threads.
under_way: ContextVar[Deadline | None] = ContextVar("podio_exchange", default=None)
"""The exchange that the running thread or task is in."""
