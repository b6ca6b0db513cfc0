"""`timeout` ends an exchange, whatever a server does; a file needs progress instead."""

from __future__ import annotations

import gzip
import io
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
import trustme

from podio import NO_RETRY, PodioOAuth, Request
from podio.errors import AnswerTooLarge, DecodeError, RequestTimeout
from podio.stores import MemoryAuthStore
from tests.flows.servers import RawServer, answer
from tests.stores.apart import apart

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.callers import AnyPodio, Caller

CALL = Request[Any]("GET", "/user/status")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
ENDLESS = {
    "status": (b"HTTP/1.1 ", b"2"),
    "headers": (HEAD + b"X-Pad: ", b"a"),
    "more headers": (HEAD, b"X: 1\r\n"),
    "early hints": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "body": (HEAD + b"Content-Length: 99999\r\n\r\n", b" "),
    "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "body without a length": (HEAD + b"\r\n", b" "),
    "error's body": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 99999\r\n\r\n", b" "),
}
TIMEOUT = 0.3
PATIENCE = 10.0
"""Seconds more that a loaded machine may take; none of these servers ever comes to an end."""


def facing(call: Caller, url: str, **options: Any) -> AnyPodio:  # the constructor's keywords
    """Return a client with a session at a server of the test's own."""
    given = {"timeout": TIMEOUT, "retry": NO_RETRY, **options}
    podio = call.client(MemoryAuthStore(), api_url=url, **given)
    podio.oauth = PodioOAuth("token", "refresh", issued_at=4e9)
    return podio


def dripping(way: str, tls: ssl.SSLContext | None = None) -> RawServer:
    first, piece = ENDLESS[way]

    def drip(_: str) -> Iterable[bytes]:
        return server.drip(first, piece)

    server: RawServer = RawServer(drip, tls)
    return server


def ends_in_time(call: Caller, podio: AnyPodio, request: Request[Any] = CALL) -> RequestTimeout:
    began = time.monotonic()
    with pytest.raises(RequestTimeout) as caught:
        call(podio.request(request))
    assert time.monotonic() - began < TIMEOUT + PATIENCE, "a server without an end would hold it"
    return caught.value


@pytest.mark.parametrize("way", ENDLESS)
def test_a_server_that_drips(call: Caller, way: str) -> None:
    with dripping(way) as server:
        podio = facing(call, server.url)
        failure = ends_in_time(call, podio)
        assert "no answer within 0.3 s (timeout=); Podio may have done it" in str(failure)
        assert failure.sent
        assert podio.is_authenticated()


