"""Keeps a Podio session in a person's web session, or in a store behind it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeAlias

from podio.errors import ConfigurationError
from podio.stores.ground.both_ways import run, run_awaiting
from podio.stores.ground.keys import storage_key
from podio.stores.web_session.mapping import Slot
from podio.stores.web_session.places import (
    BehindSession,
    Ground,
    InsideSession,
    Place,
    Steps,
    T,
)

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth
    from podio.stores.protocol import AnyAuthStore
    from podio.stores.web_session.mapping import WebSession


class KeyedGround(Protocol):
    """A store on shared ground, which gives the store for any other key."""

    def for_key(self, key: str) -> AnyAuthStore:
        """Return the store for a key."""
        ...


Backing: TypeAlias = KeyedGround | Callable[[str], "AnyAuthStore"]

_OPTIONAL = ("compare_and_set", "lock", "unlock")
_SAMPLE_KEY = "web-" + "0" * 64


class _SessionStore:
    """What both kinds have in common: where the tokens are."""

    _awaits: ClassVar[bool]

    key: ClassVar[str] = ""
    """Empty: whose web session it is, only the framework knows."""

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
            ConfigurationError: The tokens would be in a cookie, or the backing is of no use.
        """
        self._arguments = (session, backing, tokens_in_cookie, name)
        self._slot = Slot(session, name)
        self._behind_awaits = False
        self._place = self._chosen_place(backing, None, tokens_in_cookie=tokens_in_cookie)

    def bound_to(self, client_id: str, api_url: str) -> Self:
        """Return the store for one API client: each has a session of its own."""
        session, backing, accepted, name = self._arguments
        twin = type(self)(session, backing, tokens_in_cookie=accepted, name=name)
        twin._bind(client_id, api_url)  # noqa: SLF001 -- its own twin
        return twin

    def _bind(self, client_id: str, api_url: str) -> None:
        _, backing, accepted, name = self._arguments
        mark = sha256(storage_key(name, client_id, api_url).encode()).hexdigest()[:8]
        self._slot = self._slot.named(f"{name}.{mark}")
        self._place = self._chosen_place(backing, (client_id, api_url), tokens_in_cookie=accepted)

    if not TYPE_CHECKING:  # checkers know the two methods that every store has

        def __getattr__(self, name: str) -> Callable[..., Any]:
            """Offer what the store behind it has, and no more: the client looks."""
            place = self.__dict__.get("_place")
            if name not in _OPTIONAL or place is None or not place.offers(name):
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message)
            return getattr(self, f"_{name}")

    def __repr__(self) -> str:
        """Show where the session is kept."""
        backing = self._arguments[1]
        behind = "" if backing is None else f", backing={_shown(backing)}"
        return f"{type(self).__name__}({self._slot!r}{behind})"

    def _chosen_place(
        self, backing: Backing | None, binding: tuple[str, str] | None, *, tokens_in_cookie: bool
    ) -> Place:
        if backing is None:
            if not (tokens_in_cookie or self._slot.is_on_the_server()):
                raise ConfigurationError(_IN_A_COOKIE)
            return InsideSession(self._slot)
        ground, sample = _ground_of(backing)
        self._behind_awaits = iscoroutinefunction(sample.get)
        if self._behind_awaits and not self._awaits:
            message = (
                f"{type(sample).__name__} is awaited: use AsyncSessionAuthStore, or the store of "
                "the same kind that blocks"
            )
            raise ConfigurationError(message)
        offered = frozenset(name for name in _OPTIONAL if hasattr(sample, name))
        return BehindSession(self._slot, ground, binding, offered)


