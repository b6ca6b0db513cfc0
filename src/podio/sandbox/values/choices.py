"""Field types that hold an option: category and its older name question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.jsontypes import is_int
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


def options_of(field: Field) -> list[JsonObject]:
    """List the options of a category, deleted ones included."""
    return field.settings.get("options") or []


class Category(FieldType):
    """One option out of a list, or several where the settings say so."""

    expected = "the id of an active option"
    listed = True

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take the id of an active option; the text is refused, as the reference asks for ids."""
        active = [option["id"] for option in options_of(field) if option["status"] == "active"]
        if not is_int(raw) or raw not in active:
            raise bad(field, f"the id of an active option ({', '.join(map(str, active))})", raw)
        return raw

    def show(self, value: JsonObject, field: Field, _call: Call) -> JsonObject | None:
        """Show the whole option."""
        for option in options_of(field):
            if option["id"] == value["value"]:
                return {"value": option}
        return None

    def matcher(self, wanted: Json, field: Field, _call: Call) -> Matcher:
        """Filter by option ids or option texts."""
        by_text = {option["text"]: option["id"] for option in options_of(field)}

        def option_id(raw: Json) -> object:
            if is_int(raw):
                return raw
            if isinstance(raw, str):
                return by_text.get(raw, raw)
            raise bad(field, "option ids or texts", raw)

        return listed_matcher(wanted, field, option_id)

    def from_query(self, text: str) -> Json:
        """Split at semicolons."""
        return [int(part) if part and part.isdigit() else part for part in split_list(text)]

    def sort_key(self, value: JsonObject, field: Field, _call: Call) -> SortKey:
        """Sort by the place of the option in the list."""
        ids = [option["id"] for option in options_of(field)]
        return float(ids.index(value["value"])) if value["value"] in ids else None

    def text(self, value: JsonObject, field: Field, _call: Call) -> str:
        """Print the text of the option."""
        found = [option["text"] for option in options_of(field) if option["id"] == value["value"]]
        return str(found[0]) if found else ""
