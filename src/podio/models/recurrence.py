"""How an item or a task comes back: as Podio tells it, and as a request says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import date


class Recurrence(Model):
    """How often an object comes back, and until when.

    Attributes:
        step: Every so many weeks, months or years.
        until: The last day on which it may come back; None for no end.

    https://developers.podio.com/doc/recurrence
    """

    recurrence_id: int | None
    name: Literal["weekly", "monthly", "yearly"] | None
    config: RecurrenceConfig | None
    step: int | None
    until: date | None


class RecurrenceConfig(Model):
    """The days of a weekly recurrence, or what a monthly one counts by."""

    days: list[str]
    repeat_on: Literal["day_of_week", "day_of_month"] | None


class RecurrenceRule(TypedDict):
    """What to send for a recurrence: `{"name": "weekly", "config": {"days": ["monday"]}}`.

    https://developers.podio.com/doc/tasks/create-task-22419
    """

    name: Literal["weekly", "monthly", "yearly"]
    config: NotRequired[RecurrenceRuleConfig]
    step: NotRequired[int]
    until: NotRequired[date]


class RecurrenceRuleConfig(TypedDict, total=False):
    """The days of a weekly rule, or what a monthly one counts by."""

    days: list[str]
    repeat_on: Literal["day_of_week", "day_of_month"]
