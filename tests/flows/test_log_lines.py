"""What the HTTP library logs of our exchanges holds nothing that was sent or received."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from podio import NO_RETRY, PodioError, PodioOAuth, Request
from podio.stores import MemoryAuthStore
from tests.flows.servers import RawServer, answer

if TYPE_CHECKING:
    from tests.flows.callers import Caller

CALL = Request[Any]("GET", "/user/status", query={"door": "id-that-opens"})


@pytest.mark.parametrize("given", [False, True])
@pytest.mark.parametrize("status", ["200 OK", "302 Found", "500 Broken"])
def test_an_echo_is_in_no_line(
    call: Caller, caplog: pytest.LogCaptureFixture, status: str, *, given: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    more = "X-Echo: the-token\r\nLocation: /in?t=the-token\r\nSet-Cookie: t=the-token\r\n"
    with RawServer(answer(b"{}", status=status, more=more)) as server:
        kind = httpx2.Client if call.kind == "blocking" else httpx2.AsyncClient
        own: Any = kind() if given else None
        podio = call.client(MemoryAuthStore(), api_url=server.url, retry=NO_RETRY, http_client=own)
        podio.oauth = PodioOAuth("the-token", "refresh", issued_at=4e9)
        with suppress(PodioError):
            call(podio.request(CALL))
        if own is not None:
            call(own.close() if call.kind == "blocking" else own.aclose())
    lines = [record.getMessage() for record in caplog.records]
    assert any("receive_response_headers" in line for line in lines)
    assert not any("the-token" in line or "id-that-opens" in line for line in lines)


def test_lines_of_other_exchanges_stay(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with RawServer(answer(b"{}", more="X-Theirs: all of it\r\n")) as server:
        httpx2.get(server.url, trust_env=False)
    assert any("all of it" in record.getMessage() for record in caplog.records)
