"""One budget of Podio's calls for processes on any number of machines, kept in Redis."""

from __future__ import annotations

import logging
import time
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import quote

from podio.core.quota import AHEAD, FLIGHT, POLL
from podio.errors import ConfigurationError, StoreError
from podio.stores.time_limit import TimeLimit

if TYPE_CHECKING:
    from podio.stores.redis_connections import RedisClient, RedisConnections
    from podio.stores.redis_session import Script

log = logging.getLogger("podio.budget")

TIMEOUT = 1.0
PAUSE = 30.0
"""Seconds without a try after Redis was down: calls must not become slow because of it."""

# The rules of podio.core.quota, in one step each and by the clock of Redis alone.
_NOW = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
"""
_TURN = f"""{_NOW}
local ahead, poll, kept = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local flights, account, pool = KEYS[1], KEYS[2], KEYS[3]
for number = 2, #KEYS do
  local closed = tonumber(redis.call('HGET', KEYS[number], 'closed_until') or 0)
  if now < closed then return closed - now end
end
local left = pool and tonumber(redis.call('HGET', pool, 'remaining') or -1) or -1
if left > 0 then
  redis.call('HINCRBY', pool, 'remaining', -1)
elseif left == 0 then
  if now < tonumber(redis.call('HGET', pool, 'ahead_until') or 0) then return poll end
  redis.call('HSET', pool, 'ahead_until', now + ahead)
end
redis.call('RPUSH', flights, now)
redis.call('PEXPIRE', flights, kept)
return 0
"""
_TOLD = f"""{_NOW}
local remaining, wait, kept = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local flights, key = KEYS[1], KEYS[2]
redis.call('LPOP', flights)
local first = redis.call('LINDEX', flights, 0)
while first and tonumber(first) < now - tonumber(ARGV[4]) do
  redis.call('LPOP', flights)
  first = redis.call('LINDEX', flights, 0)
end
if remaining >= 0 then
  remaining = math.max(0, remaining - redis.call('LLEN', flights))
end
if wait >= 0 then
  local closed = tonumber(redis.call('HGET', key, 'closed_until') or 0)
  if closed < now + wait then redis.call('HSET', key, 'closed_until', now + wait) end
  redis.call('HSET', key, 'remaining', 0, 'ahead_until', 0)
elseif remaining >= 0 then
  local left = tonumber(redis.call('HGET', key, 'remaining'))
  local ahead = tonumber(redis.call('HGET', key, 'ahead_until') or 0)
  if not left or remaining < left or now < ahead then
    redis.call('HSET', key, 'remaining', remaining)
    if remaining > 0 then redis.call('HSET', key, 'ahead_until', 0) end
  end
end
redis.call('PEXPIRE', key, kept + math.max(wait, 0))
return 1
"""
_KEPT = 2 * 3600 * 1000


class RedisBudget:
    """The hour's calls, shared through Redis by all who use the same prefix there.

        podio = Podio(client_id, client_secret, store, budget=RedisBudget("redis://localhost"))

    It does what `SharedBudget` does, for processes on any number of machines, at the price of
    two short talks with Redis for each call. Without Redis, calls go on as if there were no
    budget.
    """

    blocks = True

    def __init__(
        self, redis: str | RedisClient, *, prefix: str = "podio:budget:", timeout: float = TIMEOUT
    ) -> None:
        """Say where the budget is; nothing is sent yet.

        Args:
            redis: The address (`redis://`, `rediss://` or `unix://`), or a blocking client of
                the `redis` library, which you close.
            prefix: What all names in Redis begin with.
            timeout: Seconds after which calls go on without Redis.

        Raises:
            ConfigurationError: One of these cannot work, or the `redis` library is missing.
        """
        limit = TimeLimit(timeout)
        try:
            from podio.stores.redis_connections import RedisConnections  # noqa: PLC0415 -- an extra
            from podio.stores.redis_session import Script  # noqa: PLC0415 -- goes with it
        except ImportError as error:
            message = (
                f"a budget in Redis needs the redis library ({error}): "
                "pip install 'podio-sdk[redis]'"
            )
            raise ConfigurationError(message) from None
        if "{" in prefix or "}" in prefix:
            message = "the prefix of a budget has no braces: they name a slot of a Redis cluster"
            raise ConfigurationError(message)
        self._connections: RedisConnections = RedisConnections(redis, limit)
        self._prefix = prefix
        self._turn, self._told = Script(_TURN), Script(_TOLD)
        self._pool_of: dict[str, int] = {}
        self._again_at = 0.0

    def turn(self, account: str, what: str) -> float:
        """Take a call; return the seconds to wait before asking again, 0 if it is taken.

        Args:
            account: Whose calls they are.
            what: Which operation; the pools of those that were answered before are known.
        """
        limit = self._pool_of.get(what)
        pools: tuple[int | None, ...] = (None,) if limit is None else (None, limit)
        keys = tuple(self._name(account, pool) for pool in pools)
        ahead, poll = ceil(AHEAD * 1000), ceil(POLL * 1000)
        milliseconds = self._do(self._turn, account, keys, (ahead, poll, _KEPT))
        return milliseconds / 1000

    def told(
        self,
        account: str,
        what: str,
        limit: int | None,
        remaining: int | None,
        wait: float | None,
    ) -> None:
        """Learn from an answer.

        Args:
            account: Whose call it was.
            what: Which operation.
            limit: The size of its pool.
            remaining: What is left of it.
            wait: Seconds to wait, if it was a refusal.
        """
        if limit is not None:
            self._pool_of[what] = limit
        pause = -1 if wait is None else ceil(wait * 1000)
        left = -1 if remaining is None else remaining
        numbers = (left, pause, _KEPT, ceil(FLIGHT * 1000))
        self._do(self._told, account, (self._name(account, limit),), numbers)

    def close(self) -> None:
        """Close idle connections; the next call opens new ones."""
        self._connections.close()

    def __repr__(self) -> str:
        """Show where the budget is."""
        return f"RedisBudget({self._connections.where})"

    def _name(self, account: str, what: int | str | None) -> str:
        # The braces make Redis Cluster keep all that is of an account in one slot.
        return f"{self._prefix}{{{quote(account, safe=':')}}}:{'all' if what is None else what}"

    def _do(
        self, script: Script, account: str, pools: tuple[str, ...], numbers: tuple[int, ...]
    ) -> int:
        from podio.stores.redis_session import Command  # noqa: PLC0415 -- an extra

        if time.monotonic() < self._again_at:
            return 0
        try:
            keys = (self._name(account, "flights"), *pools)
            answer = self._connections.do(Command(script, keys, numbers))
        except StoreError as error:
            self._again_at = time.monotonic() + PAUSE
            log.warning("calls go on without the shared budget for %.0f s: %s", PAUSE, error)
            return 0
        return answer if isinstance(answer, int) else 0
