"""Keeps connections to Podio open from request to request, where each has a client of its own."""

from __future__ import annotations

import asyncio
from weakref import WeakSet

from podio.fork_safety import ForkSafeLock, at_fork
from podio.transports import shared


class KeptConnections:
    """One more user of the connections that all clients of a process share.

    They are closed with their last user, which without this were the client of each request.
    """

    def __init__(self) -> None:
        """Keep nothing yet: the server may fork its workers afterwards."""
        self._guard = ForkSafeLock()
        self._begin()
        at_fork(self, KeptConnections._begin)

    def _begin(self) -> None:
        self._kept = False
        self._loops: WeakSet[asyncio.AbstractEventLoop] = WeakSet()

    def keep(self) -> None:
        """Keep those of blocking clients."""
        with self._guard:
            if not self._kept:
                shared.acquire()
                self._kept = True

    def keep_here(self) -> None:
        """Keep those of the running event loop."""
        loop = asyncio.get_running_loop()
        with self._guard:
            if loop not in self._loops:
                shared.acquire_of(loop)
                self._loops.add(loop)
