"""From Python values to what Podio takes: the type of the value decides, not of the field."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from podio.core.operations.wire import wire
from podio.core.shapes import is_object
from podio.errors import InvalidArgumentError
from podio.fields.registry import taking
from podio.fields.shapes import is_mapping, is_range, is_several

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
    for name, value in named_values(fields):
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


def named_values(values: FieldValues) -> list[tuple[str, object]]:
    """Return the key that Podio reads, and the value, of each field.

    Raises:
        InvalidArgumentError: It is no mapping, or a key is no field.
    """
    if not is_mapping(values):
        raise InvalidArgumentError(
            f"fields are given by name: give a mapping such as {{'title': 'Move'}}, "
            f"not {type(values).__name__} (of an item: {{name: item[name] for name in item}})"
        )
    return [(_field_name(key), value) for key, value in values.items()]


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


def _field_name(key: object) -> str:
    if type(key) is int and key > 0:
        return str(key)
    if isinstance(key, str) and key.strip():
        return key
    raise InvalidArgumentError(f"a field is named by its external id or field id, not {key!r}")


def _several(parts: list[Json]) -> list[Json]:
    """Write a list in one of Podio's forms: bare values, or objects, but not both."""
    if any(is_object(part) for part in parts):
        return [part if is_object(part) else {"value": part} for part in parts]
    return parts
