"""Keeps copies of a session in a quick store in front of a slow one, never for long."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any

from podio.errors import ConfigurationError, StoreError
from podio.stores.ground.keys import storage_key
from podio.stores.memory import MemoryAuthStore
from podio.stores.protocol import offers
from podio.stores.wrappers.copies import MAX_AGE, MAX_COPIES, Copies, Seen
from podio.stores.wrappers.wrapping import AsyncWrapper, BlockingWrapper, WrappedSteps

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth
    from podio.stores.ground.both_ways import Steps
    from podio.stores.protocol import AnyAuthStore, AsyncAuthStore, AuthStore

log = logging.getLogger("podio.session")

_NEEDED = {"fast": ("compare_and_set", "delete"), "slow": ("compare_and_set", "lock", "unlock")}


class LayeredAuthStore(BlockingWrapper):
    """A slow store with copies in a quick one (level 2, as the slow store).

        LayeredAuthStore(MemoryAuthStore(), SQLAuthStore(url, key="user:42"))

    For programs that make a client for each request, over one such store. A copy is read for
    `max_age` seconds after the slow store was last asked: so long may a logout or a new sign-in
    in another process go unnoticed. Of more than `max_copies` sessions, the copies of those that
    were not asked for longest are removed.
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
        max_copies: int = MAX_COPIES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Put one store in front of another.

        Args:
            fast: Where copies are, such as `MemoryAuthStore()`.
            slow: Where the session is; a store with a lock.
            max_age: Seconds for which a copy counts.
            max_copies: How many sessions have a copy, at most.
            clock: Seconds of a clock that is never set back.

        Raises:
            ConfigurationError: One of the stores cannot do its part, or `max_copies` is no
                number above 0.
        """
        inside = self._checked(slow)
        copies = Copies(max_age, max_copies, clock)
        self._steps = LayeredSteps.begin(self._checked(fast), inside, copies)


class AsyncLayeredAuthStore(AsyncWrapper):
    """A slow store with copies in a quick one, from asyncio; see `LayeredAuthStore`."""

    def __init__(
        self,
        fast: AnyAuthStore,
        slow: AsyncAuthStore,
        *,
        max_age: float = MAX_AGE,
        max_copies: int = MAX_COPIES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Put one store in front of another.

        Args:
            fast: Where copies are, such as `MemoryAuthStore()`; blocking or async.
            slow: Where the session is; a store with a lock, whose methods are coroutines.
            max_age: Seconds for which a copy counts.
            max_copies: How many sessions have a copy, at most.
            clock: Seconds of a clock that is never set back.

        Raises:
            ConfigurationError: One of the stores cannot do its part, or `max_copies` is no
                number above 0.
        """
        inside = self._checked(slow)
        copies = Copies(max_age, max_copies, clock)
        self._steps = LayeredSteps.begin(fast, inside, copies)


