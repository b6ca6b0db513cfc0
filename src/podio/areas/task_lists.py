"""Tasks in numbers: found by filters, counted, summed up, and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Listing, nothing, sent
from podio.core.session.oauth import Ref
from podio.core.views.model import integer, many, member
from podio.errors import InvalidArgumentError
from podio.models.tasks import (
    Task,
    TaskLabel,
    TasksByDue,
    TaskSummary,
    TaskTotals,
)

Days: TypeAlias = "tuple[date, date]"
"""The first and the last day of a span."""
Grouping: TypeAlias = Literal[
    "due_date",
    "created_by",
    "responsible",
    "reference",
    "app",
    "space",
    "org",
    "label",
    "completed_on",
]
"""What tasks can be sorted into groups by."""


class TaskLists(Area[S]):
    """The operations on many tasks at once; they are all on `podio.tasks`."""

    @listing("GET", "/task/")
    def find(
        self,
        *,
        app: int | None = None,
        completed: bool | None = None,
        completed_by: Ref | Sequence[Ref] | None = None,
        completed_on: Days | None = None,
        completed_via: int | None = None,
        created_by: Ref | Sequence[Ref] | None = None,
        created_on: Days | None = None,
        created_via: int | None = None,
        due_date: Days | None = None,
        external_id: str | None = None,
        files: bool | None = None,
        grouping: Grouping | None = None,
        label: int | str | None = None,
        org: int | Sequence[int] | None = None,
        reassigned: bool | None = None,
        reference: Ref | Sequence[Ref] | None = None,
        responsible: int | Sequence[int] | None = None,
        sort_by: Literal["created_on", "completed_on", "rank"] | None = None,
        sort_desc: bool | None = None,
        space: int | Sequence[int] | None = None,
        view: Literal["full"] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Task]:
        """Walk over the tasks that pass every filter given.

        Args:
            completed: True for completed tasks, False for open ones; both if left out.
            completed_by: Who completed it, such as `Ref("user", 7)`.
            completed_via: The id of the API client it was completed with.
            due_date: The first and the last day, as for `completed_on` and `created_on`.
            grouping: Sorts the tasks into groups; each tells its own as `group`.
            reassigned: Whether you gave the task to somebody else.
            reference: What the task is attached to, such as `Ref("item", 7)`.
            responsible: User ids; 0 is yourself.
            view: "full" for tasks with all that `get` shows.

        https://developers.podio.com/doc/tasks/get-tasks-77949
        """
        query: dict[str, object] = {"app": app, "label": label, "external_id": external_id}
        query |= {"completed": completed, "files": files, "reassigned": reassigned, "view": view}
        query |= {"completed_via": completed_via, "created_via": created_via}
        query |= _joined(org=org, space=space, responsible=responsible, reference=reference)
        query |= _joined(completed_by=completed_by, created_by=created_by)
        query |= _spans(completed_on=completed_on, created_on=created_on, due_date=due_date)
        # guess: the page's answer is cut off; with a grouping php, rb and .NET read a flat list.
        query |= {"grouping": grouping, "sort_by": sort_by, "sort_desc": sort_desc}
        return Listing(Task, query=query, limit=limit, offset=offset, page_size=page_size)

    @operation("GET", "/task/{ref_type}/{ref_id}/")
    def for_object(self, ref_type: str, ref_id: int) -> Call[list[Task]]:
        """Fetch the tasks that are attached to an object.

        https://developers.podio.com/doc/tasks/get-tasks-with-reference-22426
        """
        return Call(many(Task), ref_type, ref_id)

    @operation("GET", "/task/{ref_type}/{ref_id}/count")
    def count(self, ref_type: str, ref_id: int) -> Call[int]:
        """Count your open tasks on an object.

        https://developers.podio.com/doc/tasks/get-task-count-38316458
        """
        return Call(member("count", integer), ref_type, ref_id)

    @operation("GET", "/task/active/")
    def active(self) -> Call[TasksByDue]:
        """Fetch your open tasks by when they are due.

        Not on a page of its own; seen in the java client.
        """
        return Call(TasksByDue)

    @operation("GET", "/task/assigned/active/")
    def assigned_active(self) -> Call[TasksByDue]:
        """Fetch the open tasks that you gave to others, by when they are due.

        Not on a page of its own; seen in the java client.
        """
        return Call(TasksByDue)

    @operation("GET", "/task/completed/")
    def completed(self) -> Call[list[Task]]:
        """Fetch your completed tasks.

        Not on a page of its own; seen in the java client.
        """
        return Call(many(Task))

    @operation("GET", "/task/summary")
    def summary(self, *, limit: int | None = None) -> Call[TaskSummary]:
        """Sum up your open tasks: overdue, due today, and the others.

        Args:
            limit: The most tasks to show in each group.

        https://developers.podio.com/doc/tasks/get-task-summary-1612017
        """
        at_least(1, limit=limit)
        return Call(TaskSummary, query={"limit": limit})

    @operation("GET", "/task/org/{org_id}/summary")
    def summary_for_org(self, org_id: int, *, limit: int | None = None) -> Call[TaskSummary]:
        """Sum up your open tasks in an organization.

        Args:
            limit: The most tasks to show in each group.

        https://developers.podio.com/doc/tasks/get-task-summary-for-organization-1612063
        """
        at_least(1, limit=limit)
        return Call(TaskSummary, org_id, query={"limit": limit})

    @operation("GET", "/task/personal/summary")
    def summary_for_personal(self, *, limit: int | None = None) -> Call[TaskSummary]:
        """Sum up your open tasks outside of organizations.

        Args:
            limit: The most tasks to show in each group.

        https://developers.podio.com/doc/tasks/get-task-summary-for-personal-1657217
        """
        at_least(1, limit=limit)
        return Call(TaskSummary, query={"limit": limit})

    @operation("GET", "/task/space/{space_id}/summary")
    def summary_for_space(self, space_id: int, *, limit: int | None = None) -> Call[TaskSummary]:
        """Sum up your open tasks in a workspace.

        Args:
            limit: The most tasks to show in each group.

        https://developers.podio.com/doc/tasks/get-task-summary-for-space-1612130
        """
        at_least(1, limit=limit)
        return Call(TaskSummary, space_id, query={"limit": limit})

    @operation("GET", "/task/{ref_type}/{ref_id}/summary")
    def summary_for_object(
        self, ref_type: str, ref_id: int, *, limit: int | None = None
    ) -> Call[TaskSummary]:
        """Sum up the open tasks on an object.

        Args:
            limit: The most tasks to show in each group.

        https://developers.podio.com/doc/tasks/get-task-summary-for-reference-1657980
        """
        at_least(1, limit=limit)
        return Call(TaskSummary, ref_type, ref_id, query={"limit": limit})

    @operation("GET", "/task/total/")
    def totals(self, *, space: int | Sequence[int] | None = None) -> Call[TaskTotals]:
        """Count your open tasks, and those given to others, by when they are due.

        Args:
            space: The ids of the workspaces to count in; all of them if left out.

        https://developers.podio.com/doc/tasks/get-task-totals-v2-83590
        """
        return Call(TaskTotals, query=_joined(space=space))

    @operation("GET", "/task/total/{time}")
    def total_by_time(
        self, time: Literal["overdue", "due", "today", "all"], *, space_id: int | None = None
    ) -> Call[int]:
        """Count your open tasks of one urgency.

        https://developers.podio.com/doc/tasks/get-task-totals-by-time-5435062
        """
        return Call(member("count", integer), time, query={"space_id": space_id})

    @operation("GET", "/task/label/")
    def labels(self) -> Call[list[TaskLabel]]:
        """Fetch your labels.

        https://developers.podio.com/doc/tasks/get-labels-151534
        """
        return Call(many(TaskLabel))

    @operation("POST", "/task/label/")
    def create_label(self, text: str, *, color: str | None = None) -> Call[int]:
        """Create a label of your own; the answer is its id.

        Args:
            color: Six hexadecimal digits, without a hash sign.

        https://developers.podio.com/doc/tasks/create-label-151265
        """
        return Call(member("label_id", integer), body=sent(text=text, color=color))

    @operation("PUT", "/task/label/{label_id}")
    def update_label(
        self, label_id: int, *, text: str | None = None, color: str | None = None
    ) -> Call[None]:
        """Rename a label or give it another color.

        Args:
            color: Six hexadecimal digits, without a hash sign.

        https://developers.podio.com/doc/tasks/update-label-151289
        """
        return Call(nothing, label_id, body=sent(text=text, color=color))

    @operation("DELETE", "/task/label/{label_id}")
    def delete_label(self, label_id: int) -> Call[None]:
        """Delete a label and take it off all tasks.

        https://developers.podio.com/doc/tasks/delete-label-151302
        """
        return Call(nothing, label_id)


def _joined(**filters: int | Ref | Sequence[int] | Sequence[Ref] | None) -> dict[str, str]:
    """Write ids and references as Podio reads them: with semicolons between."""
    return {
        name: ";".join(map(_key, values if isinstance(values, Sequence) else (values,)))
        for name, values in filters.items()
        if values is not None
    }


def _key(value: int | Ref) -> str:
    return f"{value.type}:{value.id}" if isinstance(value, Ref) else str(value)


def _spans(**filters: Days | None) -> dict[str, str]:
    """Write spans of days as Podio reads them: `2026-01-01-2026-01-31`.

    Raises:
        InvalidArgumentError: One runs backwards, or has times in it.
    """
    spans: dict[str, str] = {}
    for name, days in filters.items():
        if days is None:
            continue
        first, last = days
        if isinstance(first, datetime) or isinstance(last, datetime) or first > last:
            message = f"{name} must be two dates, the first day and the last, got {days!r}"
            raise InvalidArgumentError(message)
        spans[name] = f"{first.isoformat()}-{last.isoformat()}"
    return spans
