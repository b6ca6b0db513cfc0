"""From Python values to what Podio takes: the type of the value decides, not of the field."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from podio.core.operations.wire import wire
from podio.errors import InvalidArgumentError
from podio.fields.registry import taking
from podio.fields.shapes import is_mapping, is_object, is_range, is_several

if TYPE_CHECKING:
    from podio.core.operations.request import Json

FieldValues: TypeAlias = "Mapping[str, object] | Mapping[int, object] | Mapping[str | int, object]"
"""Values by external id or field id."""

_TAKEN = (
    "text, numbers, dates, datetimes, timedeltas, Money, Option, DateRange, Location, Email, "
    "Phone, items, contacts, files, embeds, lists of these, None, or a mapping in Podio's form"
)


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
    to_podio = getattr(value, "to_podio", None)
    if to_podio is not None:
        return to_podio()
    kind = taking(value)
    if kind is None:
        raise InvalidArgumentError(f"a field does not take {type(value).__name__}: give {_TAKEN}")
    return kind.write(value)


def _several(parts: list[Json]) -> list[Json]:
    """Write a list in one of Podio's forms: bare values, or objects, but not both."""
    if any(is_object(part) for part in parts):
        return [part if is_object(part) else {"value": part} for part in parts]
    return parts
