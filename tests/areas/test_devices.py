"""Devices: phones that Podio's own app is installed on."""

from __future__ import annotations

import pytest

from podio.areas.devices import Devices
from podio.errors import InvalidArgumentError
from podio.models.devices import Device
from tests.areas.cases import Case, check

CASES = [
    Case(
        "devices.install_app",
        lambda podio: podio.devices.install_app(9),
        sends="POST /mobile/install_app/9",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_app_has_a_positive_number() -> None:
    with pytest.raises(InvalidArgumentError, match="app_id must be a positive int"):
        Devices.install_app(0)


def test_the_token_of_a_phone_is_not_shown() -> None:
    device = Device({"app": "podio", "type": "ios", "token": "abc123"})
    assert device.token == "abc123"
    assert "abc123" not in repr(device)
