"""Organizations: what they are, how they change, what is counted of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podio.sandbox.areas.applications.field_settings import slug, unused
from podio.sandbox.areas.organizations.views import (
    org_micro,
    org_shown,
    space_micro,
    space_mini,
    space_shown,
)
from podio.sandbox.http.errors import conflict, invalid_value, not_found
from podio.sandbox.http.reading import wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import org_membership, reach_org, user_of, visible_spaces
from podio.sandbox.state.records import Organization, OrgMember
from podio.sandbox.views.links import org_url

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.state.records import Space

MOST_WEEKS = 16


def get_organizations(call: Call) -> Json:
    """List the caller's organizations with the spaces in them."""
    user_id = call.need_user()
    spaces = visible_spaces(call)
    shown: list[Json] = []
    for member in call.world.org_members.where("user_id", user_id):
        org = call.world.orgs.get(member.org_id)
        mine = [space for space in spaces if space.org_id == member.org_id]
        if org is None or not (mine or call.principal.scope.allows("read", org_id=org.org_id)):
            continue
        listed = [space_mini(call, space) for space in mine if not space.archived]
        shown.append(org_shown(call, org) | {"spaces": listed})
    return shown


def get_organization(call: Call) -> Json:
    """Get an organization."""
    return org_shown(call, reach_org(call, call.number("org_id")))


def labels_of(url: str) -> list[str]:
    """Take the labels out of an address such as https://podio.com/org/space/apps/..."""
    return [part for part in urlsplit(url).path.split("/") if part]


def org_by_label(call: Call, label: str) -> Organization:
    """Find an organization of the caller by the label it has in addresses."""
    for org in call.world.orgs:
        if org.url_label == label:
            return reach_org(call, org.org_id)
    raise not_found("Organization not found")


def get_organization_by_url(call: Call) -> Json:
    """Get an organization by an address of anything in it."""
    labels = labels_of(call.query.text("url") or "")
    if not labels:
        raise invalid_value("Missing value for url", key="url", expected="full url")
    return org_shown(call, org_by_label(call, labels[0]))


def add_new_organization(call: Call) -> Json:
    """Make an organization; the caller administers it."""
    user, body, world = user_of(call), call.body(), call.world
    name = body.need_text("name")
    label = unused(slug(name), {org.url_label for org in world.orgs})
    logo = body.integer("logo")
    org = world.orgs.put(
        Organization(world.next_id("org"), name, label, world.now(), user.user_id, logo, "free")
    )
    world.org_members.put(OrgMember(world.next_id("org_member"), org.org_id, user.user_id, "admin"))
    return {"org_id": org.org_id, "url": org_url(org), "url_label": label}


def update_organization(call: Call) -> Json:
    """Change name, label or logo; the label does not follow the name."""
    org, body = reach_org(call, call.number("org_id"), admin=True), call.body()
    label = body.text("url_label") or org.url_label
    if any(other.url_label == label and other != org for other in call.world.orgs):
        raise conflict(f"The label {label!r} is taken")
    name, logo = body.text("name") or org.name, body.integer("logo", org.logo)
    call.world.orgs.put(replace(org, name=name, url_label=label, logo=logo))


def get_admin_orgs_by_email(call: Call) -> Json:
    """List the organizations that a mail address administers, and its free ones."""
    call.need_user()
    users = call.world.users.where("mail", call.params["email"])
    free: list[Json] = []
    admin: list[Json] = []
    for member in call.world.org_members.where("user_id", users[0].user_id if users else None):
        org = call.world.orgs.get(member.org_id)
        if org is None:
            continue
        entry = {
            "org_name": org.name,
            "org_type": org.type,
            "org_id": org.org_id,
            "org_domains": org.domains,
            "contract_tier": None if org.type == "free" else "plus",
        }
        if org.type == "free":
            free.append(entry)
        elif member.role == "admin":
            admin.append(entry)
    return {"free_orgs": free, "admin_orgs": admin}


def bootstrap(call: Call) -> Json:
    """Make a first organization for a user who has none."""
    # guess: clients know the path, none says what it does; it changes nothing for the others
    user, world = user_of(call), call.world
    if not world.org_members.where("user_id", user.user_id):
        label = unused(slug(user.name), {org.url_label for org in world.orgs})
        org = world.orgs.put(
            Organization(world.next_id("org"), user.name, label, world.now(), user.user_id)
        )
        number = world.next_id("org_member")
        world.org_members.put(OrgMember(number, org.org_id, user.user_id, "admin"))
    return get_organizations(call)


