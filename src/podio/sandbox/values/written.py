"""Reads the values of an item as they are written: four forms, by id or external id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.http.errors import invalid_value
from podio.sandbox.jsontypes import is_list, is_object
from podio.sandbox.values.field_type import bad
from podio.sandbox.values.registry import type_of

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App, Field

Values = dict[str, list["JsonObject"]]


def read_field(raw: Json, field: Field, call: Call) -> list[JsonObject]:
    """Read the value of one field; an empty list or null clears it."""
    if raw is None or raw == []:
        return []
    parts = raw if is_list(raw) else [raw]
    kind = type_of(field)
    values: list[JsonObject] = []
    for part in parts:
        # {"value": [1, 2]} stands for two values.
        if is_object(part) and is_list(part.get("value")):
            values += [kind.read({**part, "value": one}, field, call) for one in part["value"]]
        else:
            values.append(kind.read(part, field, call))
    if len(values) > 1 and not (kind.several or field.multiple):
        raise bad(field, "one value, not several", raw)
    return values


def read_fields(raw: Json, app: App, call: Call) -> Values:
    """Read the values of several fields: an object by key, or a list of objects.

    Raises:
        Refusal: a key that the app does not have, or a value of the wrong type.
    """
    if raw is None:
        return {}
    if is_list(raw):
        pairs = [_pair(entry) for entry in raw]
    elif is_object(raw):
        pairs = list(raw.items())
    else:
        raise invalid_value("fields must be an object or a list", key="fields", expected="object")
    values: Values = {}
    for key, value in pairs:
        field = app.find_field(key)
        if field is None or field.status != "active":
            raise invalid_value(
                f"No field {key!r} in app {app.app_id}", key=key, expected="field id or external id"
            )
        values[str(field.field_id)] = read_field(value, field, call)
    return values


def _pair(entry: Json) -> tuple[str, Json]:
    if is_object(entry):
        key = entry.get("field_id") or entry.get("external_id")
        if key is not None:
            return str(key), entry.get("values", entry.get("value"))
    raise invalid_value(
        "each entry of fields needs field_id or external_id, and values",
        key="fields",
        expected="list of objects",
    )


def check_required(values: Values, app: App) -> None:
    """Refuse an item that lacks a value its app requires."""
    for field in app.active_fields:
        if field.config.get("required") and not values.get(str(field.field_id)):
            raise invalid_value(
                f"Field {field.external_id} is required",
                field_id=field.field_id,
                external_id=field.external_id,
                type=field.type,
                expected="a value",
            )
