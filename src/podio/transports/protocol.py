"""The seam to the network: one exchange in, one reply out.

The HTTP library is not named here, and the transports that use it are imported by `networks`: a
type checker would read all of it for a file that only calls Podio, which doubles its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send


class HttpClient(Protocol):
    """What `http_client=` of `Podio` takes: an `httpx2.Client`.

    Described by what it can do, see above; something else that can do it is refused.
    """

    # Any, because the library's own types are what must not be read; see above.
    def build_request(self, method: str, url: Any) -> Any:
        """Build a request with what the client adds to each."""
        ...

    def send(self, request: Any, *, stream: bool = ..., follow_redirects: Any = ...) -> Any:
        """Send a request."""
        ...

    def close(self) -> None:
        """Give connections back; podio leaves that to whoever made the client."""
        ...


class AsyncHttpClient(Protocol):
    """What `http_client=` of `AsyncPodio` takes: an `httpx2.AsyncClient` and nothing else."""

    def build_request(self, method: str, url: Any) -> Any:
        """Build a request with what the client adds to each."""
        ...

    async def send(self, request: Any, *, stream: bool = ..., follow_redirects: Any = ...) -> Any:
        """Send a request."""
        ...

    async def aclose(self) -> None:
        """Give connections back; podio leaves that to whoever made the client."""
        ...


class Transport(Protocol):
    """Sends exchanges and waits for them."""

    def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back.

        Raises:
            TransportError: Nothing came back.
        """
        ...

    def close(self) -> None:
        """Give connections back."""
        ...


class AsyncTransport(Protocol):
    """Sends exchanges and awaits them."""

    @property
    def own(self) -> bool:
        """Whether it is the library's own: then a blocking one may do the same for a thread."""
        ...

    @property
    def closed(self) -> bool:
        """Whether it was closed for the running loop."""
        ...

    async def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back.

        Raises:
            TransportError: Nothing came back.
        """
        ...

    async def aclose(self) -> None:
        """Give connections back."""
        ...
