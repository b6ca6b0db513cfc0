"""What fails while a client is closed keeps nothing else from being closed (T32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio import Podio, PodioOAuth, Ref
from podio.errors import ClosedError, StoreUnavailableError
from podio.stores import MemoryAuthStore

if TYPE_CHECKING:
    from tests.flows.callers import Caller


class BreaksAtTheEnd(MemoryAuthStore):
    """A store whose connections break when they are first given back."""

    broken = False

    def close(self) -> None:
        if not self.broken:
            self.broken = True
            raise OSError


def test_a_store_that_does_not_close_leaves_no_connection_open(call: Caller) -> None:
    podio = call.client(BreaksAtTheEnd())
    podio.oauth = PodioOAuth("access", "refresh", ref=Ref("user", 1))
    with pytest.raises(StoreUnavailableError, match="OSError"):  # noqa: PT012 -- either way to close
        if isinstance(podio, Podio):
            podio.close()
        else:
            call.wait(podio.aclose())
    with pytest.raises(ClosedError):
        call(podio.verify())


def test_a_closed_client_does_not_renew_its_token_either(call: Caller) -> None:
    podio = call.client(MemoryAuthStore())
    call(podio.authenticate_with_app(call.sandbox.app_id, call.sandbox.app_token))
    if isinstance(podio, Podio):
        podio.close()
    else:
        call.wait(podio.aclose())
    before = call.sandbox.stats()["token_requests"]
    podio.oauth = podio.oauth.replace(expires_at=1.0)
    with pytest.raises(ClosedError):
        call(podio.verify())
    assert call.sandbox.stats()["token_requests"] == before
