"""Filters and sorting of items, from a POST body, a GET query or a saved view."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import invalid_value
from podio.sandbox.jsontypes import is_int, is_list, is_object
from podio.sandbox.values.dates import date_bound, query_range
from podio.sandbox.values.field_type import SortKey, split_list
from podio.sandbox.values.registry import SORTABLE, type_of
from podio.sandbox.views.titles import item_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App, Field, Item

Test = Callable[["Item"], bool]
ACTOR_TEXT = re.compile(r"(\w+):(\d+)")
TEXTS = frozenset({"external_id", "tags", "title"})
RATINGS = ("like", "approved", "rsvp", "fivestar", "yesno", "thumbs")
NOT_FILTERS = frozenset(
    {
        "view_id",
        "limit",
        "offset",
        "sort_by",
        "sort_desc",
        "remember",
        "deleted_columns",
        "oauth_token",
        "fields",
    }
)
ACTORS: dict[str, Callable[[Item], JsonObject]] = {
    "created_by": lambda item: item.first.created_by,
    "last_edit_by": lambda item: item.last.created_by,
}
CLIENTS: dict[str, Callable[[Item], int]] = {
    "created_via": lambda item: item.first.created_via,
    "last_edit_via": lambda item: item.last.created_via,
}
TIMES: dict[str, Callable[[Item], str]] = {
    "created_on": lambda item: item.first.created_on,
    "last_edit_on": lambda item: item.last.created_on,
}
NUMBERS: dict[str, Callable[[Item], int]] = {
    "item_id": lambda item: item.item_id,
    "app_item_id": lambda item: item.app_item_id,
}


def filter_pairs(raw: Json) -> list[tuple[str, Json]]:
    """Read filters as an object, or as the list of {key, values} that views have."""
    if raw is None or raw == []:
        return []
    if is_object(raw):
        return list(raw.items())
    if is_list(raw) and all(is_object(part) and "key" in part for part in raw):
        return [(str(part["key"]), part.get("values")) for part in raw]
    raise invalid_value("filters must be an object {key: value}", key="filters", expected="object")


def query_filters(values: Mapping[str, str], app: App) -> JsonObject:
    """Read the filters of a GET query into the form that POST filters have."""
    filters: JsonObject = {}
    for key, text in values.items():
        if key in NOT_FILTERS:
            continue
        if key in ACTORS:
            pairs = ACTOR_TEXT.findall(text)
            filters[key] = [{"type": kind, "id": int(number)} for kind, number in pairs]
        elif key in TIMES:
            filters[key] = query_range(text)
        elif key in NUMBERS or key in CLIENTS:
            filters[key] = [int(part) for part in text.split(";") if part.isdigit()]
        elif key in TEXTS:
            filters[key] = split_list(text)
        else:
            field = app.find_field(key)
            filters[key] = text if field is None else type_of(field).from_query(text)
    return filters


def compile_filters(pairs: list[tuple[str, Json]], app: App, call: Call) -> list[Test]:
    """Make one test for each filter; an item must pass all of them.

    Raises:
        Refusal: an unknown key, or a value that the key cannot be filtered by.
    """
    tests = [_compile(key, wanted, app, call) for key, wanted in pairs]
    return [test for test in tests if test is not None]


def _compile(key: str, wanted: Json, app: App, call: Call) -> Test | None:
    if key in ACTORS:
        return _actors(key, wanted)
    if key in TIMES:
        return _times(key, wanted, call)
    if key in NUMBERS or key in CLIENTS:
        return _numbers(key, wanted)
    if key in TEXTS:
        return _texts(key, wanted, app)
    field = app.find_field(key)
    if field is None:
        raise invalid_value(f"Unknown filter {key!r}", key=key, expected="field or built-in key")
    return _field_test(field, wanted, call)


def _texts(key: str, wanted: Json, app: App) -> Test:
    accepted = set(_list(key, wanted))
    if key == "tags":
        return lambda item: not accepted.isdisjoint(item.tags)
    if key == "external_id":
        return lambda item: item.external_id in accepted
    # guess: the key "title" is documented, what it takes is not
    titles = {str(title).casefold() for title in accepted}
    return lambda item: item_title(item, app).casefold() in titles


def _field_test(field: Field, wanted: Json, call: Call) -> Test | None:
    kind = type_of(field)
    if wanted is None:
        # guess: a bare null means the same as a list with only null
        wanted = [None] if kind.listed else {}
    matches = kind.matcher(wanted, field, call)
    if matches is None:
        return None
    found, key = matches, str(field.field_id)
    return lambda item: found(item.values.get(key) or [])


def _list(key: str, wanted: Json) -> list[Json]:
    if is_list(wanted):
        return wanted
    if isinstance(wanted, str) or is_int(wanted):
        return [wanted]
    raise invalid_value(f"Filter {key} must be a list", key=key, expected="list")


def _actors(key: str, wanted: Json) -> Test:
    accepted: set[tuple[str, int]] = set()
    for part in _list(key, wanted):
        if not is_object(part) or not is_int(part.get("id")):
            expected = 'a list of {"type": ..., "id": ...}'
            raise invalid_value(f"Filter {key} must be {expected}", key=key, expected=expected)
        accepted.add((str(part.get("type", "user")), part["id"]))
    actor_of = ACTORS[key]
    return lambda item: (actor_of(item)["type"], actor_of(item)["id"]) in accepted


def _numbers(key: str, wanted: Json) -> Test:
    number_of = NUMBERS.get(key) or CLIENTS[key]
    if is_object(wanted) and set(wanted) <= {"from", "to"}:
        low, high = wanted.get("from"), wanted.get("to")
        if all(end is None or is_int(end) for end in (low, high)):
            return lambda item: (
                (low is None or number_of(item) >= low)
                and (high is None or number_of(item) <= high)
            )
    accepted = set(_list(key, wanted))
    return lambda item: number_of(item) in accepted


def _times(key: str, wanted: Json, call: Call) -> Test:
    if not is_object(wanted):
        expected = 'an object {"from": ..., "to": ...}'
        raise invalid_value(f"Filter {key} must be {expected}", key=key, expected=expected)
    ends = {
        end: None if wanted.get(end) is None else date_bound(wanted[end], end, call)
        for end in ("from", "to")
    }
    low, high, time_of = ends["from"], ends["to"], TIMES[key]
    return lambda item: (
        (low is None or time_of(item) >= low) and (high is None or time_of(item) <= high)
    )


def sorted_items(
    items: list[Item], sort_by: str | None, app: App, call: Call, *, descending: bool
) -> list[Item]:
    """Sort items; those without a value come last in both directions."""
    key_of = _sort_key(sort_by or "created_on", app, call)
    keyed: list[tuple[float | str, int, Item]] = []
    rest: list[Item] = []
    for item in items:
        key = key_of(item)
        if key is None:
            rest.append(item)
        else:
            keyed.append((key, item.item_id, item))
    keyed.sort(key=lambda entry: entry[:2], reverse=descending)
    return [entry[2] for entry in keyed] + rest


def _sort_key(sort_by: str, app: App, call: Call) -> Callable[[Item], SortKey]:
    built_in: dict[str, Callable[[Item], SortKey]] = {
        **TIMES,
        **NUMBERS,
        "activity": lambda item: item.last_event_on,
        "priority": lambda item: item.priority,
        "title": lambda item: item_title(item, app).casefold(),
        "created_by": lambda item: _actor_name(item.first.created_by, call),
        "last_edit_by": lambda item: _actor_name(item.last.created_by, call),
        # Nothing is rated in the sandbox.
        **dict.fromkeys(RATINGS, lambda _item: None),
    }
    if sort_by in built_in:
        return built_in[sort_by]
    field = app.find_field(sort_by)
    if field is None or field.type not in SORTABLE:
        raise invalid_value(f"Cannot sort by {sort_by!r}", key="sort_by", expected="sort key")
    kind, key = type_of(field), str(field.field_id)

    def field_key(item: Item) -> SortKey:
        values = item.values.get(key)
        return kind.sort_key(values[0], field, call) if values else None

    return field_key


def _actor_name(actor: JsonObject, call: Call) -> str:
    user = call.world.users.get(actor["id"]) if actor["type"] == "user" else None
    return "" if user is None else user.name.casefold()
