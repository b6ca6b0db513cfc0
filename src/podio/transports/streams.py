"""Sockets that know the deadline of the exchange they are used for; for the blocking client.

The HTTP library gives each read its timeout anew, so a server that sends a byte now and then would
hold a caller forever. All that it reads and writes passes here, headers and handshakes too.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import httpcore2
from httpcore2 import NetworkStream

from podio.transports.deadline import under_way

T = TypeVar("T")
TLS_RECORD = 16 * 1024


def left(timeout: float | None, late: type[Exception]) -> float | None:
    """Return how long a step may take: what the library gives it, or what is left if less.

    Raises:
        Exception: Nothing is left; it is of the kind given.
    """
    deadline = under_way.get()
    if deadline is None:
        return timeout
    rest = deadline.left()
    if rest <= 0:
        raise late("the exchange took longer than its deadline")
    return rest if timeout is None else min(timeout, rest)


class DeadlineBackend(httpcore2.SyncBackend):
    """Connects in what is left of the exchange, to whichever address of the host answers."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # the library's own type is not public
    ) -> NetworkStream:
        """Connect."""
        addresses = _addresses(host, port)
        for number, address in enumerate(addresses):
            rest = left(timeout, httpcore2.ConnectTimeout)
            # An address that swallows everything must leave something to the next.
            share = None if rest is None else rest / (len(addresses) - number)
            try:
                stream = super().connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses) - 1:
                    raise
            else:
                return DeadlineStream(stream)
        raise httpcore2.ConnectError(f"{host} has no address")


class DeadlineStream(NetworkStream):
    """A connection that is read and written in what is left of the exchange."""

    def __init__(self, stream: NetworkStream) -> None:
        self._stream = stream
        self._socket: socket.socket = stream.get_extra_info("socket")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._stream.read(max_bytes, left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it, however little the other side takes at a time."""
        view, sock = memoryview(buffer), self._socket
        while view:
            rest = left(timeout, httpcore2.WriteTimeout)
            try:
                sock.settimeout(rest)
                view = view[sock.send(view) :]
            except TimeoutError as error:
                raise httpcore2.WriteTimeout(str(error)) from error
            except OSError as error:
                raise httpcore2.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        """Go on encrypted."""
        if isinstance(self._socket, ssl.SSLSocket):
            return TlsInTls(self, ssl_context, server_hostname)
        rest = left(timeout, httpcore2.ConnectTimeout)
        return DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, rest))

    def get_extra_info(self, info: str) -> Any:
        """Tell what the library asks about the connection."""
        return self._stream.get_extra_info(info)


class TlsInTls(NetworkStream):
    """TLS to the server inside of TLS to a proxy; the sockets of Python know one of them only."""

    def __init__(
        self, below: DeadlineStream, context: ssl.SSLContext, server_hostname: str | None
    ) -> None:
        self._below = below
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(
            self._incoming, self._outgoing, server_hostname=server_hostname
        )
        try:
            self._do(self._tls.do_handshake, None, httpcore2.ConnectError)
        except BaseException:
            below.close()
            raise

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._do(lambda: self._tls.read(max_bytes), timeout, httpcore2.ReadError)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        view = memoryview(buffer)
        while view:
            view = view[self._do(lambda: self._tls.write(view), timeout, httpcore2.WriteError) :]  # noqa: B023 -- called at once

    def close(self) -> None:
        """Close the connection to the proxy."""
        self._below.close()

    def get_extra_info(self, info: str) -> Any:
        """Tell what the library asks about the connection."""
        return self._tls if info == "ssl_object" else self._below.get_extra_info(info)

    def _do(self, step: Callable[[], T], timeout: float | None, failed: type[Exception]) -> T:
        """Do a step of TLS, moving bytes back and forth until it is done."""
        while True:
            wants = False
            result: T | None = None
            try:
                result = step()
            except ssl.SSLWantReadError:
                wants = True
            except ssl.SSLError as error:
                raise failed(str(error)) from error
            if self._outgoing.pending:
                self._below.write(self._outgoing.read(), timeout)
            if not wants:
                return result  # type: ignore[return-value]  # pyright: ignore[reportReturnType]  # what the step gave
            received = self._below.read(TLS_RECORD, timeout)
            if received:
                self._incoming.write(received)
            else:
                self._incoming.write_eof()


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(str(error)) from error
    return [str(one[4][0]) for one in found]
