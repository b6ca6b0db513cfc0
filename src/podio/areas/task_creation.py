"""Making tasks: one, or one for each of several people; alone or on another object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, sent
from podio.core.views.model import many
from podio.models.contact_identifier import ContactIdentifier, identified
from podio.models.reminders import remind_delta
from podio.models.tasks import Task

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

    from podio.core.operations.request import Json
    from podio.models.recurrence import RecurrenceRule

Attachable: TypeAlias = Literal["item", "status", "app", "space", "conversation"]
"""What a task can be attached to."""


class TaskCreation(Area[S]):
    """The operations that make tasks; they are all on `podio.tasks`."""

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
                responsible=None if responsible is None else identified(responsible),
                ref_type=ref_type,
                ref_id=ref_id,
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=_reminder(reminder),
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
                responsible=_people(responsible),
                ref_type=ref_type,
                ref_id=ref_id,
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=_reminder(reminder),
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
                responsible=None if responsible is None else identified(responsible),
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=_reminder(reminder),
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
                responsible=_people(responsible),
                file_ids=file_ids,
                labels=labels,
                label_ids=label_ids,
                reminder=_reminder(reminder),
                recurrence=recurrence,
                external_id=external_id,
            ),
        )


def _reminder(before: timedelta | None) -> dict[str, int] | None:
    return None if before is None else {"remind_delta": remind_delta(before)}


def _people(several: Sequence[ContactIdentifier]) -> list[object]:
    not_empty(responsible=several)
    return [identified(one) for one in several]


def _each(data: Json) -> list[Task]:
    """Read what was made: a list for several people, one task alone for a single one."""
    return many(Task)(data) if type(data) is list else [Task(data)]
