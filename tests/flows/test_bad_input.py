"""Bad input, from either side: a clear `PodioError`, nothing lost, nothing given away."""

from __future__ import annotations

import gzip
import json
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
import trustme

from podio import NO_RETRY, AsyncPodio, Podio, PodioOAuth, Request
from podio.errors import (
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    InvalidArgumentError,
    PodioError,
    RedirectError,
    RequestTimeout,
    ServerError,
    TransportError,
    UnexpectedAnswerError,
)
from podio.stores import MemoryAuthStore
from tests.flows.servers import RawServer, answer

if TYPE_CHECKING:
    from tests.flows.callers import AnyPodio, Caller

TOKEN = "the-access-token"
CALL = Request[Any]("GET", "/user/status")


def facing(
    call: Caller, server: RawServer, **options: Any
) -> AnyPodio:  # the constructor's keywords
    """Return a client with a fresh session at a server of the test's own."""
    podio = call.client(MemoryAuthStore(), api_url=server.url, **options)
    podio.oauth = PodioOAuth(TOKEN, "the-refresh-token", issued_at=4e9)
    return podio


def survived(podio: AnyPodio) -> bool:
    """Tell whether the session is what it was."""
    return podio.oauth.access_token == TOKEN and podio.is_authenticated()


@pytest.mark.parametrize(
    ("client_id", "client_secret"),
    [
        ("", "s"),
        (" ", "s"),
        ("c", ""),
        ("c", "\n"),
        (None, "s"),
        ("c", None),
        (5, "s"),
        (b"c", "s"),
    ],
)
def test_an_api_client_that_is_none(
    kind: str, client_id: Any, client_secret: Any
) -> None:  # wrong on purpose
    make: Callable[..., object] = Podio if kind == "blocking" else AsyncPodio
    with pytest.raises(ConfigurationError, match="page of API keys"):
        make(client_id, client_secret)


@pytest.mark.parametrize(
    "api_url",
    [
        "",
        " ",
        "api.podio.com",
        "//api.podio.com",
        "ftp://api.podio.com",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://[::1",
        "https://api.podio.com:port",
        "https://api.podio.com:99999",
        "https://user:password@api.podio.com",
        "https://api.podio.com?x=1",
        "https://api.podio.com#x",
        "https://api.podio.com /",
        "https://api.podio.com\n",
        "http://api.podio.com",
        "http://127.0.0.1.podio.com",
        "http://localhost.podio.com",
        "http://10.0.0.1",
        "http://2130706433",
        None,
        5,
        b"https://api.podio.com",
    ],
)
def test_an_address_that_is_none(kind: str, api_url: Any) -> None:  # wrong on purpose
    make: Callable[..., object] = Podio if kind == "blocking" else AsyncPodio
    with pytest.raises(ConfigurationError, match=r"api_url .*https://api\.podio\.com") as caught:
        make("demo", "client-secret", api_url=api_url)
    assert "password" not in str(caught.value)
    assert "client-secret" not in str(caught.value)


