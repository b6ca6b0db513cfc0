"""Keeps sessions in Redis or Valkey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.errors import ConfigurationError
from podio.stores.ground.session_name import SessionName
from podio.stores.ground.time_limit import TimeLimit
from podio.stores.keyed import AsyncKeyedAuthStore, KeyedAuthStore
from podio.stores.redis.scripts import RedisScripts

if TYPE_CHECKING:
    from podio.stores.redis.connections import RedisClient

TIMEOUT = 2.0


class RedisAuthStore(KeyedAuthStore):
    """A session in Redis or Valkey, for processes on any number of machines (level 2).

        RedisAuthStore("redis://localhost:6379/0", key="user:42")

    A save compares versions in one step, so no old token replaces a new one, and the lock ends
    by Redis' own clock. Nothing expires by itself unless `seconds_to_live` says so.

    Redis forgets what it was not told to keep: turn on its append-only file, or a restart signs
    everybody out; keep `maxmemory-policy` at `noeviction` or one of the `volatile` kind. After a
    failover to a replica that had not heard of the last save, an older session comes back, or
    none: none counts as signed out elsewhere.
    """

    def __init__(
        self,
        redis: str | RedisClient,
        key: str = "",
        *,
        prefix: str = "podio:",
        seconds_to_live: float | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        """Name the session; nothing is sent yet.

        Args:
            redis: The address (`redis://`, `rediss://` or `unix://`), whose connections are the
                store's own; or a client of the `redis` library, which is used as it is, and
                which you close.
            key: Whose session it is.
            prefix: What all names in Redis begin with.
            seconds_to_live: How long after its last save a session goes by itself; no less
                than the 28 days of a refresh token.
            timeout: Seconds after which Redis counts as unavailable.

        Raises:
            ConfigurationError: One of these cannot work, or the `redis` library is missing.
        """
        name, limit = SessionName(key), TimeLimit(timeout)
        try:
            from podio.stores.redis.connections import RedisConnections
        except ImportError as error:
            raise _missing(error) from None
        connections = RedisConnections(redis, limit)
        scripts = RedisScripts(
            name, connections.where, prefix=prefix, seconds_to_live=seconds_to_live
        )
        super().__init__(connections, scripts)


class AsyncRedisAuthStore(AsyncKeyedAuthStore):
    """A session in Redis or Valkey, from asyncio (level 2).

        AsyncRedisAuthStore("redis://localhost:6379/0", key="user:42")

    It keeps what `RedisAuthStore` keeps, under the same names: both may be used side by side.
    Each event loop has connections of its own, unless you give a client, which belongs to one.
    What else there is to know stands at `RedisAuthStore`.
    """

    def __init__(
        self,
        redis: str | RedisClient,
        key: str = "",
        *,
        prefix: str = "podio:",
        seconds_to_live: float | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        """Name the session; nothing is sent yet.

        Args:
            redis: The address, or a client of `redis.asyncio`; see `RedisAuthStore`.
            key: Whose session it is.
            prefix: What all names in Redis begin with.
            seconds_to_live: See `RedisAuthStore`.
            timeout: Seconds after which Redis counts as unavailable.

        Raises:
            ConfigurationError: One of these cannot work, or the `redis` library is missing.
        """
        name, limit = SessionName(key), TimeLimit(timeout)
        try:
            from podio.stores.redis.connections import AsyncRedisConnections
        except ImportError as error:
            raise _missing(error) from None
        connections = AsyncRedisConnections(redis, limit)
        scripts = RedisScripts(
            name, connections.where, prefix=prefix, seconds_to_live=seconds_to_live
        )
        super().__init__(connections, scripts)


def _missing(error: ImportError) -> ConfigurationError:
    message = f"the Redis stores need the redis library ({error}): pip install 'podio-sdk[redis]'"
    return ConfigurationError(message)
