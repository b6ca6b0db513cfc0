"""Virtual time: events in the order of their time, and machines' clocks that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import Any

BEGIN = 1_700_000_000.0


class Scheduler:
    """Does what is to be done at its time; between two events no time passes.

    Attributes:
        now: The true time, which no machine knows.
    """

    def __init__(self) -> None:
        self.now = BEGIN
        self._events: list[tuple[float, int, Callable[..., object], tuple[Any, ...]]] = []
        self._order = count()

    def after(self, seconds: float, do: Callable[..., object], *arguments: Any) -> None:
        """Have something done in so many seconds."""
        heappush(self._events, (self.now + seconds, next(self._order), do, arguments))

    def run(self, until: float) -> None:
        """Let time pass."""
        events = self._events
        while events and events[0][0] <= until:
            self.now, _, do, arguments = heappop(events)
            do(*arguments)
        self.now = max(self.now, until)


class MachineClock:
    """A machine's clock: off by some seconds, too fast or too slow, and set while it runs."""

    def __init__(self, scheduler: Scheduler, off: float, rate: float) -> None:
        self._scheduler = scheduler
        self._off = off
        self._rate = rate

    def __call__(self) -> float:
        now = self._scheduler.now
        return now + self._off + (now - BEGIN) * self._rate

    def jump(self, seconds: float) -> None:
        """Set the clock."""
        self._off += seconds
