"""Many users in one program: a blocking client for each key, over one network and one store."""

from __future__ import annotations

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Self

from podio.blocking_client import Podio
from podio.core.secret import Secret, conceal
from podio.drivers.background import BackgroundLoop
from podio.drivers.blocking import SyncSession
from podio.many_users.lending import LentLoop, LentTransport
from podio.many_users.tenants import MAX_OPEN, Stores, TenantClients, Watch
from podio.transports.networks import blocking_network

if TYPE_CHECKING:
    from podio.core.engine import Engine
    from podio.credentials import Credentials, CredentialsByKey
    from podio.drivers.store_port import StorePort
    from podio.stores.protocol import AnyAuthStore
    from podio.transports.protocol import HttpClient, Transport


class TenantPodio(Podio):
    """A client that borrows its network, and the loop of an async store."""

    def __init__(
        self,
        network: Transport,
        loop: BackgroundLoop,
        *arguments: Any,  # Podio's own
        closes_store: bool,
        **options: Any,  # Podio's own
    ) -> None:
        """Find the session in the store; see `Podio`.

        Args:
            network: What is borrowed.
            loop: What is borrowed.
            arguments: As `Podio` takes them.
            closes_store: Whether the store is this client's alone.
            options: As `Podio` takes them.
        """
        self._network = network
        self._loop = loop
        self._closes_store = closes_store
        super().__init__(*arguments, **options)

    def retire(self) -> bool:
        """Save what is not saved, unless somebody is about to; tell whether all is saved."""
        self._session.drive(self._keeper.save_again())
        self._session.close()
        return not self._keeper.dirty

    def _connected(
        self, engine: Engine, port: StorePort, http_client: HttpClient | None
    ) -> SyncSession:
        del http_client  # it is the network's
        self._transport = LentTransport(self._network)
        if not self._closes_store:
            port.close = None
        loop = LentLoop(self._loop) if port.awaits else None
        return SyncSession(engine, port, self._transport, loop)


class PodioSessions(TenantClients[TenantPodio]):
    """A `Podio` for each key, for programs with many users; safe for any number of threads.

        sessions = PodioSessions(client_id, client_secret, RedisAuthStore(url, key="any"))
        sessions["user:42"].items.get(123)

    All clients share their connections to Podio and to the store. The one that was not asked
    for longest is let go when there are more than `max_open`: it goes on working for whoever
    has it, and a session that could not be saved is held until it is. Closing one of the
    clients saves its session and leaves the connections to the others.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        store: Stores,
        *,
        max_open: int = MAX_OPEN,
        credentials: CredentialsByKey | None = None,
        http_client: HttpClient | None = None,
        **options: Any,  # Podio's own
    ) -> None:
        """Take what all clients have in common; nothing is read or sent.

        Args:
            client_id: The API client.
            client_secret: Its secret.
            store: A store with `for_key`, such as `RedisAuthStore`, or a function that gives
                the store for a key.
            max_open: How many clients are held at the most.
            credentials: A function from a key to what that user signs in with when needed (see
                `podio.credentials`), or to None; asked when the key's client is made.
            http_client: An `httpx2.Client` of your own for all of them; you close it.
            options: The other keywords of `Podio`.

        Raises:
            ConfigurationError: The store has no keys, `credentials` takes none, or `max_open`
                is no number above 0.
        """
        client_secret = conceal(client_secret)
        options["credentials"] = credentials
        super().__init__(client_id, client_secret, store, max_open, options)
        self._network = blocking_network(http_client)
        self._loop = BackgroundLoop()

    def close(self) -> None:
        """Save what is not saved yet and give connections back."""
        try:
            for client in self._clients.all():
                client.close()
        finally:
            self._clients.clear()
            close: Callable[[], Any] | None = getattr(self._store, "close", None)
            if iscoroutinefunction(close):
                self._loop.run(close())
            elif close is not None:
                close()
            self._loop.close()
            self._network.close()

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all clients."""
        self.close()

    def _made(
        self,
        store: AnyAuthStore,
        watch: Watch[TenantPodio],
        credentials: Credentials | None,
    ) -> TenantPodio:
        return TenantPodio(
            self._network,
            self._loop,
            *self._client,
            store,
            closes_store=self._store is None,
            on_event=watch,
            credentials=credentials,
            **self._options,
        )

    def _retire(self, key: str, client: TenantPodio) -> None:
        if client.retire():
            self._clients.saved(key)
        else:
            self._clients.keep(key, client)
