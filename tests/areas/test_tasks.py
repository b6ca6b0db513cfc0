"""Every operation on one task: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from podio import Ref
from podio.areas.tasks import Tasks
from podio.errors import DecodeError, InvalidArgumentError
from podio.models.tasks import Task
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from collections.abc import Callable

TASK = {
    "task_id": 7,
    "status": "active",
    "text": "Call Ann",
    "description": None,
    "private": False,
    "due_date": "2026-01-02",
    "due_time": "09:30:00",
    "due_on": "2026-01-02 08:30:00",
    "space_id": 31,
    "link": "https://podio.com/tasks/7",
    "ref": {"type": "item", "id": 55, "title": "Budget"},
    "responsible": {"user_id": 12, "name": "Ann", "avatar": 98},
    "labels": [{"label_id": 3, "text": "urgent", "color": "FF0000"}],
    "reminder": {"reminder_id": 8, "remind_delta": 60},
    "recurrence": {
        "recurrence_id": 9,
        "name": "weekly",
        "config": {"days": ["monday"]},
        "step": 2,
        "until": "2026-12-31",
    },
    "files": [],
    "comments": [{"comment_id": 4, "value": "Done soon"}],
    "created_on": "2025-12-24 10:00:00",
    "created_by": {"type": "user", "id": 1, "name": "Bo"},
    "completed_on": None,
    "is_liked": False,
    "like_count": 2,
    "rights": ["view", "update"],
}

CASES = [
    Case(
        "tasks.get",
        lambda podio: podio.tasks.get(7),
        sends="GET /task/7",
        answer=TASK,
        reads=lambda task: (
            task.task_id,
            task.due_date,
            task.due_time,
            task.due_on,
            task.ref.title,
            task.responsible.name,
            [label.text for label in task.labels],
            task.reminder.remind_delta,
            (task.recurrence.name, task.recurrence.config.days, task.recurrence.until),
            [comment.value for comment in task.comments],
            task.created_by.name,
            task.completed_on,
            task.files,
        ),
        gives=(
            7,
            date(2026, 1, 2),
            time(9, 30),
            datetime(2026, 1, 2, 8, 30, tzinfo=UTC),
            "Budget",
            "Ann",
            ["urgent"],
            60,
            ("weekly", ["monday"], date(2026, 12, 31)),
            ["Done soon"],
            "Bo",
            None,
            [],
        ),
    ),
    Case(
        "tasks.create",
        lambda podio: podio.tasks.create("Call Ann"),
        sends="POST /task/",
        body={"text": "Call Ann"},
        answer=TASK,
        reads=lambda task: task.task_id,
        gives=7,
    ),
    Case(
        "tasks.create with everything",
        lambda podio: podio.tasks.create(
            "Call Ann",
            description="about the budget",
            private=True,
            due_date=date(2026, 1, 2),
            due_time=time(9, 30),
            due_on=datetime(2026, 1, 2, 9, 30, tzinfo=timezone(timedelta(hours=1))),
            responsible=12,
            ref_type="item",
            ref_id=55,
            file_ids=[91],
            labels=["urgent"],
            label_ids=[3],
            reminder=timedelta(hours=1),
            recurrence={
                "name": "monthly",
                "config": {"repeat_on": "day_of_week"},
                "step": 2,
                "until": date(2026, 12, 31),
            },
            external_id="a-1",
            silent=True,
            hook=False,
        ),
        sends="POST /task/?hook=false&silent=true",
        body={
            "text": "Call Ann",
            "description": "about the budget",
            "private": True,
            "due_date": "2026-01-02",
            "due_time": "09:30:00",
            "due_on": "2026-01-02 08:30:00",
            "responsible": 12,
            "ref_type": "item",
            "ref_id": 55,
            "file_ids": [91],
            "labels": ["urgent"],
            "label_ids": [3],
            "reminder": {"remind_delta": 60},
            "recurrence": {
                "name": "monthly",
                "config": {"repeat_on": "day_of_week"},
                "step": 2,
                "until": "2026-12-31",
            },
            "external_id": "a-1",
        },
        answer=TASK,
        reads=lambda task: task.text,
        gives="Call Ann",
    ),
    Case(
        "tasks.create_for_each",
        lambda podio: podio.tasks.create_for_each(
            "Call Ann", responsible=[12, Ref("profile", 120), {"type": "mail", "id": "a@b.example"}]
        ),
        sends="POST /task/",
        body={
            "text": "Call Ann",
            "responsible": [
                12,
                {"type": "profile", "id": 120},
                {"type": "mail", "id": "a@b.example"},
            ],
        },
        answer=[{"task_id": 7}, {"task_id": 8}, {"task_id": 9}],
        reads=lambda tasks: [task.task_id for task in tasks],
        gives=[7, 8, 9],
    ),
    Case(
        "tasks.create_for_each for one person",
        lambda podio: podio.tasks.create_for_each("Call Ann", responsible=[12]),
        sends="POST /task/",
        body={"text": "Call Ann", "responsible": [12]},
        answer=TASK,
        reads=lambda tasks: [task.task_id for task in tasks],
        gives=[7],
    ),
    Case(
        "tasks.create_on",
        lambda podio: podio.tasks.create_on(
            "item", 55, "Call Ann", responsible=Ref("user", 12), reminder=timedelta(0), hook=False
        ),
        sends="POST /task/item/55/?hook=false",
        body={
            "text": "Call Ann",
            "responsible": {"type": "user", "id": 12},
            "reminder": {"remind_delta": 0},
        },
        answer=TASK,
        reads=lambda task: (task.ref.type, task.ref.id),
        gives=("item", 55),
    ),
    Case(
        "tasks.create_on_for_each",
        lambda podio: podio.tasks.create_on_for_each(
            "space", 31, "Call Ann", responsible=[12, 13], due_date=date(2026, 1, 2), silent=True
        ),
        sends="POST /task/space/31/?silent=true",
        body={"text": "Call Ann", "responsible": [12, 13], "due_date": "2026-01-02"},
        answer=[{"task_id": 7}, {"task_id": 8}],
        reads=lambda tasks: [task.task_id for task in tasks],
        gives=[7, 8],
    ),
    Case(
        "tasks.update",
        lambda podio: podio.tasks.update(
            7,
            text="Call Bo",
            description="",
            due_date=date(2026, 1, 3),
            due_time=time(10),
            due_on=datetime(2026, 1, 3, 9, tzinfo=UTC),
            responsible=13,
            private=False,
            ref_type="item",
            ref_id=56,
            completed=True,
            labels=[3, "urgent"],
            file_ids=[],
            reminder=timedelta(minutes=5),
            silent=True,
        ),
        sends="PUT /task/7?silent=true",
        body={
            "text": "Call Bo",
            "description": "",
            "due_date": "2026-01-03",
            "due_time": "10:00:00",
            "due_on": "2026-01-03 09:00:00",
            "responsible": 13,
            "private": False,
            "ref_type": "item",
            "ref_id": 56,
            "completed": True,
            "labels": [3, "urgent"],
            "file_ids": [],
            "reminder": {"remind_delta": 5},
        },
        answer={"task_id": 7, "text": "Call Bo"},
        reads=lambda task: (task.text, task.due_on, task.labels),
        gives=("Call Bo", None, []),
    ),
    Case(
        "tasks.update takes away what is None",
        lambda podio: podio.tasks.update(
            7, due_date=None, due_time=None, due_on=None, responsible=None, reminder=None
        ),
        sends="PUT /task/7",
        body={
            "due_date": None,
            "due_time": None,
            "due_on": None,
            "responsible": None,
            "reminder": {"remind_delta": None},
        },
        answer=TASK,
        reads=lambda task: task.task_id,
        gives=7,
    ),
    Case(
        "tasks.update leaves out what is not given",
        lambda podio: podio.tasks.update(7, private=True),
        sends="PUT /task/7",
        body={"private": True},
        answer=TASK,
        reads=lambda task: task.task_id,
        gives=7,
    ),
    Case(
        "tasks.delete",
        lambda podio: podio.tasks.delete(7, hook=False),
        sends="DELETE /task/7?hook=false",
        status=204,
    ),
    Case(
        "tasks.complete a recurring one",
        lambda podio: podio.tasks.complete(7, silent=True),
        sends="POST /task/7/complete?silent=true",
        answer={"recurring_task_id": 70},
        gives=70,
    ),
    Case(
        "tasks.complete the last one",
        lambda podio: podio.tasks.complete(7),
        sends="POST /task/7/complete",
        status=204,
        gives=None,
    ),
    Case(
        "tasks.incomplete",
        lambda podio: podio.tasks.incomplete(7, hook=True),
        sends="POST /task/7/incomplete?hook=true",
        status=204,
    ),
    Case(
        "tasks.assign",
        lambda podio: podio.tasks.assign(7, Ref("profile", 120), silent=True),
        sends="POST /task/7/assign?silent=true",
        body={"responsible": {"type": "profile", "id": 120}},
        status=204,
    ),
    Case(
        "tasks.assign to nobody",
        lambda podio: podio.tasks.assign(7, None),
        sends="POST /task/7/assign",
        body={"responsible": None},
        status=204,
    ),
    Case(
        "tasks.rank",
        lambda podio: podio.tasks.rank(7, before=8, after=6),
        sends="POST /task/7/rank",
        body={"before": 8, "after": 6},
        status=204,
    ),
    Case(
        "tasks.update_text",
        lambda podio: podio.tasks.update_text(7, "Call Bo", silent=True),
        sends="PUT /task/7/text?silent=true",
        body={"text": "Call Bo"},
        status=204,
    ),
    Case(
        "tasks.update_description",
        lambda podio: podio.tasks.update_description(7, "", hook=False),
        sends="PUT /task/7/description?hook=false",
        body={"description": ""},
        status=204,
    ),
    Case(
        "tasks.update_private",
        lambda podio: podio.tasks.update_private(7, private=False),
        sends="PUT /task/7/private",
        body={"private": False},
        status=204,
    ),
    Case(
        "tasks.update_due",
        lambda podio: podio.tasks.update_due(7, due_date=date(2026, 1, 2), due_time=None),
        sends="PUT /task/7/due",
        body={"due_date": "2026-01-02", "due_time": None},
        status=204,
    ),
    Case(
        "tasks.update_due_v2",
        lambda podio: podio.tasks.update_due_v2(7, due_on=datetime(2026, 1, 2, 8, tzinfo=UTC)),
        sends="PUT /task/7/due_on",
        body={"due_on": "2026-01-02 08:00:00"},
        status=204,
    ),
    Case(
        "tasks.update_due_date",
        lambda podio: podio.tasks.update_due_date(7, date(2026, 1, 2)),
        sends="PUT /task/7/due_date",
        body={"due_date": "2026-01-02"},
        status=204,
    ),
    Case(
        "tasks.update_labels",
        lambda podio: podio.tasks.update_labels(7, (3, "urgent")),
        sends="PUT /task/7/label/",
        body=[3, "urgent"],
        status=204,
    ),
    Case(
        "tasks.update_reference",
        lambda podio: podio.tasks.update_reference(7, ref_type="item", ref_id=56, hook=False),
        sends="PUT /task/7/ref?hook=false",
        body={"ref_type": "item", "ref_id": 56},
        status=204,
    ),
    Case(
        "tasks.remove_reference",
        lambda podio: podio.tasks.remove_reference(7),
        sends="DELETE /task/7/ref",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Tasks.get(0),
        lambda: Tasks.rank(7),
        lambda: Tasks.update_due(7),
        lambda: Tasks.update_labels(7, "urgent"),
        lambda: Tasks.update(7, labels="urgent"),
        lambda: Tasks.create("x", reminder=timedelta(seconds=90)),
        lambda: Tasks.create("x", reminder=timedelta(minutes=-1)),
        lambda: Tasks.create("x", responsible=0),
        lambda: Tasks.create_for_each("x", responsible=[]),
        lambda: Tasks.create_on_for_each("item", 55, "x", responsible=[]),
    ],
)
def test_a_call_that_cannot_work_is_refused_before_it_is_sent(call: Callable[[], object]) -> None:
    with pytest.raises(InvalidArgumentError):
        call()


def test_a_due_moment_without_a_time_zone_is_refused(kind: str) -> None:
    naive = datetime(2026, 1, 2, 9, 30)  # noqa: DTZ001 -- what is refused
    case = Case(
        "naive",
        lambda podio: podio.tasks.create("x", due_on=naive),
        sends="POST /task/",
        answer=TASK,
    )
    with pytest.raises(InvalidArgumentError, match="time zone"):
        check(case, kind)


def test_a_task_shows_what_it_does_not_know_as_it_came() -> None:
    task = Task(
        {"task_id": "7", "due_date": "some day", "labels": {}, "group": {"app_id": 2}, "mood": 1}
    )
    shown: list[object] = [task.task_id, task.due_date, task.labels, task.group]
    assert shown == [7, "some day", [], {"app_id": 2}]
    assert task.to_dict()["mood"] == 1


def test_an_answer_that_is_no_task_is_kept_in_the_error(kind: str) -> None:
    case = Case("list", lambda podio: podio.tasks.get(7), sends="GET /task/7", answer=[TASK])
    with pytest.raises(DecodeError) as caught:
        check(case, kind)
    assert caught.value.raw == [TASK]
