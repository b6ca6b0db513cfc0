"""Many users in one program: a client for each key, over one network and one store.

What `PodioSessions` and `AsyncPodioSessions` do stands once, in `Sessions`; making, saving and
closing a client stands twice, for its driver does it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeAlias, TypeVar

from podio.assembly import engine_and_store
from podio.client import AsyncPodio, Client, Podio
from podio.core.secret import Secret, conceal
from podio.credentials import credentials_of, taking_a_key
from podio.errors import ConfigurationError
from podio.many_users import housekeeping
from podio.many_users.closing import Closing
from podio.many_users.housekeeping import Housekeeping
from podio.many_users.open_clients import OpenClients
from podio.stores.ground.keys import checked_key
from podio.stores.protocol import offers

if TYPE_CHECKING:
    import asyncio

    from podio.core.engine import Engine
    from podio.core.session.events import SessionEvent
    from podio.credentials import CredentialsByKey
    from podio.drivers.store_port import StorePort
    from podio.stores.protocol import AnyAuthStore
    from podio.transports.protocol import AsyncHttpClient, HttpClient

MAX_OPEN = 1000


class KeyedStores(Protocol):
    """A store that gives the store of any other session on the same ground."""

    def for_key(self, key: str) -> AnyAuthStore:
        """Return the store of a session."""
        ...


Stores: TypeAlias = KeyedStores | Callable[[str], "AnyAuthStore"]

C = TypeVar("C", bound="Client[Any, Any]")
H = TypeVar("H")


class Sessions(Generic[C, H]):
    """The clients by their keys."""

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        store: Stores,
        *,
        max_open: int = MAX_OPEN,
        credentials: CredentialsByKey | None = None,
        http_client: H | None = None,
        **options: Any,  # the client's own
    ) -> None:
        """Take what all clients have in common; nothing is read or sent.

        Args:
            client_id: The API client.
            client_secret: Its secret.
            store: A store with `for_key`, such as `RedisAuthStore`, or a function that gives
                the store for a key.
            max_open: How many clients are held, at most.
            credentials: A function from a key to what that user signs in with when needed (see
                `podio.credentials`), or to None; asked when the key's client is made.
            http_client: An HTTP client of your own for all of them, as the client takes it; you
                close it.
            options: The other keywords of the client.

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
        self._store = store if "for_key" in offers(store) else None
        self._client = (client_id, client_secret)
        self._credentials = taking_a_key(credentials)
        self._on_event: Callable[[SessionEvent], object] | None = options.pop("on_event", None)
        self._options = options
        self._clients: OpenClients[C] = OpenClients(max_open)
        self._open_network(http_client)

    def __getitem__(self, key: str) -> C:
        """Return the client of a key; the same one while anybody uses it.

        Raises:
            ConfigurationError: The key is empty, or no text, or `credentials` gave none that work.
            SessionMismatchError: The store holds a session of another client or host.
            StoreError: The store cannot be read (but if it is only down, the first call says so).
        """
        client = self._clients.get(checked_key(key), lambda: self._watched(key))
        for former_key, former in (*self._clients.let_go(), *self._clients.unsaved()):
            self._retire(former_key, former)
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

    def _open_network(self, http_client: H | None) -> None:
        raise NotImplementedError  # each kind has a network of its own

    def _made(self, engine: Engine, port: StorePort) -> C:
        raise NotImplementedError  # each kind has a driver of its own

    def _retire(self, key: str, client: C) -> None:
        """Have a client saved, and its store closed, in nobody's call."""
        raise NotImplementedError  # each kind saves in its own way

    def _is_done_with(self, key: str, client: C) -> bool:
        """Tell whether there is nothing to save or close; hold it until it is saved."""
        if not client.session.saved:
            self._clients.keep(key, client)
            return False
        return self._store is not None

    def _keep(self, key: str, client: C) -> None:
        self._clients.keep(key, client)
        self._retire(key, client)

    def _watched(self, key: str) -> C:
        watch = Watch[C](lambda client: self._keep(key, client), self._on_event)
        engine, port = engine_and_store(
            *self._client,
            self._of_key(key),
            credentials=credentials_of(self._credentials, key),
            on_event=watch,
            **self._options,
        )
        if self._store is not None:
            port.close = None  # its connections are everybody's
        watch.client = made = self._made(engine, port)
        return made


