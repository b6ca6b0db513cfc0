"""What tasks are found and sorted by, as their queries write it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias

from podio.core.ref import Ref
from podio.errors import InvalidArgumentError

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


def joined(**filters: int | Ref | Sequence[int] | Sequence[Ref] | None) -> dict[str, str]:
    """Write ids and references as Podio reads them: with semicolons between."""
    return {
        name: ";".join(map(_key, values if isinstance(values, Sequence) else (values,)))
        for name, values in filters.items()
        if values is not None
    }


def _key(value: int | Ref) -> str:
    return f"{value.type}:{value.id}" if isinstance(value, Ref) else str(value)


def spans(**filters: Days | None) -> dict[str, str]:
    """Write spans of days as Podio reads them: `2026-01-01-2026-01-31`.

    Raises:
        InvalidArgumentError: One runs backwards, or has times in it.
    """
    written: dict[str, str] = {}
    for name, days in filters.items():
        if days is None:
            continue
        first, last = days
        if isinstance(first, datetime) or isinstance(last, datetime) or first > last:
            message = f"{name} must be two dates, the first day and the last, got {days!r}"
            raise InvalidArgumentError(message)
        written[name] = f"{first.isoformat()}-{last.isoformat()}"
    return written
