"""How items show in answers: one function per attribute, views as lists of attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.values.registry import type_of
from podio.sandbox.views.files import file_shown
from podio.sandbox.views.items import MINI, Attribute, revision_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App, Field, Item
    from podio.sandbox.views.bundles import Wanted

RIGHTS = (
    "view",
    "update",
    "delete",
    "comment",
    "subscribe",
    "rate",
    "add_task",
    "add_file",
    "add_conversation",
    "grant",
)


def values_shown(call: Call, field: Field, values: list[JsonObject]) -> list[JsonObject]:
    """Show the values of one field, without those that point at nothing any more."""
    kind = type_of(field)
    shown = [kind.show(value, field, call) for value in values]
    return [value for value in shown if value is not None]


def item_field_shown(call: Call, field: Field, values: list[JsonObject]) -> JsonObject:
    """Show a field with its values, as an item carries it."""
    config = field.config
    return {
        "field_id": field.field_id,
        "external_id": field.external_id,
        "type": field.type,
        "label": config["label"],
        "status": field.status,
        "config": {
            name: config.get(name) for name in ("label", "description", "mapping", "settings")
        },
        "values": values_shown(call, field, values),
    }


def fields_shown(call: Call, item: Item, app: App) -> list[JsonObject]:
    """Show the fields of an item that hold a value, in the order of the app."""
    shown: list[JsonObject] = []
    for field in app.fields:
        values = item.values.get(str(field.field_id))
        if values:
            shown.append(item_field_shown(call, field, values))
    return [field for field in shown if field["values"]]


def formatted_id(item: Item, app: App) -> str:
    """Write the number of an item inside its app with prefix and padding."""
    prefix = app.config.get("app_item_id_prefix") or ""
    padding = app.config.get("app_item_id_padding") or 1
    return f"{prefix}{item.app_item_id:0{padding}}"


def _files(call: Call, item: Item, _app: App) -> Json:
    files = [call.world.files.get(file_id) for file_id in item.file_ids]
    return [file_shown(call, file) for file in files if file is not None]


def _rights(call: Call, _item: Item, _app: App) -> Json:
    user = call.principal.ref_type == "user"
    return [right for right in RIGHTS if user or right != "grant"]


def _participants(_call: Call, item: Item, app: App) -> Json:
    return item.participants if app.config.get("type") == "meeting" else None


def _empty_list(_call: Call, _item: Item, _app: App) -> Json:
    return []


def _zero(_call: Call, _item: Item, _app: App) -> Json:
    return 0


def _no(_call: Call, _item: Item, _app: App) -> Json:
    return False


def _null(_call: Call, _item: Item, _app: App) -> Json:
    return None


ATTRIBUTES: dict[str, Attribute] = {
    **MINI,
    "app_item_id_formatted": lambda _c, i, a: formatted_id(i, a),
    "fields": fields_shown,
    "current_revision": lambda c, i, _a: revision_shown(c.world, i.last),
    "revisions": lambda c, i, _a: [revision_shown(c.world, r) for r in reversed(i.revisions)],
    "last_event_on": lambda _c, i, _a: i.last_event_on,
    "tags": lambda _c, i, _a: i.tags,
    "files": _files,
    "file_count": lambda _c, i, _a: len(i.file_ids),
    "rights": _rights,
    "participants": _participants,
    "priority": lambda _c, i, _a: i.priority,
    "ref": lambda _c, i, _a: i.ref,
    "reminder": lambda _c, i, _a: i.reminder,
    "recurrence": lambda _c, i, _a: i.recurrence,
    "linked_account_id": lambda _c, i, _a: i.linked_account_id,
    "linked_account_data": _null,
    "sharefile_vault_url": _null,
    "grant": _null,
    "presence": _null,
    "excerpt": _null,
    "comments": _empty_list,
    "tasks": _empty_list,
    "activity": _empty_list,
    "refs": _empty_list,
    "comment_count": _zero,
    "task_count": _zero,
    "grant_count": _zero,
    "subscribed_count": _zero,
    "like_count": _zero,
    "is_liked": _no,
    "subscribed": _no,
    "pinned": _no,
    "ratings": lambda _c, _i, _a: {"like": {"average": None, "counts": {}}},
    "user_ratings": lambda _c, _i, _a: {},
}

MICRO = ("item_id", "app_item_id", "title", "revision", "link")
SHORT = (
    *MINI,
    "app_item_id_formatted",
    "current_revision",
    "last_event_on",
    "rights",
    "fields",
    "tags",
    "comment_count",
    "file_count",
    "task_count",
    "priority",
    "ratings",
    "is_liked",
    "like_count",
    "subscribed",
    "pinned",
    "grant",
    "grant_count",
    "sharefile_vault_url",
)
FULL = tuple(name for name in ATTRIBUTES if name != "excerpt")
# guess: "basic" is taken to be what lists of items show
VIEWS = {"micro": MICRO, "mini": tuple(MINI), "short": SHORT, "full": FULL, "basic": SHORT}


def show_item(
    call: Call, item: Item, app: App, view: str, extra: dict[str, Wanted] | None = None
) -> JsonObject:
    """Show an item: the attributes of a view, and those that `fields=` adds."""
    names = VIEWS[view]
    shown = {name: ATTRIBUTES[name](call, item, app) for name in names}
    for name in extra or ():
        if name not in shown and name in ATTRIBUTES:
            shown[name] = ATTRIBUTES[name](call, item, app)
    return shown
