"""Network and event loop lent to many clients: who closes one takes nothing from the others."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from podio.drivers.background import BackgroundLoop

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send
    from podio.transports.protocol import AsyncTransport, Transport

T = TypeVar("T")


class LentTransport:
    """A blocking transport that its owner closes."""

    def __init__(self, owned: Transport) -> None:
        self._owned = owned

    def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back."""
        return self._owned.send(effect)

    def close(self) -> None:
        """Do nothing: others use it."""


class LentAsyncTransport:
    """An async transport that its owner closes."""

    def __init__(self, owned: AsyncTransport) -> None:
        self._owned = owned

    @property
    def own(self) -> bool:
        """Whether it is the library's own."""
        return self._owned.own

    @property
    def closed(self) -> bool:
        """Whether its owner closed it for the running loop."""
        return self._owned.closed

    async def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back."""
        return await self._owned.send(effect)

    async def aclose(self) -> None:
        """Do nothing: others use it."""


class LentLoop(BackgroundLoop):
    """A loop in the background that its owner stops."""

    def __init__(self, owned: BackgroundLoop) -> None:
        super().__init__()
        self._owned = owned

    def run(self, function: Callable[..., Coroutine[Any, Any, T]], *arguments: object) -> T:
        """Run a coroutine function to its end and return its result."""
        return self._owned.run(function, *arguments)

    def close(self) -> None:
        """Do nothing: others use it."""
