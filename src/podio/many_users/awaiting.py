"""Many users in one program: an async client for each key, over one network and one store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Self

from podio.async_client import AsyncPodio
from podio.core.secret import Secret, conceal
from podio.drivers.awaiting import AsyncSession
from podio.many_users.lending import LentAsyncTransport
from podio.many_users.tenants import MAX_OPEN, Stores, TenantClients, Watch
from podio.transports.networks import awaiting_network

if TYPE_CHECKING:
    from podio.core.engine import Engine
    from podio.credentials import Credentials, CredentialsByKey
    from podio.drivers.store_port import StorePort
    from podio.stores.protocol import AnyAuthStore
    from podio.transports.protocol import AsyncHttpClient, AsyncTransport


class AsyncTenantPodio(AsyncPodio):
    """A client that borrows its network."""

    def __init__(
        self,
        network: AsyncTransport,
        *arguments: Any,  # AsyncPodio's own
        closes_store: bool,
        **options: Any,  # AsyncPodio's own
    ) -> None:
        """Make a client; see `AsyncPodio`.

        Args:
            network: What is borrowed.
            arguments: As `AsyncPodio` takes them.
            closes_store: Whether the store is this client's alone.
            options: As `AsyncPodio` takes them.
        """
        self._network = network
        self._closes_store = closes_store
        super().__init__(*arguments, **options)

    async def retire(self) -> bool:
        """Save what is not saved, unless somebody is about to; tell whether all is saved."""
        await self._session.drive(self._keeper.save_again())
        await self._session.close()
        return not self._keeper.dirty

    def _connected(
        self, engine: Engine, port: StorePort, http_client: AsyncHttpClient | None
    ) -> AsyncSession:
        del http_client  # it is the network's
        self._transport = LentAsyncTransport(self._network)
        if not self._closes_store:
            port.close = None
        return AsyncSession(engine, port, self._transport)


class AsyncPodioSessions(TenantClients[AsyncTenantPodio]):
    """An `AsyncPodio` for each key, for programs with many users; safe for any number of tasks.

        async with sessions["user:42"] as podio:
            await podio.items.get(123)

    What there is to know stands at `PodioSessions`. A client finds its session with the first
    call, or on `async with`, whose end saves and leaves the connections to the others.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        store: Stores,
        *,
        max_open: int = MAX_OPEN,
        credentials: CredentialsByKey | None = None,
        http_client: AsyncHttpClient | None = None,
        **options: Any,  # AsyncPodio's own
    ) -> None:
        """Take what all clients have in common; nothing is read or sent.

        Args:
            client_id: The API client.
            client_secret: Its secret.
            store: A store with `for_key`, of either kind, or a function that gives the store
                for a key.
            max_open: How many clients are held at the most.
            credentials: A function from a key to what that user signs in with when needed (see
                `podio.credentials`), or to None; asked when the key's client is made.
            http_client: An `httpx2.AsyncClient` of your own for all of them; you close it.
            options: The other keywords of `AsyncPodio`.

        Raises:
            ConfigurationError: The store has no keys, `credentials` takes none, or `max_open`
                is no number above 0.
        """
        client_secret = conceal(client_secret)
        options["credentials"] = credentials
        super().__init__(client_id, client_secret, store, max_open, options)
        self._network = awaiting_network(http_client)
        self._retiring: set[asyncio.Task[None]] = set()

    async def aclose(self) -> None:
        """Save what is not saved yet and give this loop's connections back."""
        here = asyncio.get_running_loop()
        try:
            retiring = [task for task in self._retiring if task.get_loop() is here]
            await asyncio.gather(*retiring, return_exceptions=True)
            for client in self._clients.all():
                await client.aclose()
        finally:
            self._clients.clear()
            close: Callable[[], Any] | None = getattr(self._store, "close", None)
            if iscoroutinefunction(close):
                await close()
            elif close is not None:
                await asyncio.to_thread(close)
            await self._network.aclose()

    async def __aenter__(self) -> Self:
        """Use it in an `async with`."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all clients."""
        await self.aclose()

    def _made(
        self,
        store: AnyAuthStore,
        watch: Watch[AsyncTenantPodio],
        credentials: Credentials | None,
    ) -> AsyncTenantPodio:
        return AsyncTenantPodio(
            self._network,
            *self._client,
            store,
            closes_store=self._store is None,
            on_event=watch,
            credentials=credentials,
            **self._options,
        )

    def _retire(self, key: str, client: AsyncTenantPodio) -> None:
        if not client.session.saved:
            self._clients.keep(key, client)
        elif self._store is not None:
            return  # nothing to save, and nothing of its own to close
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # outside of a loop: aclose() does it
        task = loop.create_task(self._retired(key, client))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)

    async def _retired(self, key: str, client: AsyncTenantPodio) -> None:
        if await client.retire():
            self._clients.saved(key)
