"""One budget of Podio's calls for many clients: they wait for their turn instead of burning it."""

from __future__ import annotations

import time
from collections.abc import Callable

from podio.budgets.quota import Flights, Quota
from podio.fork_safety import ForkSafeLock

__all__ = ["SharedBudget"]


class SharedBudget:
    """The hour's calls, shared by the clients of one process; safe for any number of threads.

        budget = SharedBudget()
        podio = Podio(client_id, client_secret, store, budget=budget)

    Podio counts calls for each user and API client, in a pool of 1,000 an hour and one of 250
    for the operations that it marks as rate limited. Clients with one budget count together:
    when a pool is used up, one call goes ahead, and the others wait until it tells when the
    hour ends. How long a call waits is a matter of its `Retry`. Processes that share nothing but
    Redis use `podio.budgets.redis.RedisBudget`.
    """

    blocks = False

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without knowing anything.

        Args:
            clock: Seconds of a clock that is never set back.
        """
        self._clock = clock
        self._pools: dict[tuple[str, int], Quota] = {}
        self._closed: dict[str, float] = {}
        self._flights: dict[str, Flights] = {}
        self._pool_of: dict[str, int] = {}
        self._guard = ForkSafeLock()

    def turn(self, account: str, what: str) -> float:
        """Take a call; return the seconds to wait before asking again, 0 if it is taken.

        Args:
            account: Whose calls they are.
            what: Which operation; the pools of those that were answered before are known.
        """
        with self._guard:
            now = self._clock()
            closed = self._closed.get(account, 0.0)
            if now < closed:
                return closed - now
            limit = self._pool_of.get(what)
            wait = 0.0 if limit is None else self._pool(account, limit).take(now)
            if not wait:
                self._under_way(account).begin(now)
            return wait

    def told(
        self,
        account: str,
        what: str,
        limit: int | None,
        remaining: int | None,
        wait: float | None,
    ) -> None:
        """Learn from an answer; where nothing at all is known, that none will come.

        Args:
            account: Whose call it was.
            what: Which operation.
            limit: The size of its pool.
            remaining: What is left of it.
            wait: Seconds to wait, if it was a refusal.
        """
        with self._guard:
            now = self._clock()
            under_way = self._under_way(account).end(now)
            if limit is not None:
                self._pool_of[what] = limit
                self._pool(account, limit).told(now, remaining, wait, under_way)
            elif wait is not None:
                self._closed[account] = max(self._closed.get(account, 0.0), now + wait)
            elif what in self._pool_of:
                self._pool(account, self._pool_of[what]).unanswered(now, under_way)

    def give_back(self, account: str, what: str) -> None:
        """Take back a call that was taken and never sent.

        Args:
            account: Whose call it was.
            what: Which operation.
        """
        with self._guard:
            now = self._clock()
            self._under_way(account).end(now)
            if what in self._pool_of:
                self._pool(account, self._pool_of[what]).give_back(now)

    def _under_way(self, account: str) -> Flights:
        return self._flights.get(account) or self._flights.setdefault(account, Flights())

    def _pool(self, account: str, limit: int) -> Quota:
        name = (account, limit)
        return self._pools.get(name) or self._pools.setdefault(name, Quota())

    def __repr__(self) -> str:
        """Show how many pools are known."""
        return f"SharedBudget(pools={len(self._pools)})"
