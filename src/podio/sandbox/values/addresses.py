"""Field types that hold an address of some kind: location, phone and email."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.jsontypes import is_object
from podio.sandbox.values.field_type import FieldType, SortKey, bad

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import Field

TEXT_PARTS = (
    "formatted",
    "street_address",
    "street_number",
    "street_name",
    "postal_code",
    "city",
    "state",
    "country",
)
PHONE_TYPES = ("mobile", "work", "home", "main", "work_fax", "private_fax", "other")
EMAIL_TYPES = ("work", "home", "other")


class Location(FieldType):
    """A postal address, as entered and in parts."""

    expected = "an address as a string, or an object with value, lat, lng, city and so on"
    several = True

    def read(self, raw: Json, field: Field, _call: Call) -> JsonObject:
        """Take the text, or the parts."""
        if isinstance(raw, str) and raw:
            return {"value": raw}
        if not is_object(raw):
            raise bad(field, self.expected, raw)
        names = ("value", *TEXT_PARTS, "lat", "lng")
        kept = {name: raw[name] for name in names if raw.get(name) is not None}
        for name, part in kept.items():
            if name in {"lat", "lng"}:
                if isinstance(part, bool) or not isinstance(part, int | float):
                    raise bad(field, f"{name} as a number", raw)
            elif not isinstance(part, str):
                raise bad(field, f"{name} as a string", raw)
        if not kept:
            raise bad(field, self.expected, raw)
        if "value" not in kept:
            kept["value"] = ", ".join(str(kept[part]) for part in TEXT_PARTS if part in kept)
        return kept

    def show(self, value: JsonObject, _field: Field, _call: Call) -> JsonObject:
        """Show all parts; the sandbox asks no map, so what was not given is null."""
        shown = {name: value.get(name) for name in ("value", *TEXT_PARTS, "lat", "lng")}
        shown["formatted"] = shown["formatted"] or value["value"]
        shown["map_in_sync"] = value.get("lat") is not None
        return shown

    def sort_key(self, value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Sort by the text."""
        return str(value["value"]).casefold()


class Typed(FieldType):
    """A value with a type: {"type": "work", "value": ...}.

    Args:
        types: the types there are.
        longest: the most characters of a value.
    """

    several = True

    def __init__(self, types: tuple[str, ...], longest: int) -> None:
        self._types = types
        self._longest = longest
        self.expected = (
            f'an object {{"type": one of {", ".join(types)}, "value": string of at most'
            f" {longest} characters}}"
        )

    def read(self, raw: Json, field: Field, _call: Call) -> JsonObject:
        """Take the object; a bare value gets the first possible type."""
        types = field.settings.get("possible_types") or self._types
        if not is_object(raw):
            # guess: a bare value is documented as equal, its type is not
            raw = {"type": types[0], "value": raw}
        kind, value = raw.get("type"), raw.get("value")
        if kind not in types or not isinstance(value, str):
            raise bad(field, self.expected, raw)
        if not 0 < len(value) <= self._longest:
            raise bad(field, self.expected, raw)
        return {"type": kind, "value": value}

    def sort_key(self, _value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Not among the types that sort."""
        return None


class Email(Typed):
    """A mail address."""

    def read(self, raw: Json, field: Field, call: Call) -> JsonObject:
        """Take an address with an @."""
        kept = super().read(raw, field, call)
        if "@" not in kept["value"]:
            raise bad(field, "a mail address", raw)
        return kept
