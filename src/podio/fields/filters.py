"""Filters of items from Python values: in a body, and in the query of the older operations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from podio.core.operations.wire import wire
from podio.core.views.model import Model
from podio.errors import InvalidArgumentError
from podio.fields.dates import DateRange
from podio.fields.numbers import Money
from podio.fields.shapes import is_mapping, is_object, is_range, is_several
from podio.fields.writing import FieldValues, field_name, written_one

if TYPE_CHECKING:
    from podio.core.operations.request import Json

_ENDS = 2


def written_filters(filters: FieldValues) -> dict[str, Json]:
    """Return filters in the form that a body takes.

    - a list: any of these; None among them: not set
    - a tuple of two, a mapping of `from` and `to`, or a DateRange: from and to, both included,
      None for no limit; text such as "-1m" is relative to today
    - a date, Decimal, float, Money or timedelta: exactly this
    - anything else: this one; None: not set

    Raises:
        InvalidArgumentError: A value cannot be filtered by.
    """
    ready: dict[str, Json] = {}
    for key, value in filters.items():
        name = field_name(key)
        try:
            ready[name] = _filter(value)
        except InvalidArgumentError as error:
            raise InvalidArgumentError(f"filter {name!r}: {error}") from None
    return ready


def query_filters(filters: FieldValues) -> dict[str, str]:
    """Return filters in the form that a query takes: `1;null`, `20-100`, `user:1`.

    Raises:
        InvalidArgumentError: A value cannot be filtered by.
    """
    return {name: _query(value) for name, value in written_filters(filters).items()}


def query_filter(value: object) -> str | None:
    """Return the filter of one query parameter; None where it is not given."""
    return None if value is None else _query(_filter(value))


def _filter(value: object) -> Json:
    if is_mapping(value) and not value.keys() <= {"from", "to"}:
        return [wire(value)]
    if is_several(value):
        return [_choice(one) for one in value]
    ends = _ends(value)
    return [_choice(value)] if ends is None else {end: _bound(ends[end]) for end in ends}


def _ends(value: object) -> Mapping[str, object] | None:
    """Return from and to, or None for a value that is no range."""
    if is_mapping(value):
        return value
    if is_range(value):
        if len(value) != _ENDS:
            raise InvalidArgumentError("a range is a tuple of two; several values are a list")
        return {"from": value[0], "to": value[1]}
    if isinstance(value, DateRange):
        return {"from": value.start, "to": value.start if value.end is None else value.end}
    if isinstance(value, Decimal | float | Money | timedelta | date):
        return {"from": value, "to": value}
    return None


def _bound(value: object) -> Json:
    if isinstance(value, Money):
        return _bound(value.amount)
    if isinstance(value, Decimal):
        # Podio wants a number here, not text; fifteen digits pass through a float unharmed.
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | int | float | date | timedelta):
        return wire(value)
    raise InvalidArgumentError(f"a range does not go from or to {type(value).__name__}")


def _choice(value: object) -> Json:
    if value is None:
        return None
    if isinstance(value, Model) and "type" in value.raw and "id" in value.raw:
        # A byline or a reference, as the filters created_by and last_edit_by take.
        return {"type": value.raw["type"], "id": value.raw["id"]}
    ready = written_one(value)
    if is_object(ready) and is_object(ready.get("value")):
        return ready["value"]
    return ready


def _query(ready: Json) -> str:
    if is_object(ready):
        # guess: pages show both ends only; an open end is left empty.
        return "-".join("" if ready.get(end) is None else str(ready[end]) for end in ("from", "to"))
    return ";".join(_query_choice(one) for one in ready)


def _query_choice(value: Json) -> str:
    if value is None:
        return "null"
    return f"{value['type']}:{value['id']}" if is_object(value) else str(value)
