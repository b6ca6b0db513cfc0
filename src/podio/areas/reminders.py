"""Reminders ahead of the due date of a task or the date of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing
from podio.models.reminders import Reminder, remind_delta

if TYPE_CHECKING:
    from datetime import timedelta

Remindable: TypeAlias = Literal["task", "item"]
"""What can have a reminder."""


class Reminders(Area[S]):
    """Reminders ahead of the due date of a task or the date of an item."""

    @operation("GET", "/reminder/{ref_type}/{ref_id}")
    def get(self, ref_type: Remindable, ref_id: int) -> Call[Reminder]:
        """Fetch the reminder of an object.

        https://developers.podio.com/doc/reminders/get-reminder-3415569
        """
        return Call(Reminder, ref_type, ref_id)

    @operation("PUT", "/reminder/{ref_type}/{ref_id}")
    def update(self, ref_type: Remindable, ref_id: int, before: timedelta) -> Call[None]:
        """Set the reminder of an object, whether it has one or not.

        Args:
            before: How long before the date, in whole minutes.

        Raises:
            InvalidArgumentError: It is negative, or no whole number of minutes.

        https://developers.podio.com/doc/reminders/create-or-update-reminder-3315055
        """
        return Call(nothing, ref_type, ref_id, body={"remind_delta": remind_delta(before)})

    @operation("POST", "/reminder/{ref_type}/{ref_id}")
    def create(self, ref_type: Remindable, ref_id: int, before: timedelta) -> Call[None]:
        """Set a reminder on an object that has none; `update` is the documented way.

        Args:
            before: How long before the date, in whole minutes.

        Raises:
            InvalidArgumentError: It is negative, or no whole number of minutes.

        https://developers.podio.com/doc/reminders/create-or-update-reminder-3315055
        """
        # guess: rb alone has it and sends any body; the page shows PUT only.
        return Call(nothing, ref_type, ref_id, body={"remind_delta": remind_delta(before)})

    @operation("DELETE", "/reminder/{ref_type}/{ref_id}")
    def delete(
        self, ref_type: Remindable, ref_id: int, *, reminder_id: int | None = None
    ) -> Call[None]:
        """Delete the reminder of an object.

        https://developers.podio.com/doc/reminders/delete-reminder-3315117
        """
        return Call(nothing, ref_type, ref_id, query={"reminder_id": reminder_id})

    @operation("POST", "/reminder/{ref_type}/{ref_id}/snooze")
    def snooze(
        self, ref_type: Remindable, ref_id: int, *, reminder_id: int | None = None
    ) -> Call[None]:
        """Put off the reminder of an object by 10 minutes.

        https://developers.podio.com/doc/reminders/snooze-reminder-3321049
        """
        return Call(nothing, ref_type, ref_id, query={"reminder_id": reminder_id})
