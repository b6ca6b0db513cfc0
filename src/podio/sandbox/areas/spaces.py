"""Spaces: what they are, and how they change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.applications.changes import delete_app_contents
from podio.sandbox.areas.applications.field_settings import slug, unused
from podio.sandbox.areas.organizations.operations import labels_of
from podio.sandbox.areas.organizations.views import space_member_shown, space_micro, space_shown
from podio.sandbox.http.errors import conflict, invalid_value, not_found
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_org, reach_space, space_membership, visible_spaces
from podio.sandbox.state.records import Space, SpaceMember
from podio.sandbox.views.links import space_url

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.http.reading import Body
    from podio.sandbox.jsontypes import Json, JsonObject

PRIVACY = ("open", "closed")
TRUTHS = ("auto_join", "post_on_new_app", "post_on_new_member")


def _settings(body: Body, before: Space | None = None) -> JsonObject:
    """Read the settings of a space over what they were."""
    settings: JsonObject = {
        "privacy": body.choice("privacy", PRIVACY, "closed" if before is None else before.privacy)
    }
    for name in TRUTHS:
        default = name != "auto_join" if before is None else bool(getattr(before, name))
        settings[name] = body.truth(name, default=default)
    return settings


def create_space(call: Call) -> Json:
    """Make a space; the caller administers it."""
    body, world, user_id = call.body(), call.world, call.need_user()
    org = reach_org(call, body.need_integer("org_id"))
    name = body.need_text("name")
    label = unused(slug(name), {one.url_label for one in world.spaces.where("org_id", org.org_id)})
    number, now = world.next_id("space"), world.now()
    space = world.spaces.put(
        Space(number, org.org_id, name, label, now, user_id, **_settings(body))
    )
    world.space_members.put(
        SpaceMember(world.next_id("space_member"), number, user_id, "admin", now)
    )
    return {"space_id": number, "url": space_url(world, space)}


def get_space(call: Call) -> Json:
    """Get a space."""
    return space_shown(call, reach_space(call, call.number("space_id")))


def update_space(call: Call) -> Json:
    """Change a space; what is left out stays."""
    # guess: the page repeats the defaults of creation, the sandbox keeps what was
    space, body = reach_space(call, call.number("space_id"), admin=True), call.body()
    label = body.text("url_label") or space.url_label
    for other in call.world.spaces.where("org_id", space.org_id):
        if other.url_label == label and other.space_id != space.space_id:
            raise conflict(f"The label {label!r} is taken")
    name = body.text("name") or space.name
    call.world.spaces.put(
        replace(space, name=name, url_label=label, **_settings(body, before=space))
    )


def delete_space(call: Call) -> Json:
    """Delete a space with its apps; all memberships end."""
    space, world = reach_space(call, call.number("space_id"), admin=True), call.world
    for app in world.apps.where("space_id", space.space_id):
        delete_app_contents(call, app)
    for member in world.space_members.where("space_id", space.space_id):
        if member.ended_on is None:
            world.space_members.put(replace(member, ended_on=world.now()))
    world.spaces.remove(space.space_id)


def archive_space(call: Call) -> Json:
    """Hide a space from the navigation."""
    space = reach_space(call, call.number("space_id"), admin=True)
    call.world.spaces.put(replace(space, archived=True))


def restore_space(call: Call) -> Json:
    """Show an archived space in the navigation again."""
    space = reach_space(call, call.number("space_id"), admin=True)
    call.world.spaces.put(replace(space, archived=False))


def get_organization_workspaces(call: Call) -> Json:
    """List the caller's spaces in an organization."""
    org = reach_org(call, call.number("org_id"))
    spaces = [space for space in visible_spaces(call) if space.org_id == org.org_id]
    return [space_micro(call.world, space) for space in spaces]


def get_available_spaces(call: Call) -> Json:
    """List the open spaces of an organization that the caller could join."""
    org = reach_org(call, call.number("org_id"))
    user_id = call.principal.ref_id
    return [
        space_micro(call.world, space)
        for space in call.world.spaces.where("org_id", org.org_id)
        if space.privacy == "open" and space_membership(call.world, space.space_id, user_id) is None
    ]


def _by_labels(call: Call, org_id: int, label: str) -> Json:
    for space in call.world.spaces.where("org_id", org_id):
        if space.url_label == label:
            return space_shown(call, reach_space(call, space.space_id))
    raise not_found("Space not found")


def get_space_by_label(call: Call) -> Json:
    """Get a space by the label it has in addresses."""
    org = reach_org(call, call.number("org_id"))
    return _by_labels(call, org.org_id, call.params["url_label"])


def get_space_by_url(call: Call) -> Json:
    """Get a space by an address of anything in it, or by the two labels."""
    query = call.query
    labels = labels_of(query.text("url") or "") or [
        query.text("org_slug") or "",
        query.text("space_slug") or "",
    ]
    if len(labels) < 2 or not all(labels[:2]):  # noqa: PLR2004 - organization and space
        raise invalid_value("url, or org_slug and space_slug, are needed", key="url")
    for org in call.world.orgs:
        if org.url_label == labels[0]:
            return _by_labels(call, org.org_id, labels[1])
    raise not_found("Space not found")


def get_top_spaces(call: Call) -> Json:
    """List the spaces the caller uses most."""
    # guess: use is counted in items made; the default limit
    actor, world = call.principal.actor, call.world
    made: Counter[int] = Counter()
    for app in world.apps:
        items = world.items.where("app_id", app.app_id)
        made[app.space_id] += sum(item.first.created_by == actor for item in items)
    spaces = [space for space in visible_spaces(call) if not space.archived]
    spaces.sort(key=lambda space: (-made[space.space_id], space.space_id))
    return [space_shown(call, space) for space in spaces[call.query.page(6, 100)]]


def get_available_seats(call: Call) -> Json:
    """Tell how many members could still join; null is without limit."""
    reach_space(call, call.number("space_id"))
    return {"employee": None, "external": None}


def find_all_ended(call: Call) -> Json:
    """List the memberships that ended."""
    space = reach_space(call, call.number("space_id"), admin=True)
    members = call.world.space_members.where("space_id", space.space_id)
    return [space_member_shown(call.world, one) for one in members if one.ended_on is not None]


ROUTES = (
    Route("POST", "/space/", create_space),
    Route("GET", "/space/url", get_space_by_url),
    Route("GET", "/space/top/", get_top_spaces),
    Route("GET", "/space/org/{org_id}/", get_organization_workspaces),
    Route("GET", "/space/org/{org_id}/available/", get_available_spaces),
    Route("GET", "/space/org/{org_id}/url/{url_label}", get_space_by_label),
    Route("GET", "/space/org/{org_id}/{url_label}", get_space_by_label),
    Route("GET", "/space/{space_id}", get_space),
    Route("PUT", "/space/{space_id}", update_space),
    Route("DELETE", "/space/{space_id}", delete_space),
    Route("POST", "/space/{space_id}/archive", archive_space),
    Route("POST", "/space/{space_id}/restore", restore_space),
    Route("GET", "/space/{space_id}/available", get_available_seats),
    Route("GET", "/space/{space_id}/member/ended/", find_all_ended),
)
