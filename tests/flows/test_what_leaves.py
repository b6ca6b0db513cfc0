"""Nothing leaves that is no JSON, no text, or meant for another host; it is said before."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from podio import PodioOAuth, Request
from podio.errors import BadRequest, InvalidArgumentError
from podio.stores import MemoryAuthStore
from tests.flows.servers import RawServer, answer

if TYPE_CHECKING:
    from tests.flows.callers import AnyPodio, Caller

HALF = "caf\udce9"
NAN, INFINITE = float("nan"), float("inf")


def facing(call: Caller, server: RawServer, *, ended: bool = False) -> AnyPodio:
    """Return a client with a session at a server of the test's own."""
    podio = call.client(MemoryAuthStore(), api_url=f"{server.url}/below")
    issued, ends = (1.0, 2.0) if ended else (4e9, 0.0)
    podio.oauth = PodioOAuth("token", "refresh", issued_at=issued, expires_at=ends)
    return podio


@pytest.mark.parametrize(
    "path",
    [
        "",
        "x",
        "@evil.example/x",
        "evil.example",
        ":80@evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "/x\r\nX-Injected: 1",
        "/x\ty",
        "/x\x00",
        "/x\x85y",
        "/x#y",
        f"/{HALF}",
        "/../other",
        "/x/%2e%2E/../y",
        "/x/.",
        "/.%2e?x=1",
        "https://evil.example/",
    ],
)
@pytest.mark.parametrize("ended", [False, True])
def test_a_path_stays_at_api_url(call: Caller, path: str, *, ended: bool) -> None:
    """Where the access token has ended, not even the request for another one is sent."""
    with RawServer(answer(b"{}")) as server:
        podio = facing(call, server, ended=ended)
        for query in (None, {"a": 1}):
            with pytest.raises(InvalidArgumentError, match="no path below api_url"):
                call(podio.request(Request("GET", path, query=query)))
    assert server.heads == []


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/", "/below/"),
        ("/x/1", "/below/x/1"),
        ("/user@example.com/x", "/below/user@example.com/x"),
        ("/x//y", "/below/x//y"),
        ("/x/.hidden/...", "/below/x/.hidden/..."),
        ("/x?a=1", "/below/x?a=1"),
        ("/with space/é", "/below/with%20space/%C3%A9"),
        ("/quoted%2F%40", "/below/quoted%2F%40"),
    ],
)
def test_any_other_path_is_sent_as_it_is(call: Caller, path: str, sent: str) -> None:
    with RawServer(answer(b"{}")) as server:
        podio = facing(call, server)
        call(podio.request(Request("GET", path)))
        call(podio.request(Request("GET", path, query={"b": "é"})))
    assert server.heads[0].startswith(f"GET {sent} HTTP/1.1\n")
    mark = "&" if "?" in sent else "?"
    assert server.heads[1].startswith(f"GET {sent}{mark}b=%C3%A9 HTTP/1.1\n")


@pytest.mark.parametrize(
    "value",
    [NAN, INFINITE, -INFINITE, Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), HALF, object],
    ids=ascii,
)
@pytest.mark.parametrize("ended", [False, True])
def test_what_json_has_not_never_leaves(call: Caller, value: Any, *, ended: bool) -> None:
    loop: list[object] = []
    loop.append(loop)
    with RawServer(answer(b"{}")) as server:
        podio = facing(call, server, ended=ended)
        ways: list[Request[Any]] = [
            Request("POST", "/x", body={"some": {"amount": [1, {"deep": value}]}}),
            Request("GET", "/x", query={"amount": value}),
            Request("GET", "/x", query={"amount": [1, value]}),
        ]
        for way in ways:
            with pytest.raises(InvalidArgumentError, match="amount"):
                call(podio.request(way))
        with pytest.raises(InvalidArgumentError):
            call(podio.request(Request("POST", "/x", body=[value])))
        with pytest.raises(InvalidArgumentError, match="amount"):
            call(podio.items.create(5, {"amount": {"value": value}}))
        with pytest.raises(InvalidArgumentError, match="holds itself"):
            call(podio.request(Request("POST", "/x", body=loop)))
    assert server.heads == []


def test_half_a_character_names_its_place(call: Caller) -> None:
    with RawServer(answer(b"{}")) as server:
        podio = facing(call, server)
        with pytest.raises(InvalidArgumentError, match="'note'"):
            call(podio.items.create(1, {"title": "ok", "note": HALF}))
        with pytest.raises(InvalidArgumentError, match="filename"):
            call(podio.files.upload(b"x", f"{HALF}.txt"))
        with pytest.raises(InvalidArgumentError, match="half of a character"):
            call(podio.request(Request("POST", "/x", body={HALF: 1})))
        with pytest.raises(InvalidArgumentError, match="half of a character"):
            call(podio.request(Request("GET", "/x", query={HALF: 1})))
    assert server.heads == []


def test_an_error_that_is_a_page_says_so(call: Caller) -> None:
    page = b"<html><title>400 Bad Request</title><hr>nginx</html>"
    with RawServer(answer(page, status="400 Bad Request", kind="text/html")) as server:
        podio = facing(call, server)
        with pytest.raises(BadRequest, match=r"not JSON.*proxy"):
            call(podio.request(Request("GET", "/x")))
