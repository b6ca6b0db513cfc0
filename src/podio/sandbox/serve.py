"""Runs the sandbox on loopback: in a thread of this process, or in the foreground."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import uvicorn

from podio.sandbox.connections import Connections
from podio.sandbox.control.faults import read_fault
from podio.sandbox.http.app import SandboxApp
from podio.sandbox.seed import CREDENTIALS, seed
from podio.sandbox.state.database import Database
from podio.sandbox.state.world import Settings, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike
    from types import TracebackType

    from podio.sandbox.jsontypes import Json, JsonObject

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
BACKLOG = 2048


class NotLoopbackError(ValueError):
    """The sandbox was asked to listen where other machines could reach it."""


class Sandbox:
    """A local Podio with state of its own.

    Use it as a context manager to serve from a background thread, or take `app` and
    serve it yourself.

    Args:
        token_lifetime: seconds an access token lives.
        rotate_refresh_tokens: whether a refresh ends the refresh token that it used.
        data: file to keep the state in (mode 0600); None keeps it in memory.
        rate_limit: calls an hour per user and client.
        rate_limited: the same for the operations marked as rate limited.
        port: port to listen on; 0 takes a free one.
        host: loopback address to listen on.
        refresh_lifetime: seconds a refresh token lives.
        clock: seconds since 1970; replace it to let time pass.
    """

    def __init__(
        self,
        *,
        token_lifetime: float = 28_800,
        rotate_refresh_tokens: bool = False,
        data: str | PathLike[str] | None = None,
        rate_limit: int = 1000,
        rate_limited: int = 250,
        port: int = 0,
        host: str = "127.0.0.1",
        refresh_lifetime: float = 28 * 86_400,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if host not in LOOPBACK:
            message = f"{host} is not a loopback address; the sandbox serves this machine only"
            raise NotLoopbackError(message)
        settings = Settings(
            token_lifetime, refresh_lifetime, rotate_refresh_tokens, rate_limit, rate_limited
        )
        self._world = World(Database(None if data is None else Path(data)), settings, clock)
        self._world.load()
        if not len(self._world.users):
            self._world.start_over(seed)
            self._world.database.flush()
        self._connections = Connections()
        self.app = SandboxApp(self._world, self._connections.cut)
        self._host = host
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._listener: socket.socket | None = None
        self.client_id = CREDENTIALS.client_id
        self.client_secret = CREDENTIALS.client_secret
        self.username = CREDENTIALS.username
        self.password = CREDENTIALS.password
        self.user_id = CREDENTIALS.user_id
        self.app_id = CREDENTIALS.app_id
        self.app_token = CREDENTIALS.app_token
        self.space_id = CREDENTIALS.space_id
        self.org_id = CREDENTIALS.org_id
        self.mfa_username = CREDENTIALS.mfa_username
        self.mfa_otp = CREDENTIALS.mfa_otp
        self.mfa_recovery_code = CREDENTIALS.mfa_recovery_code
        self.sharefile_authorization = CREDENTIALS.sharefile_authorization

    def __repr__(self) -> str:
        """Show the address, never a secret."""
        return f"Sandbox({self.url!r})"

    @property
    def url(self) -> str:
        """Address of the API, without a slash at the end."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    def start(self) -> Self:
        """Serve from a background thread; returns when it accepts connections.

        Raises:
            OSError: the port is in use.
        """
        listener = self._listener = self.listen()
        server = uvicorn.Server(self._config())
        self._server = server
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="podio-sandbox", daemon=True
        )
        # The socket listens already: a call that comes before the thread waits in its backlog.
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and write the state."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join()
        if self._listener is not None:
            # A server that is stopped before it was up leaves the socket to us.
            self._listener.close()
        self._server = self._thread = None
        with self._world.lock:
            self._world.database.close()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def serve_forever(self, listener: socket.socket) -> None:
        """Serve a socket of `listen` in this thread until interrupted."""
        try:
            uvicorn.Server(self._config()).run(sockets=[listener])
        finally:
            with self._world.lock:
                self._world.database.close()

    def listen(self) -> socket.socket:
        """Open the listening socket and learn the port.

        Raises:
            OSError: the port is in use.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self._host, self._port))
            listener.listen(BACKLOG)
        except OSError:
            listener.close()
            raise
        self._port = listener.getsockname()[1]
        return listener

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self.app,
            http=self._connections.protocol(),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=75,
        )

    def stats(self) -> JsonObject:
        """Tell what was asked so far: requests by route, token requests by outcome."""
        with self._world.lock:
            return self.app.control.stats.report()

    def expire_access_tokens(self) -> int:
        """Make every access token expire now; tells how many did."""
        with self._world.lock:
            expired = self.app.control.expire_access_tokens()
            self._world.database.flush()
        return expired

    def fault(
        self,
        path: str,
        *,
        method: str | None = None,
        count: int = 1,
        status: int | None = None,
        body: Json = None,
        headers: dict[str, str] | None = None,
        delay: float = 0.0,
        cut: str | None = None,
    ) -> None:
        """Order a fault for the next `count` requests of a path (see `faults.Fault`)."""
        wanted = {
            "path": path,
            "method": method,
            "count": count,
            "status": status,
            "body": body,
            "headers": headers,
            "delay": delay,
            "cut": cut,
        }
        with self._world.lock:
            self.app.control.faults.order(read_fault(wanted))

    def reset(self) -> None:
        """Bring everything back to what it was when seeded; counters start at zero."""
        with self._world.lock:
            self.app.control.reset()
            self._world.database.flush()
