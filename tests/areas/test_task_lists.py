"""Every operation on many tasks and on labels: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from podio import Ref
from podio.areas.tasks import Tasks
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from podio.areas.tasks.filters import Days

SUMMARY = {
    "overdue": {"total": 1, "tasks": [{"task_id": 7, "text": "Call Ann"}]},
    "today": {"total": 0, "tasks": []},
    "other": {"total": 9, "tasks": [{"task_id": 8}, {"task_id": 9}]},
}

CASES = [
    Case(
        "tasks.find",
        lambda podio: podio.tasks.find(completed=False),
        sends="GET /task/?completed=0&limit=100&offset=0",
        answer=[{"task_id": 7, "due_date": "2026-01-02"}, {"task_id": 8}],
        reads=lambda tasks: [(task.task_id, task.due_date) for task in tasks],
        gives=[(7, date(2026, 1, 2)), (8, None)],
    ),
    Case(
        "tasks.find with every filter",
        lambda podio: podio.tasks.find(
            app=4,
            completed=True,
            completed_by=[Ref("user", 1), Ref("app", 4)],
            completed_on=(date(2026, 1, 1), date(2026, 1, 31)),
            completed_via=5,
            created_by=Ref("user", 2),
            created_on=(date(2025, 1, 1), date(2025, 1, 1)),
            created_via=6,
            due_date=(date(2026, 2, 1), date(2026, 2, 28)),
            external_id="a-1",
            files=True,
            grouping="space",
            label=3,
            org=8,
            reassigned=False,
            reference=[Ref("item", 55), Ref("space", 31)],
            responsible=[0, 12],
            sort_by="created_on",
            sort_desc=True,
            space=[31, 32],
            view="full",
            limit=2,
            offset=4,
        ),
        sends="GET /task/?app=4&completed=1&completed_by=user%3A1%3Bapp%3A4"
        "&completed_on=2026-01-01-2026-01-31&completed_via=5&created_by=user%3A2"
        "&created_on=2025-01-01-2025-01-01&created_via=6&due_date=2026-02-01-2026-02-28"
        "&external_id=a-1&files=1&grouping=space&label=3&limit=2&offset=4&org=8&reassigned=0"
        "&reference=item%3A55%3Bspace%3A31&responsible=0%3B12&sort_by=created_on&sort_desc=1"
        "&space=31%3B32&view=full",
        answer=[{"task_id": 7, "group": {"space_id": 31}}],
        reads=lambda tasks: [task.group["space_id"] for task in tasks],
        gives=[31],
    ),
    Case(
        "tasks.for_object",
        lambda podio: podio.tasks.for_object("item", 55),
        sends="GET /task/item/55/",
        answer=[{"task_id": 7, "created_on": "2026-01-02 08:00:00"}],
        reads=lambda tasks: [task.created_on for task in tasks],
        gives=[datetime(2026, 1, 2, 8, tzinfo=UTC)],
    ),
    Case(
        "tasks.count",
        lambda podio: podio.tasks.count("item", 55),
        sends="GET /task/item/55/count",
        answer={"count": 3},
        gives=3,
    ),
    Case(
        "tasks.active",
        lambda podio: podio.tasks.active(),
        sends="GET /task/active/",
        answer={"overdue": [{"task_id": 7}], "today": []},
        reads=lambda due: ([task.task_id for task in due.overdue], due.today, due.upcoming),
        gives=([7], [], []),
    ),
    Case(
        "tasks.assigned_active",
        lambda podio: podio.tasks.assigned_active(),
        sends="GET /task/assigned/active/",
        answer={"tomorrow": [{"task_id": 7}]},
        reads=lambda due: [task.task_id for task in due.tomorrow],
        gives=[7],
    ),
    Case(
        "tasks.completed",
        lambda podio: podio.tasks.completed(),
        sends="GET /task/completed/",
        answer=[{"task_id": 7, "status": "completed"}],
        reads=lambda tasks: [task.status for task in tasks],
        gives=["completed"],
    ),
    Case(
        "tasks.summary",
        lambda podio: podio.tasks.summary(limit=2),
        sends="GET /task/summary?limit=2",
        answer=SUMMARY,
        reads=lambda summary: (
            summary.overdue.total,
            summary.overdue.tasks[0].text,
            summary.today.tasks,
            summary.other.total,
        ),
        gives=(1, "Call Ann", [], 9),
    ),
    Case(
        "tasks.summary_for_org",
        lambda podio: podio.tasks.summary_for_org(8, limit=2),
        sends="GET /task/org/8/summary?limit=2",
        answer=SUMMARY,
        reads=lambda summary: summary.other.total,
        gives=9,
    ),
    Case(
        "tasks.summary_for_personal",
        lambda podio: podio.tasks.summary_for_personal(),
        sends="GET /task/personal/summary",
        answer=SUMMARY,
        reads=lambda summary: summary.other.total,
        gives=9,
    ),
    Case(
        "tasks.summary_for_space",
        lambda podio: podio.tasks.summary_for_space(31),
        sends="GET /task/space/31/summary",
        answer=SUMMARY,
        reads=lambda summary: summary.other.total,
        gives=9,
    ),
    Case(
        "tasks.summary_for_object",
        lambda podio: podio.tasks.summary_for_object("item", 55, limit=1),
        sends="GET /task/item/55/summary?limit=1",
        answer=SUMMARY,
        reads=lambda summary: summary.other.total,
        gives=9,
    ),
    Case(
        "tasks.totals",
        lambda podio: podio.tasks.totals(space=[31, 32]),
        sends="GET /task/total/?space=31%3B32",
        answer={
            "own": {"overdue": 1, "today": 2, "tomorrow": 0, "upcoming": 3, "later": 4},
            "reassigned": {"overdue": 0, "completed_yesterday": 5},
        },
        reads=lambda totals: (
            totals.own.overdue,
            totals.own.later,
            totals.reassigned.completed_yesterday,
        ),
        gives=(1, 4, 5),
    ),
    Case(
        "tasks.total_by_time",
        lambda podio: podio.tasks.total_by_time("overdue", space_id=31),
        sends="GET /task/total/overdue?space_id=31",
        answer={"count": 4},
        gives=4,
    ),
    Case(
        "tasks.labels",
        lambda podio: podio.tasks.labels(),
        sends="GET /task/label/",
        answer=[{"label_id": 3, "text": "urgent", "color": "FF0000"}],
        reads=lambda labels: [(label.label_id, label.text, label.color) for label in labels],
        gives=[(3, "urgent", "FF0000")],
    ),
    Case(
        "tasks.create_label",
        lambda podio: podio.tasks.create_label("urgent", color="FF0000"),
        sends="POST /task/label/",
        body={"text": "urgent", "color": "FF0000"},
        answer={"label_id": 3},
        gives=3,
    ),
    Case(
        "tasks.update_label",
        lambda podio: podio.tasks.update_label(3, color="00FF00"),
        sends="PUT /task/label/3",
        body={"color": "00FF00"},
        status=204,
    ),
    Case(
        "tasks.delete_label",
        lambda podio: podio.tasks.delete_label(3),
        sends="DELETE /task/label/3",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "days",
    [
        (date(2026, 1, 2), date(2026, 1, 1)),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
    ],
    ids=["backwards", "with times"],
)
def test_a_span_is_of_days_and_runs_forwards(days: Days) -> None:
    with pytest.raises(InvalidArgumentError, match="due_date"):
        Tasks.find(due_date=days)
