"""What the client adds to a call, over the same HTTP client and `json.loads` used by hand."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable

import httpx2

from podio import Podio
from tests.bench.answers import CLIENT, HOST, NullTransport, answers, fresh_session
from tests.bench.figures import Figure
from tests.bench.https_server import https_server
from tests.bench.rounds import difference, interleaved, ratio

AUTHORIZATION = {"Authorization": f"OAuth2 {fresh_session().access_token}"}


def null_transport(*, quick: bool) -> list[Figure]:
    """No network at all: what is left is the client's own layer."""
    with httpx2.Client(transport=NullTransport(answers().item)) as http:
        work = {"by hand": _by_hand(http, HOST), "podio": _podio(http, HOST)}
        times = interleaved(work, 5 if quick else 21, 100 if quick else 400)
    added = 1e6 * difference(times["podio"], times["by hand"])
    return [Figure("one call adds, no network", added, 10, "us", gate=25)]


def loopback_tls(*, quick: bool) -> list[Figure]:
    """A server in another process, over TLS."""
    with https_server(answers().item) as server:
        context = ssl.create_default_context(cafile=server.authority)
        with httpx2.Client(verify=context) as http:
            work = {"by hand": _by_hand(http, server.url), "podio": _podio(http, server.url)}
            times = interleaved(work, 5 if quick else 21, 50 if quick else 200)
    return [Figure("one call, loopback TLS", ratio(times["podio"], times["by hand"]), 1.10, "x")]


def _by_hand(http: httpx2.Client, url: str) -> Callable[[], object]:
    address = f"{url}/item/7"
    return lambda: json.loads(http.get(address, headers=AUTHORIZATION).content)


def _podio(http: httpx2.Client, url: str) -> Callable[[], object]:
    podio = Podio(*CLIENT, api_url=url, http_client=http)
    podio.oauth = fresh_session(url)
    return lambda: podio.items.get(7)
