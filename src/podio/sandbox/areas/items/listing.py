"""Lists of items: filter, filter by view, get, count, and the view a caller used last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.items.filters import (
    compile_filters,
    filter_pairs,
    query_filters,
    sorted_items,
)
from podio.sandbox.areas.items.views import VIEWS, show_item
from podio.sandbox.http.errors import invalid_value, not_found
from podio.sandbox.http.reading import page_of
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_app, reach_space
from podio.sandbox.state.records import View
from podio.sandbox.views.bundles import Wanted, read_bundle

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App, Item

DEFAULT_LIMIT = 30
LARGEST_LIMIT = 500  # guess between two write-ups that say 500 and 100


def pick_items(
    call: Call, app: App, filters: Json, sort_by: str | None, *, descending: bool
) -> list[Item]:
    """List the items of an app that pass the filters, sorted."""
    tests = compile_filters(filter_pairs(filters), app, call)
    items = call.world.items.where("app_id", app.app_id)
    if tests:
        items = [item for item in items if all(test(item) for test in tests)]
    return sorted_items(items, sort_by, app, call, descending=descending)


def find_view(call: Call, app: App, view_id: int) -> View | None:
    """Find a saved view; 0 is the one that the caller used last, if any."""
    if view_id == 0:
        views = call.world.views.where("app_id", app.app_id)
        own = (v for v in views if v.last_used and v.created_by == call.principal.ref_id)
        return next(own, None)
    view = call.world.views.get(view_id)
    if view is None or view.app_id != app.app_id or view.last_used:
        raise not_found("View not found")
    return view


def remember_view(
    call: Call, app: App, filters: Json, sort_by: str | None, *, descending: bool
) -> None:
    """Store the caller's last used view of an app."""
    last = find_view(call, app, 0)
    view_id = call.world.next_id("view") if last is None else last.view_id
    call.world.views.put(
        View(
            view_id=view_id,
            app_id=app.app_id,
            name="last",
            created_on=call.world.now(),
            created_by=call.principal.ref_id,
            filters=dict(filter_pairs(filters)),
            sort_by=sort_by,
            sort_desc=descending,
            private=True,
            last_used=True,
        )
    )


def collection_shown(call: Call, app: App, items: list[Item], page: slice) -> JsonObject:
    """Show one page of items with the two counts."""
    wanted = read_bundle(call.query.text("fields")).get("items", Wanted())
    view = wanted.view or "short"
    if view not in VIEWS:
        raise invalid_value(f"Unknown view {view!r}", key="fields", expected=", ".join(VIEWS))
    return {
        "total": call.world.items.count("app_id", app.app_id),
        "filtered": len(items),
        "items": [show_item(call, item, app, view, wanted.extra) for item in items[page]],
    }


def filter_items(call: Call) -> Json:
    """Filter the items of an app."""
    app, body = reach_app(call, call.number("app_id")), call.body()
    space_id = call.query.integer("space_id")
    if space_id is not None and reach_space(call, space_id).space_id != app.space_id:
        raise not_found("App not found on the space")
    filters, sort_by = body.content.get("filters"), _sort_by(body.content.get("sort_by"))
    descending = body.truth("sort_desc", default=True)  # guess: the default is not documented
    items = pick_items(call, app, filters, sort_by, descending=descending)
    if body.truth("remember"):
        remember_view(call, app, filters, sort_by, descending=descending)
    limit, offset = body.integer("limit", DEFAULT_LIMIT), body.integer("offset", 0)
    return collection_shown(call, app, items, page_of(limit or 0, offset or 0, LARGEST_LIMIT))


def _sort_by(raw: Json) -> str | None:
    """Read the key to sort by: a name, or a field id that may be a number."""
    return None if raw is None else str(raw)


def filter_items_by_view(call: Call) -> Json:
    """Filter the items of an app by a saved view."""
    app, body = reach_app(call, call.number("app_id")), call.body()
    view = find_view(call, app, call.number("view_id"))
    filters = None if view is None else view.filters
    sort_by = _sort_by(body.content.get("sort_by")) or (None if view is None else view.sort_by)
    descending = body.truth("sort_desc", default=True if view is None else view.sort_desc)
    items = pick_items(call, app, filters, sort_by, descending=descending)
    if body.truth("remember"):
        remember_view(call, app, filters, sort_by, descending=descending)
    limit, offset = body.integer("limit", DEFAULT_LIMIT), body.integer("offset", 0)
    return collection_shown(call, app, items, page_of(limit or 0, offset or 0, LARGEST_LIMIT))


def queried_items(call: Call, app: App) -> list[Item]:
    """List the items that a GET query asks for, over the view it names."""
    view_id = call.query.integer("view_id")
    view = None if view_id is None else find_view(call, app, view_id)
    filters = dict(view.filters) if view is not None else {}
    filters |= query_filters(call.query.values, app)
    sort_by = call.query.text("sort_by") or (None if view is None else view.sort_by)
    default = True if view is None else view.sort_desc
    descending = call.query.truth("sort_desc", default=default)
    return pick_items(call, app, filters, sort_by, descending=descending)


def get_items(call: Call) -> Json:
    """List the items of an app; the older form of filtering."""
    app = reach_app(call, call.number("app_id"))
    items = queried_items(call, app)
    return collection_shown(call, app, items, call.query.page(DEFAULT_LIMIT, LARGEST_LIMIT))


def get_item_count(call: Call) -> Json:
    """Count the items of an app."""
    app = reach_app(call, call.number("app_id"))
    return {"count": len(queried_items(call, app))}


ROUTES = (
    Route(
        "POST",
        "/item/app/{app_id}/filter/",
        filter_items,
        app=True,
        rate_limited=True,
        other_slash=True,
        permission="read",
    ),
    Route(
        "POST",
        "/item/app/{app_id}/filter/{view_id}/",
        filter_items_by_view,
        app=True,
        rate_limited=True,  # guess: as the filter without a view
        other_slash=True,
        permission="read",
    ),
    Route("GET", "/item/app/{app_id}/v2/", get_items, app=True),
    Route("GET", "/item/app/{app_id}/count", get_item_count, app=True, other_slash=True),
)
