"""An HTTP client of the user's own: what can be kept of our promises over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import httpx2

from podio.core.operations.body import Upload
from podio.errors import ConfigurationError
from podio.transports.incoming import areceived, headers_of, received
from podio.transports.outgoing import AsyncBytes, content_of, token_of

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send
    from podio.transports.deadline import Deadline

Client = TypeVar("Client", httpx2.Client, httpx2.AsyncClient)


class _Body(AsyncBytes, httpx2.AsyncByteStream):
    """A body that comes in pieces, as the library's async client takes it."""


def users_client(client: object, kind: type[Client]) -> Client:
    """Return the HTTP client that a user gave.

    Raises:
        ConfigurationError: It is something else.
    """
    if isinstance(client, kind):
        return client
    given = client if isinstance(client, type) else type(client)
    message = (
        f"http_client= takes an httpx2.{kind.__name__} here, and got "
        f"{given.__module__}.{given.__qualname__}"
    )
    raise ConfigurationError(message)


class GivenClient:
    """A blocking one: the deadline is looked at whenever a piece of the body has come."""

    def __init__(self, client: object) -> None:
        self._client = users_client(client, httpx2.Client)

    def exchange(self, effect: Send, deadline: Deadline) -> Reply:
        """Send an exchange and return what came back."""
        request = built(effect, self._client, deadline)
        response = self._client.send(request, stream=True, follow_redirects=False)
        try:
            headers = headers_of(response.headers.raw)
            pieces = response.iter_bytes()
            return received(response.status_code, headers, pieces, effect, deadline, plain=True)
        finally:
            response.close()


class GivenAsyncClient:
    """An async one: the event loop ends what takes too long, whatever it is."""

    def __init__(self, client: object) -> None:
        self._client = users_client(client, httpx2.AsyncClient)

    async def exchange(self, effect: Send, deadline: Deadline) -> Reply:
        """Send an exchange and return what came back."""
        request = built(effect, self._client, deadline)
        response = await self._client.send(request, stream=True, follow_redirects=False)
        try:
            headers = headers_of(response.headers.raw)
            pieces = response.aiter_bytes()
            return await areceived(
                response.status_code, headers, pieces, effect, deadline, plain=True
            )
        finally:
            await response.aclose()


def built(effect: Send, client: httpx2.Client | httpx2.AsyncClient, deadline: Deadline) -> Any:
    """Build the library's request, with what the client adds to each."""
    headers = dict(effect.headers)
    content: Any = None
    if effect.body is not None:
        described, content = content_of(effect, deadline)
        headers |= described
        if isinstance(effect.body, Upload) and isinstance(client, httpx2.AsyncClient):
            content = _Body(content)
    time = deadline.seconds
    limits = {"connect": time, "read": time, "write": time, "pool": time}
    request: Any = client.build_request(
        effect.method, effect.url, headers=headers, content=content, extensions={"timeout": limits}
    )
    if effect.secret is not None:
        # Last, and into no variable: what fails above shows its locals in a traceback.
        request.headers[effect.secret[0]] = token_of(effect)
    return request
