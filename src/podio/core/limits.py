"""Podio's rate limits: what the answers say of them, and how long to wait."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from podio.core.shapes import is_object

HOUR = 3600.0
_WAIT = re.compile(r"wait\s+(\d+)\s+second", re.IGNORECASE)


class RateLimit:
    """What the last answer said of the hour's calls.

    Podio counts two pools: 1,000 calls an hour, and 250 for the operations it marks as rate
    limited; `limit` tells which pool the call belonged to. When the hour ends is not said.

    Attributes:
        limit: Calls allowed an hour, or None before the first answer.
        remaining: Calls left of them.
        seen_at: When the answer came, in seconds since 1970.
    """

    __slots__ = ("limit", "remaining", "seen_at")

    def __init__(
        self, limit: int | None = None, remaining: int | None = None, seen_at: float | None = None
    ) -> None:
        self.limit = limit
        self.remaining = remaining
        self.seen_at = seen_at

    def __repr__(self) -> str:
        """Show the budget."""
        return f"RateLimit(limit={self.limit}, remaining={self.remaining}, seen_at={self.seen_at})"


class CallBudget(Protocol):
    """The hour's calls, as all who share them know them; safe for any number of threads.

    Attributes:
        blocks: Whether asking it may take longer than memory does.
    """

    blocks: bool

    def turn(self, account: str, what: str) -> float:
        """Take a call; return the seconds to wait before asking again, 0 if it is taken."""
        ...

    def told(
        self,
        account: str,
        what: str,
        limit: int | None,
        remaining: int | None,
        wait: float | None,
    ) -> None:
        """Learn from an answer; `wait` is what a refusal asks for, in seconds.

        Where nothing at all is known, no answer will come.
        """
        ...

    def give_back(self, account: str, what: str) -> None:
        """Take back a call that was taken and never sent."""
        ...


def seen(headers: Mapping[str, str], now: float) -> RateLimit | None:
    """Read the budget out of an answer's headers; None where they are absent."""
    limit, remaining = headers.get("x-rate-limit-limit"), headers.get("x-rate-limit-remaining")
    if limit is None or remaining is None:
        return None
    try:
        return RateLimit(int(limit), int(remaining), now)
    except ValueError:
        return None


def retry_after(headers: Mapping[str, str], raw: object, now: float) -> float | None:
    """Return how many seconds Podio asks to wait: from the header, or from the text it sends."""
    header = headers.get("retry-after")
    if header is not None:
        try:
            return max(0.0, float(header))
        except ValueError:
            return _until(header, now)
    if is_object(raw):
        said = _WAIT.search(str(raw.get("error_description") or ""))
        if said is not None:
            return float(said.group(1))
    return None


def _until(header: str, now: float) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (TypeError, ValueError):
        return None
