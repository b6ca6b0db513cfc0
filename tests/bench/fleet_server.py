"""The fleet's Podio: single-use refresh tokens and one item for each tenant, in its own process.

The sandbox knows all of Podio and is too slow to be hurried by a fleet; this knows two requests.
A token's text says whose it is and which one: `refresh.tenant-7.0` gives `access.tenant-7.1` and
`refresh.tenant-7.1`, and is worth nothing from then on. Access tokens before the first renewal
have ended.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

import httpx2

TOKEN_SECONDS = 0.01


class Counts(NamedTuple):
    """What was asked, and how often the answer was no."""

    tokens: int
    tokens_refused: int
    calls: int
    calls_refused: int


class FleetServer:
    """Where the server is.

    Attributes:
        url: Its address.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def counts(self) -> Counts:
        """Ask what has happened since the beginning."""
        with httpx2.Client(timeout=30) as client:
            return Counts(**client.get(f"{self.url}/counts").json())


@contextmanager
def fleet_server() -> Generator[FleetServer]:
    """Serve on loopback, from another process."""
    command = [sys.executable, "-m", __spec__.name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            yield FleetServer(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


class _Podio:
    """Which token of each tenant is the one that counts."""

    def __init__(self) -> None:
        self.renewals: dict[str, int] = {}
        self.seen = dict.fromkeys(Counts._fields, 0)

    def token(self, wanted: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.seen["tokens"] += 1
        refresh = str(wanted.get("refresh_token"))
        _, tenant, number = refresh.split(".") if refresh.count(".") == 2 else ("", "", "")
        if number != str(self.renewals.get(tenant, 0)):
            self.seen["tokens_refused"] += 1
            return 400, {"error": "invalid_grant", "error_description": "used already"}
        self.renewals[tenant] = renewal = int(number) + 1
        return 200, {
            "access_token": f"access.{tenant}.{renewal}",
            "refresh_token": f"refresh.{tenant}.{renewal}",
            "token_type": "bearer",
            "expires_in": 28800,
            "ref": None,
        }

    def item(self, authorization: str) -> tuple[int, dict[str, Any]]:
        self.seen["calls"] += 1
        _, tenant, number = authorization.split(".") if authorization.count(".") == 2 else ("",) * 3
        if number == "0" or number != str(self.renewals.get(tenant)):
            self.seen["calls_refused"] += 1
            return 401, {"error": "unauthorized", "error_description": "expired_token"}
        return 200, {"item_id": 7, "title": tenant}


class _Answering(asyncio.Protocol):
    """Answers on one connection, a request at a time."""

    def __init__(self, podio: _Podio) -> None:
        self.podio = podio
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, found, rest = self.received.partition(b"\r\n\r\n")
        if not found:
            return
        first, *lines = head.decode().split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (each.partition(": ") for each in lines)
        }
        length = int(headers.get("content-length", 0))
        if len(rest) < length:
            return
        self.received = rest[length:]
        path = first.split(" ")[1]
        if path.startswith("/oauth/token"):
            answer = self.podio.token(json.loads(rest[:length]))
            # Podio takes its time for a token, and meanwhile others want the same.
            asyncio.get_running_loop().call_later(TOKEN_SECONDS, self._answer, *answer)
        elif path == "/counts":
            self._answer(200, self.podio.seen)
        else:
            self._answer(*self.podio.item(headers.get("authorization", "")))

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        head = (
            f"HTTP/1.1 {status} As said\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.transport.write(head.encode() + body)


async def _serve() -> None:
    podio = _Podio()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(podio), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