def get_shared_organizations(call: Call) -> Json:
    """List what the caller and another user are both members of, by name."""
    other = call.number("user_id")
    if call.world.users.get(other) is None:
        raise not_found("User not found")
    theirs = {
        one.space_id for one in call.world.space_members.where("user_id", other) if not one.ended_on
    }
    shared = [space for space in visible_spaces(call) if space.space_id in theirs]
    shown: list[Json] = []
    for org in sorted(call.world.orgs, key=lambda one: one.name):
        users = (call.principal.ref_id, other)
        if not all(org_membership(call.world, org.org_id, user) for user in users):
            continue
        inside = sorted((s for s in shared if s.org_id == org.org_id), key=lambda one: one.name)
        spaces = [space_micro(call.world, space) for space in inside]
        shown.append(org_micro(org) | {"spaces": spaces})
    return shown


def _spaces(call: Call, org_id: int) -> list[Space]:
    reach_org(call, org_id)
    return call.world.spaces.where("org_id", org_id)


def get_spaces_on_organization(call: Call) -> Json:
    """List the spaces of an organization that the caller is a member of."""
    org_id = call.number("org_id")
    reach_org(call, org_id)
    return [space_shown(call, space) for space in visible_spaces(call) if space.org_id == org_id]


def get_all_spaces_on_organization(call: Call) -> Json:
    """List all spaces of an organization."""
    # guess: for administrators only
    org = reach_org(call, call.number("org_id"), admin=True)
    return [space_micro(call.world, space) for space in _spaces(call, org.org_id)]


def get_space_by_url(call: Call) -> Json:
    """Get a space by its label; deprecated in favour of GET /space/url."""
    org_id = call.number("org_id")
    label = (labels_of(call.params["url_label"]) or [""])[-1]
    reach_org(call, org_id)
    for space in visible_spaces(call):
        if space.org_id == org_id and space.url_label == label:
            return space_shown(call, space)
    raise not_found("Space not found")


def get_organization_statistics(call: Call) -> Json:
    """Count what is in an organization."""
    org, world = reach_org(call, call.number("org_id"), admin=True), call.world
    spaces = world.spaces.where("org_id", org.org_id)
    apps = [app for space in spaces for app in world.apps.where("space_id", space.space_id)]
    members = world.org_members.count("org_id", org.org_id)
    return {
        "org_id": org.org_id,
        "total_users_count": members,
        "active_users_count": members,
        "outstanding_invitations": 0,
        "available_invitations": 5,
        "items_count": sum(world.items.count("app_id", app.app_id) for app in apps),
        "apps_count": len(apps),
        "spaces_count": len(spaces),
        "status_count": 0,
        "task_count": 0,
        "last_activity_on": world.now(),
    }


def get_organization_login_report(call: Call) -> Json:
    """Count the users of each past week, the latest first."""
    org = reach_org(call, call.number("org_id"), admin=True)
    limit, offset = call.query.integer("limit", 4) or 4, call.query.integer("offset", 0) or 0
    if not 0 < limit <= MOST_WEEKS or offset < 0:
        raise wrong("limit", f"1 to {MOST_WEEKS}", limit)
    today = datetime.fromtimestamp(call.world.clock(), UTC).date()
    monday = today - timedelta(days=today.weekday() + 7 * (1 + offset))
    total = call.world.org_members.count("org_id", org.org_id)
    weeks = [str(monday - timedelta(weeks=back)) for back in range(limit)]
    # guess: the sandbox does not note sign-ins by week, so everybody was there
    return [
        {"date": week, "total": total, "active": total}
        for week in weeks
        if week >= org.created_on[:10]
    ]


ROUTES = (
    Route("GET", "/org/", get_organizations, other_slash=True),
    Route("POST", "/org/", add_new_organization),
    Route("GET", "/org/url", get_organization_by_url),
    Route("GET", "/org/admin-orgs/{email}", get_admin_orgs_by_email),
    Route("POST", "/org/bootstrap", bootstrap),
    Route("GET", "/org/shared/{user_id}", get_shared_organizations),
    Route("GET", "/org/{org_id}", get_organization),
    Route("PUT", "/org/{org_id}", update_organization),
    Route("GET", "/org/{org_id}/all_spaces/", get_all_spaces_on_organization),
    Route("GET", "/org/{org_id}/space/", get_spaces_on_organization, other_slash=True),
    Route("GET", "/org/{org_id}/space/url/{url_label}", get_space_by_url),
    Route("GET", "/org/{org_id}/statistics", get_organization_statistics),
    Route("GET", "/org/{org_id}/report/login/", get_organization_login_report, other_slash=True),
)
