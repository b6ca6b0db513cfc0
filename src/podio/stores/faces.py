"""The two faces of a store, blocking and async, over what it does, which is written once.

What a store does is a `StoreSteps`: get, set and the rest as generators. `Verbs` says of each
what callers have to know; a face makes methods of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from podio.stores.ground.both_ways import awaiting, blocking

if TYPE_CHECKING:
    from typing import Self

    from podio.core.session.oauth import PodioOAuth
    from podio.stores.ground.both_ways import Steps


class StoreSteps(Protocol):
    """What a store does, as steps."""

    @property
    def key(self) -> str:
        """Whose session it is."""
        ...

    @property
    def offers(self) -> frozenset[str]:
        """What it can do besides get and set: see `podio.stores.protocol.offers`."""
        ...

    def get(self) -> Steps[PodioOAuth]:
        """Read the session."""
        ...

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        ...

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        ...

    def delete(self) -> Steps[None]:
        """Remove the session."""
        ...

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, if nobody has it."""
        ...

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back."""
        ...

    def bound_to(self, client_id: str, api_url: str) -> StoreSteps:
        """Return the steps of this key's session of an API client."""
        ...


class KeyedStoreSteps(StoreSteps, Protocol):
    """What a store does that knows the sessions of other keys, too."""

    def for_key(self, key: str) -> StoreSteps:
        """Return the steps of another session."""
        ...


S = TypeVar("S", bound=StoreSteps)
K = TypeVar("K", bound=KeyedStoreSteps)


class Verbs:
    """The verbs of a store, as its callers know them."""

    _steps: StoreSteps

    def get(self) -> Steps[PodioOAuth]:
        """Return the session, an empty one where there is none.

        Raises:
            ConfigurationError: Its place is not ready, such as a database without the tables.
            StoreCorruptError: The entry was no session; it was moved aside.
            StoreUnavailableError: Its place is down, too slow, or refuses us.
        """
        return self._steps.get()

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Keep a session.

        Raises:
            ConfigurationError: Its place is not ready, such as a database without the tables.
            StoreUnavailableError: Its place is down, too slow, or refuses us; the old session
                stays.
            SessionTooLargeError: It does not fit into a cookie.
        """
        return self._steps.set(oauth)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Keep a session unless a newer one is there.

        An entry that is no session is moved aside, and counts as none.

        Raises:
            ConfigurationError: Its place is not ready, such as a database without the tables.
            StoreUnavailableError: Its place is down, too slow, or refuses us; the old session
                stays.
        """
        return self._steps.compare_and_set(oauth, expected_version)

    def delete(self) -> Steps[None]:
        """Forget the session, and what was moved aside."""
        return self._steps.delete()

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, or return None while anybody has it."""
        return self._steps.lock(lease)

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back; False if its lease had ended and it was lost."""
        return self._steps.unlock(owner)


class Face(Generic[S]):
    """What both faces have in common."""

    _steps: S

    @property
    def key(self) -> str:
        """Whose session it is; empty where the store does not know."""
        return self._steps.key

    @property
    def offers(self) -> frozenset[str]:
        """What this store can do besides get and set: see `podio.stores.protocol.offers`."""
        return self._steps.offers

    def bound_to(self, client_id: str, api_url: str) -> Self:
        """Return the store of this key's session of an API client; connections are shared."""
        return self._over(self._steps.bound_to(client_id, api_url))

    def _over(self, steps: StoreSteps) -> Self:
        """Return a store like this one for another session."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin._steps = cast("S", steps)
        return twin


class ManySessions(Face[K]):
    """What both faces have in common where one store leads to those of other keys."""

    def for_key(self, key: str) -> Self:
        """Return the store of another session; connections are shared."""
        return self._over(self._steps.for_key(key))


class BlockingFace:
    """The verbs as plain calls."""

    get = blocking(Verbs.get)
    set = blocking(Verbs.set)
    compare_and_set = blocking(Verbs.compare_and_set)
    delete = blocking(Verbs.delete)
    lock = blocking(Verbs.lock)
    unlock = blocking(Verbs.unlock)


class AsyncFace:
    """The verbs as coroutine functions."""

    get = awaiting(Verbs.get)
    set = awaiting(Verbs.set)
    compare_and_set = awaiting(Verbs.compare_and_set)
    delete = awaiting(Verbs.delete)
    lock = awaiting(Verbs.lock)
    unlock = awaiting(Verbs.unlock)
