"""From Python values to what Podio takes: the type of the value decides, not of the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from podio.core.operations.wire import wire
from podio.core.views.model import Model
from podio.errors import InvalidArgumentError
from podio.fields.dates import DateRange
from podio.fields.shapes import is_mapping, is_object, is_range, is_several

if TYPE_CHECKING:
    from podio.core.operations.request import Json

FieldValues: TypeAlias = "Mapping[str, object] | Mapping[int, object] | Mapping[str | int, object]"
"""Values by external id or field id."""

_TAKEN = (
    "text, numbers, dates, datetimes, timedeltas, Money, Option, DateRange, Location, Email, "
    "Phone, items, contacts, files, embeds, lists of these, None, or a mapping in Podio's form"
)
_IDS = ("item_id", "profile_id", "file_id")


def written_fields(fields: FieldValues) -> dict[str, Json]:
    """Return the values of several fields in the form that Podio takes.

    Raises:
        InvalidArgumentError: A key is no field, or a value nothing that a field can hold.
    """
    ready: dict[str, Json] = {}
    for key, value in fields.items():
        name = field_name(key)
        try:
            ready[name] = written(value)
        except InvalidArgumentError as error:
            raise InvalidArgumentError(f"field {name!r}: {error}") from None
    return ready


def written(value: object) -> Json:
    """Return the value of a field in the form that Podio takes; None clears the field.

    Raises:
        InvalidArgumentError: It is nothing that a field can hold.
    """
    if value is None:
        return []
    if is_several(value) or is_range(value):
        return _several([written_one(one) for one in value])
    return written_one(value)


def field_name(key: str | int) -> str:
    """Return the external id or field id as the key that Podio reads.

    Raises:
        InvalidArgumentError: It is neither.
    """
    if type(key) is int and key > 0:
        return str(key)
    if isinstance(key, str) and key.strip():
        return key
    raise InvalidArgumentError(f"a field is named by its external id or field id, not {key!r}")


def written_one(value: object) -> Json:
    """Return one value in the form that Podio takes.

    Raises:
        InvalidArgumentError: It is nothing that a field can hold, or several values.
    """
    if isinstance(value, Enum):
        return written_one(value.value)
    if is_mapping(value):
        return wire(value)
    if isinstance(value, date):
        return DateRange(value).to_podio()
    if isinstance(value, str | int | float | Decimal | timedelta):
        return _scalar(value)
    to_podio = getattr(value, "to_podio", None)
    if to_podio is not None:
        return to_podio()
    if isinstance(value, Model):
        return _pointed(value)
    raise _not_taken(value)


def _scalar(value: str | float | Decimal | timedelta) -> Json:
    if isinstance(value, bool):
        raise InvalidArgumentError(
            f"no field holds {value}: a yes or no is an option of a category field"
        )
    if isinstance(value, float | Decimal) and not isfinite(value):
        raise InvalidArgumentError(f"{value!r} is no number that Podio can hold")
    return wire(value)


def _pointed(view: Model) -> Json:
    """Return what an object is known by in a field."""
    if "embed_id" in view.raw:
        return {"embed": view.raw["embed_id"]}
    for key in _IDS:
        if view.raw.get(key) is not None:
            return view.raw[key]
    if "user_id" in view.raw:
        return {"value": {"type": "user", "id": view.raw["user_id"]}}
    raise _not_taken(view)


def _several(parts: list[Json]) -> list[Json]:
    """Write a list in one of Podio's forms: bare values, or objects, but not both."""
    if any(is_object(part) for part in parts):
        return [part if is_object(part) else {"value": part} for part in parts]
    return parts


def _not_taken(value: object) -> InvalidArgumentError:
    return InvalidArgumentError(f"a field does not take {type(value).__name__}: give {_TAKEN}")
