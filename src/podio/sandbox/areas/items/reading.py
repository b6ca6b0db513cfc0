"""Everything that reads one item: the item itself, its values and its revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.items.changes import revision_or_404, values_at
from podio.sandbox.areas.items.views import (
    fields_shown,
    item_field_shown,
    show_item,
    values_shown,
)
from podio.sandbox.http.errors import not_found
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_app, reach_item
from podio.sandbox.views.bundles import Wanted, read_bundle
from podio.sandbox.views.items import revision_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App, Item

MOST_REVISIONS = 30


def _shown(call: Call, item: Item, app: App, view: str = "full") -> JsonObject:
    call.query.truth("mark_as_viewed", default=True)
    wanted = read_bundle(call.query.text("fields"))
    # Both fields=files,comments and fields=item.fields(files) are taken.
    return show_item(call, item, app, view, wanted | wanted.get("item", Wanted()).extra)


def get_item(call: Call) -> Json:
    """Get an item."""
    item, app = reach_item(call, call.number("item_id"))
    return _shown(call, item, app)


def get_item_basic(call: Call) -> Json:
    """Get an item with less around it."""
    # guess: which attributes "basic" has
    item, app = reach_item(call, call.number("item_id"))
    return _shown(call, item, app, "basic")


def get_item_by_app_item_id(call: Call) -> Json:
    """Get an item by its number inside the app."""
    app = reach_app(call, call.number("app_id"))
    for item in call.world.items.where("app_id", app.app_id):
        if item.app_item_id == call.number("app_item_id"):
            return _shown(call, item, app)
    raise not_found()


def get_item_by_external_id(call: Call) -> Json:
    """Get an item by its external id; of several the oldest."""
    app = reach_app(call, call.number("app_id"))
    for item in call.world.items.where("app_id", app.app_id):
        if item.external_id == call.params["external_id"]:
            return _shown(call, item, app)
    raise not_found()


def get_item_values(call: Call) -> Json:
    """List the fields of an item with their values."""
    item, app = reach_item(call, call.number("item_id"))
    return fields_shown(call, item, app)


def get_item_values_v2(call: Call) -> Json:
    """List the values of an item by external id."""
    # guess: the reference lists the operation and shows nothing of it
    item, app = reach_item(call, call.number("item_id"))
    return {field["external_id"]: field["values"] for field in fields_shown(call, item, app)}


def _field_values(call: Call) -> list[JsonObject]:
    item, app = reach_item(call, call.number("item_id"))
    key = call.params["field_or_external_id"]
    field = app.find_field(key)
    if field is None:
        raise not_found(f"No field {key!r} in app {app.app_id}")
    return values_shown(call, field, item.values.get(str(field.field_id)) or [])


def get_item_field_values(call: Call) -> Json:
    """List the values of one field."""
    return _field_values(call)


def get_item_field_values_v2(call: Call) -> Json:
    """Get the values of one field."""
    # guess: the reference lists the operation and shows nothing of it
    return {"values": _field_values(call)}


def get_item_clone(call: Call) -> Json:
    """Get what a clone of the item would be written with."""
    # guess: clients call it, its answer is documented nowhere
    item, app = reach_item(call, call.number("item_id"))
    return {"fields": fields_shown(call, item, app), "tags": item.tags}


def get_item_revisions(call: Call) -> Json:
    """List the last 30 revisions, oldest first."""
    # guess: the order
    item, _app = reach_item(call, call.number("item_id"))
    return [revision_shown(call.world, one) for one in item.revisions[-MOST_REVISIONS:]]


def get_item_revision(call: Call) -> Json:
    """Get one revision."""
    item, _app = reach_item(call, call.number("item_id"))
    return revision_shown(call.world, revision_or_404(item, call.number("revision_id")))


def get_item_revision_difference(call: Call) -> Json:
    """List the fields that differ between two revisions."""
    item, app = reach_item(call, call.number("item_id"))
    ends = [
        values_at(item, revision_or_404(item, call.number(name)).revision)
        for name in ("revision_from_id", "revision_to_id")
    ]
    differences: list[JsonObject] = []
    for field in app.fields:
        old, new = (end.get(str(field.field_id), []) for end in ends)
        if old == new:
            continue
        shown = item_field_shown(call, field, [])
        names = ("field_id", "external_id", "type", "label", "config")
        differences.append(
            {name: shown[name] for name in names}
            | {"from": values_shown(call, field, old), "to": values_shown(call, field, new)}
        )
    return differences


ROUTES = (
    Route("GET", "/item/{item_id}", get_item, app=True),
    Route("GET", "/item/{item_id}/basic", get_item_basic, app=True),
    Route("GET", "/app/{app_id}/item/{app_item_id}", get_item_by_app_item_id, app=True),
    Route(
        "GET",
        "/item/app/{app_id}/external_id/{external_id}",
        get_item_by_external_id,
        app=True,
    ),
    Route("GET", "/item/{item_id}/value", get_item_values, app=True, other_slash=True),
    Route("GET", "/item/{item_id}/value/v2", get_item_values_v2, app=True),
    Route("GET", "/item/{item_id}/value/{field_or_external_id}", get_item_field_values, app=True),
    Route(
        "GET",
        "/item/{item_id}/value/{field_or_external_id}/v2",
        get_item_field_values_v2,
        app=True,
    ),
    Route("GET", "/item/{item_id}/clone", get_item_clone, app=True),
    Route("GET", "/item/{item_id}/revision/", get_item_revisions, app=True),
    Route("GET", "/item/{item_id}/revision/{revision_id}", get_item_revision, app=True),
    Route(
        "GET",
        "/item/{item_id}/revision/{revision_from_id}/{revision_to_id}",
        get_item_revision_difference,
        app=True,
    ),
)
