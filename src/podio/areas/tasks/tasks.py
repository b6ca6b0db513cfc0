"""Tasks: things to do, alone or attached to an object; one or many at a time, and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.areas.tasks.bodies import (
    changed_reminder,
    due_body,
    label_list,
    new_reminder,
    responsible_people,
    responsible_person,
)
from podio.areas.tasks.filters import Days, Grouping, joined, spans
from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import UNSET, Call, Listing, Unset, nothing, nullable, sent
from podio.core.views.model import integer, many, member
from podio.errors import InvalidArgumentError
from podio.models.tasks import Task, TaskCompleted, TaskLabel, TasksByDue, TaskSummary, TaskTotals

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

    from podio.core.operations.request import Json
    from podio.core.ref import Ref
    from podio.models.contact_identifier import ContactIdentifier
    from podio.models.recurrence import RecurrenceRule

Attachable: TypeAlias = Literal["item", "status", "app", "space", "conversation"]
"""What a task can be attached to."""


class Tasks(Area[S]):
    """Things to do, alone or attached to an object."""

    @operation("GET", "/task/{task_id}")
    def get(self, task_id: int) -> Call[Task]:
        """Fetch one task.

        https://developers.podio.com/doc/tasks/get-task-22413
        """
        return Call(Task, task_id)

    @operation("PUT", "/task/{task_id}")
    def update(
        self,
        task_id: int,
        *,
        text: str | None = None,
        description: str | None = None,
        due_date: date | Unset | None = UNSET,
        due_time: time | Unset | None = UNSET,
        due_on: datetime | Unset | None = UNSET,
        responsible: ContactIdentifier | Unset | None = UNSET,
        private: bool | None = None,
        ref_type: Attachable | None = None,
        ref_id: int | None = None,
        completed: bool | None = None,
        labels: Sequence[int | str] | None = None,
        file_ids: Sequence[int] | None = None,
        reminder: timedelta | Unset | None = UNSET,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[Task]:
        """Change a task; what is left out stays as it is.

        Args:
            due_date: In the time zone of the user, as is `due_time`; None for no due date.
            responsible: None for nobody.
            labels: Labels by their id or their text, instead of those it has.
            reminder: How long before it is due, in whole minutes; None deletes the reminder.

        https://developers.podio.com/doc/tasks/update-task-10583674
        """
        body = sent(
            text=text,
            description=description,
            private=private,
            ref_type=ref_type,
            ref_id=ref_id,
            completed=completed,
            labels=None if labels is None else label_list(labels),
            file_ids=file_ids,
        )
        # guess: no page says how a due date is taken away; null does it for `responsible`.
        # due_on is not on this page either; the clients' update request has it.
        body |= nullable(
            due_date=due_date,
            due_time=due_time,
            due_on=due_on,
            responsible=responsible_person(responsible),
            reminder=changed_reminder(reminder),
        )
        query = {"silent": silent, "hook": hook}
        # Completing a recurring task makes the next one.
        repeatable = None if completed is None else False
        return Call(Task, task_id, query=query, body=body, repeatable=repeatable)

    @operation("DELETE", "/task/{task_id}")
    def delete(
        self, task_id: int, *, silent: bool | None = None, hook: bool | None = None
    ) -> Call[None]:
        """Delete a task.

        https://developers.podio.com/doc/tasks/delete-task-77179
        """
        return Call(nothing, task_id, query={"silent": silent, "hook": hook})

    @operation("POST", "/task/{task_id}/complete")
    def complete(
        self, task_id: int, *, silent: bool | None = None, hook: bool | None = None
    ) -> Call[int | None]:
        """Mark a task as done; if it recurs, the answer is the id of the next one.

        https://developers.podio.com/doc/tasks/complete-task-22432
        """
        return Call(_recurring, task_id, query={"silent": silent, "hook": hook})

    @operation("POST", "/task/{task_id}/incomplete")
    def incomplete(
        self, task_id: int, *, silent: bool | None = None, hook: bool | None = None
    ) -> Call[None]:
        """Open a completed task again.

        https://developers.podio.com/doc/tasks/incomplete-task-22433
        """
        return Call(nothing, task_id, query={"silent": silent, "hook": hook})

    @operation("POST", "/task/{task_id}/assign")
    def assign(
        self,
        task_id: int,
        responsible: ContactIdentifier | None,
        *,
        silent: bool | None = None,
    ) -> Call[None]:
        """Give a task to somebody else.

        Args:
            responsible: Who is to do it; None for nobody.

        https://developers.podio.com/doc/tasks/assign-task-22412
        """
        body = nullable(responsible=responsible_person(responsible))
        return Call(nothing, task_id, query={"silent": silent}, body=body)

    @operation("POST", "/task/{task_id}/rank")
    def rank(
        self, task_id: int, *, before: int | None = None, after: int | None = None
    ) -> Call[None]:
        """Move a task in your list, next to one or between two others.

        Args:
            before: The id of the task that it comes before.
            after: The id of the task that it follows.

        Raises:
            InvalidArgumentError: Neither is given.

        https://developers.podio.com/doc/tasks/rank-task-81015
        """
        if before is None and after is None:
            raise InvalidArgumentError("rank needs before=, after= or both: the task's neighbours")
        return Call(nothing, task_id, body=sent(before=before, after=after))

    @operation("PUT", "/task/{task_id}/text")
    def update_text(
        self, task_id: int, text: str, *, silent: bool | None = None, hook: bool | None = None
    ) -> Call[None]:
        """Change what a task says.

        https://developers.podio.com/doc/tasks/update-task-text-22428
        """
        query = {"silent": silent, "hook": hook}
        return Call(nothing, task_id, query=query, body=sent(text=text))

    @operation("PUT", "/task/{task_id}/description")
    def update_description(
        self,
        task_id: int,
        description: str,
        *,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[None]:
        """Change the description of a task; an empty one takes it away.

        https://developers.podio.com/doc/tasks/update-task-description-76982
        """
        query = {"silent": silent, "hook": hook}
        return Call(nothing, task_id, query=query, body=sent(description=description))

    @operation("PUT", "/task/{task_id}/private")
    def update_private(
        self,
        task_id: int,
        *,
        private: bool,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[None]:
        """Hide a task from all but those it concerns, or show it again.

        Args:
            private: True for the creator, the one who assigned it and the assignee alone.

        https://developers.podio.com/doc/tasks/update-task-private-22434
        """
        query = {"silent": silent, "hook": hook}
        return Call(nothing, task_id, query=query, body=sent(private=private))

    @operation("PUT", "/task/{task_id}/due")
    def update_due(
        self,
        task_id: int,
        *,
        due_on: datetime | Unset | None = UNSET,
        due_date: date | Unset | None = UNSET,
        due_time: time | Unset | None = UNSET,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[None]:
        """Change when a task is due.

        Args:
            due_on: The moment; or give `due_date` and `due_time`, in the user's time zone.
            due_date: None for no due date.
            due_time: None for some time that day.

        Raises:
            InvalidArgumentError: None of the three is given.

        https://developers.podio.com/doc/tasks/update-task-due-on-3442633
        """
        body = due_body(due_on, due_date, due_time)
        return Call(nothing, task_id, query={"silent": silent, "hook": hook}, body=body)

    @operation("PUT", "/task/{task_id}/due_on")
    def update_due_v2(
        self,
        task_id: int,
        *,
        due_on: datetime | Unset | None = UNSET,
        due_date: date | Unset | None = UNSET,
        due_time: time | Unset | None = UNSET,
    ) -> Call[None]:
        """Change when a task is due, by an older path; see `update_due`.

        https://developers.podio.com/doc/tasks/update-task-due-on-3442633
        """
        # guess: the page shows /due alone; the body is taken to be the same.
        return Call(nothing, task_id, body=due_body(due_on, due_date, due_time))

    @operation("PUT", "/task/{task_id}/due_date")
    def update_due_date(self, task_id: int, due_date: date | None) -> Call[None]:
        """Change the day on which a task is due; `update_due` is the documented way.

        Not on a page of its own; seen in the java, rb clients.
        """
        return Call(nothing, task_id, body=nullable(due_date=due_date))

    @operation("PUT", "/task/{task_id}/label/")
    def update_labels(self, task_id: int, labels: Sequence[int | str]) -> Call[None]:
        """Replace the labels of a task; an empty list takes them all off.

        Args:
            labels: Labels by their id or their text.

        https://developers.podio.com/doc/tasks/update-task-labels-151769
        """
        return Call(nothing, task_id, body=label_list(labels))

    @operation("PUT", "/task/{task_id}/ref")
    def update_reference(
        self,
        task_id: int,
        *,
        ref_type: Attachable,
        ref_id: int,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[None]:
        """Attach a task to another object, away from the one it is on.

        https://developers.podio.com/doc/tasks/update-task-reference-170733
        """
        query = {"silent": silent, "hook": hook}
        return Call(nothing, task_id, query=query, body=sent(ref_type=ref_type, ref_id=ref_id))

    @operation("DELETE", "/task/{task_id}/ref")
    def remove_reference(self, task_id: int) -> Call[None]:
        """Detach a task from the object it is on.

        https://developers.podio.com/doc/tasks/remove-task-reference-6146114
        """
        return Call(nothing, task_id)

    @operation("POST", "/task/")
    def create(
        self,
        text: str,
        *,
        description: str | None = None,
        private: bool | None = None,
        due_date: date | None = None,
        due_time: time | None = None,
        due_on: datetime | None = None,
        responsible: ContactIdentifier | None = None,
        ref_type: Attachable | None = None,
        ref_id: int | None = None,
        file_ids: Sequence[int] | None = None,
        labels: Sequence[str] | None = None,
        label_ids: Sequence[int] | None = None,
        reminder: timedelta | None = None,
        recurrence: RecurrenceRule | None = None,
        external_id: str | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[Task]:
        """Create a task.

        Args:
            due_date: In the time zone of the user, as is `due_time`; give these or `due_on`.
            responsible: Who is to do it; see `create_for_each` for several people.
            labels: Labels by their text.
            reminder: How long before it is due to be reminded, in whole minutes.

        https://developers.podio.com/doc/tasks/create-task-22419
        """
        return Call(
            Task,
            query={"silent": silent, "hook": hook},
            body=sent(
                text=text,
                description=description,
                private=private,
                due_date=due_date,
                due_time=due_time,
                due_on=due_on,
                responsible=responsible_person(responsible),
                ref_type=ref_type,
                ref_id=ref_id,
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=new_reminder(reminder),
                recurrence=recurrence,
                # guess: not on the page, but .NET sends it and a task has one.
                external_id=external_id,
            ),
        )

    @operation("POST", "/task/")
    def create_for_each(
        self,
        text: str,
        *,
        responsible: Sequence[ContactIdentifier],
        description: str | None = None,
        private: bool | None = None,
        due_date: date | None = None,
        due_time: time | None = None,
        due_on: datetime | None = None,
        ref_type: Attachable | None = None,
        ref_id: int | None = None,
        file_ids: Sequence[int] | None = None,
        labels: Sequence[str] | None = None,
        label_ids: Sequence[int] | None = None,
        reminder: timedelta | None = None,
        recurrence: RecurrenceRule | None = None,
        external_id: str | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[list[Task]]:
        """Create the same task for several people, one for each, in one call.

        The arguments are those of `create`.

        Raises:
            InvalidArgumentError: Nobody is responsible.

        https://developers.podio.com/doc/tasks/create-task-22419
        """
        return Call(
            _each,
            query={"silent": silent, "hook": hook},
            body=sent(
                text=text,
                description=description,
                private=private,
                due_date=due_date,
                due_time=due_time,
                due_on=due_on,
                responsible=responsible_people(responsible),
                ref_type=ref_type,
                ref_id=ref_id,
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=new_reminder(reminder),
                recurrence=recurrence,
                external_id=external_id,
            ),
        )

    @operation("POST", "/task/{ref_type}/{ref_id}/")
    def create_on(
        self,
        ref_type: Attachable,
        ref_id: int,
        text: str,
        *,
        description: str | None = None,
        private: bool | None = None,
        due_date: date | None = None,
        due_time: time | None = None,
        due_on: datetime | None = None,
        responsible: ContactIdentifier | None = None,
        file_ids: Sequence[int] | None = None,
        labels: Sequence[str] | None = None,
        label_ids: Sequence[int] | None = None,
        reminder: timedelta | None = None,
        recurrence: RecurrenceRule | None = None,
        external_id: str | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[Task]:
        """Create a task that is attached to another object.

        The arguments are those of `create`.

        https://developers.podio.com/doc/tasks/create-task-with-reference-22420
        """
        return Call(
            Task,
            ref_type,
            ref_id,
            query={"silent": silent, "hook": hook},
            body=sent(
                text=text,
                description=description,
                private=private,
                due_date=due_date,
                due_time=due_time,
                due_on=due_on,
                responsible=responsible_person(responsible),
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=new_reminder(reminder),
                recurrence=recurrence,
                external_id=external_id,
            ),
        )

    @operation("POST", "/task/{ref_type}/{ref_id}/")
    def create_on_for_each(
        self,
        ref_type: Attachable,
        ref_id: int,
        text: str,
        *,
        responsible: Sequence[ContactIdentifier],
        description: str | None = None,
        private: bool | None = None,
        due_date: date | None = None,
        due_time: time | None = None,
        due_on: datetime | None = None,
        file_ids: Sequence[int] | None = None,
        labels: Sequence[str] | None = None,
        label_ids: Sequence[int] | None = None,
        reminder: timedelta | None = None,
        recurrence: RecurrenceRule | None = None,
        external_id: str | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[list[Task]]:
        """Create the same task on another object for several people, one for each.

        The arguments are those of `create`.

        Raises:
            InvalidArgumentError: Nobody is responsible.

        https://developers.podio.com/doc/tasks/create-task-with-reference-22420
        """
        return Call(
            _each,
            ref_type,
            ref_id,
            query={"silent": silent, "hook": hook},
            body=sent(
                text=text,
                description=description,
                private=private,
                due_date=due_date,
                due_time=due_time,
                due_on=due_on,
                responsible=responsible_people(responsible),
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=new_reminder(reminder),
                recurrence=recurrence,
                external_id=external_id,
            ),
        )

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
        query |= joined(org=org, space=space, responsible=responsible, reference=reference)
        query |= joined(completed_by=completed_by, created_by=created_by)
        query |= spans(completed_on=completed_on, created_on=created_on, due_date=due_date)
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
        return Call(TaskTotals, query=joined(space=space))

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


def _recurring(data: Json) -> int | None:
    """Read the id of the next task; there is no answer, or an empty one, if none follows."""
    return TaskCompleted(data or {}).recurring_task_id


def _each(data: Json) -> list[Task]:
    """Read what was made: a list for several people, one task alone for a single one."""
    return many(Task)(data) if type(data) is list else [Task(data)]
