"""Apps: reading them, in all the ways they can be found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import not_found
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import (
    app_refusal,
    reach_app,
    reach_org,
    reach_space,
    visible_apps,
)
from podio.sandbox.views.apps import app_shown, field_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.state.app_records import App

VIEWS = ("full", "short", "mini", "micro")
MOST = 500  # guess: no maximum is documented
ICONS = {"bug": 142, "calendar": 20, "contact": 13, "invoice": 251, "lead": 47, "project": 33}


def _view(call: Call) -> str:
    older = call.query.choice("type", VIEWS, "full")
    return call.query.choice("view", VIEWS, older)


def _by_use(call: Call, apps: list[App]) -> list[App]:
    """Sort apps by how many items the caller made in them, most first."""
    actor = call.principal.actor
    made: Counter[int] = Counter()
    for app in apps:
        items = call.world.items.where("app_id", app.app_id)
        made[app.app_id] = sum(item.first.created_by == actor for item in items)
    return sorted(apps, key=lambda app: (-made[app.app_id], app.app_id))


def get_app(call: Call) -> Json:
    """Get an app; `view` (in older clients `type`) says how much of it."""
    return app_shown(call, reach_app(call, call.number("app_id")), _view(call))


def get_apps_by_space(call: Call) -> Json:
    """List the apps of a space in their order."""
    space = reach_space(call, call.number("space_id"))
    inactive = call.query.truth("include_inactive")
    apps = call.world.apps.where("space_id", space.space_id)
    wanted = ("active", "inactive") if inactive else ("active",)
    listed = sorted((app for app in apps if app.status in wanted), key=lambda app: app.position)
    return [app_shown(call, app, "short") for app in listed]


def get_all_apps(call: Call) -> Json:
    """List every app the caller may touch."""
    call.need_user()
    return [app_shown(call, app, "short") for app in visible_apps(call)]


def get_all_user_apps(call: Call) -> Json:
    """List the caller's apps by a part of the name."""
    # guess: what `right` and `order` take
    call.need_user()
    query = call.query
    left_out = set(query.integers("exclude_app_ids"))
    text = (query.text("text") or "").casefold()
    org_id = query.integer("referenceable_in_org")
    found: list[App] = []
    for app in visible_apps(call):
        space = call.world.spaces.get(app.space_id)
        elsewhere = org_id is not None and (space is None or space.org_id != org_id)
        if app.app_id in left_out or text not in app.config["name"].casefold() or elsewhere:
            continue
        found.append(app)
    if query.text("order") == "name":
        found.sort(key=lambda app: app.config["name"].casefold())
    return [app_shown(call, app, "short") for app in found[query.page(MOST, MOST)]]


def get_top_apps(call: Call) -> Json:
    """List the apps the caller uses most."""
    call.need_user()
    call.query.truth("exclude_demo")
    apps = _by_use(call, visible_apps(call))
    return [app_shown(call, app, "short") for app in apps[call.query.page(4, MOST)]]


def get_top_apps_for_organization(call: Call) -> Json:
    """List the apps of an organization that the caller uses most."""
    org = reach_org(call, call.number("org_id"))
    spaces = {space.space_id for space in call.world.spaces.where("org_id", org.org_id)}
    apps = [app for app in visible_apps(call) if app.space_id in spaces]
    return [app_shown(call, app, "short") for app in _by_use(call, apps)]


def get_app_on_space_by_url_label(call: Call) -> Json:
    """Get an app by the label it has in addresses."""
    space = reach_space(call, call.number("space_id"))
    return app_shown(call, _labelled(call, space.space_id), _view(call))


def get_app_by_labels(call: Call) -> Json:
    """Get an app by the labels of organization, space and app."""
    for space in call.world.spaces:
        org = call.world.orgs.get(space.org_id)
        labels = (None if org is None else org.url_label, space.url_label)
        if labels == (call.params["org_label"], call.params["space_label"]):
            app = _labelled(call, space.space_id)
            return app_shown(call, reach_app(call, app.app_id), "full")
    raise not_found("Space not found")


