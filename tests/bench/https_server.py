"""A small HTTPS server in a process of its own: one answer to everything, connections kept."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import trustme


class Server(NamedTuple):
    """Where it is, and whose signature its certificate bears."""

    url: str
    authority: Path


@contextmanager
def https_server(content: bytes) -> Generator[Server]:
    """Serve bytes over TLS on loopback, from another process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = trustme.CA()
        authority.cert_pem.write_to_path(folder / "authority.pem")
        authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(
            folder / "server.pem"
        )
        (folder / "content").write_bytes(content)
        command = [sys.executable, __file__, str(folder / "server.pem"), str(folder / "content")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                port = process.stdout.readline().strip() if process.stdout else ""
                yield Server(f"https://127.0.0.1:{port}", folder / "authority.pem")
            finally:
                process.terminate()


class _Answering(asyncio.Protocol):
    """Answers each request head; the requests have no bodies."""

    answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        *heads, self.received = (self.received + data).split(b"\r\n\r\n")
        if heads and isinstance(self.transport, asyncio.Transport):
            self.transport.write(self.answer * len(heads))


async def _serve(certificate: str, content: Path) -> None:
    body = content.read_bytes()  # noqa: ASYNC240 -- before anything is served
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    _Answering.answer = head.encode() + body
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Answering, "127.0.0.1", 0, ssl=context, backlog=128)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], Path(sys.argv[2])))
