from __future__ import annotations

import pytest


@pytest.fixture(params=["blocking", "awaiting"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which of the two clients makes the call."""
    value: str = request.param
    return value
