"""The blocking transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

from podio.core.effects import Reply, Send
from podio.core.operations.body import CHUNK
from podio.fork_safety import ForkSafeLock, at_fork
from podio.transports import shared
from podio.transports.wire import RequestBuilder, failure_of, headers_of, users_client

if TYPE_CHECKING:
    from podio.errors import PodioError
    from podio.transports.protocol import HttpClient


class HttpTransport:
    """Sends through the process's shared client, or through the user's own."""

    def __init__(self, client: HttpClient | None = None) -> None:
        """Make nothing yet: a client and its TLS context take 30 ms."""
        self._client = users_client(client, httpx2.Client)
        self._own = client is None
        self._builder = RequestBuilder(own=self._own)
        self._guard = ForkSafeLock()
        if self._own:
            at_fork(self, HttpTransport._leave_behind)

    def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back."""
        failure: PodioError
        try:
            client = self._ready()
            request = self._builder.build(effect, client)
            if effect.sink is not None:
                return self._stream(client, request, effect)
            response = client.send(request, follow_redirects=False)
            return Reply(response.status_code, headers_of(response), response.content)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            failure = failure_of(error, effect)
        raise failure

    def close(self) -> None:
        """Give the connections back; a client that the user gave is the user's to close."""
        client, self._client = self._client, None
        if self._own and client is not None:
            shared.release(client)

    def _ready(self) -> httpx2.Client:
        client = self._client
        return self._acquired() if client is None else client

    def _acquired(self) -> httpx2.Client:
        """Take part in the process's client, once for all threads that call first together."""
        with self._guard:
            if self._client is None:
                self._client = shared.acquire()
            return self._client

    def _leave_behind(self) -> None:
        self._client = None  # the connections are our parent's, and `shared` keeps them

    def _stream(self, client: httpx2.Client, request: httpx2.Request, effect: Send) -> Reply:
        sink = effect.sink
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            headers = headers_of(response)
            if sink is None or response.status_code >= 300:  # noqa: PLR2004 -- no success
                return Reply(response.status_code, headers, response.read())
            sink.begin(response.status_code, headers)
            for piece in response.iter_bytes(CHUNK):
                sink.write(piece)
            return Reply(response.status_code, headers, b"", sink.commit())
        finally:
            response.close()
