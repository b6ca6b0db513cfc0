"""How apps and their fields show in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.rights.access import space_membership
from podio.sandbox.views.links import app_url
from podio.sandbox.views.people import profile_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import JsonObject
    from podio.sandbox.state.app_records import App, Field

# What older clients read off the app itself stands in its config, too.
MICRO = ("app_id", "name", "item_name", "icon", "icon_id", "url_label", "status")
CONFIG_DEFAULTS: JsonObject = {
    "type": "standard",
    "name": "",
    "item_name": "Item",
    "description": None,
    "usage": None,
    "external_id": None,
    "icon": "251.png",
    "icon_id": 251,
    "allow_edit": True,
    "allow_create": True,
    "allow_attachments": True,
    "allow_comments": True,
    "allow_tags": True,
    "default_view": "badge",
    "default_view_id": None,
    "disable_notifications": False,
    "silent_creates": False,
    "silent_edits": False,
    "show_app_item_id": False,
    "app_item_id_prefix": None,
    "app_item_id_padding": 1,
    "fivestar": False,
    "fivestar_label": None,
    "approved": False,
    "thumbs": False,
    "thumbs_label": None,
    "rsvp": False,
    "rsvp_label": None,
    "yesno": False,
    "yesno_label": None,
    "tasks": [],
}
SHORT_CONFIG = (
    "type",
    "name",
    "item_name",
    "description",
    "external_id",
    "icon",
    "icon_id",
    "allow_create",
    "allow_edit",
)


def field_shown(field: Field) -> JsonObject:
    """Show a field of an app."""
    return {
        "field_id": field.field_id,
        "type": field.type,
        "external_id": field.external_id,
        "label": field.label,
        "status": field.status,
        "config": field.config,
    }


def app_shown(call: Call, app: App, view: str = "full") -> JsonObject:
    """Show an app in one of the views micro, mini, short and full."""
    link = app_url(call.world, app)
    config = CONFIG_DEFAULTS | app.config
    shown: JsonObject = {
        "app_id": app.app_id,
        "status": app.status,
        "name": config["name"],
        "item_name": config["item_name"],
        "icon": config["icon"],
        "icon_id": config["icon_id"],
        "url_label": app.url_label,
        "url": link,
        "link": link,
    }
    if view == "micro":
        return {name: shown[name] for name in MICRO}
    shown |= {
        "space_id": app.space_id,
        "url_add": f"{link}/items/new",
        "link_add": f"{link}/items/new",
        "config": {name: config[name] for name in ("name", "item_name", "icon", "type")},
    }
    if view == "mini":
        return shown
    owner = call.world.users.get(app.owner)
    shown |= {
        "original": app.original,
        "original_revision": app.original_revision,
        "owner": None if owner is None else profile_shown(owner),
        "config": {name: config[name] for name in SHORT_CONFIG},
    }
    if view == "short":
        return shown
    shown |= {
        "config": config,
        "current_revision": app.revision,
        "created_on": app.created_on,
        "fields": [field_shown(field) for field in app.active_fields],
        "mailbox": f"{app.url_label}.{app.app_id}",
        "rights": _rights(call, app),
        "integration": None,
        "layouts": {},
        "pinned": False,
        "subscribed": False,
        "sharefile_vault_url": None,
        "default_view_id": None,
    }
    if may_see_token(call, app):
        shown["token"] = app.token
    return shown


def may_see_token(call: Call, app: App) -> bool:
    """Tell whether the app token, a credential, may be handed to the caller."""
    if call.principal.ref_type == "app":
        return True
    member = space_membership(call.world, app.space_id, call.principal.ref_id)
    # guess: "those allowed" are the creator and the administrators of the space
    admin = member is not None and member.role == "admin"
    return admin or app.owner == call.principal.ref_id


def _rights(call: Call, app: App) -> list[str]:
    rights = ["view", "add_item", "subscribe"]
    if may_see_token(call, app):
        rights += ["update", "delete", "grant", "add_hook"]
    return rights
