"""Keeps connections to Podio open from request to request, where each has a client of its own."""

from __future__ import annotations

import asyncio
import os
import threading
from weakref import WeakSet

from podio.transports import shared


class KeptConnections:
    """One more user of the connections that all clients of a process share.

    They are closed with their last user, which without this were the client of each request.
    """

    def __init__(self) -> None:
        """Keep nothing yet: the server may fork its workers afterwards."""
        self._begin()

    def _begin(self) -> None:
        self._guard = threading.Lock()
        self._pid = os.getpid()
        self._kept = False
        self._loops: WeakSet[asyncio.AbstractEventLoop] = WeakSet()

    def keep(self) -> None:
        """Keep those of blocking clients."""
        with self._guarded():
            if not self._kept:
                shared.acquire()
                self._kept = True

    def keep_here(self) -> None:
        """Keep those of the running event loop."""
        loop = asyncio.get_running_loop()
        with self._guarded():
            if loop not in self._loops:
                shared.acquire_of(loop)
                self._loops.add(loop)

    def _guarded(self) -> threading.Lock:
        if self._pid != os.getpid():
            self._begin()
        return self._guard
