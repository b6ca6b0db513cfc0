"""Recurrence: items and tasks that come back every week, month or year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.models.recurrence import Recurrence as Recurring

if TYPE_CHECKING:
    from datetime import date


class Recurrence(Area[S]):
    """Items and tasks that come back every week, month or year."""

    @operation("GET", "/recurrence/{ref_type}/{ref_id}")
    def get(self, ref_type: str, ref_id: int) -> Call[Recurring]:
        """Fetch how an object recurs.

        https://developers.podio.com/doc/recurrence/get-recurrence-3415545
        """
        return Call(Recurring, ref_type, ref_id)

    @operation("PUT", "/recurrence/{ref_type}/{ref_id}")
    def update(
        self,
        ref_type: str,
        ref_id: int,
        *,
        name: Literal["weekly", "monthly", "yearly"],
        days: Sequence[str] | None = None,
        repeat_on: Literal["day_of_week", "day_of_month"] | None = None,
        step: int | None = None,
        until: date | None = None,
    ) -> Call[None]:
        """Set how an object recurs, whether it does or not.

        Args:
            days: The weekdays of a weekly recurrence, by name.
            repeat_on: What a monthly recurrence counts by.
            step: Every so many weeks, months or years.
            until: The last day on which it may come back.

        Raises:
            InvalidArgumentError: The step is less than 1.

        https://developers.podio.com/doc/recurrence/create-or-update-recurrence-3349957
        """
        at_least(1, step=step)
        config = sent(days=days, repeat_on=repeat_on)
        body = sent(name=name, config=config or None, step=step, until=until)
        return Call(nothing, ref_type, ref_id, body=body)

    @operation("DELETE", "/recurrence/{ref_type}/{ref_id}")
    def delete(self, ref_type: str, ref_id: int) -> Call[None]:
        """Let an object recur no more.

        https://developers.podio.com/doc/recurrence/delete-recurrence-3349970
        """
        return Call(nothing, ref_type, ref_id)
