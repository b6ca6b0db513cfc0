"""An HTTP client of one's own: the right kind is used and left open, anything else is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from podio import Podio, PodioOAuth
from podio.errors import ConfigurationError
from podio.stores import MemoryAuthStore
from tests.flows.servers import RawServer, answer

if TYPE_CHECKING:
    from tests.flows.callers import Caller


def of_its_kind(
    call: Caller, **options: Any
) -> httpx2.Client | httpx2.AsyncClient:  # the library's keywords
    kind = httpx2.Client if call.kind == "blocking" else httpx2.AsyncClient
    return kind(**options)


def test_it_is_used_and_left_open(call: Caller) -> None:
    with RawServer(answer(b"{}")) as server:
        own: Any = of_its_kind(call, headers={"X-Through": "mine"})
        podio = call.client(MemoryAuthStore(), api_url=server.url, http_client=own)
        podio.oauth = PodioOAuth("token", "refresh", issued_at=4e9)
        call(podio.users.get_status())
        close = podio.close if isinstance(podio, Podio) else podio.aclose
        call(close())
        assert not own.is_closed
        call(own.close() if call.kind == "blocking" else own.aclose())
    assert "x-through: mine" in server.heads[0].lower()


@pytest.mark.parametrize("wrong", [object(), httpx2.Client, "http://proxy", None])
def test_what_is_none_is_refused_before_anything_is_sent(call: Caller, wrong: object) -> None:
    """None stands for the other client's kind, which a type checker sees as well."""
    with RawServer(answer(b"{}")) as server:
        other = httpx2.AsyncClient if call.kind == "blocking" else httpx2.Client
        given: Any = other() if wrong is None else wrong
        with pytest.raises(ConfigurationError, match=r"takes an httpx2\.\w*Client here, and got"):
            call.client(MemoryAuthStore(), api_url=server.url, http_client=given)
        assert server.heads == []
