from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from podio.areas.items import Items
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

TITLE = {"field_id": 101, "external_id": "title", "type": "text", "values": [{"value": "Move"}]}
CHANGED = {"revision": 3, "title": "Move"}

VALUES = [
    Case(
        "items.get_values",
        lambda podio: podio.items.get_values(9),
        sends="GET /item/9/value",
        answer=[TITLE],
        reads=lambda fields: [(field.external_id, field.value) for field in fields],
        gives=[("title", "Move")],
    ),
    Case(
        "items.get_values_v2",
        lambda podio: podio.items.get_values_v2(9),
        sends="GET /item/9/value/v2",
        answer={"title": "Move"},
        gives={"title": "Move"},
    ),
    Case(
        "items.get_field_value",
        lambda podio: podio.items.get_field_value(9, "title"),
        sends="GET /item/9/value/title",
        answer=[{"value": "Move"}],
        gives=[{"value": "Move"}],
    ),
    Case(
        "items.get_field_value_v2",
        lambda podio: podio.items.get_field_value_v2(9, 101),
        sends="GET /item/9/value/101/v2",
        answer="Move",
        gives="Move",
    ),
    Case(
        "items.update_values",
        lambda podio: podio.items.update_values(9, {"title": "Move", 102: None}, silent=True),
        sends="PUT /item/9/value?silent=true",
        body={"title": "Move", "102": []},
        answer=CHANGED,
        reads=lambda changed: (changed.revision, changed.title),
        gives=(3, "Move"),
    ),
    Case(
        "items.update_field_value",
        lambda podio: podio.items.update_field_value(9, "state", [1, 3], hook=False),
        sends="PUT /item/9/value/state?hook=false",
        body=[1, 3],
        answer=CHANGED,
        reads=lambda changed: changed.revision,
        gives=3,
    ),
    Case(
        "items.update_field_value of a bare value, which no body may be",
        lambda podio: podio.items.update_field_value(9, 102, Decimal("1.5")),
        sends="PUT /item/9/value/102",
        body=["1.5"],
        answer=CHANGED,
        reads=lambda changed: changed.revision,
        gives=3,
    ),
]

REVISIONS = [
    Case(
        "items.get_revisions",
        lambda podio: podio.items.get_revisions(9),
        sends="GET /item/9/revision/",
        answer=[{"revision": 0, "type": "creation", "created_on": "2026-01-02 03:04:05"}],
        reads=lambda revisions: [(one.type, one.created_on) for one in revisions],
        gives=[("creation", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))],
    ),
    Case(
        "items.get_revision",
        lambda podio: podio.items.get_revision(9, 0),
        sends="GET /item/9/revision/0",
        answer={"revision": 0, "created_by": {"type": "user", "id": 3}},
        reads=lambda revision: revision.created_by.id,
        gives=3,
    ),
    Case(
        "items.get_revision_difference",
        lambda podio: podio.items.get_revision_difference(9, 0, 2),
        sends="GET /item/9/revision/0/2",
        answer=[
            {
                "field_id": 102,
                "external_id": "budget",
                "type": "number",
                "label": "Budget",
                "from": [],
                "to": [{"value": "12.5000"}],
            }
        ],
        reads=lambda changes: [
            (one.external_id, one.from_, one.before, one.to, one.after) for one in changes
        ],
        gives=[("budget", [], None, [{"value": "12.5000"}], Decimal("12.5"))],
    ),
    Case(
        "items.revert_revision",
        lambda podio: podio.items.revert_revision(9, 2),
        sends="DELETE /item/9/revision/2",
        answer={"revision": 3},
        gives=3,
    ),
    Case(
        "items.revert_to_revision",
        lambda podio: podio.items.revert_to_revision(9, 0),
        sends="POST /item/9/revision/0/revert_to",
        answer={"revision": 3},
        gives=3,
    ),
]

REFERENCES = [
    Case(
        "items.get_references",
        lambda podio: podio.items.get_references(9),
        sends="GET /item/9/reference/",
        answer=[
            {
                "app": {"app_id": 6, "name": "Invoices"},
                "field": {"field_id": 201, "label": "Project"},
                "items": [{"item_id": 30, "title": "Invoice 1"}],
            }
        ],
        reads=lambda groups: [
            (group.app.name, group.field.field_id, group.items[0].title) for group in groups
        ],
        gives=[("Invoices", 201, "Invoice 1")],
    ),
    Case(
        "items.get_references_by_field",
        lambda podio: podio.items.get_references_by_field(9, 201, limit=5),
        sends="GET /item/9/reference/field/201?limit=5",
        answer=[{"item_id": 30, "title": "Invoice 1"}],
        reads=lambda items: [(item.item_id, item.title) for item in items],
        gives=[(30, "Invoice 1")],
    ),
    Case(
        "items.get_reference_preview",
        lambda podio: podio.items.get_reference_preview(9, 201),
        sends="GET /item/9/reference/201/preview",
        answer={"item_id": 9, "fields": [TITLE]},
        reads=lambda item: item["title"],
        gives="Move",
    ),
    Case(
        "items.update_reference",
        lambda podio: podio.items.update_reference(9, ref_type="item", ref_id=8),
        sends="PUT /item/9/ref",
        body={"type": "item", "id": 8},
        status=204,
    ),
    Case(
        "items.delete_reference",
        lambda podio: podio.items.delete_reference(9),
        sends="DELETE /item/9/ref",
        status=204,
    ),
    Case(
        "items.find_referenceable",
        lambda podio: podio.items.find_referenceable(
            201, text="mo ve", not_item_id=[9, 10], limit=3
        ),
        sends="GET /item/field/201/find?limit=3&not_item_id=9%2C10&text=mo+ve",
        answer=[{"item_id": 11, "title": "Move", "app": {"app_id": 5}}],
        reads=lambda items: [(item.item_id, item.app.app_id) for item in items],
        gives=[(11, 5)],
    ),
    Case(
        "items.get_top_values",
        lambda podio: podio.items.get_top_values(201, not_item_id=[9], limit=3),
        sends="GET /item/field/201/top/?limit=3&not_item_id=9",
        answer=[{"item_id": 11}],
        reads=lambda items: [item.item_id for item in items],
        gives=[11],
    ),
    Case(
        "items.get_field_range",
        lambda podio: podio.items.get_field_range(102),
        sends="GET /item/field/102/range",
        answer={"min": "-1.5000", "max": 20},
        reads=lambda found: (found.min, found.max),
        gives=(Decimal("-1.5"), Decimal(20)),
    ),
]


@pytest.mark.parametrize("case", VALUES + REVISIONS + REFERENCES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_limit_is_at_least_one() -> None:
    with pytest.raises(InvalidArgumentError, match="limit"):
        Items.find_referenceable(201, limit=0)
    with pytest.raises(InvalidArgumentError, match="limit"):
        Items.get_references_by_field(9, 201, limit=0)
    with pytest.raises(InvalidArgumentError, match="limit"):
        Items.get_top_values(201, limit=0)
