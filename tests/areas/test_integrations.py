"""Integrations: apps whose items come from another service."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.integrations import Integrations
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "integrations.get",
        lambda podio: podio.integrations.get(9),
        sends="GET /integration/9",
        answer={
            "integration_id": 44,
            "app_id": 9,
            "status": "active",
            "type": "feed",
            "silent": False,
            "config": {"url": "https://example.com/feed"},
            "mapping": {"101": "title"},
            "updating": False,
            "last_updated_on": "2026-03-01 08:30:00",
            "next_refresh_on": "2026-03-01 09:30:00",
            "created_by": {"user_id": 1, "avatar": 5, "name": "Ann"},
        },
        reads=lambda found: (
            found.integration_id,
            found.status,
            found.config["url"],
            found.mapping,
            found.updating,
            found.last_updated_on,
            found.next_refresh_on,
            found.created_by.name,
        ),
        gives=(
            44,
            "active",
            "https://example.com/feed",
            {"101": "title"},
            False,
            datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
            datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
            "Ann",
        ),
    ),
    Case(
        "integrations.get before it is mapped",
        lambda podio: podio.integrations.get(9),
        sends="GET /integration/9",
        answer={"app_id": 9, "mapping": [], "last_updated_on": None},
        reads=lambda found: (found.integration_id, found.mapping, found.last_updated_on),
        gives=(None, {}, None),
    ),
    Case(
        "integrations.create",
        lambda podio: podio.integrations.create(
            9, type="feed", config={"url": "https://example.com/feed"}, silent=True
        ),
        sends="POST /integration/9",
        body={"type": "feed", "silent": True, "config": {"url": "https://example.com/feed"}},
        answer={"integration_id": 44},
        gives=44,
    ),
    Case(
        "integrations.update",
        lambda podio: podio.integrations.update(9, silent=False),
        sends="PUT /integration/9",
        body={"silent": False},
        status=204,
    ),
    Case(
        "integrations.delete",
        lambda podio: podio.integrations.delete(9),
        sends="DELETE /integration/9",
        status=204,
    ),
    Case(
        "integrations.list_fields",
        lambda podio: podio.integrations.list_fields(9),
        sends="GET /integration/9/field/",
        answer=[{"external_id": "title", "name": "Title", "type": "text"}],
        reads=lambda fields: [(field.external_id, field.name, field.type) for field in fields],
        gives=[("title", "Title", "text")],
    ),
    Case(
        "integrations.update_mapping",
        lambda podio: podio.integrations.update_mapping(9, {101: "title"}),
        sends="PUT /integration/9/mapping",
        body={"101": "title"},
        status=204,
    ),
    Case(
        "integrations.refresh",
        lambda podio: podio.integrations.refresh(9),
        sends="POST /integration/9/refresh",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_integration_belongs_to_an_app() -> None:
    with pytest.raises(InvalidArgumentError, match="app_id must be a positive int"):
        Integrations.refresh(0)
