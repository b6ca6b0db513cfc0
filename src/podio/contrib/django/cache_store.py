"""Keeps a session in one of Django's caches."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from django.core.cache import BaseCache, caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.filebased import FileBasedCache

from podio.errors import ConfigurationError, PodioError, StoreCorruptError, StoreUnavailableError
from podio.stores.ground.session_name import SessionName
from podio.stores.ground.stored_text import session_in, text_of

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth

T = TypeVar("T")

_USELESS: dict[type[BaseCache], str] = {
    DatabaseCache: "takes part in the transactions of your requests: use DjangoAuthStore",
    DummyCache: "keeps nothing",
    FileBasedCache: "cannot tell who was first: use FileAuthStore",
}
_GUARD_SECONDS = 10
_PAUSE = 0.002


class DjangoCacheAuthStore:
    """A session in one of Django's caches (level 2 on Redis and Memcached, with these limits).

    A cache may drop what it holds when memory gets scarce, or restart with nothing: the person
    then has to sign in again. Compare-and-set and the lock rest on the cache's `add`, which has
    to let one of many succeed: Redis and Memcached do, the cache in local memory does within
    its process. How long a cache that is down makes callers wait is a matter of its own options
    (for Redis `socket_connect_timeout` and `socket_timeout`).

        podio = Podio(client_id, client_secret, DjangoCacheAuthStore(f"user:{request.user.pk}"))
    """

    def __init__(self, key: str, *, using: str = "default", timeout: float = 2.0) -> None:
        """Name the session.

        Args:
            key: Whose session it is, such as `user:42`.
            using: The cache, by its name in `CACHES`.
            timeout: Seconds to wait for others who change the same session.

        Raises:
            ConfigurationError: There is no such cache, or its kind cannot keep sessions.
        """
        self._using = using
        self._timeout = timeout
        self._session = SessionName(key)
        self._checked_cache()

    @property
    def key(self) -> str:
        """Whose session it is."""
        return self._session.key

    def bound_to(self, client_id: str, api_url: str) -> DjangoCacheAuthStore:
        """Return the store for an API client: each has a session of its own."""
        return self._twin(self._session.bound_to(client_id, api_url))

    def for_key(self, key: str) -> DjangoCacheAuthStore:
        """Return the store for another key."""
        return self._twin(self._session.with_key(key))

    def _twin(self, name: SessionName) -> DjangoCacheAuthStore:
        twin = DjangoCacheAuthStore(name.key, using=self._using, timeout=self._timeout)
        twin._session = name
        return twin

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            StoreCorruptError: The entry is no session; it stays until somebody signs in.
            StoreUnavailableError: The cache does not answer.
        """
        session, problem = self._done(lambda: session_in(self._read("entry")))
        if problem:
            message = f"{self!r}: {problem}"
            raise StoreCorruptError(message)
        return session

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            StoreUnavailableError: The cache does not answer; the old session stays.
        """
        self._done(lambda: self._write(oauth))

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there.

        Raises:
            StoreUnavailableError: The cache does not answer; the old session stays.
        """

        def replace() -> bool:
            stored, _ = session_in(self._read("entry"))
            if stored.version > expected_version:
                return False
            self._write(oauth)
            return True

        return self._guarded(replace)

    def delete(self) -> None:
        """Forget the session."""
        self._done(lambda: self._cache.delete(self._name("entry")))

    def lock(self, lease: float) -> str | None:
        """Take the lock; return None while it is taken.

        The lease ends by the cache's clock, which counts whole seconds.
        """
        owner = secrets.token_hex(16)
        name = self._name("lock")
        taken = self._guarded(lambda: self._cache.add(name, owner, timeout=max(1, ceil(lease))))
        return owner if taken else None

    def unlock(self, owner: str) -> bool:
        """Give the lock back; False if its lease had ended and somebody else took it."""

        def give_back() -> bool:
            mine = bool(owner) and self._read("lock") == owner
            return mine and self._cache.delete(self._name("lock"))

        return self._guarded(give_back)

    def close(self) -> None:
        """Do nothing: Django closes its caches after each request."""

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"DjangoCacheAuthStore({self._session.key!r}, using={self._using!r})"

    @property
    def _cache(self) -> BaseCache:
        return caches[self._using]  # one for each thread and task, so it is not kept

    def _checked_cache(self) -> None:
        try:
            cache = self._cache
        except Exception as error:
            message = f"there is no cache {self._using!r} in CACHES, or it cannot be made"
            raise ConfigurationError(message) from error
        for kind, problem in _USELESS.items():
            if isinstance(cache, kind):
                message = f"the cache {self._using!r} is a {kind.__name__}, which {problem}"
                raise ConfigurationError(message)

    def _name(self, what: str) -> str:
        # Hashed: Memcached takes neither long keys nor all characters.
        return f"podio-{what}-{sha256(self._session.ground.encode()).hexdigest()}"

    def _read(self, what: str) -> str | None:
        kept: object = self._cache.get(self._name(what))
        return kept if isinstance(kept, str) or kept is None else "not a text"

    def _write(self, oauth: PodioOAuth) -> None:
        # Caches pickle what they keep: so a plain text, which is the same in any pickle.
        self._cache.set(self._name("entry"), str(text_of(oauth)), timeout=None)

    def _guarded(self, change: Callable[[], T]) -> T:
        def steps() -> T:
            with self._alone():
                return change()

        return self._done(steps)

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Keep others from changing the same session for a moment."""
        owner, name = secrets.token_hex(8), self._name("guard")
        give_up = time.monotonic() + self._timeout
        while not self._cache.add(name, owner, timeout=_GUARD_SECONDS):
            if time.monotonic() > give_up:
                message = f"{self!r}: somebody else has been changing the session for too long"
                raise StoreUnavailableError(message)
            time.sleep(_PAUSE * (0.5 + secrets.randbelow(1000) / 1000))
        try:
            yield
        finally:
            if self._cache.get(name) == owner:
                self._cache.delete(name)

    def _done(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except PodioError:
            raise
        except Exception as error:  # noqa: BLE001 -- each cache has errors of its own
            kind = type(error).__name__
        # Raised here, not above: the frames of the cache have the entry.
        message = (
            f"{self!r}: the cache does not answer ({kind}); the session in memory is untouched "
            "and is saved again later"
        )
        raise StoreUnavailableError(message)