class LayeredSteps(WrappedSteps):
    """Reads copies where that is safe, and the slow store where it is not."""

    def __init__(
        self, fast: Any, slow: Any, copies: Copies, bound: tuple[str, ...] = ()
    ) -> None:  # blocking or async stores
        """Wrap two stores; see `begin`.

        Args:
            fast: Where the copy is.
            slow: Where the session is.
            copies: What is known of the copies.
            bound: The API client and address, if the stores are those of one.
        """
        super().__init__(slow)
        self._fast = fast
        self._copies = copies
        self._bound = bound
        self._fresh = copies.of((self.key, *bound))
        # Memory answers at once; anything else that blocks must not block an event loop.
        self._aside = (
            iscoroutinefunction(slow.get)
            and not iscoroutinefunction(fast.get)
            and not isinstance(fast, MemoryAuthStore)
        )

    @classmethod
    def begin(cls, fast: Any, slow: Any, copies: Copies) -> LayeredSteps:  # as above
        """Wrap two stores that can do their parts."""
        for name, store in (("fast", fast), ("slow", slow)):
            for method in _NEEDED[name]:
                if method not in offers(store):
                    message = (
                        f"the {name} store of a layered one needs {method}(), which "
                        f"{type(store).__name__} has not: without it an old session would be read"
                    )
                    raise ConfigurationError(message)
        many = not offers(slow).isdisjoint({"for_key", "bound_to"})
        if many and "for_key" not in offers(fast):
            message = (
                f"{type(slow).__name__} keeps many sessions and {type(fast).__name__} one: put "
                "MemoryAuthStore() or another store with keys in front of it"
            )
            raise ConfigurationError(message)
        key: str = getattr(slow, "key", "")
        return cls(fast.for_key(key) if many and key else fast, slow, copies)

    def get(self) -> Steps[PodioOAuth]:
        """Read the copy, if the slow store was asked a moment ago, or else the slow store."""
        fresh, copies = self._fresh, self._copies
        seen = fresh.seen
        if (
            seen is not None
            and seen.change == fresh.change
            and not fresh.owners
            and copies.clock() - seen.at < copies.max_age
        ):
            copy: PodioOAuth | None = yield from self._quick(self._fast.get)
            if copy and copy.version >= seen.version:
                copies.used(fresh)
                return copy
        return (yield from self._read())

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        self._fresh.forget()
        yield partial(self.inner.set, oauth)
        self._fresh.forget()
        yield from self._quick(self._fast.set, oauth)
        yield from self._make_room()

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        self._fresh.forget()
        stored = yield partial(self.inner.compare_and_set, oauth, expected_version)
        self._fresh.forget()
        if stored:
            yield from self._quick(self._fast.compare_and_set, oauth, oauth.version)
            yield from self._make_room()
        return bool(stored)

    def delete(self) -> Steps[None]:
        """Remove the session."""
        self._fresh.forget()
        yield self.inner.delete
        self._fresh.forget()
        yield from self._quick(self._fast.delete)

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, if nobody has it; whoever asks for it must read what is true."""
        owner: str | None = yield partial(self.inner.lock, lease)
        self._fresh.forget()
        if owner is not None:
            self._fresh.owners.add(owner)
        return owner

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back."""
        self._fresh.owners.discard(owner)
        given_back = yield partial(self.inner.unlock, owner)
        return bool(given_back)

    def close(self) -> Steps[None]:
        """Give the connections of both stores back."""
        yield self.inner.close
        if "close" in offers(self._fast):
            yield from self._quick(self._fast.close)

    def bound_to(self, client_id: str, api_url: str) -> LayeredSteps:
        """Return the steps over the stores for an API client, which share no copies."""
        bound = (client_id, api_url)
        if "bound_to" in offers(self._fast):
            fast = self._fast.bound_to(*bound)
        else:
            fast = self._fast.for_key(storage_key(self.key or "session", *bound))
        return LayeredSteps(fast, self.inner.bound_to(*bound), self._copies, bound)

    def for_key(self, key: str) -> LayeredSteps:
        """Return the steps over the stores of another session."""
        name = key
        if self._bound and "bound_to" not in offers(self._fast):
            name = storage_key(key, self._bound[0], self._bound[1])
        fast = self._fast.for_key(name)
        return LayeredSteps(fast, self.inner.for_key(key), self._copies, self._bound)

    def _read(self) -> Steps[PodioOAuth]:
        at, change = self._copies.clock(), self._fresh.change
        session: PodioOAuth = yield self.inner.get
        if not session:
            yield from self._quick(self._fast.delete)
            return session
        if (yield from self._quick(self._fast.compare_and_set, session, session.version)):
            # Whatever was changed since the reading began makes this one void.
            self._fresh.seen = Seen(at, session.version, change)
            yield from self._make_room()
        return session

    def _make_room(self) -> Steps[None]:
        """Note that there is a copy, and remove those that are too many."""
        for fast in self._copies.held(self._fresh, self._fast):
            yield from self._quick(fast.delete)

    def _quick(self, method: Callable[..., Any], *arguments: object) -> Steps[Any]:
        """Do something in the quick store; it is of no harm if that fails."""
        call = partial(method, *arguments)
        try:
            return (yield partial(asyncio.to_thread, call) if self._aside else call)
        except StoreError as error:
            log.info("the quick layer of a layered store cannot be used now: %s", error)
            return None
