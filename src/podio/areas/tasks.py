"""Tasks: things to do, alone or attached to an object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from podio.areas.task_creation import Attachable, TaskCreation
from podio.areas.task_lists import TaskLists
from podio.core.operations.arguments import not_empty
from podio.core.operations.operation import S, operation
from podio.core.operations.request import UNSET, Call, Unset, nothing, nullable, sent
from podio.errors import InvalidArgumentError
from podio.models.contact_identifier import ContactIdentifier, identified
from podio.models.reminders import remind_delta
from podio.models.tasks import Task, TaskCompleted

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

    from podio.core.operations.request import Json


class Tasks(TaskCreation[S], TaskLists[S]):
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
            labels=None if labels is None else _labels(labels),
            file_ids=file_ids,
        )
        # guess: no page says how a due date is taken away; null does it for `responsible`.
        # due_on is not on this page either; the clients' update request has it.
        body |= nullable(
            due_date=due_date,
            due_time=due_time,
            due_on=due_on,
            responsible=_responsible(responsible),
            reminder=_reminder(reminder),
        )
        return Call(Task, task_id, query={"silent": silent, "hook": hook}, body=body)

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
        body = nullable(responsible=_responsible(responsible))
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
        body = _due(due_on, due_date, due_time)
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
        return Call(nothing, task_id, body=_due(due_on, due_date, due_time))

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
        return Call(nothing, task_id, body=_labels(labels))

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


def _responsible(who: ContactIdentifier | Unset | None) -> object:
    return who if who is None or isinstance(who, Unset) else identified(who)


def _reminder(before: timedelta | Unset | None) -> object:
    if isinstance(before, Unset):
        return before
    return {"remind_delta": None if before is None else remind_delta(before)}


def _labels(labels: Sequence[int | str]) -> list[int | str]:
    if isinstance(labels, str):
        raise InvalidArgumentError(f"labels must be a list, such as [{labels!r}]")
    return list(labels)


def _due(
    due_on: datetime | Unset | None,
    due_date: date | Unset | None,
    due_time: time | Unset | None,
) -> dict[str, object]:
    body = nullable(due_on=due_on, due_date=due_date, due_time=due_time)
    not_empty(due=body)
    return body


def _recurring(data: Json) -> int | None:
    """Read the id of the next task; there is no answer, or an empty one, if none follows."""
    return TaskCompleted(data or {}).recurring_task_id
