"""Keeps sessions in Redis or Valkey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.errors import ConfigurationError
from podio.stores.ground.session_name import SessionName
from podio.stores.ground.stepping import run, run_awaiting
from podio.stores.ground.time_limit import TimeLimit
from podio.stores.redis.scripts import RedisSession

if TYPE_CHECKING:
    from typing import Self

    from podio.core.session.oauth import PodioOAuth
    from podio.stores.redis.connections import (
        AsyncRedisConnections,
        RedisClient,
        RedisConnections,
    )

TIMEOUT = 2.0


class RedisAuthStore:
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
        self._connections: RedisConnections = RedisConnections(redis, limit)
        self._session = RedisSession(
            name, self._connections.where, prefix=prefix, seconds_to_live=seconds_to_live
        )

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            StoreUnavailableError: Redis is down, too slow, or refuses us.
            StoreCorruptError: The entry was no session; it was moved aside.
        """
        return run(self._session.get(), self._connections.do)

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            StoreUnavailableError: Redis is down, too slow, or refuses us.
        """
        run(self._session.set(oauth), self._connections.do)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there.

        An entry that is no session is moved aside, and counts as none.

        Raises:
            StoreUnavailableError: Redis is down, too slow, or refuses us.
        """
        return run(self._session.compare_and_set(oauth, expected_version), self._connections.do)

    def delete(self) -> None:
        """Forget the session, and what was moved aside."""
        run(self._session.delete(), self._connections.do)

    def lock(self, lease: float) -> str | None:
        """Take the lock, or return None while anybody has it."""
        return run(self._session.lock(lease), self._connections.do)

    def unlock(self, owner: str) -> bool:
        """Give the lock back; False if its lease had ended."""
        return run(self._session.unlock(owner), self._connections.do)

    @property
    def key(self) -> str:
        """Whose session it is."""
        return self._session.name.key

    def bound_to(self, client_id: str, api_url: str) -> Self:
        """Return the store of this key's session of an API client; connections are shared."""
        return self._renamed(self._session.name.bound_to(client_id, api_url))

    def for_key(self, key: str) -> Self:
        """Return the store of another session; connections are shared."""
        return self._renamed(self._session.name.with_key(key))

    def close(self) -> None:
        """Close idle connections; the next call opens new ones."""
        self._connections.close()

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"{type(self).__name__}({self._connections.where}, key={self._session.name.key!r})"

    def _renamed(self, name: SessionName) -> Self:
        sibling = object.__new__(type(self))
        sibling._connections = self._connections
        sibling._session = self._session.renamed(name)
        return sibling


class AsyncRedisAuthStore:
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
            redis: The address (`redis://`, `rediss://` or `unix://`), whose connections are the
                store's own; or a client of `redis.asyncio`, which is used as it is, and which
                you close.
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
            from podio.stores.redis.connections import (
                AsyncRedisConnections,
            )
        except ImportError as error:
            raise _missing(error) from None
        self._connections: AsyncRedisConnections = AsyncRedisConnections(redis, limit)
        self._session = RedisSession(
            name, self._connections.where, prefix=prefix, seconds_to_live=seconds_to_live
        )

    async def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            StoreUnavailableError: Redis is down, too slow, or refuses us.
            StoreCorruptError: The entry was no session; it was moved aside.
        """
        return await run_awaiting(self._session.get(), self._connections.do)

    async def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            StoreUnavailableError: Redis is down, too slow, or refuses us.
        """
        await run_awaiting(self._session.set(oauth), self._connections.do)

    async def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there.

        An entry that is no session is moved aside, and counts as none.

        Raises:
            StoreUnavailableError: Redis is down, too slow, or refuses us.
        """
        steps = self._session.compare_and_set(oauth, expected_version)
        return await run_awaiting(steps, self._connections.do)

    async def delete(self) -> None:
        """Forget the session, and what was moved aside."""
        await run_awaiting(self._session.delete(), self._connections.do)

    async def lock(self, lease: float) -> str | None:
        """Take the lock, or return None while anybody has it."""
        return await run_awaiting(self._session.lock(lease), self._connections.do)

    async def unlock(self, owner: str) -> bool:
        """Give the lock back; False if its lease had ended."""
        return await run_awaiting(self._session.unlock(owner), self._connections.do)

    @property
    def key(self) -> str:
        """Whose session it is."""
        return self._session.name.key

    def bound_to(self, client_id: str, api_url: str) -> Self:
        """Return the store of this key's session of an API client; connections are shared."""
        return self._renamed(self._session.name.bound_to(client_id, api_url))

    def for_key(self, key: str) -> Self:
        """Return the store of another session; connections are shared."""
        return self._renamed(self._session.name.with_key(key))

    async def close(self) -> None:
        """Close this loop's idle connections; the next call opens new ones."""
        await self._connections.close()

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"{type(self).__name__}({self._connections.where}, key={self._session.name.key!r})"

    def _renamed(self, name: SessionName) -> Self:
        sibling = object.__new__(type(self))
        sibling._connections = self._connections
        sibling._session = self._session.renamed(name)
        return sibling


def _missing(error: ImportError) -> ConfigurationError:
    message = f"the Redis stores need the redis library ({error}): pip install 'podio-sdk[redis]'"
    return ConfigurationError(message)
