"""The operation on actions: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.actions import Actions
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "actions.get",
        lambda podio: podio.actions.get(21),
        sends="GET /action/21",
        answer={
            "action_id": 21,
            "type": "member_added",
            "data": {"role": "regular", "user": {"user_id": 12, "name": "Ann"}},
            "created_on": "2026-01-02 08:30:00",
            "created_by": {"type": "user", "id": 1, "name": "Bo"},
            "comments": [{"comment_id": 4, "value": "Welcome"}],
        },
        reads=lambda action: (
            action.type,
            action.data["user"]["name"],
            action.created_on,
            action.created_by.name,
            action.comments[0].value,
        ),
        gives=(
            "member_added",
            "Ann",
            datetime(2026, 1, 2, 8, 30, tzinfo=UTC),
            "Bo",
            "Welcome",
        ),
    ),
    Case(
        "actions.get of a type that nobody knows yet",
        lambda podio: podio.actions.get(22),
        sends="GET /action/22",
        answer={"action_id": 22, "type": "space_painted", "data": "blue"},
        reads=lambda action: (action.type, action.data, action.comments),
        gives=("space_painted", "blue", []),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_action_id_is_checked_before_anything_is_sent() -> None:
    with pytest.raises(InvalidArgumentError, match="action_id"):
        Actions.get(0)
