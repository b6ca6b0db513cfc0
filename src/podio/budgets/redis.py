"""One budget of Podio's calls for processes on any number of machines, kept in Redis."""

from __future__ import annotations

import logging
import time
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import quote

from podio.budgets.quota import AHEAD, FLIGHT, POLL
from podio.errors import ConfigurationError, StoreError
from podio.stores.ground.time_limit import TimeLimit

if TYPE_CHECKING:
    from podio.stores.redis.connections import RedisClient, RedisConnections
    from podio.stores.redis.scripts import Script

log = logging.getLogger("podio.budget")

TIMEOUT = 1.0
PAUSE = 30.0
"""Seconds without a try after Redis was down: calls must not become slow because of it."""

# The rules of podio.budgets.quota, in one step each and by the clock of Redis alone.
_NOW = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
"""
# All that is known of an account stands in one hash: which pool an operation belongs to, and of
# each pool what is left. So one step decides, also for a process that has asked nothing yet.
_TURN = f"""{_NOW}
local ahead, poll, kept, what = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local flights, account = KEYS[1], KEYS[2]
local function known(field) return tonumber(redis.call('HGET', account, field) or -1) end
local pool = redis.call('HGET', account, 'pool of ' .. what)
local closed = math.max(known('closed until'), pool and known(pool .. ' closed until') or -1)
if now < closed then return closed - now end
local left = pool and known(pool .. ' left') or -1
if left > 0 then
  redis.call('HINCRBY', account, pool .. ' left', -1)
elseif left == 0 then
  if now < known(pool .. ' ahead until') then return poll end
  redis.call('HSET', account, pool .. ' ahead until', now + ahead, pool .. ' lowest', -1)
end
redis.call('RPUSH', flights, now)
redis.call('PEXPIRE', flights, kept)
return 0
"""
_TOLD = f"""{_NOW}
local left, wait, kept = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local lost, what, pool = tonumber(ARGV[4]), ARGV[5], ARGV[6]
local flights, account = KEYS[1], KEYS[2]
local function known(field) return tonumber(redis.call('HGET', account, field) or -1) end
redis.call('LPOP', flights)
local first = redis.call('LINDEX', flights, 0)
while first and tonumber(first) < now - lost do
  redis.call('LPOP', flights)
  first = redis.call('LINDEX', flights, 0)
end
if pool == '' then
  if wait >= 0 and known('closed until') < now + wait then
    redis.call('HSET', account, 'closed until', now + wait)
  end
  local known_pool = redis.call('HGET', account, 'pool of ' .. what)
  if wait < 0 and known_pool and now < known(known_pool .. ' ahead until')
    and redis.call('LLEN', flights) == 0 then
    local lowest = known(known_pool .. ' lowest')
    if lowest >= 0 then redis.call('HSET', account, known_pool .. ' left', lowest) end
    redis.call('HSET', account, known_pool .. ' ahead until', 0)
  end
else
  redis.call('HSET', account, 'pool of ' .. what, pool)
  if wait >= 0 then
    if known(pool .. ' closed until') < now + wait then
      redis.call('HSET', account, pool .. ' closed until', now + wait)
    end
    redis.call('HSET', account, pool .. ' left', 0, pool .. ' ahead until', 0)
  elseif left >= 0 then
    local flying = redis.call('LLEN', flights)
    local before, safe = known(pool .. ' left'), math.max(0, left - flying)
    if now < known(pool .. ' ahead until') then
      local lowest = known(pool .. ' lowest')
      if lowest >= 0 then left = math.min(left, lowest) end
      redis.call('HSET', account, pool .. ' lowest', left)
      if flying == 0 then
        redis.call('HSET', account, pool .. ' left', left, pool .. ' ahead until', 0)
      end
    elseif before < 0 or safe < before then
      redis.call('HSET', account, pool .. ' left', safe)
    end
  end
end
redis.call('PEXPIRE', account, kept + math.max(wait, 0))
return 1
"""
_BACK = f"""{_NOW}
local what = ARGV[1]
local flights, account = KEYS[1], KEYS[2]
local function known(field) return tonumber(redis.call('HGET', account, field) or -1) end
redis.call('LPOP', flights)
local pool = redis.call('HGET', account, 'pool of ' .. what)
if not pool or now < known(pool .. ' closed until') then return 0 end
local left = known(pool .. ' left')
if left == 0 and now < known(pool .. ' ahead until') then
  redis.call('HSET', account, pool .. ' ahead until', 0)
elseif left >= 0 then
  redis.call('HINCRBY', account, pool .. ' left', 1)
end
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
            from podio.stores.redis.connections import RedisConnections
            from podio.stores.redis.scripts import Script
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
        self._turn, self._told, self._back = Script(_TURN), Script(_TOLD), Script(_BACK)
        self._again_at = 0.0

    def turn(self, account: str, what: str) -> float:
        """Take a call; return the seconds to wait before asking again, 0 if it is taken.

        Args:
            account: Whose calls they are.
            what: Which operation; the pools of those that were answered before are known.
        """
        ahead, poll = ceil(AHEAD * 1000), ceil(POLL * 1000)
        milliseconds = self._do(self._turn, account, (ahead, poll, _KEPT, what))
        return milliseconds / 1000

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
        pause = -1 if wait is None else ceil(wait * 1000)
        left = -1 if remaining is None else remaining
        pool = "" if limit is None else str(limit)
        self._do(self._told, account, (left, pause, _KEPT, ceil(FLIGHT * 1000), what, pool))

    def give_back(self, account: str, what: str) -> None:
        """Take back a call that was taken and never sent.

        Args:
            account: Whose call it was.
            what: Which operation.
        """
        self._do(self._back, account, (what,))

    def close(self) -> None:
        """Close idle connections; the next call opens new ones."""
        self._connections.close()

    def __repr__(self) -> str:
        """Show where the budget is."""
        return f"RedisBudget({self._connections.where})"

    def _name(self, account: str, what: str) -> str:
        # The braces make Redis Cluster keep all that is of an account in one slot.
        return f"{self._prefix}{{{quote(account, safe=':')}}}:{what}"

    def _do(self, script: Script, account: str, arguments: tuple[int | str, ...]) -> int:
        from podio.stores.redis.scripts import Command

        if time.monotonic() < self._again_at:
            return 0
        try:
            keys = (self._name(account, "flights"), self._name(account, "left"))
            answer = self._connections.do(Command(script, keys, arguments))
        except StoreError as error:
            self._again_at = time.monotonic() + PAUSE
            log.warning("calls go on without the shared budget for %.0f s: %s", PAUSE, error)
            return 0
        return answer if isinstance(answer, int) else 0
