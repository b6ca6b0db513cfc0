from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from podio.areas.notifications import Notifications
from podio.errors import InvalidArgumentError
from podio.models.notifications import Notification
from tests.areas.cases import Case, check

COMMENTED = {
    "notification_id": 501,
    "type": "comment",
    "text": "Ann Lee commented on Crane 4",
    "starred": True,
    "viewed_on": None,
    "created_on": "2026-03-01 08:30:00",
    "created_by": {"type": "user", "id": 123, "name": "Ann Lee"},
    "created_via": {"id": 1, "name": "Podio", "display": False},
}
GROUP = {
    "context": {
        "ref": {"type": "item", "id": 77},
        "title": "Crane 4",
        "data": {"item_id": 77},
        "rights": ["view"],
        "comment_count": 3,
        "space": {"space_id": 6, "name": "Crane"},
    },
    "notifications": [COMMENTED],
}
NOON = datetime(2026, 1, 2, 12, 0, tzinfo=timezone(timedelta(hours=1)))
CASES = [
    Case(
        "notifications.find",
        lambda podio: podio.notifications.find(viewed=False, starred=True, limit=50, offset=0),
        sends="GET /notification/?limit=50&offset=0&starred=1&viewed=0",
        answer=[GROUP],
        reads=lambda found: [
            (each.context.ref.id, each.context.space.name, each.notifications[0].text)
            for each in found
        ],
        gives=[(77, "Crane", "Ann Lee commented on Crane 4")],
    ),
    Case(
        "notifications.find, narrowed",
        lambda podio: podio.notifications.find(
            context_type="item", direction="outgoing", type="comment", user_id=123
        ),
        sends="GET /notification/?context_type=item&direction=outgoing&type=comment&user_id=123",
        answer=[],
        gives=[],
    ),
    Case(
        "notifications.find, times as UTC",
        lambda podio: podio.notifications.find(
            created_from=NOON, created_to=NOON, viewed_from=NOON
        ),
        sends="GET /notification/?created_from=2026-01-02+11%3A00%3A00"
        "&created_to=2026-01-02+11%3A00%3A00&viewed_from=2026-01-02+11%3A00%3A00",
        answer=[],
        gives=[],
    ),
    Case(
        "notifications.new_count",
        lambda podio: podio.notifications.new_count(),
        sends="GET /notification/inbox/new/count",
        answer={"new": 4},
        gives=4,
    ),
    Case(
        "notifications.get",
        lambda podio: podio.notifications.get(501),
        sends="GET /notification/501",
        answer=COMMENTED,
        reads=lambda each: (each.type, each.viewed_on, each.created_on, each.created_by.name),
        gives=("comment", None, datetime(2026, 3, 1, 8, 30, tzinfo=UTC), "Ann Lee"),
    ),
    Case(
        "notifications.get_v2",
        lambda podio: podio.notifications.get_v2(501),
        sends="GET /notification/501/v2",
        answer=GROUP,
        reads=lambda group: (
            group.context.title,
            group.context.comment_count,
            [each.notification_id for each in group.notifications],
        ),
        gives=("Crane 4", 3, [501]),
    ),
    Case(
        "notifications.mark_viewed",
        lambda podio: podio.notifications.mark_viewed(501),
        sends="POST /notification/501/viewed",
        status=204,
    ),
    Case(
        "notifications.mark_unviewed",
        lambda podio: podio.notifications.mark_unviewed(501),
        sends="DELETE /notification/501/viewed",
        status=204,
    ),
    Case(
        "notifications.mark_all_viewed",
        lambda podio: podio.notifications.mark_all_viewed(),
        sends="POST /notification/viewed",
        status=204,
    ),
    Case(
        "notifications.mark_viewed_by_reference",
        lambda podio: podio.notifications.mark_viewed_by_reference("item", 77),
        sends="POST /notification/item/77/viewed",
        status=204,
    ),
    Case(
        "notifications.mark_unviewed_by_reference",
        lambda podio: podio.notifications.mark_unviewed_by_reference("item", 77),
        sends="DELETE /notification/item/77/viewed",
        status=204,
    ),
    Case(
        "notifications.star",
        lambda podio: podio.notifications.star(501),
        sends="POST /notification/501/star",
        status=204,
    ),
    Case(
        "notifications.unstar",
        lambda podio: podio.notifications.unstar(501),
        sends="DELETE /notification/501/star",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_numbers_are_in_range() -> None:
    with pytest.raises(InvalidArgumentError, match="limit"):
        Notifications.find(limit=0)
    with pytest.raises(InvalidArgumentError, match="offset"):
        Notifications.find(offset=-1)
    with pytest.raises(InvalidArgumentError, match="user_id"):
        Notifications.find(user_id=0)
    with pytest.raises(InvalidArgumentError, match="notification_id"):
        Notifications.star(-5)


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    seen = Notification({"viewed_on": 0, "colour": "red", "context": [], "notifications": {}})
    assert seen.raw["colour"] == "red"
    assert seen.raw["viewed_on"] == seen.viewed_on
    assert seen.raw["context"] == seen.context
    assert seen.notifications == []
    assert seen.notification_id is None
