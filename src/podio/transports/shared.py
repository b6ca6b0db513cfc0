"""One connection pool and one TLS context for a process, whoever makes clients in it.

A child made by fork shares sockets with its parent, and two processes on one TLS connection
break it for both: so the child begins with nothing and makes its own.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, TypeAlias
from weakref import WeakKeyDictionary

# Imported now, not at the first call: a fork in the midst of an import hangs its child.
import httpcore2

from podio.fork_safety import at_fork
from podio.transports import certificates, log_lines
from podio.transports.network import Network

if TYPE_CHECKING:
    import asyncio
    import ssl

Blocking: TypeAlias = "Network[httpcore2.ConnectionPool]"
Awaiting: TypeAlias = "Network[httpcore2.AsyncConnectionPool]"


class _Shared:
    """What the clients of one process share: connections, never anything of a session."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.context: ssl.SSLContext | None = None
        self.network: Blocking | None = None
        self.by_loop: WeakKeyDictionary[
            asyncio.AbstractEventLoop, tuple[Awaiting, AsyncGenerator[None]]
        ] = WeakKeyDictionary()


class _Here:
    """Holds the present process's share; the one it was forked with is kept, never closed."""

    shared = _Shared()
    inherited: ClassVar[list[_Shared]] = []

    @classmethod
    def begin(cls) -> None:
        cls.inherited.append(cls.shared)
        cls.shared = _Shared()


at_fork(_Here, lambda here: here.begin())
log_lines.keep_quiet()


def tls_context() -> ssl.SSLContext:
    """Return the process's TLS context: the system's trust store, always verifying.

    Raises:
        ConfigurationError: The environment names certificates that cannot be read.
    """
    shared = _Here.shared
    if shared.context is None:
        shared.context = certificates.trusting()
    return shared.context


def acquire() -> Blocking:
    """Return the process's connections, for one more user."""
    shared = _Here.shared
    with shared.guard:
        if shared.network is None:
            shared.network = Network(httpcore2.ConnectionPool, tls_context)
        shared.network.users += 1
        return shared.network


def release(network: Blocking) -> None:
    """Give the connections back; the last user closes them."""
    shared = _Here.shared
    with shared.guard:
        if network is not shared.network:
            return
        network.users -= 1
        if network.users:
            return
        shared.network = None
    for pool in network.emptied():
        pool.close()


def of_loop(loop: asyncio.AbstractEventLoop) -> Awaiting | None:
    """Return the connections of an event loop, if there are any."""
    found = _Here.shared.by_loop.get(loop)
    return None if found is None else found[0]


def acquire_of(loop: asyncio.AbstractEventLoop) -> Awaiting:
    """Return the connections of the running loop, for one more user: they belong to one loop."""
    shared = _Here.shared
    with shared.guard:
        found = shared.by_loop.get(loop)
        if found is None:
            _forget_closed(shared)
            network = Network(httpcore2.AsyncConnectionPool, tls_context)
            found = shared.by_loop[loop] = network, _until_the_loop_ends(loop, network)
            with suppress(StopIteration):  # so a step ends that awaits nothing
                found[1].__anext__().__await__().send(None)
        found[0].users += 1
        return found[0]


async def release_of(loop: asyncio.AbstractEventLoop) -> None:
    """Give the connections of the running loop back; the last user closes them."""
    shared = _Here.shared
    with shared.guard:
        found = shared.by_loop.get(loop)
        if found is None:
            return
        found[0].users -= 1
        if found[0].users:
            return
    await found[1].aclose()


async def _until_the_loop_ends(
    loop: asyncio.AbstractEventLoop, network: Awaiting
) -> AsyncGenerator[None]:
    """Close the connections when nobody uses them any more, or the loop ends.

    A loop that ends, as that of `asyncio.run` does, closes what async generators are left on it.
    """
    try:
        yield
    finally:
        _Here.shared.by_loop.pop(loop, None)
        for pool in network.emptied():
            await pool.aclose()


def _forget_closed(shared: _Shared) -> None:
    """Let go of loops that were closed without being ended: their connections keep them alive."""
    for loop in [each for each in shared.by_loop if each.is_closed()]:
        del shared.by_loop[loop]
