from __future__ import annotations

from collections.abc import Iterator

import pytest

from podio.sandbox import Sandbox
from tests.sandbox.api import Api, Clock, password_of


@pytest.fixture(scope="module")
def shared_sandbox() -> Iterator[Sandbox]:
    with Sandbox(rate_limit=1_000_000, rate_limited=1_000_000) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared_sandbox: Sandbox) -> Sandbox:
    """A sandbox as it was seeded."""
    shared_sandbox.reset()
    return shared_sandbox


@pytest.fixture
def anybody(sandbox: Sandbox) -> Iterator[Api]:
    with Api(sandbox) as api:
        yield api


@pytest.fixture
def ada(anybody: Api, sandbox: Sandbox) -> Iterator[Api]:
    """The demo user, an administrator of three spaces."""
    with Api(sandbox, anybody.password_token()["access_token"]) as api:
        yield api


@pytest.fixture
def ben(anybody: Api, sandbox: Sandbox) -> Iterator[Api]:
    """A regular member of the space Delivery and of nothing else."""
    tokens = anybody.password_token(**password_of("ben"))
    with Api(sandbox, tokens["access_token"]) as api:
        yield api


@pytest.fixture
def app(anybody: Api, sandbox: Sandbox) -> Iterator[Api]:
    """The app Tickets, signed in with its token."""
    with Api(sandbox, anybody.app_token()["access_token"]) as api:
        yield api


@pytest.fixture
def clock() -> Clock:
    return Clock()
