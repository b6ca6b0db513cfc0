"""Hooks: addresses that Podio calls when something happens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio import Request
from podio.areas.hooks import Hooks
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "hooks.create",
        lambda podio: podio.hooks.create(
            "app", 9, url="https://example.com/podio", type="item.create"
        ),
        sends="POST /hook/app/9/",
        body={"url": "https://example.com/podio", "type": "item.create"},
        answer={"hook_id": 215},
        reads=lambda created: created.hook_id,
        gives=215,
    ),
    Case(
        "hooks.request_verification",
        lambda podio: podio.hooks.request_verification(215),
        sends="POST /hook/215/verify/request",
        status=204,
    ),
    Case(
        "hooks.validate_verification",
        lambda podio: podio.hooks.validate_verification(215, "abc123"),
        sends="POST /hook/215/verify/validate",
        body={"code": "abc123"},
        status=204,
    ),
    Case(
        "hooks.delete",
        lambda podio: podio.hooks.delete(215),
        sends="DELETE /hook/215",
        status=204,
    ),
    Case(
        "hooks.list",
        lambda podio: podio.hooks.list("app_field", 101),
        sends="GET /hook/app_field/101/",
        answer=[
            {
                "hook_id": 215,
                "status": "inactive",
                "type": "item.update",
                "url": "https://example.com/podio",
                "created_on": "2026-03-01 08:30:00",
                "created_by": {"type": "user", "id": 1, "name": "Ann"},
                "created_via": {"id": 1, "name": "Podio"},
            }
        ],
        reads=lambda hooks: [
            (hook.hook_id, hook.status, hook.type, hook.url, hook.created_on, hook.created_by.name)
            for hook in hooks
        ],
        gives=[
            (
                215,
                "inactive",
                "item.update",
                "https://example.com/podio",
                datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
                "Ann",
            )
        ],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_hook_is_not_made_twice_by_a_retry() -> None:
    request = Hooks.create("app", 9, url="https://example.com/podio", type="item.create")
    assert isinstance(request, Request)
    assert not request.repeatable


def test_a_hook_needs_an_address_an_event_and_a_code() -> None:
    with pytest.raises(InvalidArgumentError, match="url must not be empty"):
        Hooks.create("app", 9, url="", type="item.create")
    with pytest.raises(InvalidArgumentError, match="type must not be empty"):
        Hooks.create("app", 9, url="https://example.com/podio", type="")
    with pytest.raises(InvalidArgumentError, match="code must not be empty"):
        Hooks.validate_verification(215, "")


def test_the_code_is_not_shown() -> None:
    assert "abc123" not in repr(Hooks.validate_verification(215, "abc123"))
