"""What `PodioSessions` and `AsyncPodioSessions` have in common: which clients there are."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from podio.client import Client
from podio.core.secret import Secret, conceal
from podio.credentials import credentials_of, taking_a_key
from podio.errors import ConfigurationError
from podio.many_users.open_clients import OpenClients
from podio.stores.ground.keys import checked_key

if TYPE_CHECKING:
    from podio.core.session.events import SessionEvent
    from podio.credentials import Credentials
    from podio.stores.protocol import AnyAuthStore

MAX_OPEN = 1000
SAVE_PAUSE = 1.0


class KeyedStores(Protocol):
    """A store that gives the store of any other session on the same ground."""

    def for_key(self, key: str) -> AnyAuthStore:
        """Return the store of a session."""
        ...


Stores: TypeAlias = KeyedStores | Callable[[str], "AnyAuthStore"]

C = TypeVar("C", bound=Client)


class TenantClients(Generic[C]):
    """The clients by their keys; the two kinds make, save and close them each in its way."""

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        store: Stores,
        max_open: int,
        options: dict[str, Any],
    ) -> None:
        """Take what all clients have in common; nothing is read or sent.

        Raises:
            ConfigurationError: The store has no keys, `credentials` takes none, or `max_open`
                is no number above 0.
        """
        client_secret = conceal(client_secret)
        given: object = max_open
        if type(given) is not int or given < 1:
            message = f"max_open is a number of clients above 0, not {given!r}"
            raise ConfigurationError(message)
        self._of_key = _source(store)
        self._store = store if hasattr(store, "for_key") else None
        self._client = (client_id, client_secret)
        self._credentials = taking_a_key(options.pop("credentials", None))
        self._on_event: Callable[[SessionEvent], object] | None = options.pop("on_event", None)
        self._options = options
        self._clients: OpenClients[C] = OpenClients(max_open)
        self._save_again_at = 0.0

    def __getitem__(self, key: str) -> C:
        """Return the client of a key; the same one while anybody uses it.

        Raises:
            ConfigurationError: The key is empty, or no text, or `credentials` gave none of use.
            SessionMismatchError: The store holds a session of another client or host.
            StoreError: The store cannot be read (but if it is only down, the first call says so).
        """
        client = self._clients.get(checked_key(key), lambda: self._watched(key))
        for former_key, former in self._clients.let_go():
            self._retire(former_key, former)
        self._save_one_more()
        return client

    def __len__(self) -> int:
        """Return how many clients are held."""
        return len(self._clients)

    def __contains__(self, key: object) -> bool:
        """Tell whether the client of a key is held; whether it is signed in, the client knows."""
        return key in self._clients

    def __repr__(self) -> str:
        """Show the API client, the store, and how many clients are held."""
        name, store = type(self).__name__, self._store or self._of_key
        return f"{name}({self._client[0]!r}, {store!r}, open={len(self)})"

    def _made(self, store: AnyAuthStore, watch: Watch[C], credentials: Credentials | None) -> C:
        raise NotImplementedError  # each kind makes its own

    def _retire(self, key: str, client: C) -> None:
        raise NotImplementedError  # each kind saves in its own way

    def _watched(self, key: str) -> C:
        watch = Watch[C](lambda client: self._clients.keep(key, client), self._on_event)
        credentials = credentials_of(self._credentials, key)
        watch.client = made = self._made(self._of_key(key), watch, credentials)
        return made

    def _save_one_more(self) -> None:
        """Try again to save one that could not be saved; nobody waits for more than one."""
        unsaved = self._clients.unsaved()
        now = time.monotonic()
        if unsaved and now >= self._save_again_at:
            self._save_again_at = now + SAVE_PAUSE
            self._retire(*unsaved[0])


class Watch(Generic[C]):
    """Hears what happens to one session, and has it held where nobody else may hold it.

    The session's own settings have this, and this has the client: so the client lives for as
    long as anything of it is in use, were it only a listing that is being walked.

    Attributes:
        client: The session's client.
    """

    def __init__(
        self,
        keep: Callable[[C], None],
        on_event: Callable[[SessionEvent], object] | None,
    ) -> None:
        """Say what becomes of a session that could not be saved, and who else wants to hear."""
        self.client: C | None = None
        self._keep = keep
        self._on_event = on_event

    def __call__(self, event: SessionEvent) -> None:
        """Take note of an event."""
        if event.name == "save_failed" and self.client is not None:
            self._keep(self.client)
        if self._on_event is not None:
            self._on_event(event)


def _source(store: Any) -> Callable[[str], AnyAuthStore]:  # checked here
    if hasattr(store, "for_key") and not isinstance(store, type):
        keyed: KeyedStores = store
        return keyed.for_key
    if callable(store) and not hasattr(store, "get"):
        function: Any = store
        given: Callable[[str], AnyAuthStore] = function
        return given
    message = (
        f"{store!r} keeps one session: give a store with for_key(), such as RedisAuthStore or "
        "SQLAuthStore, or a function such as lambda key: FileAuthStore(f'{key}.json')"
    )
    raise ConfigurationError(message)
