"""The small form of an item, in which others point at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from podio.sandbox.views.apps import app_shown
from podio.sandbox.views.links import item_url
from podio.sandbox.views.people import byline, via
from podio.sandbox.views.titles import item_title

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App, Item, Revision
    from podio.sandbox.state.world import World

Attribute = Callable[["Call", "Item", "App"], "Json"]


def revision_shown(world: World, revision: Revision) -> JsonObject:
    """Show one revision."""
    author = byline(world, revision.created_by)
    return {
        "item_revision_id": revision.revision_id,
        "revision": revision.revision,
        "app_revision": revision.app_revision,
        "type": revision.type,
        "created_on": revision.created_on,
        "created_by": author,
        "created_via": via(world, revision.created_via),
        "user": author,
    }


MINI: dict[str, Attribute] = {
    "item_id": lambda _c, i, _a: i.item_id,
    "app_item_id": lambda _c, i, _a: i.app_item_id,
    "title": lambda _c, i, a: item_title(i, a),
    "link": lambda c, i, a: item_url(c.world, i, a),
    "revision": lambda _c, i, _a: i.last.revision,
    "app": lambda c, _i, a: app_shown(c, a, "micro"),
    "external_id": lambda _c, i, _a: i.external_id,
    "created_on": lambda _c, i, _a: i.first.created_on,
    "created_by": lambda c, i, _a: byline(c.world, i.first.created_by),
    "created_via": lambda c, i, _a: via(c.world, i.first.created_via),
    "initial_revision": lambda c, i, _a: revision_shown(c.world, i.first),
}


def mini_shown(call: Call, item: Item, app: App) -> JsonObject:
    """Show an item in its mini view."""
    return {name: show(call, item, app) for name, show in MINI.items()}
