"""What the client adds to a call, over the same HTTP client and `json.loads` used by hand."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from unittest.mock import patch

import httpx2

from podio import Podio
from podio.transports import shared
from tests.bench.answers import CLIENT, HOST, NullTransport, answers, fresh_session
from tests.bench.figures import Figure
from tests.bench.https_server import https_server
from tests.bench.rounds import cpu, difference, interleaved, ratio, wall

AUTHORIZATION = {"Authorization": f"OAuth2 {fresh_session().access_token}"}


def null_transport(*, quick: bool) -> list[Figure]:
    """No network at all: what is left is the client's own layer."""
    with httpx2.Client(transport=NullTransport(answers().item)) as http, shared_by_all(http):
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
        with httpx2.Client(verify=context) as http, shared_by_all(http):
            work = {"by hand": _by_hand(server.url, http), "podio": _podio(server.url)}
            times = interleaved(work, 5 if quick else 21, 50 if quick else 200, wall)
    return [Figure("one call, loopback TLS", ratio(times["podio"], times["by hand"]), 1.10, "x")]


@contextmanager
def shared_by_all(http: httpx2.Client) -> Generator[None]:
    """Let clients that make no HTTP client of their own use this one, as by default they share one.

    Nothing public does that: whoever passes `http_client=` also has its headers merged in.
    """
    with (
        patch.object(shared, "acquire", lambda: http),
        patch.object(shared, "release"),
    ):
        yield


def _by_hand(url: str, http: httpx2.Client) -> Callable[[], object]:
    address = f"{url}/item/7"
    return lambda: json.loads(http.get(address, headers=AUTHORIZATION).content)


def _podio(url: str, http: httpx2.Client | None = None) -> Callable[[], object]:
    podio = Podio(*CLIENT, api_url=url, http_client=http)
    podio.oauth = fresh_session(url)
    return lambda: podio.items.get(7)
