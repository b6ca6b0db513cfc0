"""Our own connections to Podio: straight, or through the environment's proxies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit

import httpcore2

from podio.errors import ConfigurationError
from podio.transports import certificates
from podio.transports.outgoing import AsyncBytes, content_of, quoted, token_of
from podio.transports.proxies import proxy_for
from podio.transports.streams import DeadlineBackend

if TYPE_CHECKING:
    import ssl

    from podio.core.effects import Send
    from podio.transports.deadline import Deadline

IDLE_SECONDS = 5.0
"""How long a connection is kept that nobody uses."""
MOST_ROUTES = 100
PORTS = {"http": 80, "https": 443}

Pool = TypeVar("Pool", httpcore2.ConnectionPool, httpcore2.AsyncConnectionPool)


class Route(Generic[Pool]):
    """The way to a host.

    Attributes:
        scheme: `http` or `https`.
        host: The host's name.
        port: Its port, None for the usual one.
        name: The host as its header names it.
        pool: The connections.
        via: Which setting named the proxy that is between; empty where none is.
    """

    pool: Pool

    def __init__(self, origin: str, network: Network[Pool]) -> None:
        parts = urlsplit(origin)
        try:
            self.host = str(parts.hostname).encode(
                "ascii" if ":" in str(parts.hostname) else "idna"
            )
            self.port = parts.port
        except ValueError:
            raise ConfigurationError("the address names no host that there can be") from None
        self.scheme = parts.scheme.encode()
        usual = PORTS.get(parts.scheme, 0)
        named = b"[%b]" % self.host if b":" in self.host else self.host
        self.name = named if self.port in (None, usual) else b"%b:%d" % (named, self.port)
        host = self.host.decode()
        self.pool, self.via = network.pool_for(parts.scheme, host, self.port or usual)

    def request(self, effect: Send, target: str, deadline: Deadline) -> httpcore2.Request:
        """Build the library's request."""
        if not target.isascii() or " " in target:
            target = quoted(target)
        time = deadline.seconds
        headers = [(b"Host", self.name)]
        headers += [
            (name.encode(), text.encode("latin-1")) for name, text in effect.headers.items()
        ]
        content: Any = None
        if effect.body is not None:
            described, content = content_of(effect, deadline)
            headers += [(name.encode(), text.encode()) for name, text in described.items()]
            if isinstance(content, bytes):
                headers.append((b"Content-Length", b"%d" % len(content)))
            else:
                if "Content-Length" not in described:
                    headers.append((b"Transfer-Encoding", b"chunked"))
                if isinstance(self.pool, httpcore2.AsyncConnectionPool):
                    content = AsyncBytes(content)
        elif effect.method in ("POST", "PUT", "PATCH"):
            headers.append((b"Content-Length", b"0"))
        request = httpcore2.Request(
            effect.method,
            httpcore2.URL(scheme=self.scheme, host=self.host, port=self.port, target=target),
            headers=headers,
            content=content,
            extensions={"timeout": {"connect": time, "read": time, "write": time, "pool": time}},
        )
        if effect.secret is not None:
            # Last, and into no variable: what fails above shows its locals in a traceback.
            request.headers.append((effect.secret[0].encode(), token_of(effect).encode()))
        return request


class Network(Generic[Pool]):
    """Connections, and the ways to the hosts that were asked so far."""

    _kind: type[Pool]

    def __init__(self, kind: type[Pool], context: Callable[[], ssl.SSLContext]) -> None:
        """Connect to nothing yet.

        Args:
            kind: The library's pool, blocking or async.
            context: Gives what connections with TLS trust.
        """
        self._kind = kind
        self._context = context
        self._guard = threading.Lock()
        self._pools: dict[str, Pool] = {}
        self._routes: dict[str, Route[Pool]] = {}
        self.users = 0

    def route_to(self, url: str) -> tuple[Route[Pool], str]:
        """Return the way to an address's host, and what to ask for there."""
        start = url.find("/", 8)  # behind https://
        origin, target = (url, "/") if start < 0 else (url[:start], url[start:])
        if "?" in origin:
            origin, _, query = url.partition("?")
            target = f"/?{query}"
        route = self._routes.get(origin)
        if route is None:
            if len(self._routes) >= MOST_ROUTES:
                self._routes.clear()
            route = self._routes[origin] = Route(origin, self)
        return route, target

    def pool_for(self, scheme: str, host: str, port: int) -> tuple[Pool, str]:
        """Return the connections for a host, and the setting that named the proxy, if any."""
        proxy = proxy_for(scheme, host, port, certificates.trusting)
        via = "" if proxy is None else proxy.variable
        with self._guard:
            key = f"{scheme} {via}"
            pool = self._pools.get(key)
            if pool is None:
                context = self._context() if scheme == "https" else None
                options: dict[str, Any] = {} if proxy is None else {"proxy": proxy.address}
                if self._kind is httpcore2.ConnectionPool:
                    options["network_backend"] = DeadlineBackend()
                # As many idle ones as calls were under way: fewer would be closed and opened again.
                pool = self._pools[key] = self._kind(
                    ssl_context=context,
                    max_connections=None,
                    max_keepalive_connections=None,
                    keepalive_expiry=IDLE_SECONDS,
                    **options,
                )
            return pool, via

    def emptied(self) -> Iterator[Pool]:
        """Take out all connections, to be closed."""
        with self._guard:
            pools, self._pools, self._routes = self._pools, {}, {}
        return iter(pools.values())