class PodioSessions(Sessions[Podio, "HttpClient"]):
    """A `Podio` for each key, for programs with many users; safe for any number of threads.

        sessions = PodioSessions(client_id, client_secret, RedisAuthStore(url, key="any"))
        sessions["user:42"].items.get(123)

    All clients share their connections to Podio and to the store. The one that was not asked
    for longest is let go when there are more than `max_open`: it goes on working for whoever
    has it, and a session that could not be saved is held until it is. Closing one of the
    clients saves its session and leaves the connections to the others.
    """

    def close(self) -> None:
        """Save what is not saved yet and give connections back; whatever fails, all is closed.

        Raises:
            PodioError: What could not be saved or closed, with its keys.
        """
        closing = Closing()
        with ExitStack() as network:
            network.callback(self._network.close)
            network.callback(self._loop.close)
            self._housekeeping.close()
            for key, client in self._clients.all():
                with closing.of(repr(key)):
                    client.close()
            self._clients.clear()
            close: Callable[[], Any] | None = getattr(self._store, "close", None)
            with closing.of("the store"):
                if iscoroutinefunction(close):
                    self._loop.run(close)
                elif close is not None:
                    close()
        closing.end()

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all clients."""
        self.close()

    def _open_network(self, http_client: HttpClient | None) -> None:
        from podio.drivers.background import BackgroundLoop
        from podio.transports.networks import blocking_network

        self._network = blocking_network(http_client)
        self._loop = BackgroundLoop()
        self._housekeeping = Housekeeping(self._retired)

    def _made(self, engine: Engine, port: StorePort) -> Podio:
        from podio.drivers.blocking import Blocking
        from podio.many_users.lending import LentLoop, LentTransport

        loop = LentLoop(self._loop) if port.awaits else None
        driver = Blocking(engine, port, LentTransport(self._network), loop)
        driver.find_session()
        return Podio.over(engine, driver)

    def _retire(self, key: str, client: Podio) -> None:
        if not self._is_done_with(key, client):
            self._housekeeping.add(key, client)

    def _retired(self, key: str, client: Podio) -> bool:
        saved = client.driver.retire()
        if saved:
            self._clients.saved(key)
        return saved


class AsyncPodioSessions(Sessions[AsyncPodio, "AsyncHttpClient"]):
    """An `AsyncPodio` for each key, for programs with many users; safe for any number of tasks.

        async with sessions["user:42"] as podio:
            await podio.items.get(123)

    What there is to know stands at `PodioSessions`. A client finds its session with the first
    call, or on `async with`, whose end saves and leaves the connections to the others.
    """

    async def aclose(self) -> None:
        """Save what is not saved yet and give this loop's connections back.

        Whatever fails, all is closed.

        Raises:
            PodioError: What could not be saved or closed, with its keys.
        """
        import asyncio

        closing = Closing()
        async with AsyncExitStack() as network:
            network.push_async_callback(self._network.aclose)
            here = asyncio.get_running_loop()
            retiring = [task for task in self._live().values() if task.get_loop() is here]
            for task in retiring:
                task.cancel()  # closing does it
            await asyncio.gather(*retiring, return_exceptions=True)
            for key, client in self._clients.all():
                with closing.of(repr(key)):
                    await client.aclose()
            self._clients.clear()
            close: Callable[[], Any] | None = getattr(self._store, "close", None)
            with closing.of("the store"):
                if iscoroutinefunction(close):
                    await close()
                elif close is not None:
                    await asyncio.to_thread(close)
        closing.end()

    async def __aenter__(self) -> Self:
        """Use it in an `async with`."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all clients."""
        await self.aclose()

    def _open_network(self, http_client: AsyncHttpClient | None) -> None:
        from podio.transports.networks import awaiting_network

        self._network = awaiting_network(http_client)
        self._retiring: dict[str, asyncio.Task[None]] = {}

    def _made(self, engine: Engine, port: StorePort) -> AsyncPodio:
        from podio.drivers.awaiting import Awaiting
        from podio.many_users.lending import LentAsyncTransport

        return AsyncPodio.over(engine, Awaiting(engine, port, LentAsyncTransport(self._network)))

    def _retire(self, key: str, client: AsyncPodio) -> None:
        import asyncio

        if self._is_done_with(key, client) or key in self._live():
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # outside of a loop: the next call in one does it, or aclose()
        self._retiring[key] = loop.create_task(self._retired(key, client))

    def _live(self) -> dict[str, asyncio.Task[None]]:
        """Return the tasks that go on; those of loops that ended are forgotten."""
        self._retiring = {
            key: task
            for key, task in self._retiring.items()
            if not task.done() and not task.get_loop().is_closed()
        }
        return self._retiring

    async def _retired(self, key: str, client: AsyncPodio) -> None:
        import asyncio

        pause = housekeeping.SAVE_PAUSE
        while True:
            try:
                saved = await client.driver.retire()
            except Exception as error:  # noqa: BLE001 -- it is nobody's call
                housekeeping.failed(key, error)
                saved = False
            if saved:
                self._clients.saved(key)
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, housekeeping.LONGEST_PAUSE)


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
    if "for_key" in offers(store) and not isinstance(store, type):
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
