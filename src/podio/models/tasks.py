"""Tasks, their labels, and the counts and summaries that Podio makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from podio.core.operations.request import Json
    from podio.models.comments import Comment
    from podio.models.files import File
    from podio.models.recurrence import Recurrence
    from podio.models.reference import Reference
    from podio.models.reminders import Reminder
    from podio.models.users import ByLine, Presence, Push, User, Via


class Task(Model):
    """A thing to do, alone or attached to another object.

    Attributes:
        due_on: The moment it is due; `due_date` and `due_time` say the same in the user's zone.
        due_time: None where it is due some time that day.
        group: What it was sorted under, in a grouped listing; its form depends on the grouping.
        responsible: Who is to do it; in a listing by contact this may be no Podio user.

    https://developers.podio.com/doc/tasks/get-task-22413
    """

    task_id: int
    external_id: str | None
    status: Literal["active", "completed"] | None
    text: str | None
    description: str | None
    private: bool | None
    due_date: date | None
    due_time: time | None
    due_on: datetime | None
    responsible: User | None
    space_id: int | None
    link: str | None
    ref: Reference | None
    ref_type: str | None
    ref_id: int | None
    ref_title: str | None
    ref_link: str | None
    labels: list[TaskLabel]
    label_ids: list[int]
    files: list[File]
    file_ids: list[int]
    comments: list[Comment]
    reminder: Reminder | None
    recurrence: Recurrence | None
    group: Json
    type: Json
    started: bool | None
    completed: bool | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None
    completed_on: datetime | None
    completed_by: ByLine | None
    completed_via: Via | None
    deleted_on: datetime | None
    deleted_by: ByLine | None
    deleted_via: Via | None
    is_liked: bool | None
    like_count: int | None
    pinned: bool | None
    subscribed: bool | None
    subscribed_count: int | None
    rights: list[str]
    presence: Presence | None
    push: Push | None


class TaskLabel(Model):
    """A personal label: only the user who made it sees it on a task.

    https://developers.podio.com/doc/tasks/get-labels-151534
    """

    label_id: int
    text: str | None
    color: str | None  # hexadecimal, without a hash sign


class TaskCompleted(Model):
    """What completing a task answers: the next one, if it recurs.

    https://developers.podio.com/doc/tasks/complete-task-22432
    """

    recurring_task_id: int | None


class TaskSummary(Model):
    """The first few open tasks by urgency, with how many there are of each.

    https://developers.podio.com/doc/tasks/get-task-summary-1612017
    """

    overdue: TaskSummaryGroup | None
    today: TaskSummaryGroup | None
    other: TaskSummaryGroup | None


class TaskSummaryGroup(Model):
    """One part of a summary: the first few tasks, and how many there are in all."""

    total: int | None
    tasks: list[Task]


class TasksByDue(Model):
    """Open tasks sorted by when they are due."""

    overdue: list[Task]
    today: list[Task]
    tomorrow: list[Task]
    upcoming: list[Task]
    later: list[Task]


class TaskTotals(Model):
    """How many open tasks there are: one's own, and those given to others.

    https://developers.podio.com/doc/tasks/get-task-totals-v2-83590
    """

    own: TaskCounts | None
    reassigned: TaskCounts | None


class TaskCounts(Model):
    """How many tasks are due when."""

    overdue: int | None
    today: int | None
    tomorrow: int | None
    upcoming: int | None
    later: int | None
    completed_yesterday: int | None
