"""Counts calls per user and API client in two pools of one hour each."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import Refusal

if TYPE_CHECKING:
    from podio.sandbox.rights.tokens import Principal
    from podio.sandbox.state.world import World

WINDOW = 3600.0


@dataclass(slots=True)
class _Pool:
    started_at: float
    used: int = 0


class Limits:
    """The pools of every caller; a window starts with its first call."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pools: dict[tuple[str, int, str, bool], _Pool] = {}

    def clear(self) -> None:
        """Give everybody a fresh hour."""
        self._pools.clear()

    def idle_headers(self) -> dict[str, str]:
        """Build the headers of an answer that counts for nobody."""
        # guess: what Podio sends where no user is known
        limit = self._world.settings.rate_limit
        return _headers(limit, limit)

    def count(self, principal: Principal, *, rate_limited: bool) -> dict[str, str]:
        """Count a call and build its headers; over the limit it is a 420.

        Raises:
            Refusal: the pool of this hour is used up.
        """
        settings = self._world.settings
        limit = settings.rate_limited if rate_limited else settings.rate_limit
        # guess: the pools do not share one counter; the reference does not say
        key = (principal.ref_type, principal.ref_id, principal.client_id, rate_limited)
        now = self._world.clock()
        pool = self._pools.get(key)
        if pool is None or now - pool.started_at >= WINDOW:
            pool = self._pools[key] = _Pool(now)
        if pool.used >= limit:
            seconds = max(1, ceil(pool.started_at + WINDOW - now))
            # guess: the code; the text is what clients parse the seconds from
            raise Refusal(
                420,
                "rate_limit",
                f"You have hit the rate limit. Please wait {seconds} seconds before trying again",
                propagate=True,
                headers=_headers(limit, 0),
            )
        pool.used += 1
        return _headers(limit, limit - pool.used)


def _headers(limit: int, remaining: int) -> dict[str, str]:
    return {"X-Rate-Limit-Limit": str(limit), "X-Rate-Limit-Remaining": str(remaining)}
