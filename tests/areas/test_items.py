from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from podio.areas.items import Items
from podio.errors import InvalidArgumentError
from podio.fields import DateRange, Money
from tests.areas.cases import Case, check

ITEM = {
    "item_id": 9,
    "app_item_id": 4,
    "external_id": "A/1",
    "title": "Move the office",
    "revision": 2,
    "rights": ["view", "update"],
    "app": {"app_id": 5, "name": "Projects", "item_name": "Project"},
    "created_on": "2026-01-02 03:04:05",
    "created_by": {"type": "user", "id": 3, "name": "Ann"},
    "initial_revision": {"revision": 0, "created_on": "2026-01-02 03:04:05"},
    "fields": [
        {
            "field_id": 101,
            "external_id": "title",
            "type": "text",
            "label": "Title",
            "values": [{"value": "Move the office"}],
            "config": {"label": "Title", "settings": {"size": "small"}},
        }
    ],
    "not_yet_invented": {"a": 1},
}

CASES = [
    Case(
        "items.get",
        lambda podio: podio.items.get(9),
        sends="GET /item/9",
        answer=ITEM,
        reads=lambda item: (
            item.item_id,
            item["title"],
            item.app.name,
            item.created_by.name,
            item.created_on,
            item.initial_revision.revision,
            item.tags,
            item.raw["not_yet_invented"],
        ),
        gives=(
            9,
            "Move the office",
            "Projects",
            "Ann",
            datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
            0,
            [],
            {"a": 1},
        ),
    ),
    Case(
        "items.get without leaving a trace",
        lambda podio: podio.items.get(9, mark_as_viewed=False, fields="files.view(micro)"),
        sends="GET /item/9?fields=files.view%28micro%29&mark_as_viewed=0",
        answer={"item_id": 9, "fields": None, "rights": {}, "app": "gone"},
        reads=lambda item: (item.fields, item.rights, item.app, list(item)),
        gives=([], [], "gone", []),
    ),
    Case(
        "items.get_basic",
        lambda podio: podio.items.get_basic(9, mark_as_viewed=True),
        sends="GET /item/9/basic?mark_as_viewed=1",
        answer=ITEM,
        reads=lambda item: item.title,
        gives="Move the office",
    ),
    Case(
        "items.get_by_app_item_id",
        lambda podio: podio.items.get_by_app_item_id(5, 4),
        sends="GET /app/5/item/4",
        answer=ITEM,
        reads=lambda item: item.app_item_id,
        gives=4,
    ),
    Case(
        "items.get_by_external_id",
        lambda podio: podio.items.get_by_external_id(5, "A/1 ø"),
        sends="GET /item/app/5/external_id/A%2F1%20%C3%B8",
        answer=ITEM,
        reads=lambda item: item.external_id,
        gives="A/1",
    ),
    Case(
        "items.create",
        lambda podio: podio.items.create(
            5,
            {
                "title": "Move",
                102: Decimal("12.50"),
                "deadline": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
                "budget": Money("12.50", "EUR"),
                "effort": timedelta(hours=2),
                "people": [7, 8],
                "state": None,
            },
            external_id="A/1",
            file_ids=[77],
            tags=["office"],
            reminder={"remind_delta": 30},
            recurrence={"name": "weekly", "step": 1, "until": date(2026, 12, 31)},
            linked_account_id=4,
            ref={"type": "item", "id": 8},
            silent=True,
            hook=False,
        ),
        sends="POST /item/app/5/?hook=false&silent=true",
        body={
            "fields": {
                "title": "Move",
                "102": "12.50",
                "deadline": {"start_utc": "2026-01-02 03:04:05"},
                "budget": {"value": "12.50", "currency": "EUR"},
                "effort": 7200,
                "people": [7, 8],
                "state": [],
            },
            "external_id": "A/1",
            "file_ids": [77],
            "tags": ["office"],
            "reminder": {"remind_delta": 30},
            "recurrence": {"name": "weekly", "step": 1, "until": "2026-12-31"},
            "linked_account_id": 4,
            "ref": {"type": "item", "id": 8},
        },
        answer={"item_id": 9, "title": "Move", "revision": 0},
        reads=lambda made: (made.item_id, made.title, made.revision),
        gives=(9, "Move", 0),
    ),
    Case(
        "items.create with the id alone in the answer",
        lambda podio: podio.items.create(5, {"title": "Move"}),
        sends="POST /item/app/5/",
        body={"fields": {"title": "Move"}},
        answer={"item_id": 9},
        reads=lambda made: (made.item_id, made.title, made.revision),
        gives=(9, None, None),
    ),
    Case(
        "items.update",
        lambda podio: podio.items.update(
            9, {"deadline": DateRange(date(2026, 1, 2), date(2026, 1, 5))}, revision=0, hook=True
        ),
        sends="PUT /item/9?hook=true",
        body={
            "fields": {"deadline": {"start_date": "2026-01-02", "end_date": "2026-01-05"}},
            "revision": 0,
        },
        answer={"revision": 3, "title": "Move"},
        reads=lambda changed: (changed.revision, changed.title),
        gives=(3, "Move"),
    ),
    Case(
        "items.update of all but fields",
        lambda podio: podio.items.update(
            9,
            external_id="B",
            file_ids=[],
            tags=["x"],
            reminder={},
            recurrence={},
            linked_account_id=4,
            ref={"type": "item", "id": 8},
            silent=False,
        ),
        sends="PUT /item/9?silent=false",
        body={
            "external_id": "B",
            "file_ids": [],
            "tags": ["x"],
            "reminder": {},
            "recurrence": {},
            "linked_account_id": 4,
            "ref": {"type": "item", "id": 8},
        },
        answer={"revision": 3},
        reads=lambda changed: changed.revision,
        gives=3,
    ),
    Case(
        "items.delete",
        lambda podio: podio.items.delete(9, silent=True, hook=False),
        sends="DELETE /item/9?hook=false&silent=true",
        status=204,
    ),
    Case(
        "items.bulk_delete",
        lambda podio: podio.items.bulk_delete(5, item_ids=[9, 10], silent=True),
        sends="POST /item/app/5/delete?silent=true",
        body={"item_ids": [9, 10]},
        answer={"deleted": [9], "pending": [10]},
        reads=lambda status: (status.deleted, status.pending),
        gives=([9], [10]),
    ),
    Case(
        "items.bulk_delete of a view, filtered",
        lambda podio: podio.items.bulk_delete(5, view_id=3, filters={"state": [1, None]}),
        sends="POST /item/app/5/delete",
        body={"view_id": 3, "filters": {"state": [1, None]}},
        answer={"deleted": [], "pending": [10]},
        reads=lambda status: status.pending,
        gives=[10],
    ),
    Case(
        "items.clone",
        lambda podio: podio.items.clone(9, silent=False),
        sends="POST /item/9/clone?silent=false",
        answer={"item_id": 11},
        gives=11,
    ),
    Case(
        "items.get_clone",
        lambda podio: podio.items.get_clone(9),
        sends="GET /item/9/clone",
        answer={"fields": []},
        gives={"fields": []},
    ),
    Case(
        "items.rearrange",
        lambda podio: podio.items.rearrange(9, {"after": 8}),
        sends="POST /item/9/rearrange",
        body={"after": 8},
        answer={"item_id": 9, "priority": 1.5},
        reads=lambda item: item.priority,
        gives=1.5,
    ),
    Case(
        "items.set_participation",
        lambda podio: podio.items.set_participation(9, "accepted"),
        sends="PUT /item/9/participation",
        body={"status": "accepted"},
        status=204,
    ),
    Case(
        "items.get_meeting_url",
        lambda podio: podio.items.get_meeting_url(9),
        sends="GET /item/9/meeting/url",
        answer={"url": "https://example.com/join"},
        gives="https://example.com/join",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_value_that_no_field_holds_is_named_before_anything_is_sent() -> None:
    with pytest.raises(InvalidArgumentError, match=r"'deadline'.*no time zone.*local=True"):
        Items.create(5, {"title": "x", "deadline": datetime(2026, 1, 2)})  # noqa: DTZ001 -- the mistake


def test_a_revision_is_a_number() -> None:
    with pytest.raises(InvalidArgumentError, match="revision"):
        Items.update(9, revision=-1)


@pytest.mark.parametrize(
    "which",
    [
        {},
        {"item_ids": []},
        {"filters": {}},
        {"item_ids": [1], "view_id": 3},
        {"item_ids": [1], "filters": {"state": 1}},
    ],
)
def test_a_bulk_deletion_says_what_to_delete_and_says_it_once(which: dict[str, object]) -> None:
    with pytest.raises(InvalidArgumentError, match=r"item_ids|filters"):
        Items.bulk_delete(5, **which)  # type: ignore[arg-type]  # some of it is the mistake
