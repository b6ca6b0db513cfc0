"""Apps: making, changing, installing and removing them and their fields."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.applications.field_settings import new_field, read_config, slug, unused
from podio.sandbox.areas.items.changes import put_new_item, remove_item
from podio.sandbox.http.errors import invalid_value, not_found
from podio.sandbox.http.reading import Body, wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.jsontypes import is_int, is_list, is_object
from podio.sandbox.rights.access import administer_app, reach_app, reach_space
from podio.sandbox.state.app_records import App, Field
from podio.sandbox.views.apps import CONFIG_DEFAULTS, field_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject

TYPES = ("standard", "meeting", "contact")
FEATURES = ("filters", "widgets", "integration", "forms", "items", "flows", "votings")


def _config(raw: JsonObject, before: JsonObject) -> JsonObject:
    """Read the config of an app over what it was; keys must have the type of their default."""
    config = dict(before)
    for name, value in raw.items():
        default = CONFIG_DEFAULTS.get(name)
        if isinstance(default, bool) and not isinstance(value, bool):
            raise wrong(f"config.{name}", "boolean", value)
        if isinstance(default, str) and not isinstance(value, str):
            raise wrong(f"config.{name}", "string", value)
        config[name] = value
    if config.get("type", "standard") not in TYPES:
        raise wrong("config.type", "one of " + ", ".join(TYPES), config["type"])
    if not config.get("name"):
        raise invalid_value("Missing value for config.name", key="config.name", expected="string")
    return config


def _fields(call: Call, raw: Json, before: list[Field]) -> list[Field]:
    """Read a list of fields: with field_id a change, without it a new one."""
    if not is_list(raw) or not all(is_object(one) for one in raw):
        raise wrong("fields", "a list of objects", raw)
    fields = list(before)
    for entry in raw:
        field_id = entry.get("field_id")
        if field_id is None:
            taken = {field.external_id for field in fields}
            fields.append(new_field(call, entry, taken, len(fields)))
            continue
        places = [place for place, field in enumerate(fields) if field.field_id == field_id]
        if not places:
            raise invalid_value(f"No field {field_id!r} in the app", key="fields.field_id")
        old = fields[places[0]]
        if entry.get("type", old.type) != old.type:
            raise invalid_value("The type of a field cannot change", key="fields.type")
        status = entry.get("status", old.status)
        if status not in ("active", "deleted"):
            raise wrong("fields.status", "active or deleted", status)
        config = read_config(call, old.type, Body(entry).mapping("config") or {}, old.config)
        fields[places[0]] = replace(old, config=config, status=status)
    return _ordered(fields)


def _ordered(fields: list[Field]) -> list[Field]:
    if not any(field.status == "active" for field in fields):
        raise invalid_value("An app must have at least one field", key="fields")
    return sorted(fields, key=lambda field: field.config.get("delta") or 0)


def _put_new_app(call: Call, space_id: int, config: JsonObject, fields: list[Field]) -> App:
    world = call.world
    neighbours = world.apps.where("space_id", space_id)
    return world.apps.put(
        App(
            app_id=world.next_id("app"),
            space_id=space_id,
            config=config,
            fields=fields,
            url_label=unused(slug(config["name"]), {app.url_label for app in neighbours}),
            token=secrets.token_hex(16),
            owner=call.need_user(),
            created_on=world.now(),
            position=len(neighbours),
        )
    )


def add_new_app(call: Call) -> Json:
    """Make an app."""
    body = call.body()
    space = reach_space(call, body.need_integer("space_id"))
    config = _config(body.mapping("config") or {}, {})
    fields = _fields(call, body.sequence("fields") or [], [])
    return {"app_id": _put_new_app(call, space.space_id, config, fields).app_id}


def _revised(call: Call, app: App, **changes: Json) -> JsonObject:
    changed = replace(app, revision=app.revision + 1, **changes)
    return {"revision": call.world.apps.put(changed).revision}


def update_app(call: Call) -> Json:
    """Change the config and the fields of an app; what is left out stays."""
    app, body = administer_app(call, call.number("app_id")), call.body()
    config = _config(body.mapping("config") or {}, app.config)
    fields = _fields(call, body.sequence("fields") or [], app.fields)
    return _revised(call, app, config=config, fields=fields)


def update_app_v2(call: Call) -> Json:
    """Change an app; says nothing in return."""
    update_app(call)


def delete_app(call: Call) -> Json:
    """Delete an app with its items and views."""
    delete_app_contents(call, administer_app(call, call.number("app_id")))


def delete_app_contents(call: Call, app: App) -> None:
    """Take an app, its items and its views out of the state."""
    for item in call.world.items.where("app_id", app.app_id):
        remove_item(call, item)
    for view in call.world.views.where("app_id", app.app_id):
        call.world.views.remove(view.view_id)
    call.world.apps.put(replace(app, status="deleted"))


def activate_app(call: Call) -> Json:
    """Bring an app back into the navigation."""
    app = administer_app(call, call.number("app_id"))
    call.world.apps.put(replace(app, status="active"))


def deactivate_app(call: Call) -> Json:
    """Take an app out of the navigation; it takes no new items."""
    app = administer_app(call, call.number("app_id"))
    call.world.apps.put(replace(app, status="inactive"))


def activate_for_space(call: Call) -> Json:
    """Activate an app on its space."""
    # guess: an app has one space, so any other is not found
    app = administer_app(call, call.number("app_id"))
    if app.space_id != call.number("space_id"):
        raise not_found("App not found on the space")
    call.world.apps.put(replace(app, status="active"))


def update_app_description(call: Call) -> Json:
    """Change the description of an app."""
    app = administer_app(call, call.number("app_id"))
    description = call.body().text("description")
    _revised(call, app, config={**app.config, "description": description})


def update_app_usage_instructions(call: Call) -> Json:
    """Change what an app says on how to use it."""
    app = administer_app(call, call.number("app_id"))
    _revised(call, app, config={**app.config, "usage": call.body().text("usage")})


def update_app_order(call: Call) -> Json:
    """Put the apps of a space in order."""
    space = reach_space(call, call.number("space_id"))
    ids = call.json()
    apps = {app.app_id: app for app in call.world.apps.where("space_id", space.space_id)}
    if not is_list(ids) or not all(is_int(one) and one in apps for one in ids):
        raise wrong("body", "a list with the ids of the space's apps", ids)
    rest = [app_id for app_id in apps if app_id not in ids]
    for position, app_id in enumerate([*ids, *rest]):
        call.world.apps.put(replace(apps[app_id], position=position))


def install_app(call: Call) -> Json:
    """Copy an app into a space."""
    original, body = reach_app(call, call.number("app_id"), "read"), call.body()
    space = reach_space(call, body.need_integer("space_id"))
    features = body.texts("features") or [one for one in FEATURES if one != "items"]
    unknown = [one for one in features if one not in FEATURES]
    if unknown:
        raise wrong("features", "some of " + ", ".join(FEATURES), unknown)
    fields = [replace(field, field_id=call.world.next_id("field")) for field in original.fields]
    keys = {
        str(old.field_id): str(new.field_id)
        for old, new in zip(original.fields, fields, strict=True)
    }
    app = _put_new_app(call, space.space_id, original.config, fields)
    app = call.world.apps.put(
        replace(app, original=original.app_id, original_revision=original.revision)
    )
    if "items" in features:
        for item in call.world.items.where("app_id", original.app_id):
            values = {keys[key]: held for key, held in item.values.items()}
            put_new_item(call, app, values, tags=item.tags, external_id=item.external_id)
    return {"app_id": app.app_id}


def _field(app: App, key: str) -> Field:
    field = app.find_field(key)
    if field is None or field.status == "deleted":
        raise not_found("Field not found")
    return field


def get_app_field(call: Call) -> Json:
    """Get a field of an app by id or external id."""
    app = reach_app(call, call.number("app_id"))
    return field_shown(_field(app, call.params["field_or_external_id"]))


def add_new_app_field(call: Call) -> Json:
    """Add a field to an app."""
    app = administer_app(call, call.number("app_id"))
    taken = {field.external_id for field in app.fields}
    field = new_field(call, call.object(), taken, len(app.fields))
    _revised(call, app, fields=_ordered([*app.fields, field]))
    return {"field_id": field.field_id}


def update_an_app_field(call: Call) -> Json:
    """Change the config of a field; its type stays."""
    app = administer_app(call, call.number("app_id"))
    old, raw = _field(app, call.params["field_or_external_id"]), call.object()
    # Pages show the keys bare, some clients wrap them in config.
    config = read_config(call, old.type, raw.get("config", raw), old.config)
    fields = [replace(f, config=config) if f is old else f for f in app.fields]
    return _revised(call, app, fields=_ordered(fields))


def delete_app_field(call: Call) -> Json:
    """Delete a field; items that have a value keep it unless it is to go, too."""
    app = administer_app(call, call.number("app_id"))
    old = _field(app, call.params["field_or_external_id"])
    body = call.body()
    with_values = call.query.truth("delete_values", default=body.truth("delete_values"))
    fields = [replace(field, status="deleted") if field is old else field for field in app.fields]
    key = str(old.field_id)
    if with_values:
        for item in call.world.items.where("app_id", app.app_id):
            values = {name: held for name, held in item.values.items() if name != key}
            call.world.items.put(replace(item, values=values))
    return _revised(call, app, fields=_ordered(fields))


FIELD = "/app/{app_id}/field/{field_or_external_id}"
ROUTES = (
    Route("POST", "/app/", add_new_app),
    Route("PUT", "/app/{app_id}", update_app),
    Route("PUT", "/app/{app_id}/v2/", update_app_v2, other_slash=True),
    Route("DELETE", "/app/{app_id}", delete_app),
    Route("POST", "/app/{app_id}/activate", activate_app),
    Route("PUT", "/app/{app_id}/activate/{space_id}", activate_for_space),
    Route("POST", "/app/{app_id}/deactivate", deactivate_app),
    Route("PUT", "/app/{app_id}/description", update_app_description),
    Route("PUT", "/app/{app_id}/usage", update_app_usage_instructions),
    Route("PUT", "/app/space/{space_id}/order", update_app_order),
    Route("POST", "/app/{app_id}/install", install_app),
    Route("POST", "/app/{app_id}/field/", add_new_app_field),
    Route("GET", FIELD, get_app_field, app=True),
    Route("PUT", FIELD, update_an_app_field),
    Route("DELETE", FIELD, delete_app_field),
)
