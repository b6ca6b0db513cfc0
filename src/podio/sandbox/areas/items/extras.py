"""The rest of items: bulk delete, order, meetings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.items.changes import remove_item
from podio.sandbox.areas.items.listing import find_view, pick_items
from podio.sandbox.areas.items.views import show_item
from podio.sandbox.http.errors import invalid_value
from podio.sandbox.http.reading import wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_app, reach_item

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.state.app_records import Item

PARTICIPATION = ("invited", "accepted", "declined", "tentative")


def bulk_delete_items(call: Call) -> Json:
    """Delete many items of an app: by id, else by view and filters."""
    app, body = reach_app(call, call.number("app_id")), call.body()
    item_ids = body.integers("item_ids")
    if item_ids is not None:
        items = [call.world.items.get(item_id) for item_id in item_ids]
        # guess: ids that are not items of the app are passed over
        doomed = [item for item in items if item is not None and item.app_id == app.app_id]
    else:
        view_id = body.integer("view_id")
        if view_id is None and "filters" not in body:
            # guess: an empty call deletes nothing, rather than the whole app
            raise invalid_value("One of item_ids, view_id and filters is needed", key="item_ids")
        view = None if view_id is None else find_view(call, app, view_id)
        filters = body.content.get("filters") or (None if view is None else view.filters)
        doomed = pick_items(call, app, filters, None, descending=False)
    for item in doomed:
        remove_item(call, item)
    return {"deleted": [item.item_id for item in doomed], "pending": []}


def rearrange_item(call: Call) -> Json:
    """Move an item to the head of the order by priority."""
    # guess: clients know the path, none says what it takes
    item, app = reach_item(call, call.number("item_id"))
    lowest = min(one.priority for one in call.world.items.where("app_id", app.app_id))
    moved = call.world.items.put(replace(item, priority=lowest - 1.0))
    return show_item(call, moved, app, "full")


def _meeting(call: Call) -> Item:
    item, app = reach_item(call, call.number("item_id"))
    if app.config.get("type") != "meeting":
        # guess: what other apps answer
        raise invalid_value("The item is not a meeting", item_id=item.item_id)
    return item


def get_meeting_url(call: Call) -> Json:
    """Get the address to join a meeting."""
    item = _meeting(call)
    return {"url": call.link(f"/meeting/{item.item_id}?user={call.principal.ref_id}")}


def set_participation(call: Call) -> Json:
    """Say whether the caller takes part in a meeting."""
    user_id = call.need_user()
    item = _meeting(call)
    status = call.body().need_text("status")
    if status not in PARTICIPATION:
        raise wrong("status", "one of " + ", ".join(PARTICIPATION), status)
    participants = {**item.participants, str(user_id): {"user_id": user_id, "status": status}}
    call.world.items.put(replace(item, participants=participants))


ROUTES = (
    Route("POST", "/item/app/{app_id}/delete", bulk_delete_items, permission="delete"),
    Route("POST", "/item/{item_id}/rearrange", rearrange_item, app=True),
    Route("GET", "/item/{item_id}/meeting/url", get_meeting_url),
    Route("PUT", "/item/{item_id}/participation", set_participation),
)
