from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from podio.areas.stream import Stream
from podio.errors import InvalidArgumentError
from podio.models.stream import Activity, StreamObject, StreamObjectV3
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from podio import Listing

ITEM = {
    "id": 77,
    "type": "item",
    "title": "Crane 4",
    "data": {"item_id": 77, "title": "Crane 4"},
    "app": {"app_id": 7},
    "space": {"space_id": 6},
    "org": {"org_id": 5},
    "created_by": {"type": "user", "id": 123, "name": "Ann Lee"},
    "last_update_on": "2026-03-01 08:30:00",
    "comments": [{"comment_id": 41, "value": "Nice"}],
    "activity": [{"id": 1, "type": "comment", "data_ref": {"type": "comment", "id": 41}}],
}
GROUP = {
    "group_id": 3,
    "kind": "type",
    "created_on": "2026-03-01 08:30:00",
    "authors": [{"type": "user", "id": 123, "name": "Ann Lee"}],
    "activities": [{"type": "file", "like_count": 2, "created_on": "2026-03-01 08:30:00"}],
}
ITEM_V3 = {
    "id": 77,
    "type": "creation",
    "is_liked": True,
    "like_count": 1,
    "activity_groups": [GROUP],
    "files": [{"file_id": 91}],
    "space": {"space_id": 6},
}


def titles(found: list[StreamObject]) -> list[str | None]:
    return [each.title for each in found]


def groups(found: list[StreamObjectV3]) -> list[tuple[int | None, int | None]]:
    return [(each.id, each.activity_groups[0].group_id) for each in found]


