"""Everything that changes an item: create, update, values, revert, clone, delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.files.kept import attach_files, remove_files_of
from podio.sandbox.areas.items.calculated_fields import calculated
from podio.sandbox.http.errors import conflict, forbidden, invalid_value, not_found
from podio.sandbox.http.reading import Body, wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.jsontypes import is_int
from podio.sandbox.rights.access import reach_app, reach_item
from podio.sandbox.state.app_records import App, Item, Revision
from podio.sandbox.values.written import Values, check_required, read_field, read_fields
from podio.sandbox.views.links import item_url
from podio.sandbox.views.titles import item_title

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject

FILE_TYPES = frozenset({"image", "file", "video"})
RECURRENCES = ("weekly", "monthly", "yearly")


def revision_of(call: Call, app: App, number: int, kind: str, before: Values) -> Revision:
    """Make the next revision of an item."""
    return Revision(
        revision_id=call.world.next_id("revision"),
        revision=number,
        app_revision=app.revision,
        type=kind,
        created_on=call.world.now(),
        created_by=call.principal.actor,
        created_via=call.principal.auth_client_id,
        before=before,
    )


def put_new_item(call: Call, app: App, values: Values, **attributes: Json) -> Item:
    """Keep a new item with the next number of its app."""
    world = call.world
    revision = revision_of(call, app, 0, "creation", {})
    item = Item(
        item_id=world.next_id("item"),
        app_id=app.app_id,
        app_item_id=world.next_id(f"app_item {app.app_id}"),
        values=calculated({key: held for key, held in values.items() if held}, app),
        revisions=[revision],
        last_event_on=revision.created_on,
        **attributes,
    )
    _claim_files(call, item, app)
    return world.items.put(replace(item, priority=float(item.app_item_id)))


def _claim_files(call: Call, item: Item, app: App) -> None:
    """Tie the loose files that values point at to the item, so that its readers may read them."""
    for field in app.fields:
        values = item.values.get(str(field.field_id)) if field.type in FILE_TYPES else None
        for value in values or []:
            file = call.world.files.get(value["value"])
            if file is not None and file.ref_id is None:
                call.world.files.put(replace(file, ref_type="item", ref_id=item.item_id))


def change_values(call: Call, item: Item, app: App, values: Values) -> Item:
    """Make a revision with new values; unchanged ones are not noted in it."""
    merged = {key: held for key, held in (item.values | values).items() if held}
    merged = calculated(merged, app)
    keys = merged.keys() | item.values.keys()
    before = {
        key: item.values.get(key, []) for key in keys if merged.get(key) != item.values.get(key)
    }
    revision = revision_of(call, app, item.last.revision + 1, "update", before)
    return replace(
        item,
        values=merged,
        revisions=[*item.revisions, revision],
        last_event_on=revision.created_on,
    )


def read_attributes(body: Body) -> JsonObject:
    """Read what else can be written on an item; only the keys that were sent."""
    attributes: JsonObject = {}
    if "external_id" in body:
        attributes["external_id"] = body.text("external_id")
    if "tags" in body:
        attributes["tags"] = body.texts("tags") or []
    if "reminder" in body:
        attributes["reminder"] = _reminder(body.mapping("reminder"))
    if "recurrence" in body:
        attributes["recurrence"] = _recurrence(body.mapping("recurrence"))
    if "linked_account_id" in body:
        attributes["linked_account_id"] = body.integer("linked_account_id")
    if "ref" in body:
        attributes["ref"] = _reference(body.mapping("ref"))
    return attributes


def _reminder(raw: JsonObject | None) -> JsonObject | None:
    if raw is not None and not is_int(raw.get("remind_delta")):
        raise wrong("reminder.remind_delta", "integer of minutes", raw.get("remind_delta"))
    return raw


def _recurrence(raw: JsonObject | None) -> JsonObject | None:
    if raw is not None and raw.get("name") not in RECURRENCES:
        raise wrong("recurrence.name", "one of " + ", ".join(RECURRENCES), raw.get("name"))
    return raw


def _reference(raw: JsonObject | None) -> JsonObject | None:
    if raw is not None and not (isinstance(raw.get("type"), str) and is_int(raw.get("id"))):
        raise wrong("ref", 'an object {"type": ..., "id": ...}', raw)
    return raw


def add_new_item(call: Call) -> Json:
    """Create an item."""
    app, body = reach_app(call, call.number("app_id")), call.body()
    if app.status != "active":
        raise forbidden("The app is not active, it takes no new items")
    values = read_fields(body.content.get("fields"), app, call)
    check_required(values, app)
    attributes = read_attributes(body)
    item = put_new_item(call, app, values, **attributes)
    item = _with_files(call, item, body)
    return {
        "item_id": item.item_id,
        "app_item_id": item.app_item_id,
        "title": item_title(item, app),
        "revision": 0,
        "link": item_url(call.world, item, app),
    }


def _with_files(call: Call, item: Item, body: Body) -> Item:
    file_ids = body.integers("file_ids")
    if file_ids is None:
        return item
    attach_files(call, file_ids, "item", item.item_id)
    merged = item.file_ids + [file_id for file_id in file_ids if file_id not in item.file_ids]
    return call.world.items.put(replace(item, file_ids=merged))


def update_item(call: Call) -> Json:
    """Change an item; what is left out stays, an empty list clears a field."""
    (item, app), body = reach_item(call, call.number("item_id")), call.body()
    revision = body.integer("revision")
    if revision is not None and revision != item.last.revision:
        raise conflict(
            f"Item {item.item_id} is at revision {item.last.revision}, not {revision}",
        )
    values = read_fields(body.content.get("fields"), app, call)
    attributes = read_attributes(body)
    check_required(item.values | values, app)
    item = _with_files(call, item, body)
    item = replace(change_values(call, item, app, values), **attributes)
    return _changed(call, item, app)


def _changed(call: Call, item: Item, app: App) -> JsonObject:
    _claim_files(call, item, app)
    call.world.items.put(item)
    return {"revision": item.last.revision, "title": item_title(item, app)}


def update_item_values(call: Call) -> Json:
    """Change the values of several fields."""
    item, app = reach_item(call, call.number("item_id"))
    values = read_fields(call.json(), app, call)
    check_required(item.values | values, app)
    return _changed(call, change_values(call, item, app, values), app)


def update_item_field_values(call: Call) -> Json:
    """Change the value of one field; the body is the bare value."""
    item, app = reach_item(call, call.number("item_id"))
    key = call.params["field_or_external_id"]
    field = app.find_field(key)
    if field is None or field.status != "active":
        raise not_found(f"No field {key!r} in app {app.app_id}")
    values = {str(field.field_id): read_field(call.value(), field, call)}
    check_required(item.values | values, app)
    return _changed(call, change_values(call, item, app, values), app)


def delete_item(call: Call) -> Json:
    """Delete an item for good."""
    item, _app = reach_item(call, call.number("item_id"))
    remove_item(call, item)


def remove_item(call: Call, item: Item) -> None:
    """Take an item and its files out of the state."""
    remove_files_of(call, "item", item.item_id)
    call.world.items.remove(item.item_id)


def clone_item(call: Call) -> Json:
    """Make a new item of the same app with the same values."""
    item, app = reach_item(call, call.number("item_id"))
    original = {"type": "item", "id": item.item_id}
    clone = put_new_item(call, app, item.values, tags=item.tags, ref=original)
    return {"item_id": clone.item_id}


def values_at(item: Item, revision: int) -> Values:
    """Work out the values an item had after a revision, undoing the later ones."""
    values = dict(item.values)
    for later in reversed(item.revisions):
        if later.revision <= revision:
            break
        values |= later.before
    return {key: held for key, held in values.items() if held}


def revision_or_404(item: Item, revision: int) -> Revision:
    """Find a revision of an item by its number."""
    for candidate in item.revisions:
        if candidate.revision == revision:
            return candidate
    raise not_found("Revision not found")


def revert_item_revision(call: Call) -> Json:
    """Undo one revision; later changes to the same fields are overwritten."""
    item, app = reach_item(call, call.number("item_id"))
    revision = revision_or_404(item, call.number("revision_id"))
    if revision.type == "creation":
        raise invalid_value("The creation of an item cannot be undone", key="revision")
    changed = change_values(call, item, app, revision.before)
    return {"revision": _changed(call, changed, app)["revision"]}


def revert_to_revision(call: Call) -> Json:
    """Bring an item back to what it was after a revision."""
    item, app = reach_item(call, call.number("item_id"))
    revision = revision_or_404(item, int(call.params["revision"]))
    values: Values = {key: [] for key in item.values} | values_at(item, revision.revision)
    return {"revision": _changed(call, change_values(call, item, app, values), app)["revision"]}


ROUTES = (
    Route("POST", "/item/app/{app_id}/", add_new_item, app=True, other_slash=True),
    Route("PUT", "/item/{item_id}", update_item, app=True, other_slash=True),
    Route("DELETE", "/item/{item_id}", delete_item, app=True, other_slash=True),
    Route("POST", "/item/{item_id}/clone", clone_item, app=True),
    Route("PUT", "/item/{item_id}/value", update_item_values, app=True, other_slash=True),
    Route(
        "PUT", "/item/{item_id}/value/{field_or_external_id}", update_item_field_values, app=True
    ),
    Route(
        "DELETE",
        "/item/{item_id}/revision/{revision_id}",
        revert_item_revision,
        app=True,
        permission="write",
    ),
    Route("POST", "/item/{item_id}/revision/{revision}/revert_to", revert_to_revision, app=True),
)