class SessionAuthStore(_SessionStore):
    """A Podio session for as long as a person's web session (level of the store behind it).

    With `backing`, the web session holds nothing but an id that cannot be guessed: the tokens
    are in the store behind it, which renews them once for all requests and workers. The id
    changes when somebody signs in, and ends with the logout. Only then is the web session
    written to; frameworks lose that if the response has already begun.

    To encrypt the tokens, encrypt the store behind: `backing=EncryptedAuthStore(redis, keys)`. An
    entry that is of no use any more raises until it is given up, with the id:
    `store.bound_to(client_id, api_url).delete()`.

    Without, the tokens are in the web session itself (level 0): requests at the same time work
    on copies, so each renews the token, and the last response wins. A session in a cookie can
    be read by its owner and holds 3,500 bytes, so it has to be asked for (`tokens_in_cookie`).

        podio = Podio(client_id, client_secret, SessionAuthStore(request.session, backing=redis))
    """

    _awaits = False

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            StoreCorruptError: What is stored is no session; sign in again.
        """
        return _done(self._place.get())

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            SessionTooLargeError: It does not fit into a cookie.
        """
        _done(self._place.save(oauth, None))

    def delete(self) -> None:
        """Forget the session, and its id."""
        _done(self._place.delete())

    def close(self) -> None:
        """Do nothing: the store behind belongs to the application."""

    def _compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        return _done(self._place.save(oauth, expected_version))

    def _lock(self, lease: float) -> str | None:
        return _done(_behind(self._place).lock(lease))

    def _unlock(self, owner: str) -> bool:
        return _done(_behind(self._place).unlock(owner))


class AsyncSessionAuthStore(_SessionStore):
    """The same as `SessionAuthStore`, awaited: for async views.

    It takes a backing of either kind; one that blocks is called in a thread. Django's session
    is read by its own async methods.

        podio = AsyncPodio(client_id, client_secret, AsyncSessionAuthStore(session, backing=redis))
    """

    _awaits = True

    async def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            StoreCorruptError: What is stored is no session; sign in again.
        """
        return await self._done(self._place.get())

    async def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            SessionTooLargeError: It does not fit into a cookie.
        """
        await self._done(self._place.save(oauth, None))

    async def delete(self) -> None:
        """Forget the session, and its id."""
        await self._done(self._place.delete())

    async def close(self) -> None:
        """Do nothing: the store behind belongs to the application."""

    async def _compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        return await self._done(self._place.save(oauth, expected_version))

    async def _lock(self, lease: float) -> str | None:
        return await self._done(_behind(self._place).lock(lease))

    async def _unlock(self, owner: str) -> bool:
        return await self._done(_behind(self._place).unlock(owner))

    async def _done(self, steps: Steps[T]) -> T:
        await self._slot.load()
        return await run_awaiting(steps, self._call)

    async def _call(self, call: Callable[[], Any]) -> object:
        import asyncio

        return await (call() if self._behind_awaits else asyncio.to_thread(call))


_IN_A_COOKIE = (
    "this web session is kept in a cookie, as far as can be told: whoever has the cookie could "
    "read the tokens, and two requests at a time would each renew them. Give a store to keep "
    "them in (SessionAuthStore(session, backing=...)), or say tokens_in_cookie=True"
)


def _ground_of(backing: Backing) -> tuple[Ground, Any]:
    """Return what gives the stores, and a store to see what they can do."""
    for_key: Ground | None = getattr(backing, "for_key", None)
    if for_key is not None:
        return for_key, backing
    if callable(backing):
        return backing, backing(_SAMPLE_KEY)
    message = (
        "backing must be a store with for_key(), such as RedisAuthStore, or a function from a "
        f"key to a store; got {type(backing).__name__}"
    )
    raise ConfigurationError(message)


def _done(steps: Steps[T]) -> T:
    return run(steps, _called)


def _called(call: Callable[[], object]) -> object:
    return call()


def _behind(place: Place) -> BehindSession:
    if not isinstance(place, BehindSession):
        message = "a session without a store behind it has no lock"
        raise TypeError(message)
    return place


def _shown(backing: object) -> str:
    # A function's repr has its place in memory, a store's its address without password.
    return getattr(backing, "__qualname__", "") or repr(backing)
