"""Stores around stores: what they do is written once, as steps, for both faces.

A wrapper has every method that a store may have, and says by `offers` which of them it can do:
those of the store inside it, and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING, Any, ClassVar

from podio.errors import ConfigurationError
from podio.stores.faces import AsyncFace, BlockingFace, ManySessions
from podio.stores.ground.both_ways import Steps, awaiting, blocking
from podio.stores.protocol import offers

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth


class WrappedSteps:
    """What a wrapper does for each method; by itself it hands everything on.

    It yields calls to the store inside, and their results come back.

    Attributes:
        inner: The store inside.
        key: Whose session it is, where the store inside says so.
    """

    def __init__(self, inner: Any) -> None:  # a store, blocking or async
        self.inner = inner
        self.key: str = getattr(inner, "key", "")

    @property
    def offers(self) -> frozenset[str]:
        """What the store inside can do besides get and set."""
        return offers(self.inner)

    def get(self) -> Steps[PodioOAuth]:
        """Read the session."""
        found: PodioOAuth = yield self.inner.get
        return found

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        yield partial(self.inner.set, oauth)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        stored = yield partial(self.inner.compare_and_set, oauth, expected_version)
        return bool(stored)

    def delete(self) -> Steps[None]:
        """Remove the session."""
        yield self.inner.delete

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, if nobody has it."""
        owner: str | None = yield partial(self.inner.lock, lease)
        return owner

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back."""
        given_back = yield partial(self.inner.unlock, owner)
        return bool(given_back)

    def close(self) -> Steps[None]:
        """Give connections back, if there are any."""
        if "close" in self.offers:
            yield self.inner.close

    def bound_to(self, client_id: str, api_url: str) -> WrappedSteps:
        """Return the steps over the store for an API client."""
        return self.over(self.inner.bound_to(client_id, api_url))

    def for_key(self, key: str) -> WrappedSteps:
        """Return the steps over the store of another session."""
        return self.over(self.inner.for_key(key))

    def over(self, inner: Any) -> WrappedSteps:  # a store, blocking or async
        """Return the same steps over another store."""
        return type(self)(inner)


def closing(store: Wrapper) -> Steps[None]:
    """Give the connections of the store inside back, if it has any."""
    return store.steps.close()


class Wrapper(ManySessions[WrappedSteps]):
    """What the blocking and the async wrapper have in common."""

    _awaits: ClassVar[bool]

    @property
    def steps(self) -> WrappedSteps:
        """What it does."""
        return self._steps

    def __repr__(self) -> str:
        """Show what it wraps, also while it is made: a traceback may ask."""
        steps: WrappedSteps | None = self.__dict__.get("_steps")
        return f"{type(self).__name__}({'...' if steps is None else repr(steps.inner)})"

    def _checked(self, inner: object) -> object:
        """Return a store that can be wrapped.

        Raises:
            ConfigurationError: It is no store, or only one of the two is awaited.
        """
        name = type(self).__name__
        get = getattr(inner, "get", None)
        if isinstance(inner, type) or get is None or not hasattr(inner, "set"):
            message = f"{name} wraps a store, an object with get() and set(), not {inner!r}"
            raise ConfigurationError(message)
        if iscoroutinefunction(get) != self._awaits:
            other = name.removeprefix("Async") if self._awaits else f"Async{name}"
            does = "is awaited" if iscoroutinefunction(get) else "is not awaited"
            message = f"{type(inner).__name__} {does}: wrap it with {other}"
            raise ConfigurationError(message)
        return inner


class BlockingWrapper(BlockingFace, Wrapper):
    """A store around a blocking store."""

    _awaits = False

    close = blocking(closing)

    def _do(self, call: Callable[[], Any]) -> object:
        return call()


class AsyncWrapper(AsyncFace, Wrapper):
    """A store around a store whose methods are coroutines."""

    _awaits = True

    close = awaiting(closing)

    async def _do(self, call: Callable[[], Any]) -> object:
        found = call()
        return await found if isawaitable(found) else found
