"""Widgets: tiles on the front page of an organization, a space, an app or a user."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.widgets import Widgets
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "widgets.get",
        lambda podio: podio.widgets.get(5),
        sends="GET /widget/5",
        answer={
            "widget_id": 5,
            "type": "tag_cloud",
            "title": "Tags",
            "config": {"limit": 10},
            "ref": {"type": "space", "id": 3},
            "rights": ["update"],
            "created_on": "2026-03-01 08:30:00",
        },
        reads=lambda widget: (
            widget.widget_id,
            widget.type,
            widget.config["limit"],
            widget.ref.id,
            widget.rights,
            widget.created_on,
        ),
        gives=(5, "tag_cloud", 10, 3, ["update"], datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
    ),
    Case(
        "widgets.create",
        lambda podio: podio.widgets.create(
            "space", 3, type="text", title="Welcome", config={"text": "Hello"}
        ),
        sends="POST /widget/space/3/",
        body={"type": "text", "title": "Welcome", "config": {"text": "Hello"}},
        answer={"widget_id": 5},
        gives=5,
    ),
    Case(
        "widgets.update",
        lambda podio: podio.widgets.update(5, title="Hi"),
        sends="PUT /widget/5",
        body={"title": "Hi"},
        status=204,
    ),
    Case(
        "widgets.rank",
        lambda podio: podio.widgets.rank("app", 9, [6, 5]),
        sends="PUT /widget/app/9/order",
        body=[6, 5],
        status=204,
    ),
    Case(
        "widgets.clone",
        lambda podio: podio.widgets.clone(5, type="app", id=9),
        sends="POST /widget/5/clone",
        body={"type": "app", "id": 9},
        answer={"widget_id": 6},
        gives=6,
    ),
    Case(
        "widgets.delete",
        lambda podio: podio.widgets.delete(5),
        sends="DELETE /widget/5",
        status=204,
    ),
    Case(
        "widgets.list_for_display",
        lambda podio: podio.widgets.list_for_display("user", 1),
        sends="GET /widget/user/1/display/",
        answer=[{"widget_id": 5, "data": [{"app_id": 9}], "config": [], "x": 1, "y": 2}],
        reads=lambda widgets: [(w.widget_id, w.data, w.config, w.x, w.y) for w in widgets],
        gives=[(5, [{"app_id": 9}], {}, 1, 2)],
    ),
    Case(
        "widgets.list",
        lambda podio: podio.widgets.list("org", 2),
        sends="GET /widget/org/2/",
        answer=[{"widget_id": 5}, {"widget_id": 6}],
        reads=lambda widgets: [widget.widget_id for widget in widgets],
        gives=[5, 6],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_order_names_all_widgets() -> None:
    with pytest.raises(InvalidArgumentError, match="widget_ids must not be empty"):
        Widgets.rank("app", 9, [])


def test_a_copy_needs_a_place() -> None:
    with pytest.raises(InvalidArgumentError, match="id must be an int of 1 or more"):
        Widgets.clone(5, type="app", id=0)
