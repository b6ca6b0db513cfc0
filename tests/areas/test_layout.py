"""Layouts: which of an item's values stand where on its badge."""

from __future__ import annotations

import pytest

from podio.areas.layout import Layout
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "layout.get",
        lambda podio: podio.layout.get(9, "badge"),
        sends="GET /layout/9/badge",
        answer={
            "app_id": 9,
            "default": False,
            "type": "badge",
            "fields": {
                "header": {"type": "field", "id": 101},
                "content": {"type": "virtual", "id": "created_on"},
                "details_1": None,
            },
        },
        reads=lambda layout: (
            layout.app_id,
            layout.default,
            layout.type,
            layout.fields["header"].id,
            layout.fields["content"].id,
            layout.fields["details_1"],
        ),
        gives=(9, False, "badge", 101, "created_on", None),
    ),
    Case(
        "layout.update",
        lambda podio: podio.layout.update(
            9, "relationship", {"header": {"type": "fivestar", "id": 3}, "content": None}
        ),
        sends="POST /layout/9/relationship",
        body={"fields": {"header": {"type": "fivestar", "id": 3}, "content": None}},
        answer={"app_id": 9, "type": "relationship", "fields": {"header": {"type": "fivestar"}}},
        reads=lambda layout: (layout.type, layout.fields["header"].type),
        gives=("relationship", "fivestar"),
    ),
    Case(
        "layout.reset",
        lambda podio: podio.layout.reset(9, "badge"),
        sends="DELETE /layout/9/badge",
        answer={"app_id": 9, "type": "badge", "default": True, "fields": []},
        reads=lambda layout: (layout.default, layout.fields),
        gives=(True, {}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_layout_belongs_to_an_app() -> None:
    with pytest.raises(InvalidArgumentError, match="app_id must be a positive int"):
        Layout.get(0, "badge")
