"""Where the tokens of a web session are: in the session itself, or in a store behind it.

Steps without I/O of their own: they yield the calls to the store behind, and the blocking and
the awaiting store make them.
"""

from __future__ import annotations

import logging
import secrets
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from podio.core.session.oauth import PodioOAuth
from podio.core.session.order import is_mark
from podio.errors import (
    PodioError,
    SessionTooLargeError,
    StoreCorruptError,
    StoreDecryptionError,
)
from podio.stores.ground.stored_text import session_in, text_of
from podio.stores.protocol import offers

if TYPE_CHECKING:
    from podio.stores.ground.both_ways import Steps
    from podio.stores.web_session.mapping import Slot

log = logging.getLogger("podio.session")

Ground: TypeAlias = Callable[[str], Any]
"""Gives the store for a key."""

COOKIE_LIMIT = 3_500
"""Bytes that a session may take in a cookie; browsers take 4,096 with the rest of it."""


class Place(Protocol):
    """Where the tokens are."""

    def get(self) -> Steps[PodioOAuth]:
        """Read the session."""
        ...

    def save(self, oauth: PodioOAuth, expected: int | None) -> Steps[bool]:
        """Write the session, over this version if one is expected."""
        ...

    def delete(self) -> Steps[None]:
        """Leave nothing behind."""
        ...

    @property
    def offers(self) -> frozenset[str]:
        """What it can do besides these."""
        ...


class InsideSession:
    """The tokens are in the web session."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot

    def get(self) -> Steps[PodioOAuth]:
        """Read the session."""
        yield from ()
        session, problem = session_in(self._slot.read() or None)
        if problem:
            message = f"{self._slot!r}: {problem}"
            raise StoreCorruptError(message)
        return session

    def save(self, oauth: PodioOAuth, expected: int | None) -> Steps[bool]:  # noqa: ARG002 -- level 0
        """Write the session.

        Raises:
            SessionTooLargeError: It does not fit into a cookie.
        """
        yield from ()
        if not self._slot.is_on_the_server():
            size = cookie_size(oauth)
            if size > COOKIE_LIMIT:
                message = (
                    f"the Podio session takes {size} bytes of a cookie, and {COOKIE_LIMIT} is "
                    "what fits: keep it in a store behind the web session "
                    "(SessionAuthStore(session, backing=...))"
                )
                raise SessionTooLargeError(message)
        if is_mark(oauth):
            self._slot.remove()  # a person's own copy: there is nobody that a mark could tell
        else:
            self._slot.write(str(text_of(oauth)))  # frameworks serialize by the exact type
        return True

    def delete(self) -> Steps[None]:
        """Leave nothing behind."""
        yield from ()
        self._slot.remove()

    offers: frozenset[str] = frozenset()
    """Nothing more: the session is a copy of its own in each request."""


class BehindSession:
    """The web session has an id that cannot be guessed; the tokens are in a store behind it."""

    def __init__(
        self, slot: Slot, ground: Ground, binding: tuple[str, str] | None, offered: frozenset[str]
    ) -> None:
        """Use the stores that `ground` gives, which can do what is offered.

        They are bound to an API client if there is a binding.
        """
        self._slot = slot
        self._ground = ground
        self._binding = binding
        self.offers = offered
        self._known: tuple[str, Any] = ("", None)
        self._locked: dict[str, Any] = {}

    def get(self) -> Steps[PodioOAuth]:
        """Read the session; without an id in the web session nobody is asked."""
        name = self._slot.read()
        if not name:
            return PodioOAuth()
        found: PodioOAuth = yield self._store(name).get
        return found

    def save(self, oauth: PodioOAuth, expected: int | None) -> Steps[bool]:
        """Write the session, under a new id where it becomes somebody else's.

        An id that was there before somebody signed in may have been planted in the browser by
        whoever wants to use it afterwards.
        """
        name = self._slot.read()
        if not name and is_mark(oauth):
            return True
        stored = yield from self._stored(name)
        if name and _same_person(stored, oauth):
            written = yield from _write(self._store(name), oauth, expected)
            if written and is_mark(oauth):
                # What is late finds the mark behind the id that it knows; this page knows none.
                self._slot.remove()
            return written
        if expected is not None and stored.version > expected:
            return False
        fresh = secrets.token_urlsafe(32)
        yield from _write(self._store(fresh), oauth, expected)
        self._slot.write(fresh)
        if name:
            yield from self._forget(name)
        return True

    def delete(self) -> Steps[None]:
        """Forget the tokens, and the id in the web session with them."""
        name = self._slot.read()
        if name:
            try:
                yield _removal(self._store(name))
            except StoreDecryptionError as error:
                # A store that cannot delete writes instead, which this entry refuses.
                log.warning("the entry stays, and without its id nobody finds it: %s", error)
        self._slot.remove()

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock of the entry."""
        store = self._store(self._slot.read_or(secrets.token_urlsafe(32)))
        owner: str | None = yield partial(store.lock, lease)
        if owner is not None:
            self._locked[owner] = store
        return owner

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back, also if the id was changed or removed meanwhile."""
        store = self._locked.pop(owner, None)
        if store is None:
            name = self._slot.read()
            if not name:
                return False
            store = self._store(name)
        given_back: bool = yield partial(store.unlock, owner)
        return given_back

    def _stored(self, name: str) -> Steps[PodioOAuth]:
        if not name:
            return PodioOAuth()
        try:
            found: PodioOAuth = yield self._store(name).get
        except StoreCorruptError as error:
            log.warning("what is stored cannot be read and counts as nothing: %s", error)
            return PodioOAuth()
        return found

    def _forget(self, name: str) -> Steps[None]:
        try:
            yield _removal(self._store(name))
        except PodioError as error:
            log.warning("a session that was replaced could not be removed: %s", error)

    def _store(self, name: str) -> Any:  # blocking or async
        """Return the store of an id; it never learns the id itself, which opens the session."""
        known, store = self._known
        if known != name:
            store = self._ground(f"web-{sha256(name.encode()).hexdigest()}")
            if self._binding is not None and "bound_to" in offers(store):
                store = store.bound_to(*self._binding)
            self._known = (name, store)
        return store


def cookie_size(oauth: PodioOAuth) -> int:
    """Return how many bytes a session takes in a cookie: JSON in JSON, in base 64."""
    from json import dumps

    return len(b64encode(dumps(text_of(oauth)).encode()))


def _same_person(stored: PodioOAuth, oauth: PodioOAuth) -> bool:
    if not oauth:
        return True
    return bool(stored) and not stored.revoked and stored.ref == oauth.ref


def _write(store: Any, oauth: PodioOAuth, expected: int | None) -> Steps[bool]:  # blocking or async
    if expected is None:
        yield partial(store.set, oauth)
        return True
    stored: bool = yield partial(store.compare_and_set, oauth, expected)
    return stored


def _removal(store: Any) -> Callable[[], Any]:  # blocking or async
    if "delete" in offers(store):
        remove: Callable[[], Any] = store.delete
        return remove
    return partial(store.set, PodioOAuth())
