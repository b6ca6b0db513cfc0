"""One connection pool and one TLS context for a process, whoever makes clients in it.

A child made by fork shares sockets with its parent, and two processes on one TLS connection
break it for both: so the child begins with nothing and makes its own.
"""

from __future__ import annotations

import threading
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

# Imported now, not at the first call: a fork in the midst of an import hangs its child.
import httpcore2  # noqa: F401  # pyright: ignore[reportUnusedImport]  # imported early
import httpx2

from podio.fork_safety import at_fork

if TYPE_CHECKING:
    import asyncio
    import ssl


class _Shared:
    """What the clients of one process share: connections, never anything of a session."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.context: ssl.SSLContext | None = None
        self.client: httpx2.Client | None = None
        self.users = 0
        self.by_loop: WeakKeyDictionary[
            asyncio.AbstractEventLoop, tuple[httpx2.AsyncClient, int]
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


def tls_context() -> ssl.SSLContext:
    """Return the process's TLS context: the system's trust store, always verifying."""
    shared = _Here.shared
    if shared.context is None:
        shared.context = httpx2.create_ssl_context()
    return shared.context


def acquire() -> httpx2.Client:
    """Return the process's client, for one more user."""
    shared = _Here.shared
    with shared.guard:
        if shared.client is None:
            shared.client = httpx2.Client(verify=tls_context(), cookies=no_cookies())
        shared.users += 1
        return shared.client


def release(client: httpx2.Client) -> None:
    """Give the client back; the last user closes its connections."""
    shared = _Here.shared
    with shared.guard:
        if client is not shared.client:
            return
        shared.users -= 1
        if shared.users == 0:
            shared.client = None
            client.close()


def acquire_of(loop: asyncio.AbstractEventLoop) -> httpx2.AsyncClient:
    """Return the client of an event loop, for one more user: connections belong to one loop."""
    shared = _Here.shared
    with shared.guard:
        client, users = shared.by_loop.get(loop, (None, 0))
        if client is None:
            client = httpx2.AsyncClient(verify=tls_context(), cookies=no_cookies())
        shared.by_loop[loop] = (client, users + 1)
        return client


async def release_of(loop: asyncio.AbstractEventLoop) -> None:
    """Give the client of the running loop back; the last user closes its connections."""
    shared = _Here.shared
    with shared.guard:
        client, users = shared.by_loop.pop(loop, (None, 0))
        if client is None:
            return
        if users > 1:
            shared.by_loop[loop] = (client, users - 1)
            return
    await client.aclose()


def no_cookies() -> CookieJar:
    """Return a jar that takes no cookie: many identities share these connections."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))
