"""A sandbox for all flows, and the two kinds of clients that go through each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from podio.sandbox import Sandbox
from tests.flows.callers import Caller


@pytest.fixture(scope="session")
def rotating_sandbox() -> Iterator[Sandbox]:
    """A Podio whose refresh tokens are good once: the harder of the two that may be real."""
    with Sandbox(rotate_refresh_tokens=True, rate_limit=10**6, rate_limited=10**6) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(rotating_sandbox: Sandbox) -> Sandbox:
    """That sandbox, with its counters at zero and no fault ordered."""
    control = rotating_sandbox.app.control
    control.stats.clear()
    control.faults.clear()
    return rotating_sandbox


@pytest.fixture(params=["blocking", "awaiting"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which of the two clients makes the calls."""
    value: str = request.param
    return value


@pytest.fixture
def call(kind: str, sandbox: Sandbox) -> Iterator[Caller]:
    """Makes the calls of a test on one of the clients, and closes what is left."""
    caller = Caller(kind, sandbox)
    yield caller
    caller.close()
