"""Stores around stores: what they do is written once, as steps, for both kinds.

A wrapper offers what the store inside it can do and no more: a client looks at the methods that
a store has to know what it may count on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias, TypeVar

from podio.errors import ConfigurationError
from podio.stores.ground.both_ways import run, run_awaiting

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth

T = TypeVar("T")
Steps: TypeAlias = Generator[Callable[[], Any], Any, T]
"""Yields calls to the store inside; their results come back."""

_OPTIONAL = frozenset(
    {"bound_to", "close", "compare_and_set", "delete", "for_key", "lock", "unlock"}
)


class WrappedSteps:
    """What a wrapper does for each method; by itself it hands everything on.

    Attributes:
        inner: The store inside.
        key: Whose session it is, where the store inside says so.
    """

    def __init__(self, inner: Any) -> None:  # a store of either kind
        """Wrap a store."""
        self.inner = inner
        self.key: str = getattr(inner, "key", "")

    def offers(self, name: str) -> bool:
        """Tell whether there is one of the methods that not every store has."""
        return hasattr(self.inner, name)

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
        """Give connections back."""
        yield self.inner.close

    def bound_to(self, client_id: str, api_url: str) -> WrappedSteps:
        """Return the steps over the store for an API client."""
        return self.over(self.inner.bound_to(client_id, api_url))

    def for_key(self, key: str) -> WrappedSteps:
        """Return the steps over the store of another session."""
        return self.over(self.inner.for_key(key))

    def over(self, inner: Any) -> WrappedSteps:  # a store of either kind
        """Return the same steps over another store."""
        return type(self)(inner)


class Wrapper:
    """What the blocking and the awaiting wrapper have in common."""

    _awaits: ClassVar[bool]
    _steps: WrappedSteps

    @property
    def key(self) -> str:
        """Whose session it is, where the store inside has a key."""
        return self._steps.key

    def __repr__(self) -> str:
        """Show what it wraps, also while it is made: a traceback may ask."""
        steps: WrappedSteps | None = self.__dict__.get("_steps")
        return f"{type(self).__name__}({'...' if steps is None else repr(steps.inner)})"

    if TYPE_CHECKING:  # there when the store inside has them, which no checker can know

        def bound_to(self, client_id: str, api_url: str) -> Self:
            """Return the store for an API client, if the store inside keeps them apart."""
            ...

        def for_key(self, key: str) -> Self:
            """Return the store of another session, if the store inside has keys."""
            ...

    else:

        def __getattr__(self, name: str) -> Callable[..., Any]:
            """Offer what the store inside has, and no more: the client looks."""
            steps = self.__dict__.get("_steps")
            if name not in _OPTIONAL or steps is None or not steps.offers(name):
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message)
            return getattr(self, f"_{name}")

    def _bound_to(self, client_id: str, api_url: str) -> Self:
        return self._twin(self._steps.bound_to(client_id, api_url))

    def _for_key(self, key: str) -> Self:
        return self._twin(self._steps.for_key(key))

    def _twin(self, steps: WrappedSteps) -> Self:
        twin = object.__new__(type(self))
        twin._steps = steps
        return twin

    def _checked(self, inner: object) -> object:
        """Return a store that can be wrapped.

        Raises:
            ConfigurationError: It is no store, or one of the other kind.
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


class BlockingWrapper(Wrapper):
    """A store around a blocking store."""

    _awaits = False

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none."""
        return run(self._steps.get(), _call)

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session."""
        run(self._steps.set(oauth), _call)

    if TYPE_CHECKING:  # as above

        def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
            """Keep a session unless a newer one is there, if the store inside can do that."""
            ...

        def delete(self) -> None:
            """Forget the session, if the store inside can do that."""
            ...

        def lock(self, lease: float) -> str | None:
            """Take the lock, if the store inside has one; None while anybody has it."""
            ...

        def unlock(self, owner: str) -> bool:
            """Give the lock back; False if its lease had ended."""
            ...

        def close(self) -> None:
            """Give the connections of the store inside back, if it has any."""
            ...

    def _compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        return run(self._steps.compare_and_set(oauth, expected_version), _call)

    def _delete(self) -> None:
        run(self._steps.delete(), _call)

    def _lock(self, lease: float) -> str | None:
        return run(self._steps.lock(lease), _call)

    def _unlock(self, owner: str) -> bool:
        return run(self._steps.unlock(owner), _call)

    def _close(self) -> None:
        run(self._steps.close(), _call)


class AwaitingWrapper(Wrapper):
    """A store around a store whose methods are coroutines."""

    _awaits = True

    async def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none."""
        return await run_awaiting(self._steps.get(), _call_awaiting)

    async def set(self, oauth: PodioOAuth) -> None:
        """Keep a session."""
        await run_awaiting(self._steps.set(oauth), _call_awaiting)

    if TYPE_CHECKING:  # as above

        async def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
            """Keep a session unless a newer one is there, if the store inside can do that."""
            ...

        async def delete(self) -> None:
            """Forget the session, if the store inside can do that."""
            ...

        async def lock(self, lease: float) -> str | None:
            """Take the lock, if the store inside has one; None while anybody has it."""
            ...

        async def unlock(self, owner: str) -> bool:
            """Give the lock back; False if its lease had ended."""
            ...

        async def close(self) -> None:
            """Give the connections of the store inside back, if it has any."""
            ...

    async def _compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        steps = self._steps.compare_and_set(oauth, expected_version)
        return await run_awaiting(steps, _call_awaiting)

    async def _delete(self) -> None:
        await run_awaiting(self._steps.delete(), _call_awaiting)

    async def _lock(self, lease: float) -> str | None:
        return await run_awaiting(self._steps.lock(lease), _call_awaiting)

    async def _unlock(self, owner: str) -> bool:
        return await run_awaiting(self._steps.unlock(owner), _call_awaiting)

    async def _close(self) -> None:
        await run_awaiting(self._steps.close(), _call_awaiting)


def _call(call: Callable[[], Any]) -> object:
    return call()


async def _call_awaiting(call: Callable[[], Any]) -> object:
    found = call()
    return await found if isawaitable(found) else found
