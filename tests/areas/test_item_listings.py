from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from podio.areas.items import Items
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

TITLE = {"field_id": 101, "external_id": "title", "type": "text", "values": [{"value": "Move"}]}
FOUND = {"total": 2000, "filtered": 1, "items": [{"item_id": 9, "fields": [TITLE]}]}

CASES = [
    Case(
        "items.filter",
        lambda podio: podio.items.filter(
            5,
            {
                "state": [1, None],
                "deadline": (date(2026, 1, 1), "+1m"),
                102: Decimal(3),
                "created_by": {"type": "user", "id": 1},
                "created_on": {"from": datetime(2026, 1, 1, tzinfo=UTC)},
                "owner": None,
            },
            sort_by="created_on",
            sort_desc=False,
            remember=False,
            space_id=3,
            fields="items.view(micro)",
            limit=30,
            offset=60,
        ),
        sends="POST /item/app/5/filter/?fields=items.view%28micro%29&space_id=3",
        body={
            "filters": {
                "state": [1, None],
                "deadline": {"from": "2026-01-01", "to": "+1m"},
                "102": {"from": 3, "to": 3},
                "created_by": [{"type": "user", "id": 1}],
                "created_on": {"from": "2026-01-01 00:00:00"},
                "owner": [None],
            },
            "sort_by": "created_on",
            "sort_desc": False,
            "remember": False,
            "limit": 30,
            "offset": 60,
        },
        answer=FOUND,
        reads=lambda items: [(item.item_id, item["title"]) for item in items],
        gives=[(9, "Move")],
    ),
    Case(
        "items.filter for all items, by a field",
        lambda podio: podio.items.filter(5, sort_by=102),
        sends="POST /item/app/5/filter/",
        body={"sort_by": "102", "limit": 500, "offset": 0},
        answer=FOUND,
        reads=len,
        gives=1,
    ),
    Case(
        "items.filter_by_view",
        lambda podio: podio.items.filter_by_view(
            5, 0, sort_by="title", sort_desc=True, remember=True, fields="items.view(full)"
        ),
        sends="POST /item/app/5/filter/0/?fields=items.view%28full%29",
        body={
            "sort_by": "title",
            "sort_desc": True,
            "remember": True,
            "limit": 500,
            "offset": 0,
        },
        answer=FOUND,
        reads=lambda items: [item.item_id for item in items],
        gives=[9],
    ),
    Case(
        "items.list",
        lambda podio: podio.items.list(5, external_id="A/1", sort_by="title", sort_desc=True),
        sends="GET /item/app/5/v2/?external_id=A%2F1&limit=500&offset=0&sort_by=title&sort_desc=1",
        answer=FOUND,
        reads=lambda items: [item.item_id for item in items],
        gives=[9],
    ),
    Case(
        "items.count",
        lambda podio: podio.items.count(
            5,
            {
                "state": [1, None],
                "102": (20, 100),
                "created_on": (date(2010, 12, 1), date(2011, 1, 1)),
                "created_by": {"type": "user", "id": 1},
            },
            view_id=0,
        ),
        sends="GET /item/app/5/count?102=20-100&created_by=user%3A1"
        "&created_on=2010-12-01-2011-01-01&state=1%3Bnull&view_id=0",
        answer={"count": 42},
        gives=42,
    ),
    Case(
        "items.calculate",
        lambda podio: podio.items.calculate(
            5,
            "sum",
            formula=[{"type": "field", "value": 102}],
            groupings=[{"type": "field", "value": 103, "sub_value": "month"}],
            filters={"state": 1},
            limit=3,
        ),
        sends="POST /item/app/5/calculate",
        body={
            "aggregation": "sum",
            "formula": [{"type": "field", "value": 102}],
            "groupings": [{"type": "field", "value": 103, "sub_value": "month"}],
            "filters": {"state": [1]},
            "limit": 3,
        },
        answer={"total": 12.5, "groups": []},
        gives={"total": 12.5, "groups": []},
    ),
    Case(
        "items.get_app_values",
        lambda podio: podio.items.get_app_values(5),
        sends="GET /item/app/5/values",
        answer={"created_bys": [], "fields": []},
        gives={"created_bys": [], "fields": []},
    ),
    Case(
        "items.export",
        lambda podio: podio.items.export(
            5,
            "xlsx",
            filters={"state": [1]},
            view_id=0,
            sort_by="title",
            sort_desc=False,
            limit=10,
            offset=5,
            split_email_by_type=False,
            split_phone_by_type=True,
        ),
        sends="POST /item/app/5/export/xlsx",
        body={
            "filters": {"state": [1]},
            "view_id": 0,
            "sort_by": "title",
            "sort_desc": False,
            "limit": 10,
            "offset": 5,
            "split_email_by_type": False,
            "split_phone_by_type": True,
        },
        answer={"batch_id": 12},
        gives=12,
    ),
    Case(
        "items.get_xlsx",
        lambda podio: podio.items.get_xlsx(
            5,
            filters={"state": 1},
            view_id=3,
            sort_by="title",
            sort_desc=True,
            limit=1000,
            offset=20,
            deleted_columns=True,
            remember=False,
        ),
        sends="GET /item/app/5/xlsx/?deleted_columns=1&limit=1000&offset=20&remember=0"
        "&sort_by=title&sort_desc=1&state=1&view_id=3",
        answer=b"PK\x03\x04",
        gives=b"PK\x03\x04",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_only_the_matching_items_end_a_walk() -> None:
    """`total` counts the whole app: a walk that went by it would ask for pages of nothing."""
    listing = Items.filter(5, {"state": 1})
    page = listing.page_request(0, 0).result(FOUND)
    assert page.total == 1
    assert listing.is_last(page, 1)


def test_a_calculation_may_be_sent_again() -> None:
    """It reads only, POST though it is."""
    assert Items.calculate.repeatable
    assert not Items.export.repeatable


@pytest.mark.parametrize("page_size", [0, -1])
def test_a_page_holds_something(page_size: int) -> None:
    with pytest.raises(InvalidArgumentError, match="page_size"):
        Items.filter(5, page_size=page_size)


def test_a_filter_that_cannot_be_is_named_before_anything_is_sent() -> None:
    with pytest.raises(InvalidArgumentError, match=r"'deadline'.*tuple of two"):
        Items.filter(5, {"deadline": (1, 2, 3)})
