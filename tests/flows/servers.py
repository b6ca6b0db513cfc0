"""Servers on loopback that answer what no Podio answers."""

from __future__ import annotations

import select
import socket
import socketserver
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from weakref import WeakSet

if TYPE_CHECKING:
    import ssl
    from io import BufferedIOBase

Answer = bytes | Callable[[str], bytes | Iterable[bytes]]


class RawServer:
    """Sends raw bytes to whoever asks, and takes down what was asked.

    Args:
        answer: The bytes, or what makes them of the request's head, at once or piece by piece;
            none at all for a server that takes the request and says nothing until it is stopped.
        tls: Speak TLS, as the context says.
        keep: Answer one request after the other on a connection.

    Attributes:
        heads: The head of every request, verb and headers.
        connections: How many were made.
    """

    def __init__(
        self, answer: Answer | None, tls: ssl.SSLContext | None = None, *, keep: bool = False
    ) -> None:
        self.heads: list[str] = []
        self.connections = 0
        self.open: WeakSet[socket.socket] = WeakSet()
        self._answer = answer
        self._over = threading.Event()
        scheme = "http" if tls is None else "https"
        server = self

        class Handler(socketserver.StreamRequestHandler):
            def setup(self) -> None:
                server.connections += 1
                if tls is not None:
                    self.request = tls.wrap_socket(self.request, server_side=True)
                super().setup()

            def handle(self) -> None:
                server.open.add(self.request)
                while server.serve(self.rfile, self.wfile) and keep:
                    pass

            def finish(self) -> None:
                super().finish()
                if tls is not None:
                    self.request.close()  # the server knows the plain socket alone

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = False

            def handle_error(self, request: object, client_address: object) -> None:
                """Leave it to the client to complain: it hung up, or refused the certificate."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.port: int = self._server.server_address[1]
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def serve(self, lines: BufferedIOBase, out: BufferedIOBase) -> bool:
        """Answer a request; tell whether there was one."""
        head = self.take_down(lines.readline, lines.read)
        if self._answer is None:
            self.wait()
        elif head:
            said = self._answer if isinstance(self._answer, bytes) else self._answer(head)
            out.writelines([said] if isinstance(said, bytes) else said)
        return bool(head)

    def take_down(self, line: Callable[[], bytes], read: Callable[[int], bytes]) -> str:
        """Read a request and note its head."""
        lines: list[str] = []
        while (text := line().decode("latin-1").strip()) != "":
            lines.append(text)
        lengths = [one for one in lines if one.lower().startswith("content-length:")]
        if lengths:
            read(int(lengths[0].partition(":")[2]))
        head = "\n".join(lines)
        if head:
            self.heads.append(head)
        return head

    def wait(self, seconds: float = 60) -> bool:
        """Wait until the server is stopped, or for some seconds; tell whether it was stopped."""
        return self._over.wait(seconds)

    def drip(self, first: bytes, piece: bytes, every: float = 0.02) -> Iterable[bytes]:
        """Return an answer that goes on and on."""
        yield first
        while not self.wait(every):
            yield piece

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for each in list(self.open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def answer(
    content: bytes, *, status: str = "200 OK", kind: str = "application/json", more: str = ""
) -> bytes:
    """Return the bytes of an answer."""
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n"
        f"Connection: close\r\n{more}\r\n"
    )
    return head.encode() + content


class TunnelProxy:
    """A proxy that takes CONNECT and moves bytes to one place, whatever host was asked for.

    Args:
        port: Where the bytes go, on loopback.
        tls: Speak TLS with whoever uses it.

    Attributes:
        heads: The head of every CONNECT.
    """

    def __init__(self, port: int, tls: ssl.SSLContext | None = None) -> None:
        self.heads: list[str] = []
        proxy = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                here = self.request if tls is None else tls.wrap_socket(self.request, True)  # noqa: FBT003 -- the server's side
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    piece = here.recv(1)
                    if not piece:
                        return
                    head += piece
                proxy.heads.append(head.decode())
                here.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                with socket.create_connection(("127.0.0.1", port)) as there:
                    moved(here, there)
                here.close()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Leave it to the client to complain."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def moved(one: socket.socket, other: socket.socket) -> None:
    """Move bytes both ways until one side ends."""
    while True:
        for ready in select.select([one, other], [], [], 10)[0]:
            piece = ready.recv(65536)
            if not piece:
                return
            (other if ready is one else one).sendall(piece)
