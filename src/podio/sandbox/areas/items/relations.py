"""How items point at each other: references, what a field may point at, its top values."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.applications.reading import referenced
from podio.sandbox.areas.items.views import show_item
from podio.sandbox.http.errors import invalid_value, not_found
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import app_refusal, reach_app, reach_field, reach_item
from podio.sandbox.values.registry import type_of
from podio.sandbox.views.apps import app_shown, field_shown
from podio.sandbox.views.people import byline
from podio.sandbox.views.titles import item_title

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.state.app_records import App, Field, Item

DEFAULT_LIMIT = 13
LARGEST_LIMIT = 100  # guess: no maximum is documented
RANGED = ("number", "calculation", "money")


def _app_field(call: Call) -> tuple[Field, App]:
    field, app = reach_field(call, call.number("field_id"))
    if field.type != "app":
        raise invalid_value("The field is not a relationship", field_id=field.field_id)
    return field, app


def _candidates(call: Call, field: Field) -> list[tuple[Item, App]]:
    """List the items that a field may point at, within the caller's reach."""
    found: list[tuple[Item, App]] = []
    left_out = set(call.query.integers("not_item_id"))
    for app_id in referenced(field.settings):
        app = call.world.apps.get(app_id)
        if app is None or app_refusal(call, app, "read") is not None:
            continue
        items = call.world.items.where("app_id", app.app_id)
        found += [(item, app) for item in items if item.item_id not in left_out]
    return found


def find_referenceable_items(call: Call) -> Json:
    """Find items that a field may point at, by a part of the title."""
    field, _app = _app_field(call)
    text = (call.query.text("text") or "").casefold()
    found = [
        (item, app)
        for item, app in _candidates(call, field)
        if text in item_title(item, app).casefold()
    ]
    # guess: "sort" is named by clients only
    if call.query.choice("sort", ("created_on", "title"), "created_on") == "title":
        found.sort(key=lambda pair: item_title(*pair).casefold())
    else:
        found.sort(key=lambda pair: pair[0].first.created_on, reverse=True)
    page = call.query.page(DEFAULT_LIMIT, LARGEST_LIMIT)
    return [show_item(call, item, app, "mini") for item, app in found[page]]


def get_top_values_for_field(call: Call) -> Json:
    """List the items that a field points at most often."""
    field, app = _app_field(call)
    key = str(field.field_id)
    counts: Counter[int] = Counter()
    for item in call.world.items.where("app_id", app.app_id):
        counts.update(value["value"] for value in item.values.get(key) or [])
    found = _candidates(call, field)
    found.sort(key=lambda pair: (-counts[pair[0].item_id], pair[0].item_id))
    page = call.query.page(DEFAULT_LIMIT, LARGEST_LIMIT)
    return [show_item(call, item, its, "mini") for item, its in found[page]]


def get_field_ranges(call: Call) -> Json:
    """Tell the lowest and the highest value of a field."""
    field, app = reach_field(call, call.number("field_id"))
    if field.type not in RANGED:
        expected = "a field of type " + ", ".join(RANGED)
        raise invalid_value(f"The field must be {expected}", field_id=field.field_id)
    held = [
        value["value"]
        for item in call.world.items.where("app_id", app.app_id)
        for value in item.values.get(str(field.field_id)) or []
    ]
    held.sort(key=float)
    return {"min": held[0], "max": held[-1]} if held else {"min": None, "max": None}


def _pointing(call: Call, item: Item, field: Field, app: App) -> list[Item]:
    wanted = {"value": item.item_id}
    key = str(field.field_id)
    items = call.world.items.where("app_id", app.app_id)
    return [other for other in items if wanted in (other.values.get(key) or [])]


def get_item_references(call: Call) -> Json:
    """List the items that point at an item, by app and field."""
    item, _own = reach_item(call, call.number("item_id"))
    found: list[Json] = []
    for app in call.world.apps:
        if app.status != "active" or app_refusal(call, app, "read") is not None:
            continue
        for field in app.active_fields:
            pointing = _pointing(call, item, field, app) if field.type == "app" else []
            if pointing:
                shown = [show_item(call, other, app, "micro") for other in pointing]
                entry = {"app": app_shown(call, app, "micro"), "field": field_shown(field)}
                found.append(entry | {"items": shown})
    return found


def get_references_to_item_by_field(call: Call) -> Json:
    """List the items that point at an item through one field."""
    item, _own = reach_item(call, call.number("item_id"))
    field, app = _app_field(call)
    pointing = _pointing(call, item, field, app)
    page = call.query.page(20, LARGEST_LIMIT)  # guess: the default
    return [show_item(call, other, app, "micro") for other in pointing[page]]


def get_item_preview_for_field_reference(call: Call) -> Json:
    """Get an item as a field that points at it previews it."""
    # guess: how much of the item a preview holds
    item, app = reach_item(call, call.number("item_id"))
    _app_field(call)
    return show_item(call, item, app, "short")


def get_app_values(call: Call) -> Json:
    """List what the items of an app can be filtered by."""
    # guess: clients take the answer as it comes, none says what is in it
    app = reach_app(call, call.number("app_id"))
    items = call.world.items.where("app_id", app.app_id)
    authors = {(item.first.created_by["type"], item.first.created_by["id"]) for item in items}
    fields: list[Json] = []
    for field in app.active_fields:
        if not type_of(field).listed:
            continue
        held = {
            value["value"] for item in items for value in item.values.get(str(field.field_id), [])
        }
        fields.append({**field_shown(field), "values": sorted(held)})
    return {
        "created_bys": [byline(call.world, {"type": k, "id": i}) for k, i in sorted(authors)],
        "tags": sorted({tag for item in items for tag in item.tags}),
        "fields": fields,
    }


def update_item_reference(call: Call) -> Json:
    """Set what an item was made from."""
    item, _app = reach_item(call, call.number("item_id"))
    body = call.body()
    ref = {"type": body.need_text("type"), "id": body.need_integer("id")}
    call.world.items.put(replace(item, ref=ref))


def delete_item_reference(call: Call) -> Json:
    """Forget what an item was made from."""
    item, _app = reach_item(call, call.number("item_id"))
    if item.ref is None:
        raise not_found("The item has no reference")
    call.world.items.put(replace(item, ref=None))


ROUTES = (
    Route("GET", "/item/field/{field_id}/find", find_referenceable_items, app=True),
    Route("GET", "/item/field/{field_id}/top/", get_top_values_for_field, app=True),
    Route("GET", "/item/field/{field_id}/range", get_field_ranges, app=True),
    Route("GET", "/item/{item_id}/reference/", get_item_references, app=True, other_slash=True),
    Route(
        "GET",
        "/item/{item_id}/reference/field/{field_id}",
        get_references_to_item_by_field,
        app=True,
    ),
    Route(
        "GET",
        "/item/{item_id}/reference/{field_id}/preview",
        get_item_preview_for_field_reference,
        app=True,
    ),
    Route("GET", "/item/app/{app_id}/values", get_app_values, app=True),
    Route("PUT", "/item/{item_id}/ref", update_item_reference, app=True),
    Route("DELETE", "/item/{item_id}/ref", delete_item_reference, app=True, permission="write"),
)