@pytest.mark.parametrize("way", ["headers", "body"])
def test_over_tls(call: Caller, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own: the trust of this one is set up already."""
    del call
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with dripping(way, context) as server:
        assert apart(call_over_tls, server.url) == ["RequestTimeout", "RequestTimeout"]


def call_over_tls(url: str) -> list[str]:
    """Make the call with both clients, and tell what they raised."""
    import asyncio

    from podio import AsyncPodio, Podio, PodioError

    said = []
    session = PodioOAuth("token", "refresh", issued_at=4e9)
    options: dict[str, Any] = {"api_url": url, "timeout": TIMEOUT, "retry": NO_RETRY}
    try:
        Podio("c", "s", MemoryAuthStore(session), **options).request(CALL)
    except PodioError as error:
        said.append(type(error).__name__)
    try:
        asyncio.run(AsyncPodio("c", "s", MemoryAuthStore(session), **options).request(CALL))
    except PodioError as error:
        said.append(type(error).__name__)
    return said


@pytest.mark.parametrize("way", ["body", "chunks", "error's body", "headers"])
def test_over_an_http_client_of_ones_own(call: Caller, way: str) -> None:
    """Of headers that drip, `httpx2.Client` tells nobody: documented."""
    if call.kind == "blocking" and way == "headers":
        return
    own: Any = httpx2.Client() if call.kind == "blocking" else httpx2.AsyncClient()
    with dripping(way) as server:
        ends_in_time(call, facing(call, server.url, http_client=own))
    call(own.close() if call.kind == "blocking" else own.aclose())


def test_a_server_that_never_shakes_hands(call: Caller) -> None:
    with RawServer(None) as server:
        podio = facing(call, server.url.replace("http:", "https:"))
        assert not ends_in_time(call, podio).sent


def test_a_server_that_takes_nothing(call: Caller) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # Long enough for a loaded machine to write the body down and to connect.
        podio = facing(call, f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=3.0)
        body = Request[Any]("POST", "/x", body=["x" * 30_000_000])
        assert ends_in_time(call, podio, body).sent


def test_a_download_needs_progress_and_no_more(call: Caller, tmp_path: Path) -> None:
    def slowly(head: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n"
        for _ in head[:6]:
            server.wait(TIMEOUT / 3)
            yield b"x"

    with RawServer(slowly) as server:
        podio = facing(call, server.url)
        done = call(podio.files.download(1, to=tmp_path / "whole"))
        assert done.size == 6


def test_a_download_that_stands_still(call: Caller, tmp_path: Path) -> None:
    def stops(_: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nxx"
        server.wait()

    with RawServer(stops) as server:
        podio = facing(call, server.url)
        with pytest.raises(RequestTimeout, match=r"nothing came for 0\.3 s"):
            call(podio.files.download(1, to=tmp_path / "half"))
    assert list(tmp_path.iterdir()) == []


class SlowFile(io.BytesIO):
    """Takes its time with each byte, and more than `TIMEOUT` in all."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read one byte."""
        del size
        threading.Event().wait(TIMEOUT / 3)
        return super().read(1)


def test_an_upload_needs_progress_and_no_more(call: Caller) -> None:
    with RawServer(answer(b'{"file_id": 1}')) as server:
        podio = facing(call, server.url)
        assert call(podio.files.upload(SlowFile(b"slowly"), "slow.txt")).file_id == 1


BOMB = gzip.compress(b"[" + b" " * 20_000_000 + b"]")


@pytest.mark.parametrize(
    ("status", "body", "more"),
    [
        ("200 OK", b" " * 1_000_001, ""),
        ("404 Not Found", b" " * 1_000_001, ""),
        ("200 OK", BOMB, "Content-Encoding: gzip\r\n"),
        ("200 OK", zlib.compress(b" " * 20_000_000), "Content-Encoding: deflate\r\n"),
    ],
    ids=["plain", "error", "gzip", "deflate"],
)
def test_an_answer_that_is_too_much(call: Caller, status: str, body: bytes, more: str) -> None:
    with RawServer(answer(body, status=status, more=more)) as server:
        podio = facing(call, server.url, max_answer=1_000_000, timeout=10, retry=None)
        with pytest.raises(AnswerTooLarge, match=r"1,000,000 bytes.*max_answer="):
            call(podio.request(CALL))
        assert len(server.heads) == 1, "again it would be as much"


def test_as_much_as_is_allowed_is_read(call: Caller, tmp_path: Path) -> None:
    body = b"[" + b" " * 999_998 + b"]"
    with RawServer(answer(body)) as server:
        podio = facing(call, server.url, max_answer=1_000_000, timeout=10)
        assert call(podio.request(CALL)) == []
        less = facing(call, server.url, max_answer=999_999, timeout=10)
        with pytest.raises(AnswerTooLarge):
            call(less.request(CALL))
        assert call(less.files.download(1, to=tmp_path / "file")).size == 1_000_000


RAW_DEFLATE = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"[1]")),
        ("x-gzip", gzip.compress(b"[1]")),
        ("deflate", zlib.compress(b"[1]")),
        ("deflate", RAW_DEFLATE.compress(b"[1]") + RAW_DEFLATE.flush()),
        ("identity", b"[1]"),
        ("gzip", gzip.compress(b"[1" + b" " * 200_000 + b"]")),
    ],
    ids=["gzip", "x-gzip", "deflate", "bare deflate", "identity", "gzip of much"],
)
def test_compression(call: Caller, encoding: str, body: bytes) -> None:
    with RawServer(answer(body, more=f"Content-Encoding: {encoding}\r\n")) as server:
        assert call(facing(call, server.url, timeout=10).request(CALL)) == [1]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_compression_that_is_none_or_cut(call: Caller, encoding: str) -> None:
    for body in (b"[1]", gzip.compress(b"[1]")[:-4]):
        with RawServer(answer(body, more=f"Content-Encoding: {encoding}\r\n")) as server:
            podio = facing(call, server.url, timeout=10)
            with pytest.raises(DecodeError, match="compression is broken"):
                call(podio.request(CALL))
