"""Every operation on recurrence: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import date

import pytest

from podio.areas.recurrence import Recurrence
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "recurrence.get",
        lambda podio: podio.recurrence.get("task", 7),
        sends="GET /recurrence/task/7",
        answer={
            "recurrence_id": 9,
            "name": "weekly",
            "config": {"days": ["monday", "friday"]},
            "step": 1,
            "until": "2026-12-31",
        },
        reads=lambda recurrence: (
            recurrence.name,
            recurrence.config.days,
            recurrence.config.repeat_on,
            recurrence.until,
        ),
        gives=("weekly", ["monday", "friday"], None, date(2026, 12, 31)),
    ),
    Case(
        "recurrence.update weekly",
        lambda podio: podio.recurrence.update(
            "task", 7, name="weekly", days=["monday"], step=2, until=date(2026, 12, 31)
        ),
        sends="PUT /recurrence/task/7",
        body={
            "name": "weekly",
            "config": {"days": ["monday"]},
            "step": 2,
            "until": "2026-12-31",
        },
        status=204,
    ),
    Case(
        "recurrence.update monthly",
        lambda podio: podio.recurrence.update("item", 55, name="monthly", repeat_on="day_of_month"),
        sends="PUT /recurrence/item/55",
        body={"name": "monthly", "config": {"repeat_on": "day_of_month"}},
        status=204,
    ),
    Case(
        "recurrence.update yearly",
        lambda podio: podio.recurrence.update("item", 55, name="yearly"),
        sends="PUT /recurrence/item/55",
        body={"name": "yearly"},
        status=204,
    ),
    Case(
        "recurrence.delete",
        lambda podio: podio.recurrence.delete("task", 7),
        sends="DELETE /recurrence/task/7",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_step_is_at_least_one() -> None:
    with pytest.raises(InvalidArgumentError, match="step"):
        Recurrence.update("task", 7, name="weekly", step=0)
