"""What a store can do, whichever way it was written, and the lock for those that have none."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from podio.core.session.oauth import PodioOAuth
from podio.errors import PodioError, StoreUnavailableError
from podio.fork_safety import ForkSafeLock, at_fork
from podio.stores.protocol import offers

if TYPE_CHECKING:
    from podio.stores.protocol import AnyAuthStore


class ProcessLock:
    """A lock that holds within one process, for stores that only get and set.

    It keeps its store alive, so that no other object can have the store's id while it lives.
    """

    __slots__ = ("__weakref__", "_lock", "_owner", "_store")

    def __init__(self, store: object) -> None:
        self._store = store
        self._begin()
        at_fork(self, ProcessLock._begin)

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._owner = ""

    def lock(self, lease: float) -> str | None:  # noqa: ARG002 -- as stores have it
        """Take the lock, if nobody has it."""
        if not self._lock.acquire(blocking=False):
            return None
        self._owner = secrets.token_hex(8)
        return self._owner

    def unlock(self, owner: str) -> bool:
        """Give it back."""
        if owner != self._owner:
            return False
        self._owner = ""
        self._lock.release()
        return True


MOST_CAUSES = 10

# By the store's id: what it counts as equal to, and whether it has a hash, is its own affair. The
# ports over a store hold its lock; with the last of them the lock goes.
_LOCKS: WeakValueDictionary[int, ProcessLock] = WeakValueDictionary()
_LOCKS_GUARD = ForkSafeLock()


def process_lock(store: object) -> ProcessLock:
    """Return the one lock of a store object: two clients over it refresh once."""
    with _LOCKS_GUARD:
        found = _LOCKS.get(id(store))
        if found is None:
            found = _LOCKS[id(store)] = ProcessLock(store)
        return found


def locks() -> int:
    """Return how many stores have a lock of this process."""
    return len(_LOCKS)


class StorePort:
    """A store, seen as the operations that it has.

    Attributes:
        get, set, delete, compare_and_set, lock, unlock: The store's own methods, blocking or
            coroutine functions; None where it has none.
        awaits: Whether they are coroutine functions.
    """

    def __init__(self, store: AnyAuthStore) -> None:
        self.store = store
        self.get = store.get
        self.set = store.set
        can = offers(store)

        def method(name: str) -> Any:  # as the store has it
            return getattr(store, name) if name in can else None

        self.delete = method("delete")
        self.compare_and_set = method("compare_and_set")
        self.close = method("close")
        self.locks_itself = {"lock", "unlock"} <= can
        within = process_lock(store)
        self.lock: Callable[..., Any] = within.lock
        self.unlock: Callable[..., Any] = within.unlock
        if self.locks_itself:
            self.lock, self.unlock = method("lock"), method("unlock")
        self.awaits = is_coroutine(store.get)

    def check(self, got: object) -> PodioOAuth:
        """Return what the store gave, if it is a session.

        Raises:
            StoreUnavailableError: The store gave something else.
        """
        if isinstance(got, PodioOAuth):
            return got
        kind = type(got).__name__
        message = (
            f"{type(self.store).__name__}.get() returned a {kind}: an auth store always returns "
            "a PodioOAuth, an empty one (PodioOAuth()) where nothing is stored"
        )
        del got
        raise StoreUnavailableError(message)


def as_store_error(error: Exception, store: object) -> PodioError:
    """Make any failure of a store one that callers can catch as such.

    Frames of the store may hold the entry, and databases repeat in their messages what they
    were given: of foreign exceptions no more than their names is kept.
    """
    kinds: list[str] = []
    step: BaseException | None = error
    while step is not None and len(kinds) < MOST_CAUSES:
        step.__traceback__ = None
        kinds.append(type(step).__name__)
        step = step.__cause__ or step.__context__
    if isinstance(error, PodioError):
        return error
    reason = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    message = (
        f"{type(store).__name__} failed ({' from '.join(kinds)}{reason}); "
        "the session in memory is untouched and is saved again later"
    )
    return StoreUnavailableError(message)


def is_coroutine(function: object) -> bool:
    """Tell whether calling it gives something to await."""
    import inspect

    return inspect.iscoroutinefunction(function)
