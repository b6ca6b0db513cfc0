"""What the client adds to a call, over `httpx2` and `json.loads` used by hand."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from unittest.mock import patch

import httpcore2
import httpx2

from podio import Podio
from podio.transports.network import Network
from podio.transports.streams import DeadlineBackend
from tests.bench.answers import CLIENT, HOST, NullTransport, answers, fresh_session
from tests.bench.figures import Figure
from tests.bench.https_server import https_server
from tests.bench.rounds import cpu, difference, interleaved, ratio, wall

AUTHORIZATION = {"Authorization": f"OAuth2 {fresh_session().access_token}"}


def null_transport(*, quick: bool) -> list[Figure]:
    """No network at all: what is left is the client's own layer."""
    content = answers().item
    with httpx2.Client(transport=NullTransport(content)) as http, shared_by_all(NullPool(content)):
        given = _podio(HOST, http)
        work = {"by hand": _by_hand(HOST, http), "podio": _podio(HOST), "given": given}
        times = interleaved(work, 15 if quick else 21, 100 if quick else 400, cpu)
    added = 1e6 * difference(times["podio"], times["by hand"])
    best = 1e6 * (min(times["podio"]) - min(times["by hand"]))
    added_given = 1e6 * difference(times["given"], times["by hand"])
    return [
        Figure("one call adds, no network", added, 10, "us", gate=25, best=best),
        Figure("the same through http_client=", added_given, 25, "us"),
    ]


def loopback_tls(*, quick: bool) -> list[Figure]:
    """A server in another process, over TLS."""
    with https_server(answers().item) as server:
        context = ssl.create_default_context(cafile=server.authority)
        own = httpcore2.ConnectionPool(ssl_context=context, network_backend=DeadlineBackend())
        with httpx2.Client(verify=context) as http, own, shared_by_all(own):
            work = {"by hand": _by_hand(server.url, http), "podio": _podio(server.url)}
            times = interleaved(work, 5 if quick else 21, 50 if quick else 200, wall)
    return [Figure("one call, loopback TLS", ratio(times["podio"], times["by hand"]), 1.10, "x")]


class NullPool(httpcore2.ConnectionPool):
    """Answers every request with the same bytes at once."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._null = NullTransport(content)

    def handle_request(self, request: httpcore2.Request) -> httpcore2.Response:  # noqa: ARG002 -- all alike
        return httpcore2.Response(200, headers=self._null.headers, content=self._null.content)


@contextmanager
def shared_by_all(pool: httpcore2.ConnectionPool) -> Generator[None]:
    """Let clients use these connections, as by default they share those of the process.

    Nothing public does that: whoever passes `http_client=` also has its headers merged in.
    """
    with patch.object(Network, "pool_for", lambda *_: (pool, "")):
        yield


def _by_hand(url: str, http: httpx2.Client) -> Callable[[], object]:
    address = f"{url}/item/7"
    return lambda: json.loads(http.get(address, headers=AUTHORIZATION).content)


def _podio(url: str, http: httpx2.Client | None = None) -> Callable[[], object]:
    podio = Podio(*CLIENT, api_url=url, http_client=http)
    podio.oauth = fresh_session(url)
    return lambda: podio.items.get(7)
