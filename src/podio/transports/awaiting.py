"""The async transport."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import httpx2

from podio.core.effects import Reply, Send
from podio.core.operations.body import CHUNK
from podio.transports import shared
from podio.transports.wire import RequestBuilder, failure_of, headers_of, users_client

if TYPE_CHECKING:
    from podio.errors import PodioError
    from podio.transports.protocol import AsyncHttpClient


class AsyncHttpTransport:
    """Sends through the running loop's shared client, or through the user's own."""

    def __init__(self, client: AsyncHttpClient | None = None) -> None:
        """Make nothing yet: which loop it will be is not known."""
        self._given = users_client(client, httpx2.AsyncClient)
        self._builder = RequestBuilder(own=client is None)
        # Several loops may use one client, in turn or in threads of their own.
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx2.AsyncClient] = (
            WeakKeyDictionary()
        )

    async def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back."""
        failure: PodioError
        try:
            client = self._ready()
            request = self._builder.build(effect, client)
            if effect.sink is not None:
                return await self._stream(client, request, effect)
            response = await client.send(request, follow_redirects=False)
            return Reply(response.status_code, headers_of(response), response.content)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            failure = failure_of(error, effect)
        raise failure

    async def aclose(self) -> None:
        """Give the connections back; a client that the user gave is the user's to close."""
        here = asyncio.get_running_loop()
        if self._by_loop.pop(here, None) is not None:
            await shared.release_of(here)

    def _ready(self) -> httpx2.AsyncClient:
        if self._given is not None:
            return self._given
        loop = asyncio.get_running_loop()
        client = self._by_loop.get(loop)
        if client is None:
            client = self._by_loop[loop] = shared.acquire_of(loop)
        return client

    async def _stream(
        self, client: httpx2.AsyncClient, request: httpx2.Request, effect: Send
    ) -> Reply:
        sink = effect.sink
        response = await client.send(request, stream=True, follow_redirects=False)
        try:
            headers = headers_of(response)
            if sink is None or response.status_code >= 300:  # noqa: PLR2004 -- no success
                return Reply(response.status_code, headers, await response.aread())
            sink.begin(response.status_code, headers)
            async for piece in response.aiter_bytes(CHUNK):
                # Writing may wait for a disk: not on the loop.
                await asyncio.to_thread(sink.write, piece)
            return Reply(response.status_code, headers, b"", await asyncio.to_thread(sink.commit))
        finally:
            await response.aclose()
