"""Keeps a session in this process's memory."""

from __future__ import annotations

import secrets
import time
from weakref import WeakValueDictionary

from podio.core.session.oauth import PodioOAuth
from podio.fork_safety import ForkSafeLock, forks


class MemoryAuthStore:
    """A session for as long as the process lives (level 2 within it).

    Nothing is written anywhere: another process, or the next run, does not find it. A child
    made by fork starts with what its parent had and goes its own way. Of the stores that came
    from `for_key`, those with a session stay as long as anybody has one of them; the others are
    forgotten when nobody has them any more.

    Attributes:
        key: Whose session it is, where it came from `for_key`; else empty, and an encrypted
            store around it needs a `key=` to tell its session from others.
    """

    def __init__(self, oauth: PodioOAuth | None = None) -> None:
        self._oauth = oauth or PodioOAuth()
        self.key = ""
        self._siblings = _Siblings()
        self._guard = ForkSafeLock()
        self._owner = ""
        self._until = 0.0
        self._taken_in = forks()

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none."""
        return _copied(self._oauth)

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session."""
        with self._guard:
            self._keep(_copied(oauth))

    def delete(self) -> None:
        """Forget the session."""
        with self._guard:
            self._keep(PodioOAuth())

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there."""
        with self._guard:
            if self._oauth.version > expected_version:
                return False
            self._keep(_copied(oauth))
            return True

    def lock(self, lease: float) -> str | None:
        """Take the lock, or return None while somebody else in the process has it."""
        with self._guard:
            now = time.monotonic()
            # Whoever had the lock at a fork is our parent's.
            if self._owner and now < self._until and self._taken_in == forks():
                return None
            self._taken_in = forks()
            self._owner = secrets.token_hex(8)
            self._until = now + lease
            self._siblings.keep(self, needed=True)
            return self._owner

    def unlock(self, owner: str) -> bool:
        """Give the lock back."""
        with self._guard:
            here = bool(self._owner) and self._taken_in == forks()
            mine = here and secrets.compare_digest(owner, self._owner)
            if mine:
                self._owner = ""
                self._keep(self._oauth)
            return mine

    def for_key(self, key: str) -> MemoryAuthStore:
        """Return the store of another session; the same one for the same key."""
        found = self._siblings.known.get(key)
        if found is None:
            from podio.stores.ground.keys import checked_key

            made = MemoryAuthStore()
            made.key = checked_key(key)
            made._siblings = self._siblings
            found = self._siblings.added(made)
        return found

    def _keep(self, oauth: PodioOAuth) -> None:
        self._oauth = oauth
        self._siblings.keep(self, needed=bool(self._owner) or oauth != _NOTHING)

    def __repr__(self) -> str:
        """Show what is kept, without its tokens."""
        return f"MemoryAuthStore({self._oauth!r})"


_NOTHING = PodioOAuth()


class _Siblings:
    """The stores of one ground by their keys.

    Attributes:
        known: All that anybody has.
    """

    def __init__(self) -> None:
        self.known: WeakValueDictionary[str, MemoryAuthStore] = WeakValueDictionary()
        self._kept: dict[str, MemoryAuthStore] = {}
        self._guard = ForkSafeLock(again=True)

    def added(self, made: MemoryAuthStore) -> MemoryAuthStore:
        """Return the one store of a key, of all that were made for it at the same time."""
        with self._guard:
            return self.known.setdefault(made.key, made)

    def keep(self, store: MemoryAuthStore, *, needed: bool) -> None:
        """Hold a store for as long as it is needed, whoever else has it."""
        if not store.key:
            return
        if needed:
            self._kept[store.key] = store
        else:
            self._kept.pop(store.key, None)


def _copied(oauth: PodioOAuth) -> PodioOAuth:
    # What lies deep in `extra` can be changed by whoever holds it: each holds a copy.
    return oauth.replace() if oauth.extra else oauth
