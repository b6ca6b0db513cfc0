"""Servers on loopback that answer what no Podio answers."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl

Answer = bytes | Callable[[str], bytes]


class RawServer:
    """Sends raw bytes to whoever asks, and takes down what was asked.

    Args:
        answer: The bytes, or what makes them of the request's head; none at all for a server
            that takes the request and says nothing until it is stopped.
        tls: Speak TLS, as the context says.

    Attributes:
        heads: The head of every request, verb and headers.
    """

    def __init__(self, answer: Answer | None, tls: ssl.SSLContext | None = None) -> None:
        self.heads: list[str] = []
        self._over = threading.Event()
        scheme = "http" if tls is None else "https"
        server = self

        class Handler(socketserver.StreamRequestHandler):
            def setup(self) -> None:
                if tls is not None:
                    self.request = tls.wrap_socket(self.request, server_side=True)
                super().setup()

            def handle(self) -> None:
                head = server.take_down(self.rfile.readline, self.rfile.read)
                if answer is None:
                    server.wait()
                elif head:
                    self.wfile.write(answer if isinstance(answer, bytes) else answer(head))

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

    def wait(self) -> None:
        """Wait until the server is stopped."""
        self._over.wait(60)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
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