@pytest.mark.parametrize("api_url", ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1/"])
def test_loopback_needs_no_tls(kind: str, api_url: str) -> None:
    make: Callable[..., Podio | AsyncPodio] = Podio if kind == "blocking" else AsyncPodio
    assert api_url.rstrip("/") in repr(make("demo", "secret", api_url=api_url))


@pytest.mark.parametrize("timeout", [0, -1, "5", True, float("nan")])
def test_a_timeout_that_is_none(kind: str, timeout: Any) -> None:  # wrong on purpose
    make: Callable[..., object] = Podio if kind == "blocking" else AsyncPodio
    with pytest.raises(ConfigurationError, match="timeout"):
        make("demo", "secret", timeout=timeout)


@pytest.mark.parametrize("item_id", [0, -1, "7", 7.0, True, None])
def test_an_id_that_is_none_is_not_sent(call: Caller, item_id: Any) -> None:  # wrong on purpose
    with RawServer(answer(b"{}")) as server:
        podio = facing(call, server)
        with pytest.raises(InvalidArgumentError, match="item_id"):
            call(podio.items.get(item_id))
    assert server.heads == []


def test_an_environment_with_something_missing(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Podio.from_env if kind == "blocking" else AsyncPodio.from_env
    monkeypatch.delenv("PODIO_CLIENT_ID", raising=False)
    monkeypatch.setenv("PODIO_CLIENT_SECRET", "s")
    with pytest.raises(ConfigurationError, match="client_id"):
        make()
    monkeypatch.setenv("PODIO_CLIENT_ID", "demo")
    monkeypatch.setenv("PODIO_APP_ID", "seven")
    monkeypatch.setenv("PODIO_APP_TOKEN", "t")
    with pytest.raises(ConfigurationError, match="PODIO_APP_ID"):
        make()


NO_JSON = [
    pytest.param(b"<!doctype html><title>Sign in to this hotel</title>", id="a page"),
    pytest.param(b'{"a": 1', id="half an object"),
    pytest.param(b"{'a': 1}", id="no JSON"),
    pytest.param(b"\xff\xfe{}", id="no text"),
    pytest.param(b"[" * 200_000, id="too deep"),
    pytest.param(b'{"a": ' + b"9" * 5_000 + b"}", id="too long a number"),
    pytest.param(b" ", id="a space"),
]


@pytest.mark.parametrize("body", NO_JSON)
def test_a_success_that_is_no_json(call: Caller, body: bytes) -> None:
    with RawServer(answer(body, kind="text/html")) as server:
        podio = facing(call, server)
        with pytest.raises(DecodeError, match=r"not JSON.*a proxy or sign-in page") as caught:
            call(podio.request(CALL))
        assert len(server.heads) == 1, "it came through: sending again gives the same"
        assert survived(podio)
    assert caught.value.status == 200
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize("body", NO_JSON)
def test_a_token_answer_that_is_no_json(call: Caller, body: bytes) -> None:
    store = MemoryAuthStore()
    with RawServer(answer(body, kind="text/html")) as server:
        podio = call.client(store, api_url=server.url)
        with pytest.raises(DecodeError):
            call(podio.authenticate_with_app(1, "app-token"))
        assert len(server.heads) == 1
    assert not podio.is_authenticated()
    assert store.get() == PodioOAuth()


@pytest.mark.parametrize(
    "body",
    [[], "text", 5, None, True, {}, {"access_token": None}, {"access_token": 5},
     {"access_token": ""}, {"access_token": "a", "refresh_token": 5}],
    ids=json.dumps,
)  # fmt: skip
def test_a_token_answer_of_the_wrong_type(call: Caller, body: object) -> None:
    store = MemoryAuthStore()
    with RawServer(answer(json.dumps(body).encode())) as server:
        podio = call.client(store, api_url=server.url)
        with pytest.raises(DecodeError, match="token endpoint"):
            call(podio.authenticate_with_app(1, "app-token"))
        podio.oauth = PodioOAuth("", "the-refresh-token", version=1)
        with pytest.raises(DecodeError, match="token endpoint"):
            call(podio.refresh_access_token())
        call.leave(podio)
    assert store.get().refresh_token == "the-refresh-token"
    assert store.get().revoked is None


@pytest.mark.parametrize("body", [[], "text", 5, None, True], ids=json.dumps)
def test_an_answer_of_the_wrong_type(call: Caller, body: object) -> None:
    with RawServer(answer(json.dumps(body).encode())) as server:
        podio = facing(call, server)
        with pytest.raises(DecodeError):
            call(podio.items.get(7))
        assert survived(podio)


def test_a_listing_of_the_wrong_type(call: Caller) -> None:
    bodies: list[object] = ["text", 5, None, True, {}, {"items": {}}, {"items": [5, None]}]
    for body in bodies:
        with RawServer(answer(json.dumps(body).encode())) as server:
            podio = facing(call, server)
            with pytest.raises(DecodeError):
                call.every(podio.items.filter(7))


@pytest.mark.parametrize("status", ["404 Not Found", "502 Bad Gateway", "200 OK"])
def test_ten_megabytes_of_json(call: Caller, status: str) -> None:
    body = json.dumps([{"text": "x" * 1_000}] * 10_000).encode()
    assert len(body) > 10_000_000
    with RawServer(answer(body, status=status)) as server:
        podio = facing(call, server, retry=NO_RETRY)
        if status == "200 OK":
            assert len(call(podio.request(CALL))) == 10_000
            return
        with pytest.raises(PodioError) as caught:
            call(podio.request(CALL))
        assert len(str(caught.value)) < 1_000
        assert survived(podio)


BROKEN = [
    pytest.param(answer(b'{"a": 1}')[:-3], id="a body cut short"),
    pytest.param(
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a"', id="a chunk cut short"
    ),
    pytest.param(b"HTTP/1.1 200 OK\r\nContent-Le", id="a head cut short"),
    pytest.param(b"220 mail.example ESMTP\r\n", id="another protocol"),
    pytest.param(b"", id="nothing at all"),
]  # fmt: skip


@pytest.mark.parametrize("reply", BROKEN)
def test_half_an_answer(call: Caller, reply: bytes) -> None:
    with RawServer(reply) as server:
        podio = facing(call, server)
        with pytest.raises(ConnectionFailed, match="before the answer was complete"):
            call(podio.request(CALL))
        assert len(server.heads) == 3, "a GET is repeated"
        with pytest.raises(ConnectionFailed) as caught:
            call(podio.request(Request("POST", "/item/app/1/", body={})))
        assert len(server.heads) == 4, "a POST may have been done"
        assert caught.value.sent
        assert survived(podio)


def test_half_a_token_answer_loses_nothing(call: Caller) -> None:
    with RawServer(answer(b'{"access_token": "a"}')[:-3]) as server:
        podio = facing(call, server, retry=NO_RETRY)
        with pytest.raises(TransportError):
            call(podio.refresh_access_token())
        assert survived(podio)


def test_broken_compression(call: Caller) -> None:
    body = gzip.compress(b'{"a": 1}')[:-9] + b"broken!!!"
    with RawServer(answer(body, more="Content-Encoding: gzip\r\n")) as server:
        podio = facing(call, server)
        with pytest.raises(DecodeError, match="compression is broken"):
            call(podio.request(CALL))
        assert survived(podio)


def test_a_server_that_says_nothing(call: Caller) -> None:
    with RawServer(None) as server:
        podio = facing(call, server, timeout=0.1, retry=NO_RETRY)
        with pytest.raises(RequestTimeout, match=r"no answer within 0\.1 s") as caught:
            call(podio.request(CALL))
        assert caught.value.sent
        assert survived(podio)


def test_a_server_that_is_not_there(call: Caller) -> None:
    with RawServer(b"") as server:
        pass
    podio = facing(call, server)
    with pytest.raises(ConnectionFailed, match="is the address right and reachable") as caught:
        call(podio.request(CALL))
    assert not caught.value.sent
    assert survived(podio)


def test_a_gateway_that_answers_with_a_page(call: Caller) -> None:
    with RawServer(answer(b"<h1>Bad gateway</h1>", status="502 Bad Gateway")) as server:
        podio = facing(call, server)
        with pytest.raises(ServerError, match=r"502.*try again later"):
            call(podio.request(CALL))
        assert len(server.heads) == 3
        assert survived(podio)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
@pytest.mark.parametrize("follows", [False, True])
def test_a_redirect_to_another_host_never_gets_the_token(
    call: Caller, status: str, *, follows: bool
) -> None:
    """Also where the user's own HTTP library client would follow."""
    with RawServer(answer(b"the file", kind="application/octet-stream")) as elsewhere:
        moved = answer(b"", status=status, more=f"Location: {elsewhere.url}/file\r\n")
        with RawServer(moved) as server:
            kind = httpx2.Client if call.kind == "blocking" else httpx2.AsyncClient
            own = kind(follow_redirects=True) if follows else None
            podio = facing(call, server, http_client=own)
            with pytest.raises(RedirectError, match="check api_url"):
                call(podio.request(CALL))
            with pytest.raises(RedirectError):
                call(podio.request(Request("POST", "/item/app/1/", body={"secret": 1})))
            assert elsewhere.heads == []
            assert call(podio.files.read(1)) == b"the file"
            assert survived(podio)
            if isinstance(own, httpx2.Client):
                own.close()
            elif own is not None:
                call.wait(own.aclose())
    assert any(TOKEN in head for head in server.heads)
    assert len(elsewhere.heads) == 1
    assert "authorization" not in elsewhere.heads[0].lower()
    assert TOKEN not in elsewhere.heads[0]


def test_a_token_request_is_never_redirected(call: Caller) -> None:
    with RawServer(answer(b"{}")) as elsewhere:
        moved = answer(b"", status="307 Temporary", more=f"Location: {elsewhere.url}/\r\n")
        with RawServer(moved) as server:
            podio = facing(call, server)
            with pytest.raises(UnexpectedAnswerError):
                call(podio.authenticate_with_app(1, "app-token"))
            assert survived(podio)
    assert elsewhere.heads == []


def test_a_cookie_is_not_kept(call: Caller) -> None:
    """Many identities share the connections: what one is given, another must not send."""
    with RawServer(answer(b"{}", more="Set-Cookie: session=of-somebody\r\n")) as server:
        podio = facing(call, server)
        call(podio.request(CALL))
        call(podio.request(CALL))
    assert len(server.heads) == 2
    assert "cookie" not in server.heads[1].lower()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """An authority that no machine trusts."""
    return trustme.CA()


def tls_of(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """Return a server's context with a certificate for some names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def test_a_certificate_that_does_not_verify(call: Caller, authority: trustme.CA) -> None:
    with RawServer(answer(b"{}"), tls_of(authority, "127.0.0.1")) as server:
        podio = facing(call, server, retry=NO_RETRY)
        with pytest.raises(ConnectionFailed, match=r"certificate does not verify.*trust store"):
            call(podio.request(CALL))
        with pytest.raises(ConnectionFailed, match="TLS is never switched off"):
            call(podio.authenticate_with_app(1, "app-token"))
        assert survived(podio)
    assert server.heads == [], "not a byte of a request was sent"


@pytest.mark.parametrize(("name", "good"), [("127.0.0.1", True), ("podio.example", False)])
def test_a_trusted_authority_must_still_name_the_host(
    call: Caller, authority: trustme.CA, name: str, *, good: bool
) -> None:
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    kind = httpx2.Client if call.kind == "blocking" else httpx2.AsyncClient
    own = kind(verify=trusting)
    with RawServer(answer(b'{"a": 1}'), tls_of(authority, name)) as server:
        podio = facing(call, server, http_client=own)
        if good:
            assert call(podio.request(CALL)) == {"a": 1}
        else:
            with pytest.raises(ConnectionFailed, match="certificate does not verify"):
                call(podio.request(CALL))
            assert server.heads == []
    if isinstance(own, httpx2.Client):
        own.close()
    else:
        call.wait(own.aclose())
