"""Field types that hold plain text: text, state and tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.values.field_type import (
    FieldType,
    Matcher,
    SortKey,
    bad,
    listed_matcher,
    split_list,
)

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import Field


class Text(FieldType):
    """Text; Podio ignores filters on it."""

    expected = "a string"

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take a string that is not empty."""
        if not isinstance(raw, str) or not raw:
            raise bad(field, self.expected, raw)
        return raw

    def show(self, value: JsonObject, field: Field, _call: Call) -> JsonObject:
        """Show the text with its format."""
        return {**value, "format": field.settings.get("format", "plain")}

    def sort_key(self, value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Sort without regard to case."""
        return str(value["value"]).casefold()


class State(FieldType):
    """One of a few strings; the older form of a category."""

    expected = "one of the allowed values"
    listed = True

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take a string out of the allowed ones."""
        if raw not in field.settings.get("allowed_values", []):
            raise bad(field, self.expected, raw)
        return raw

    def matcher(self, wanted: Json, field: Field, _call: Call) -> Matcher:
        """Filter by a list of strings."""
        return listed_matcher(wanted, field, str)

    def from_query(self, text: str) -> Json:
        """Split at semicolons."""
        return split_list(text)


class Tag(FieldType):
    """Free tags, such as the organization field of contact apps."""

    expected = "a string"
    several = True

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take a string that is not empty."""
        if not isinstance(raw, str) or not raw:
            raise bad(field, self.expected, raw)
        return raw
