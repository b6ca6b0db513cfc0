"""References: objects of any type by type and id, by address or by a few letters."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio import Request
from podio.areas.reference import Reference
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "reference.get",
        lambda podio: podio.reference.get(
            "item", 70, accessor_count=True, context_type="app", context_id=9
        ),
        sends="GET /reference/item/70?accessor_count=1&context_id=9&context_type=app",
        answer={
            "type": "item",
            "id": 70,
            "type_name": "Lead",
            "title": "Call Ann",
            "link": "https://podio.com/x/item/70",
            "accessor_count": 4,
            "data": {"item_id": 70},
            "created_on": "2026-03-01 08:30:00",
            "created_by": {"type": "user", "id": 1, "name": "Ann"},
            "created_via": {"id": 1, "name": "Podio"},
        },
        reads=lambda ref: (
            ref.type,
            ref.id,
            ref.title,
            ref.accessor_count,
            ref.data["item_id"],
            ref.created_on,
            ref.created_by.name,
            ref.created_via.name,
        ),
        gives=(
            "item",
            70,
            "Call Ann",
            4,
            70,
            datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
            "Ann",
            "Podio",
        ),
    ),
    Case(
        "reference.resolve",
        lambda podio: podio.reference.resolve("https://podio.com/x?a=1"),
        sends="GET /reference/resolve?url=https%3A%2F%2Fpodio.com%2Fx%3Fa%3D1",
        answer={"type": "space", "id": 3},
        reads=lambda ref: (ref.type, ref.id, ref.title, ref.data),
        gives=("space", 3, None, {}),
    ),
    Case(
        "reference.search",
        lambda podio: podio.reference.search(
            "item_field",
            text="Ann",
            limit=5,
            target_params={"field_id": 101, "not_item_ids": [70]},
        ),
        sends="POST /reference/search",
        body={
            "target": "item_field",
            "text": "Ann",
            "limit": 5,
            "target_params": {"field_id": 101, "not_item_ids": [70]},
        },
        answer=[{"name": "app", "data": {"app_id": 9}}, {"name": "tags", "contents": ["a"]}],
        reads=lambda groups: [(group.name, group.data, group.contents) for group in groups],
        gives=[("app", {"app_id": 9}, None), ("tags", None, ["a"])],
    ),
    Case(
        "reference.accessible_by",
        lambda podio: podio.reference.accessible_by("item", 70, limit=2, offset=4),
        sends="GET /reference/item/70/accessible_by/?limit=2&offset=4",
        answer=[{"profile_id": 11}, {"profile_id": 12}, {"profile_id": 13}],
        reads=lambda people: [person.profile_id for person in people],
        gives=[11, 12, 13],
    ),
    Case(
        "reference.count_accessible_by",
        lambda podio: podio.reference.count_accessible_by("item", 70),
        sends="GET /reference/item/70/accessible_by/count",
        answer={"count": 4},
        gives=4,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_search_may_be_sent_again() -> None:
    request = Reference.search("spaces")
    assert isinstance(request, Request)
    assert request.repeatable


def test_nothing_is_asked_about_no_address() -> None:
    with pytest.raises(InvalidArgumentError, match="url must not be empty"):
        Reference.resolve("")


def test_a_window_is_checked_before_it_is_sent() -> None:
    with pytest.raises(InvalidArgumentError, match="limit"):
        Reference.accessible_by("item", 70, limit=0)
    with pytest.raises(InvalidArgumentError, match="offset"):
        Reference.accessible_by("item", 70, offset=-1)


@pytest.mark.parametrize("ref_id", [0, -1, True, "70"])
def test_an_object_has_a_positive_number(ref_id: int) -> None:
    with pytest.raises(InvalidArgumentError, match="ref_id must be a positive int"):
        Reference.get("item", ref_id)
