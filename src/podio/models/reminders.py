"""Reminders ahead of a due date, and their form in a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model
from podio.errors import InvalidArgumentError

if TYPE_CHECKING:
    from datetime import timedelta

_MINUTE = 60


class Reminder(Model):
    """When to remind of something that is due.

    Attributes:
        remind_delta: Minutes before it is due.

    https://developers.podio.com/doc/reminders
    """

    reminder_id: int | None
    remind_delta: int | None


def remind_delta(before: timedelta) -> int:
    """Return how long before the due date a reminder comes, in minutes.

    Raises:
        InvalidArgumentError: It is negative, or no whole number of minutes.
    """
    seconds = before.total_seconds()
    if seconds < 0 or seconds % _MINUTE:
        message = f"a reminder comes whole minutes before the due date, got {before!r}"
        raise InvalidArgumentError(message)
    return int(seconds) // _MINUTE
