"""The async transport."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakSet

from podio.errors import ClosedError
from podio.transports import shared
from podio.transports.deadline import Deadline, under_way
from podio.transports.failures import CLOSED, failure_of
from podio.transports.incoming import areceived, headers_of

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send
    from podio.transports.given import GivenAsyncClient
    from podio.transports.protocol import AsyncHttpClient

GRACE = 0.1
"""Seconds after the HTTP library's own limits, which know what it was that took so long."""


class AsyncHttpTransport:
    """Sends through the running loop's connections, or through the user's own client."""

    def __init__(self, client: AsyncHttpClient | None = None) -> None:
        """Connect to nothing yet: which loop it will be is not known."""
        self._given: GivenAsyncClient | None = None
        # Several loops may use one client, in turn or in threads of their own; each closes its own.
        self._loops: WeakSet[asyncio.AbstractEventLoop] = WeakSet()
        self._closed: WeakSet[asyncio.AbstractEventLoop] = WeakSet()
        if client is not None:
            from podio.transports.given import GivenAsyncClient

            self._given = GivenAsyncClient(client)

    @property
    def own(self) -> bool:
        """Whether it is the library's own."""
        return self._given is None

    @property
    def closed(self) -> bool:
        """Whether it was closed for the running loop."""
        return asyncio.get_running_loop() in self._closed

    async def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back."""
        if self.closed:
            raise ClosedError(CLOSED)
        deadline = LoopDeadline(effect.timeout)
        before = under_way.set(deadline)
        failure: Exception
        via = ""
        try:
            async with deadline.limit:
                if self._given is not None:
                    return await self._given.exchange(effect, deadline)
                route, target = self._ready().route_to(effect.url)
                via = route.via
                request = route.request(effect, target, deadline)
                response = await route.pool.handle_async_request(request)
                try:
                    headers = headers_of(response.headers)
                    pieces = response.aiter_stream()
                    return await areceived(response.status, headers, pieces, effect, deadline)
                finally:
                    await response.aclose()
        except Exception as error:  # noqa: BLE001 -- whatever the library, ssl or a file raises
            failure = failure_of(error, effect, via)
        finally:
            under_way.reset(before)
        raise failure

    async def aclose(self) -> None:
        """Give the connections back; a client that the user gave is the user's to close."""
        here = asyncio.get_running_loop()
        self._closed.add(here)
        if here in self._loops:
            self._loops.discard(here)
            await shared.release_of(here)

    def _ready(self) -> shared.Awaiting:
        loop = asyncio.get_running_loop()
        network = shared.of_loop(loop) if loop in self._loops else None
        if network is None:
            network = shared.acquire_of(loop)
            self._loops.add(loop)
        return network


class LoopDeadline(Deadline):
    """A deadline that the event loop keeps, whatever the exchange waits for.

    Attributes:
        limit: What ends the exchange, for `async with`.
    """

    __slots__ = ("limit",)

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.limit = asyncio.timeout(self.seconds + GRACE)

    def renew(self) -> None:
        """Begin anew, for there is progress."""
        super().renew()
        limit = getattr(self, "limit", None)
        if limit is not None and not limit.expired():
            limit.reschedule(asyncio.get_running_loop().time() + self.seconds + GRACE)
