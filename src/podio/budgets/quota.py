"""What is left of the hour's calls, for all who share them: decisions only.

When Podio's hour ends is not known. So where nothing is left, one caller goes ahead and the
others wait for what it finds out: a new hour, or the time that the refusal names.
"""

from __future__ import annotations

from collections import deque

POLL = 0.1
"""Seconds between two looks while somebody is ahead."""
FLIGHT = 120.0
"""Seconds after which a call that was never answered counts as answered."""
AHEAD = 10.0
"""Seconds after which somebody else goes ahead, should the first one not come back."""


class Quota:
    """One pool of calls, in seconds of one clock.

    Attributes:
        remaining: Calls left, or None while nothing is known.
        closed_until: Until when nobody calls.
        ahead_until: Until when the others wait for the one that went ahead.
    """

    __slots__ = ("_lowest", "ahead_until", "closed_until", "remaining")

    def __init__(self) -> None:
        self.remaining: int | None = None
        self.closed_until = 0.0
        self.ahead_until = 0.0
        self._lowest: int | None = None

    def take(self, now: float) -> float:
        """Take a call; return the seconds to wait before asking again, 0 if it is taken."""
        if now < self.closed_until:
            return self.closed_until - now
        if self.remaining is None:
            return 0.0
        if self.remaining > 0:
            self.remaining -= 1
            return 0.0
        if now < self.ahead_until:
            return POLL
        self.ahead_until = now + AHEAD
        self._lowest = None
        return 0.0

    def told(self, now: float, remaining: int | None, wait: float | None, under_way: int) -> None:
        """Learn from an answer.

        Args:
            now: The time.
            remaining: Calls left, as the answer says.
            wait: Seconds to wait, if it was a refusal.
            under_way: Calls without an answer yet, which Podio may not have counted.
        """
        if wait is not None:
            self.closed_until = max(self.closed_until, now + wait)
            self.remaining = 0
            self.ahead_until = 0.0
        elif remaining is None:
            return
        elif now < self.ahead_until:
            # Answers come in any order, and an older one says more than there is: the lowest
            # of them counts, as soon as none is missing.
            self._lowest = min(remaining, remaining if self._lowest is None else self._lowest)
            if under_way == 0:
                self._settle()
        else:
            safe = max(0, remaining - under_way)
            if self.remaining is None or safe < self.remaining:
                self.remaining = safe

    def unanswered(self, now: float, under_way: int) -> None:
        """Learn that a call has ended without an answer: nobody waits for it any more."""
        if now < self.ahead_until and under_way == 0:
            self._settle()

    def give_back(self, now: float) -> None:
        """Take back a call that was taken and never sent."""
        if self.remaining is None or now < self.closed_until:
            return
        if self.remaining == 0 and now < self.ahead_until:
            self.ahead_until = 0.0  # whoever comes next goes ahead instead
        else:
            self.remaining += 1

    def _settle(self) -> None:
        if self._lowest is not None:
            self.remaining = self._lowest
        self.ahead_until = 0.0


class Flights:
    """The calls that are under way: since when, the longest first."""

    __slots__ = ("_since",)

    def __init__(self) -> None:
        self._since: deque[float] = deque()

    def begin(self, now: float) -> None:
        """Count one more."""
        self._since.append(now)

    def end(self, now: float) -> int:
        """Count one less, and none that must have been lost; return how many are left."""
        since = self._since
        if since:
            since.popleft()
        while since and since[0] < now - FLIGHT:
            since.popleft()
        return len(since)
