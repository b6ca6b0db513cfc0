"""What operations on tasks send: who, when, and which labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from podio.core.operations.arguments import not_empty
from podio.core.operations.request import Unset, nullable
from podio.errors import InvalidArgumentError
from podio.models.contact_identifier import ContactIdentifier, identified
from podio.models.reminders import remind_delta

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta


def responsible_person(who: ContactIdentifier | Unset | None) -> object:
    """Return who is to do a task, in Podio's form; what is absent stays as it is."""
    return who if who is None or isinstance(who, Unset) else identified(who)


def responsible_people(several: Sequence[ContactIdentifier]) -> list[object]:
    """Return those who are to do a task each.

    Raises:
        InvalidArgumentError: There is nobody.
    """
    not_empty(responsible=several)
    return [identified(one) for one in several]


def new_reminder(before: timedelta | None) -> object:
    """Return the reminder of a task that is made, None for none."""
    return None if before is None else {"remind_delta": remind_delta(before)}


def changed_reminder(before: timedelta | Unset | None) -> object:
    """Return the reminder that a task is to have; None takes it away."""
    if isinstance(before, Unset):
        return before
    return {"remind_delta": None if before is None else remind_delta(before)}


def label_list(labels: Sequence[int | str]) -> list[int | str]:
    """Return labels by id or text.

    Raises:
        InvalidArgumentError: It is one text, whose letters would be taken for labels.
    """
    if isinstance(labels, str):
        raise InvalidArgumentError(f"labels must be a list, such as [{labels!r}]")
    return list(labels)


def due_body(
    due_on: datetime | Unset | None,
    due_date: date | Unset | None,
    due_time: time | Unset | None,
) -> dict[str, object]:
    """Return when a task is due.

    Raises:
        InvalidArgumentError: Nothing says when.
    """
    body = nullable(due_on=due_on, due_date=due_date, due_time=due_time)
    not_empty(due=body)
    return body
