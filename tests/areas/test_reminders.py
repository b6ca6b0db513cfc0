"""Every operation on reminders: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from podio.areas.reminders import Reminders
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "reminders.get",
        lambda podio: podio.reminders.get("task", 7),
        sends="GET /reminder/task/7",
        answer={"remind_delta": 60},
        reads=lambda reminder: (reminder.remind_delta, reminder.reminder_id),
        gives=(60, None),
    ),
    Case(
        "reminders.update",
        lambda podio: podio.reminders.update("item", 55, timedelta(days=1)),
        sends="PUT /reminder/item/55",
        body={"remind_delta": 1440},
        status=204,
    ),
    Case(
        "reminders.create",
        lambda podio: podio.reminders.create("task", 7, timedelta(0)),
        sends="POST /reminder/task/7",
        body={"remind_delta": 0},
        status=204,
    ),
    Case(
        "reminders.delete",
        lambda podio: podio.reminders.delete("task", 7, reminder_id=8),
        sends="DELETE /reminder/task/7?reminder_id=8",
        status=204,
    ),
    Case(
        "reminders.snooze",
        lambda podio: podio.reminders.snooze("task", 7, reminder_id=8),
        sends="POST /reminder/task/7/snooze?reminder_id=8",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "before", [timedelta(seconds=30), timedelta(minutes=-5), timedelta(milliseconds=1)]
)
def test_a_reminder_comes_whole_minutes_before(before: timedelta) -> None:
    with pytest.raises(InvalidArgumentError, match="minutes"):
        Reminders.update("task", 7, before)
