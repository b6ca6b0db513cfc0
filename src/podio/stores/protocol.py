"""What an auth store is: two methods, and a few more for those that can do more.

A store is bound to one session. `get` returns what was stored, always a `PodioOAuth` (an
empty one, which is falsy, where nothing is); `set` stores one. That is enough (level 0: one
refresh in a process). The methods are called from any thread. A store that can do more says so by
more methods:

- `compare_and_set`: no lost update (level 1);
- `lock` and `unlock`: one refresh everywhere (level 2);
- `delete`: removes the entry, for whoever gives it up (a logout leaves a mark, by `set`);
- `bound_to`: keeps the sessions of several API clients apart under one key;
- `for_key`: gives the store of another session on the same ground, and `key` names its own;
- `close`: gives connections back.

The async protocols are the same with coroutines. Blocking or async, a store works in both clients.
`offers` tells what a store can do, and is the one place that looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias, cast, runtime_checkable

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth

OPTIONAL = frozenset(
    {"bound_to", "close", "compare_and_set", "delete", "for_key", "lock", "unlock"}
)
"""The methods that not every store has."""


def offers(store: object) -> frozenset[str]:
    """Return what a store can do besides get and set, by the names of the methods.

    A store that has a method which it cannot always do, such as one around another store, says
    so by an attribute `offers`, a frozen set of names. Of any other store its methods count.
    """
    said: object = getattr(store, "offers", None)
    if isinstance(said, frozenset):
        return cast("frozenset[str]", said)
    return frozenset(name for name in OPTIONAL if callable(getattr(store, name, None)))


@runtime_checkable
class AuthStore(Protocol):
    """Keeps one session."""

    def get(self) -> PodioOAuth:
        """Return the stored session, an empty `PodioOAuth` where there is none."""
        ...

    def set(self, oauth: PodioOAuth) -> None:
        """Store a session over whatever was there."""
        ...


@runtime_checkable
class AsyncAuthStore(Protocol):
    """Keeps one session; its methods are coroutines."""

    async def get(self) -> PodioOAuth:
        """Return the stored session, an empty `PodioOAuth` where there is none."""
        ...

    async def set(self, oauth: PodioOAuth) -> None:
        """Store a session over whatever was there."""
        ...


AnyAuthStore: TypeAlias = AuthStore | AsyncAuthStore


@runtime_checkable
class VersionedAuthStore(AuthStore, Protocol):
    """A store that never writes an old session over a new one."""

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Store a session if what is stored has a version up to the expected one.

        Args:
            oauth: What to store.
            expected_version: The version it was made from; 0 for "nothing is stored".

        Returns:
            Whether it was stored; False if something newer was there.
        """
        ...


@runtime_checkable
class LockingAuthStore(VersionedAuthStore, Protocol):
    """A store with a lock for all who share it: threads, processes, machines."""

    def lock(self, lease: float) -> str | None:
        """Take the lock without waiting.

        Args:
            lease: Seconds after which it is free again, should its owner die.

        Returns:
            The owner's name for `unlock`, or None while somebody else has it.
        """
        ...

    def unlock(self, owner: str) -> bool:
        """Give the lock back; False if the lease had ended and it was lost."""
        ...
