"""What every family of field types can do: read, show, filter, sort and print a value.

A value is kept in the short form that it was written in (`{"value": 3}`), and shown in the
long form that Podio sends (`{"value": {"id": 3, "text": "Done", ...}}`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from podio.sandbox.http.errors import Refusal, invalid_value
from podio.sandbox.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import Field

Matcher = Callable[[list["JsonObject"]], bool]
SortKey = float | str | None
Bound = TypeVar("Bound", float, str)


def bad(field: Field, expected: str, raw: Json) -> Refusal:
    """Build the 400 for a value of the wrong type, naming the field and what it takes."""
    return invalid_value(
        f"Invalid value {raw!r} for field {field.external_id}: must be {expected}",
        field_id=field.field_id,
        external_id=field.external_id,
        type=field.type,
        expected=expected,
        value=raw,
    )


class FieldType:
    """A family of field types; the methods here suit a plain `{"value": ...}`."""

    several = False  # whether an item may hold several values whatever the settings say
    expected = "a value"
    listed = False  # whether the filter is a list of values, not a range

    def read(self, raw: Json, field: Field, call: Call, /) -> JsonObject:
        """Read one written value: bare, or an object of sub_ids."""
        if is_object(raw):
            raw = raw.get("value")
        return {"value": self.check(raw, field, call)}

    def check(self, raw: Json, field: Field, _call: Call, /) -> Json:
        """Check the bare value and bring it into its kept form."""
        raise bad(field, self.expected, raw)

    def show(self, value: JsonObject, _field: Field, _call: Call, /) -> JsonObject | None:
        """Show a kept value; None leaves it out."""
        return value

    def matcher(self, _wanted: Json, _field: Field, _call: Call, /) -> Matcher | None:
        """Make the test for a filter; None means that the filter is ignored."""
        return None

    def from_query(self, text: str) -> Json:
        """Turn the text of a GET filter into the form of a POST filter."""
        return text

    def sort_key(self, value: JsonObject, _field: Field, _call: Call, /) -> SortKey:
        """Make a key to sort by; None if the type cannot be sorted."""
        return str(value["value"])

    def text(self, value: JsonObject, _field: Field, _call: Call, /) -> str:
        """Print a value, for titles and spreadsheets."""
        return str(value.get("value", ""))


def listed_matcher(wanted: Json, field: Field, allowed: Callable[[Json], object]) -> Matcher:
    """Make the test of a list filter: any of the values, null for "not set"."""
    if not is_list(wanted):
        raise bad(field, "a list of values to filter by", wanted)
    unset = None in wanted
    accepted = {allowed(value) for value in wanted if value is not None}

    def matches(values: list[JsonObject]) -> bool:
        if not values:
            return unset
        return any(value["value"] in accepted for value in values)

    return matches


def range_matcher(
    wanted: Json,
    field: Field,
    bound: Callable[[Json, str], Bound],
    value_of: Callable[[JsonObject], Bound],
) -> Matcher:
    """Make the test of a range filter: from and to, both included, either may be null."""
    if not is_object(wanted) or not set(wanted) <= {"from", "to"}:
        raise bad(field, 'an object {"from": ..., "to": ...}', wanted)
    low = None if wanted.get("from") is None else bound(wanted["from"], "from")
    high = None if wanted.get("to") is None else bound(wanted["to"], "to")

    def matches(values: list[JsonObject]) -> bool:
        found = map(value_of, values)
        return any((low is None or one >= low) and (high is None or one <= high) for one in found)

    return matches


def split_list(text: str) -> list[str | None]:
    """Split the list of a GET filter; the word null stands for "not set"."""
    return [None if part == "null" else part for part in text.split(";")]
