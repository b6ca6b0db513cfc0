from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.subscriptions import Subscriptions
from podio.errors import DecodeError, InvalidArgumentError
from podio.models.subscriptions import Subscription
from tests.areas.cases import Case, check

SINCE_MARCH = {
    "started_on": "2026-03-01 08:30:00",
    "notifications": 3,
    "ref": {"type": "item", "id": 77, "title": "Crane 4"},
}
CASES = [
    Case(
        "subscriptions.get",
        lambda podio: podio.subscriptions.get(61),
        sends="GET /subscription/61",
        answer=SINCE_MARCH,
        reads=lambda each: (each.started_on, each.notifications, each.ref.title),
        gives=(datetime(2026, 3, 1, 8, 30, tzinfo=UTC), 3, "Crane 4"),
    ),
    Case(
        "subscriptions.get_by_reference",
        lambda podio: podio.subscriptions.get_by_reference("item", 77),
        sends="GET /subscription/item/77",
        answer=SINCE_MARCH,
        reads=lambda each: (each.ref.type, each.ref.id),
        gives=("item", 77),
    ),
    Case(
        "subscriptions.subscribe",
        lambda podio: podio.subscriptions.subscribe("space", 6),
        sends="POST /subscription/space/6",
        answer={"subscription_id": 62},
        gives=62,
    ),
    Case(
        "subscriptions.unsubscribe",
        lambda podio: podio.subscriptions.unsubscribe("space", 6),
        sends="DELETE /subscription/space/6",
        status=204,
    ),
    Case(
        "subscriptions.unsubscribe_by_id",
        lambda podio: podio.subscriptions.unsubscribe_by_id(62),
        sends="DELETE /subscription/62",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_ids_are_positive() -> None:
    with pytest.raises(InvalidArgumentError, match="ref_id"):
        Subscriptions.subscribe("item", 0)
    with pytest.raises(InvalidArgumentError, match="subscription_id"):
        Subscriptions.unsubscribe_by_id(-1)


def test_an_answer_without_an_id_says_so(kind: str) -> None:
    case = Case("", lambda podio: podio.subscriptions.subscribe("item", 77), sends="", answer={})
    with pytest.raises(DecodeError, match="subscription_id"):
        check(case, kind)


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    subscription = Subscription({"started_on": None, "ref": "item:77", "loud": True})
    assert subscription.raw["loud"] is True
    assert subscription.started_on is None
    assert subscription.raw["ref"] == subscription.ref
