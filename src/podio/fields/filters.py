"""Filters of items from Python values: in a body, and in the query of the older operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from podio.core.operations.wire import wire
from podio.core.shapes import is_object
from podio.core.views.model import Model
from podio.errors import InvalidArgumentError
from podio.fields.field_type import choice, not_a_bound
from podio.fields.registry import taking
from podio.fields.shapes import is_mapping, is_range, is_several
from podio.fields.writing import FieldValues, named_values, written_one

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
    for name, value in named_values(filters):
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
    if is_mapping(value):
        if value.keys() <= {"from", "to"}:
            return {end: _bound(value[end]) for end in value}
        return [wire(value)]
    if is_several(value):
        return [_choice(one) for one in value]
    if is_range(value):
        if len(value) != _ENDS:
            raise InvalidArgumentError("a range is a tuple of two; several values are a list")
        return {"from": _bound(value[0]), "to": _bound(value[1])}
    kind = None if _is_reference(value) else taking(value)
    return [_choice(value)] if kind is None else kind.filter(value)


def _bound(value: object) -> Json:
    if value is None:
        return None
    kind = taking(value)
    if kind is None:
        raise not_a_bound(value)
    return kind.bound(value)


def _choice(value: object) -> Json:
    if value is None:
        return None
    if _is_reference(value):
        return {"type": value.raw["type"], "id": value.raw["id"]}
    return choice(written_one(value))


def _is_reference(value: object) -> TypeGuard[Model]:
    """Tell whether it is a byline or the like, as the filters created_by and last_edit_by take."""
    return isinstance(value, Model) and "type" in value.raw and "id" in value.raw


def _query(ready: Json) -> str:
    if is_object(ready):
        # guess: pages show both ends only; an open end is left empty.
        return "-".join("" if ready.get(end) is None else str(ready[end]) for end in ("from", "to"))
    return ";".join(_query_choice(one) for one in ready)


def _query_choice(value: Json) -> str:
    if value is None:
        return "null"
    return f"{value['type']}:{value['id']}" if is_object(value) else str(value)