CASES = [
    Case(
        "stream.find",
        lambda podio: podio.stream.find(limit=5),
        sends="GET /stream/?limit=5&offset=0",
        answer=[ITEM, {"id": 12, "type": "status", "data": {"status_id": 12, "value": "Hi"}}],
        reads=lambda found: [(each.type, each.data) for each in found],
        gives=[
            ("item", {"item_id": 77, "title": "Crane 4"}),
            ("status", {"status_id": 12, "value": "Hi"}),
        ],
    ),
    Case(
        "stream.find_v3",
        lambda podio: podio.stream.find_v3(groups_event_types=["comment"], groups_limit=1),
        sends="GET /stream/v3/?groups_event_types=comment&groups_limit=1&limit=100&offset=0",
        answer=[ITEM_V3],
        reads=groups,
        gives=[(77, 3)],
    ),
    Case(
        "stream.find_personal",
        lambda podio: podio.stream.find_personal(offset=10),
        sends="GET /stream/personal/?limit=100&offset=10",
        answer=[ITEM],
        reads=titles,
        gives=["Crane 4"],
    ),
    Case(
        "stream.find_in_organization",
        lambda podio: podio.stream.find_in_organization(5),
        sends="GET /stream/org/5/?limit=100&offset=0",
        answer=[ITEM],
        reads=lambda found: [each.org.org_id for each in found],
        gives=[5],
    ),
    Case(
        "stream.find_in_organization_v2",
        lambda podio: podio.stream.find_in_organization_v2(5),
        sends="GET /stream/org/5/v2/?limit=100&offset=0",
        answer=[ITEM],
        reads=titles,
        gives=["Crane 4"],
    ),
    Case(
        "stream.find_in_organization_v3",
        lambda podio: podio.stream.find_in_organization_v3(5, groups_limit=1),
        sends="GET /stream/org/5/v3/?groups_limit=1&limit=100&offset=0",
        answer=[ITEM_V3],
        reads=groups,
        gives=[(77, 3)],
    ),
    Case(
        "stream.find_in_space",
        lambda podio: podio.stream.find_in_space(6),
        sends="GET /stream/space/6/?limit=100&offset=0",
        answer=[ITEM],
        reads=lambda found: [(each.space.space_id, each.app.app_id) for each in found],
        gives=[(6, 7)],
    ),
    Case(
        "stream.find_in_space_v2",
        lambda podio: podio.stream.find_in_space_v2(6, page_size=10),
        sends="GET /stream/space/6/v2/?limit=10&offset=0",
        answer=[ITEM],
        reads=titles,
        gives=["Crane 4"],
    ),
    Case(
        "stream.find_in_space_v3",
        lambda podio: podio.stream.find_in_space_v3(6, groups_limit=4),
        sends="GET /stream/space/6/v3/?groups_limit=4",
        answer=[ITEM_V3],
        reads=groups,
        gives=[(77, 3)],
    ),
    Case(
        "stream.find_in_app",
        lambda podio: podio.stream.find_in_app(7),
        sends="GET /stream/app/7/?limit=100&offset=0",
        answer=[ITEM],
        reads=lambda found: [
            (each.comments[0].value, each.activity[0].data_ref.id) for each in found
        ],
        gives=[("Nice", 41)],
    ),
    Case(
        "stream.find_in_app_v3",
        lambda podio: podio.stream.find_in_app_v3(7, groups_limit=2),
        sends="GET /stream/app/7/v3?groups_limit=2&limit=100&offset=0",
        answer=[ITEM_V3],
        reads=groups,
        gives=[(77, 3)],
    ),
    Case(
        "stream.filter_in_app",
        lambda podio: podio.stream.filter_in_app(7, view_id=0, filters={"status": [1]}, limit=5),
        sends="POST /stream/app/7/filter",
        body={"view_id": 0, "filters": {"status": [1]}, "limit": 5, "offset": 0},
        answer=[ITEM],
        reads=titles,
        gives=["Crane 4"],
    ),
    Case(
        "stream.find_by_user",
        lambda podio: podio.stream.find_by_user(123),
        sends="GET /stream/user/123/?limit=100&offset=0",
        answer=[ITEM],
        reads=lambda found: [each.created_by.name for each in found],
        gives=["Ann Lee"],
    ),
    Case(
        "stream.find_by_user_v3",
        lambda podio: podio.stream.find_by_user_v3(123, groups_event_types=["rsvp"]),
        sends="GET /stream/user/123/v3?groups_event_types=rsvp&limit=100&offset=0",
        answer=[ITEM_V3],
        reads=groups,
        gives=[(77, 3)],
    ),
    Case(
        "stream.get",
        lambda podio: podio.stream.get("item", 77),
        sends="GET /stream/item/77",
        answer=ITEM,
        reads=lambda each: (each.title, each.last_update_on),
        gives=("Crane 4", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
    ),
    Case(
        "stream.get_v2",
        lambda podio: podio.stream.get_v2("task", 9),
        sends="GET /stream/task/9/v2",
        answer={"id": 9, "type": "task"},
        reads=lambda each: (each.id, each.activity),
        gives=(9, []),
    ),
    Case(
        "stream.get_v3",
        lambda podio: podio.stream.get_v3("item", 77, groups_event_types=["file", "rating"]),
        sends="GET /stream/item/77/v3?groups_event_types=file%2Crating",
        answer=ITEM_V3,
        reads=lambda each: (each.is_liked, each.files[0].file_id, each.space.space_id),
        gives=(True, 91, 6),
    ),
    Case(
        "stream.get_event_group",
        lambda podio: podio.stream.get_event_group("item", 77, 1, event_types=["file"]),
        sends="GET /stream/item/77/group/1?event_types=file",
        answer=GROUP,
        reads=lambda group: (
            group.kind,
            group.authors[0].name,
            group.activities[0].like_count,
            group.activities[0].created_on,
        ),
        gives=("type", "Ann Lee", 2, datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
    ),
    Case(
        "stream.get_event_group, none matches",
        lambda podio: podio.stream.get_event_group("item", 77, 1, event_types=["rsvp"]),
        sends="GET /stream/item/77/group/1?event_types=rsvp",
        answer={},
        gives=None,
    ),
    Case(
        "stream.mutes",
        lambda podio: podio.stream.mutes(),
        sends="GET /stream/mute/v2/",
        answer=[
            {"id": 6, "type": "space", "title": "Crane", "data": {"space_id": 6}, "task": True}
        ],
        reads=lambda found: [(each.type, each.id, each.task, each.item) for each in found],
        gives=[("space", 6, True, None)],
    ),
    Case(
        "stream.mute",
        lambda podio: podio.stream.mute("space", 6),
        sends="POST /stream/mute/space/6",
        status=204,
    ),
    Case(
        "stream.unmute",
        lambda podio: podio.stream.unmute("space", 6),
        sends="DELETE /stream/mute/space/6",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "listing",
    [
        Stream.find(limit=3, offset=6, page_size=2),
        Stream.find_v3(limit=3, offset=6, page_size=2),
        Stream.find_personal(limit=3, offset=6, page_size=2),
        Stream.find_in_organization(5, limit=3, offset=6, page_size=2),
        Stream.find_in_organization_v2(5, limit=3, offset=6, page_size=2),
        Stream.find_in_organization_v3(5, limit=3, offset=6, page_size=2),
        Stream.find_in_space(6, limit=3, offset=6, page_size=2),
        Stream.find_in_space_v2(6, limit=3, offset=6, page_size=2),
        Stream.find_in_app(7, limit=3, offset=6, page_size=2),
        Stream.find_in_app_v3(7, limit=3, offset=6, page_size=2),
        Stream.filter_in_app(7, limit=3, offset=6, page_size=2),
        Stream.find_by_user(123, limit=3, offset=6, page_size=2),
        Stream.find_by_user_v3(123, limit=3, offset=6, page_size=2),
    ],
    ids=lambda listing: listing.page_request(0, 0).template,
)
def test_a_listing_takes_its_window(listing: Listing[object]) -> None:
    assert (listing.limit, listing.offset, listing.page_size) == (3, 6, 2)


def test_ids_and_numbers_are_positive() -> None:
    with pytest.raises(InvalidArgumentError, match="space_id"):
        Stream.find_in_space(0)
    with pytest.raises(InvalidArgumentError, match="groups_limit"):
        Stream.find_v3(groups_limit=0)
    with pytest.raises(InvalidArgumentError, match="offset"):
        Stream.find(offset=-1)
    with pytest.raises(InvalidArgumentError, match="scope_type"):
        Stream.mute("", 6)


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    entry = StreamObject({"id": "77", "weather": "fine", "comments": None, "app": 7})
    assert entry.id == 77
    assert entry.raw["weather"] == "fine"
    assert entry.comments == []
    assert entry.raw["app"] == entry.app
    assert Activity({"created_on": "yesterday"}).raw["created_on"] == "yesterday"
