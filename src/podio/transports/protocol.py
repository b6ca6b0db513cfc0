"""The seam to the network: one exchange in, one reply out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import httpx2

    from podio.core.effects import Reply, Send


HttpClient: TypeAlias = "httpx2.Client"
"""What `http_client=` of `Podio` takes."""
AsyncHttpClient: TypeAlias = "httpx2.AsyncClient"
"""What `http_client=` of `AsyncPodio` takes."""


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

    async def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back.

        Raises:
            TransportError: Nothing came back.
        """
        ...

    async def aclose(self) -> None:
        """Give connections back."""
        ...
