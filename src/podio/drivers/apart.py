"""Does an async client's work on its session apart from the event loop that asked for it.

`asyncio.run` ends by cancelling every task, and a loop may be closed at any time: a token request
under way would be cut off, and with it the only copy of a new refresh token. So this work is done
in a thread, by the blocking driver. What belongs to the caller's loop (an async store, coroutines
of the user's own, an HTTP client that the user gave) is done there while that loop runs, and in a
loop of its own if it does not any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING, Any

from podio.drivers.blocking import Blocking
from podio.transports.networks import blocking_network

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send
    from podio.core.engine import Engine
    from podio.drivers.shared_work import Drive
    from podio.drivers.store_port import StorePort
    from podio.transports.protocol import AsyncTransport

LOOK = 0.2
"""Seconds between two looks whether the caller's loop still runs."""


class CallersLoop:
    """The event loop of who asked, as the blocking driver uses a loop in the background."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def run(self, function: Callable[..., Coroutine[Any, Any, Any]], *arguments: object) -> Any:
        """Run a coroutine function to its end and return its result."""
        loop = self._loop
        if loop.is_running():
            coroutine = function(*arguments)
            try:
                return self._result(asyncio.run_coroutine_threadsafe(coroutine, loop))
            except (CancelledError, _Ended):
                coroutine.close()  # the loop is being closed, and cancels all that is in it
            except RuntimeError:
                coroutine.close()
                if loop.is_running():
                    raise
        return asyncio.run(function(*arguments))

    def close(self) -> None:
        """Do nothing: the loop is the caller's."""

    def _result(self, future: Future[Any]) -> Any:
        while True:
            try:
                return future.result(LOOK)
            except NotYet:
                if future.done():
                    raise
                if not self._loop.is_running():
                    raise _Ended from None


class _Ended(Exception):
    """The caller's loop does not run any more."""


class LoopTransport:
    """The HTTP client that a user gave, which belongs to the caller's loop."""

    def __init__(self, transport: AsyncTransport, loop: CallersLoop) -> None:
        self._transport = transport
        self._loop = loop

    def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back."""
        reply: Reply = self._loop.run(self._transport.send, effect)
        return reply

    def close(self) -> None:
        """Do nothing: its owner closes it."""


def apart(engine: Engine, store: StorePort, transport: AsyncTransport) -> Drive:
    """Return what does steps in a thread, over the running loop's store and network.

    Token requests go over connections of the thread's own, unless the user gave an HTTP client.
    """
    loop, closed = CallersLoop(asyncio.get_running_loop()), transport.closed

    def drive(steps: Generator[Any, Any, None]) -> None:
        network = blocking_network(None) if transport.own else LoopTransport(transport, loop)
        if closed:
            network.close()  # what is unsaved may be saved, but nothing is sent any more
        try:
            Blocking(engine, store, network, loop).drive(steps)
        finally:
            network.close()

    return drive
