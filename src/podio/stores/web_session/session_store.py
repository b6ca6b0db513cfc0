"""Keeps a Podio session in a person's web session, or in a store behind it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

from podio.errors import ConfigurationError
from podio.stores.faces import AsyncFace, BlockingFace, Face
from podio.stores.ground.keys import storage_key
from podio.stores.protocol import offers
from podio.stores.web_session.mapping import Slot
from podio.stores.web_session.places import (
    BehindSession,
    Ground,
    InsideSession,
    Place,
)

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth
    from podio.stores.ground.both_ways import Steps
    from podio.stores.protocol import AnyAuthStore
    from podio.stores.web_session.mapping import WebSession


class KeyedGround(Protocol):
    """A store on shared ground, which gives the store for any other key."""

    def for_key(self, key: str) -> AnyAuthStore:
        """Return the store for a key."""
        ...


Backing: TypeAlias = KeyedGround | Callable[[str], "AnyAuthStore"]

_FROM_BEHIND = frozenset({"compare_and_set", "lock", "unlock"})
_SAMPLE_KEY = "web-" + "0" * 64


def load() -> None:
    """Do nothing: a command to the async store, to read a web session whose reading waits."""


class SessionSteps:
    """What a store over a web session does.

    Attributes:
        slot: The place in the web session.
        behind_awaits: Whether the methods of the stores behind it are coroutines.
    """

    key = ""
    """Empty: whose web session it is, only the framework knows."""

    def __init__(
        self, slot: Slot, backing: Backing | None, binding: tuple[str, str] | None, *, checked: bool
    ) -> None:
        """Choose where the tokens are.

        Raises:
            ConfigurationError: They would be in a cookie, or the backing cannot be used.
        """
        self._unbound, self._backing, self._checked = slot, backing, checked
        self.slot = slot if binding is None else slot.named(f"{slot.name}.{_mark(slot, binding)}")
        self.behind_awaits = False
        self._place: Place
        if backing is None:
            if not (checked or self.slot.is_on_the_server()):
                raise ConfigurationError(_IN_A_COOKIE)
            self._place = InsideSession(self.slot)
        else:
            ground, sample = _ground_of(backing)
            self.behind_awaits = iscoroutinefunction(sample.get)
            offered = offers(sample) & _FROM_BEHIND
            self._place = BehindSession(self.slot, ground, binding, offered)

    @property
    def offers(self) -> frozenset[str]:
        """What the stores behind it can do, and what it does by itself."""
        return self._place.offers | {"bound_to", "close", "delete"}

    def get(self) -> Steps[PodioOAuth]:
        """Read the session."""
        yield load
        return (yield from self._place.get())

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        yield load
        yield from self._place.save(oauth, None)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        yield load
        return (yield from self._place.save(oauth, expected_version))

    def delete(self) -> Steps[None]:
        """Forget the session, and its id."""
        yield load
        yield from self._place.delete()

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock of the store behind."""
        yield load
        return (yield from _behind(self._place).lock(lease))

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock of the store behind back."""
        yield load
        return (yield from _behind(self._place).unlock(owner))

    def bound_to(self, client_id: str, api_url: str) -> SessionSteps:
        """Return the steps for an API client: each has a session of its own."""
        bound = (client_id, api_url)
        return SessionSteps(self._unbound, self._backing, bound, checked=self._checked)

    def __repr__(self) -> str:
        """Show where the session is kept."""
        behind = "" if self._backing is None else f", backing={_shown(self._backing)}"
        return f"({self.slot!r}{behind})"


class SessionFace(Face[SessionSteps]):
    """What both faces have in common."""

    _awaits: ClassVar[bool]

    def __init__(
        self,
        session: WebSession,
        backing: Backing | None = None,
        *,
        tokens_in_cookie: bool = False,
        name: str = "podio",
    ) -> None:
        """Look at nothing yet but the kind of the session.

        Args:
            session: `request.session` (Django, Starlette, FastAPI) or `flask.session`.
            backing: Where the tokens are: a store with `for_key`, or a function that gives the
                store for a key. Without it they are in the web session itself.
            tokens_in_cookie: Without `backing`: that the web session may be a cookie, which its
                owner can read, is known and accepted.
            name: What it is called in the web session.

        Raises:
            ConfigurationError: The tokens would be in a cookie, or the backing cannot be used.
        """
        slot = Slot(session, name)
        self._steps = SessionSteps(slot, backing, None, checked=tokens_in_cookie)
        if self._steps.behind_awaits and not self._awaits:
            message = (
                "the store behind a SessionAuthStore is awaited: use AsyncSessionAuthStore, or "
                "the store of the same kind that blocks"
            )
            raise ConfigurationError(message)

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"{type(self).__name__}{self._steps!r}"


class SessionAuthStore(BlockingFace, SessionFace):
    """A Podio session for as long as a person's web session (level of the store behind it).

    With `backing`, the web session holds nothing but an id that cannot be guessed: the tokens
    are in the store behind it, which renews them once for all requests and workers. The id
    changes when somebody signs in, and ends with the logout. Only then is the web session
    written to; frameworks lose that if the response has already begun.

    To encrypt the tokens, encrypt the store behind: `backing=EncryptedAuthStore(redis, keys)`. An
    entry that can no longer be used raises until it is given up, with the id:
    `store.bound_to(client_id, api_url).delete()`.

    Without, the tokens are in the web session itself (level 0): requests at the same time work
    on copies, so each renews the token, and the last response wins. A session in a cookie can
    be read by its owner and holds 3,500 bytes, so it has to be asked for (`tokens_in_cookie`).

        podio = Podio(client_id, client_secret, SessionAuthStore(request.session, backing=redis))
    """

    _awaits = False

    def _do(self, command: Callable[[], object]) -> object:
        return command()

    def close(self) -> None:
        """Do nothing: the store behind belongs to the application."""


class AsyncSessionAuthStore(AsyncFace, SessionFace):
    """The same as `SessionAuthStore`, awaited: for async views.

    It takes a backing that is blocking or async; a blocking one is called in a thread. Django's
    session is read by its own async methods.

        podio = AsyncPodio(client_id, client_secret, AsyncSessionAuthStore(session, backing=redis))
    """

    _awaits = True

    async def _do(self, command: Callable[[], Any]) -> object:
        if command is load:
            await self._steps.slot.load()
            return None
        if self._steps.behind_awaits:
            return await command()
        import asyncio

        return await asyncio.to_thread(command)

    async def close(self) -> None:
        """Do nothing: the store behind belongs to the application."""


_IN_A_COOKIE = (
    "this web session is kept in a cookie, as far as can be told: whoever has the cookie could "
    "read the tokens, and two requests at a time would each renew them. Give a store to keep "
    "them in (SessionAuthStore(session, backing=...)), or say tokens_in_cookie=True"
)


def _ground_of(backing: Backing) -> tuple[Ground, Any]:
    """Return what gives the stores, and a store to see what they can do."""
    if "for_key" in offers(backing):
        store: Any = backing  # which checkers cannot know
        return store.for_key, store
    if callable(backing):
        return backing, backing(_SAMPLE_KEY)
    message = (
        "backing must be a store with for_key(), such as RedisAuthStore, or a function from a "
        f"key to a store; got {type(backing).__name__}"
    )
    raise ConfigurationError(message)


def _mark(slot: Slot, binding: tuple[str, str]) -> str:
    return sha256(storage_key(slot.name, *binding).encode()).hexdigest()[:8]


def _behind(place: Place) -> BehindSession:
    if not isinstance(place, BehindSession):
        message = "a session without a store behind it has no lock"
        raise TypeError(message)
    return place


def _shown(backing: object) -> str:
    # A function's repr has its place in memory, a store's its address without password.
    return getattr(backing, "__qualname__", "") or repr(backing)
