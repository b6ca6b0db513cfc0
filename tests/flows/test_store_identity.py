"""T1: a store object is what it is by its identity, whatever it is equal to."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from podio import Podio, PodioOAuth
from podio.stores import MemoryAuthStore
from tests.flows.callers import AT_ONCE, token_requests
from tests.flows.odd_stores import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from podio.sandbox import Sandbox
    from podio.stores import AuthStore


def client(sandbox: Sandbox, store: AuthStore) -> Podio:
    return Podio(
        sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url, retry=AT_ONCE
    )


@pytest.fixture
def expired(sandbox: Sandbox) -> PodioOAuth:
    with client(sandbox, MemoryAuthStore()) as podio:
        oauth = podio.authenticate_with_password(sandbox.username, sandbox.password)
    sandbox.expire_access_tokens()
    sandbox.app.control.stats.clear()
    return oauth.replace(issued_at=oauth.issued_at - 30_000, expires_at=oauth.issued_at - 1_200)


@pytest.mark.parametrize("kind", KINDS)
def test_clients_over_one_object_refresh_once(
    sandbox: Sandbox, expired: PodioOAuth, kind: Callable[[], AuthStore]
) -> None:
    store = kind()
    store.set(expired)
    clients = [client(sandbox, store) for _ in range(4)]
    together = threading.Barrier(4)

    def call(podio: Podio) -> object:
        together.wait(30)
        return podio.users.get_status()

    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(call, clients))) == 4
    assert token_requests(sandbox, "refresh_token") == 1
