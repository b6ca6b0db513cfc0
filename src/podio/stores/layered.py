"""Keeps copies of a session in a quick store in front of a slow one, never for long."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, NamedTuple

from podio.core.oauth import PodioOAuth
from podio.errors import ConfigurationError, StoreError
from podio.stores.keys import storage_key
from podio.stores.memory import MemoryAuthStore
from podio.stores.wrapping import AwaitingWrapper, BlockingWrapper, Steps, WrappedSteps

if TYPE_CHECKING:
    from podio.stores.protocol import AnyAuthStore, AsyncAuthStore, AuthStore

log = logging.getLogger("podio.session")

MAX_AGE = 5.0
_NEEDED = {"fast": ("compare_and_set", "delete"), "slow": ("compare_and_set", "lock", "unlock")}


class LayeredAuthStore(BlockingWrapper):
    """A slow store with copies in a quick one (level 2, as the slow store).

        LayeredAuthStore(MemoryAuthStore(), SQLAuthStore(url, key="user:42"))

    For programs that make a client for each request. A copy is read for `max_age` seconds after
    the slow store was last asked: so long may a logout or a new sign-in elsewhere go unnoticed.
    Writing goes to the slow store first, and whoever renews the session reads the slow store,
    so no old refresh token is ever used because of a copy. That there is no session, and that
    the slow store is down, is never answered from a copy.
    """

    def __init__(
        self,
        fast: AuthStore,
        slow: AuthStore,
        *,
        max_age: float = MAX_AGE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Put one store in front of another.

        Args:
            fast: Where copies are, such as `MemoryAuthStore()`.
            slow: Where the session is; a store with a lock.
            max_age: Seconds for which a copy counts.
            clock: Seconds of a clock that is never set back.

        Raises:
            ConfigurationError: One of the stores cannot do its part.
        """
        inside = self._checked(slow)
        self._steps = LayeredSteps.begin(self._checked(fast), inside, max_age, clock)


class AsyncLayeredAuthStore(AwaitingWrapper):
    """A slow store with copies in a quick one, from asyncio; see `LayeredAuthStore`."""

    def __init__(
        self,
        fast: AnyAuthStore,
        slow: AsyncAuthStore,
        *,
        max_age: float = MAX_AGE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Put one store in front of another.

        Args:
            fast: Where copies are, such as `MemoryAuthStore()`; of either kind.
            slow: Where the session is; a store with a lock, whose methods are coroutines.
            max_age: Seconds for which a copy counts.
            clock: Seconds of a clock that is never set back.

        Raises:
            ConfigurationError: One of the stores cannot do its part.
        """
        inside = self._checked(slow)
        self._steps = LayeredSteps.begin(fast, inside, max_age, clock)


class _Seen(NamedTuple):
    """When the slow store was read, what version it had, and before which change."""

    at: float
    version: int
    change: int


class LayeredSteps(WrappedSteps):
    """Reads copies where that is safe, and the slow store where it is not."""

    def __init__(self, fast: Any, slow: Any, max_age: float, clock: Callable[[], float]) -> None:  # noqa: ANN401 -- stores of either kind
        """Wrap two stores; see `begin`."""
        super().__init__(slow)
        self.fast = fast
        self._max_age = max_age
        self._clock = clock
        self._seen: _Seen | None = None
        self._change = 0
        self._owners: set[str] = set()
        # Memory answers at once; anything else that blocks must not block an event loop.
        self._aside = (
            iscoroutinefunction(slow.get)
            and not iscoroutinefunction(fast.get)
            and not isinstance(fast, MemoryAuthStore)
        )

    @classmethod
    def begin(
        cls, fast: Any, slow: Any, max_age: float, clock: Callable[[], float]  # noqa: ANN401 -- as above
    ) -> LayeredSteps:
        """Wrap two stores that can do their parts."""
        for name, store in (("fast", fast), ("slow", slow)):
            for method in _NEEDED[name]:
                if not hasattr(store, method):
                    message = (
                        f"the {name} store of a layered one needs {method}(), which "
                        f"{type(store).__name__} has not: without it an old session would be read"
                    )
                    raise ConfigurationError(message)
        if hasattr(slow, "for_key") and not hasattr(fast, "for_key"):
            message = (
                f"{type(slow).__name__} keeps many sessions and {type(fast).__name__} one: put "
                "MemoryAuthStore() or another store with keys in front of it"
            )
            raise ConfigurationError(message)
        steps = cls(fast, slow, max_age, clock)
        return steps.layered(fast.for_key(steps.key), slow) if steps.key else steps

    def get(self) -> Steps[PodioOAuth]:
        """Read the copy, if the slow store was asked a moment ago, or else the slow store."""
        seen = self._seen
        if (
            seen is not None
            and seen.change == self._change
            and not self._owners
            and self._clock() - seen.at < self._max_age
        ):
            copy = yield from self._quick(self.fast.get)
            if copy and copy.version >= seen.version:
                session: PodioOAuth = copy
                return session
        return (yield from self._read())

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        self._forget()
        yield partial(self.inner.set, oauth)
        yield from self._quick(self.fast.set, oauth)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        self._forget()
        stored = yield partial(self.inner.compare_and_set, oauth, expected_version)
        if stored:
            yield from self._quick(self.fast.compare_and_set, oauth, oauth.version)
        return bool(stored)

    def delete(self) -> Steps[None]:
        """Remove the session."""
        self._forget()
        yield self.inner.delete
        yield from self._quick(self.fast.delete)

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, if nobody has it; whoever asks for it must read what is true."""
        self._forget()
        owner: str | None = yield partial(self.inner.lock, lease)
        if owner is not None:
            self._owners.add(owner)
        return owner

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back."""
        self._owners.discard(owner)
        given_back = yield partial(self.inner.unlock, owner)
        return bool(given_back)

    def close(self) -> Steps[None]:
        """Give the connections of both stores back."""
        yield self.inner.close
        if hasattr(self.fast, "close"):
            yield from self._quick(self.fast.close)

    def bound_to(self, client_id: str, api_url: str) -> LayeredSteps:
        """Return the steps over the stores for an API client, which share no copies."""
        bind = getattr(self.fast, "bound_to", None)
        if bind is None:
            fast = self.fast.for_key(storage_key(self.key, client_id, api_url))
        else:
            fast = bind(client_id, api_url)
        return self.layered(fast, self.inner.bound_to(client_id, api_url))

    def for_key(self, key: str) -> LayeredSteps:
        """Return the steps over the stores of another session."""
        return self.layered(self.fast.for_key(key), self.inner.for_key(key))

    def layered(self, fast: Any, slow: Any) -> LayeredSteps:  # noqa: ANN401 -- as above
        """Return the same steps over two other stores."""
        return LayeredSteps(fast, slow, self._max_age, self._clock)

    def _read(self) -> Steps[PodioOAuth]:
        at, change = self._clock(), self._change
        session: PodioOAuth = yield self.inner.get
        if not session:
            yield from self._quick(self.fast.delete)
            return session
        if (yield from self._quick(self.fast.compare_and_set, session, session.version)):
            # Whatever was changed since the reading began makes this one void.
            self._seen = _Seen(at, session.version, change)
        return session

    def _forget(self) -> None:
        self._change += 1
        self._seen = None

    def _quick(self, call: Callable[..., Any], *arguments: object) -> Steps[Any]:
        """Do something in the quick store; it is of no harm if that fails."""
        try:
            yield_of = partial(call, *arguments)
            return (yield partial(asyncio.to_thread, yield_of) if self._aside else yield_of)
        except StoreError as error:
            log.info("the quick layer of a layered store is of no use now: %s", error)
            return None
