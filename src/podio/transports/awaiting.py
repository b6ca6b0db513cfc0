"""The async transport."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx2

from podio.core.effects import Reply, Send
from podio.transports import shared
from podio.transports.files import CHUNK
from podio.transports.wire import RequestBuilder, failure_of, headers_of

if TYPE_CHECKING:
    from podio.errors import PodioError


class AsyncHttpTransport:
    """Sends through the running loop's shared client, or through the user's own."""

    def __init__(self, client: httpx2.AsyncClient | None = None) -> None:
        """Make nothing yet: which loop it will be is not known."""
        self._own = client is None
        self._builder = RequestBuilder(own=self._own)
        self._client = client
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loops: list[asyncio.AbstractEventLoop] = []

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
        if not self._own:
            return
        here = asyncio.get_running_loop()
        self._client = self._loop = None
        if here in self._loops:
            self._loops.remove(here)
            await shared.release_of(here)

    def _ready(self) -> httpx2.AsyncClient:
        client = self._client
        if not self._own and client is not None:
            return client
        loop = asyncio.get_running_loop()
        if client is None or loop is not self._loop:
            client = self._client = shared.acquire_of(loop)
            self._loop = loop
            self._loops = [known for known in self._loops if not known.is_closed()]
            self._loops.append(loop)
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
