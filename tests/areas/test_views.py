"""Views: saved or last used ways to look at an app's items."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from podio.areas.views import Views
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

VIEW = {
    "view_id": 17,
    "name": "Mine",
    "type": "saved",
    "private": True,
    "items": 12,
    "sort_by": "created_on",
    "sort_desc": True,
    "filters": [{"key": "created_by", "values": [{"type": "user", "id": 1}]}],
    "fields": {"101": {"delta_offset": 0, "width": 80, "hidden": False, "use": None}},
    "grouping": {"type": "revision", "value": "created_by", "sub_value": None},
    "rights": ["update", "delete"],
    "created_by": {"type": "user", "id": 1, "name": "Ann"},
    "created_on": "2026-03-01 08:30:00",
}

CASES = [
    Case(
        "views.get",
        lambda podio: podio.views.get(17),
        sends="GET /view/17",
        answer=VIEW,
        reads=lambda view: (
            view.view_id,
            view.name,
            view.private,
            view.items,
            view.fields["101"].width,
            view.fields["101"].hidden_,
            view.grouping.value,
            view.created_on,
            view.created_by.name,
        ),
        gives=(
            17,
            "Mine",
            True,
            12,
            80,
            False,
            "created_by",
            datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
            "Ann",
        ),
    ),
    Case(
        "views.get without optional parts",
        lambda podio: podio.views.get(18),
        sends="GET /view/18",
        answer={"view_id": "18", "sort_desc": "yes", "fields": [], "grouping": None, "new": 1},
        reads=lambda view: (
            view.view_id,
            view.sort_desc,
            view.fields,
            view.grouping,
            view.filters,
            view.raw["new"],
        ),
        gives=(18, "yes", {}, None, None, 1),
    ),
    Case(
        "views.get_in_app by name",
        lambda podio: podio.views.get_in_app(9, "last used/1"),
        sends="GET /view/app/9/last%20used%2F1",
        answer={"name": "last used/1", "filters": {"created_by": [{"type": "user", "id": 0}]}},
        reads=lambda view: (view.view_id, view.name, view.filters),
        gives=(None, "last used/1", {"created_by": [{"type": "user", "id": 0}]}),
    ),
    Case(
        "views.get_in_app by id",
        lambda podio: podio.views.get_in_app(9, 17),
        sends="GET /view/app/9/17",
        answer=VIEW,
        reads=lambda view: view.view_id,
        gives=17,
    ),
    Case(
        "views.get_last",
        lambda podio: podio.views.get_last(9),
        sends="GET /view/app/9/last",
        answer={"sort_by": "title", "sort_desc": False, "filters": []},
        reads=lambda view: (view.sort_by, view.sort_desc, view.filters),
        gives=("title", False, []),
    ),
    Case(
        "views.create",
        lambda podio: podio.views.create(
            9,
            "This month",
            private=True,
            sort_by="created_on",
            sort_desc=True,
            filters={101: [1, 2], "created_on": {"from": date(2026, 3, 1), "to": None}},
            layout="table",
            fields={101: {"width": 80, "hidden": False}},
            grouping=None,
        ),
        sends="POST /view/app/9/",
        body={
            "name": "This month",
            "private": True,
            "sort_by": "created_on",
            "sort_desc": True,
            "filters": [
                {"key": "101", "values": [1, 2]},
                {"key": "created_on", "values": {"from": "2026-03-01", "to": None}},
            ],
            "layout": "table",
            "fields": {"101": {"width": 80, "hidden": False}},
            "grouping": None,
        },
        answer={"view_id": 17},
        gives=17,
    ),
    Case(
        "views.create with filters as an answer has them",
        lambda podio: podio.views.create(9, "Copy", filters=[{"key": "title", "values": "x"}]),
        sends="POST /view/app/9/",
        body={"name": "Copy", "filters": [{"key": "title", "values": "x"}]},
        answer={"view_id": 19},
        gives=19,
    ),
    Case(
        "views.update",
        lambda podio: podio.views.update(17, name="Ours", private=False, filters={}),
        sends="PUT /view/17",
        body={"name": "Ours", "private": False, "filters": []},
        status=204,
    ),
    Case(
        "views.update_last",
        lambda podio: podio.views.update_last(9, sort_by="title", layout="badge"),
        sends="PUT /view/app/9/last",
        body={"sort_by": "title", "layout": "badge"},
        status=204,
    ),
    Case(
        "views.make_default",
        lambda podio: podio.views.make_default(17),
        sends="POST /view/17/default",
        status=204,
    ),
    Case(
        "views.delete",
        lambda podio: podio.views.delete(17),
        sends="DELETE /view/17",
        status=204,
    ),
    Case(
        "views.list",
        lambda podio: podio.views.list(9, include_standard_views=True),
        sends="GET /view/app/9/?include_standard_views=1",
        answer=[VIEW, {"name": "All items", "type": "standard"}],
        reads=lambda views: [(view.view_id, view.name) for view in views],
        gives=[(17, "Mine"), (None, "All items")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_view_is_found_by_a_name_or_a_positive_number() -> None:
    with pytest.raises(InvalidArgumentError, match="view_id_or_name"):
        Views.get_in_app(9, "")
    with pytest.raises(InvalidArgumentError, match="view_id must be a positive int"):
        Views.delete(-1)