def _labelled(call: Call, space_id: int) -> App:
    label = call.params.get("url_label") or call.params["app_label"]
    for app in call.world.apps.where("space_id", space_id):
        if app.url_label == label and app.status != "deleted":
            return app
    raise not_found("App not found")


def get_features(call: Call) -> Json:
    """List the features that apps use."""
    for app_id in call.query.integers("app_ids"):
        reach_app(call, app_id)
    call.query.truth("include_space")
    # guess: which features an app uses; the sandbox's have these
    return ["items", "filters"]


def get_icon_suggestions(call: Call) -> Json:
    """Suggest icons for a word."""
    call.need_user()
    # guess: the real catalogue of icons is not documented
    text = (call.query.text("query") or "").casefold()
    return [number for word, number in ICONS.items() if text and (text in word or word in text)]


def get_calculations_for_app(call: Call) -> Json:
    """List the calculations in other apps that use this app."""
    # guess: whose calculations are meant
    app = reach_app(call, call.number("app_id"))
    found: list[Json] = []
    for other in visible_apps(call):
        refers = [f for f in other.active_fields if app.app_id in referenced(f.settings)]
        counted = [f for f in other.active_fields if f.type == "calculation"]
        if refers and counted:
            found.append(
                {
                    "app": app_shown(call, other, "micro"),
                    "reference_field": field_shown(refers[0]),
                    "type": "outgoing",
                    "value_fields": [field_shown(field) for field in counted],
                }
            )
    return found


def referenced(settings: dict[str, Json]) -> list[int]:
    """List the apps that the settings of a relationship name."""
    entries: list[dict[str, Json]] = settings.get("referenced_apps") or []
    return [entry["app_id"] for entry in entries]


def direct_dependencies(app: App) -> list[int]:
    """List the apps that the fields of an app point at."""
    ids = {one for field in app.active_fields for one in referenced(field.settings)}
    return sorted(ids - {app.app_id})


def get_app_dependencies(call: Call) -> Json:
    """Tell which apps an app depends on, directly and indirectly."""
    app = reach_app(call, call.number("app_id"))
    graph: dict[int, list[int]] = {}
    waiting = [app.app_id]
    while waiting:
        app_id = waiting.pop()
        found = call.world.apps.get(app_id)
        if app_id in graph or found is None:
            continue
        graph[app_id] = direct_dependencies(found)
        waiting += graph[app_id]
    return _dependencies(call, graph)


def get_space_app_dependencies(call: Call) -> Json:
    """Tell which apps the active apps of a space depend on directly."""
    space = reach_space(call, call.number("space_id"))
    apps = call.world.apps.where("space_id", space.space_id)
    graph = {app.app_id: direct_dependencies(app) for app in apps if app.status == "active"}
    return _dependencies(call, graph)


def _dependencies(call: Call, graph: dict[int, list[int]]) -> Json:
    ids = sorted({*graph, *(one for ids in graph.values() for one in ids)})
    apps = [call.world.apps.get(app_id) for app_id in ids]
    shown = [
        app_shown(call, app, "micro")
        for app in apps
        if app is not None and app_refusal(call, app, "read") is None
    ]
    return {"apps": shown, "dependencies": {str(key): value for key, value in graph.items()}}


ROUTES = (
    Route("GET", "/app/", get_all_apps),
    Route("GET", "/app/v2/", get_all_user_apps),
    Route("GET", "/app/top/", get_top_apps),
    Route("GET", "/app/features/", get_features, app=True),
    Route("GET", "/app/icon/search", get_icon_suggestions),
    Route("GET", "/app/org/{org_id}/top/", get_top_apps_for_organization),
    Route("GET", "/app/org/{org_label}/space/{space_label}/{app_label}", get_app_by_labels),
    Route("GET", "/app/space/{space_id}/", get_apps_by_space, other_slash=True),
    Route("GET", "/app/space/{space_id}/{url_label}", get_app_on_space_by_url_label),
    Route("GET", "/app/{app_id}", get_app, app=True),
    Route("GET", "/app/{app_id}/calculation/", get_calculations_for_app, app=True),
    Route("GET", "/app/{app_id}/dependencies/", get_app_dependencies, app=True),
    Route("GET", "/space/{space_id}/dependencies/", get_space_app_dependencies, other_slash=True),
)
