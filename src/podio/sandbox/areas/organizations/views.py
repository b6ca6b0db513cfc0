"""How organizations, spaces and their members show in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.rights.access import org_membership, space_membership
from podio.sandbox.views.links import org_url, space_url
from podio.sandbox.views.people import byline, profile_shown, user_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import JsonObject
    from podio.sandbox.state.records import Organization, OrgMember, Space, SpaceMember
    from podio.sandbox.state.world import World

ORG_RIGHTS = ("view", "add_space", "add_conversation", "subscribe")
ORG_ADMIN_RIGHTS = (*ORG_RIGHTS, "update", "delete", "grant", "statistics", "view_admins")
SPACE_RIGHTS = ("view", "add_app", "add_status", "add_task", "add_file", "subscribe")
SPACE_ADMIN_RIGHTS = (*SPACE_RIGHTS, "update", "delete", "grant", "add_user_light", "add_hook")


def creator(world: World, user_id: int) -> JsonObject:
    """Show the user who made something."""
    return byline(world, {"type": "user", "id": user_id})


def org_micro(org: Organization) -> JsonObject:
    """Show an organization as spaces carry it."""
    return {
        "org_id": org.org_id,
        "name": org.name,
        "url": org_url(org),
        "url_label": org.url_label,
        "logo": org.logo,
        "image": None,
        "premium": org.type == "premium",
        "type": org.type,
    }


def org_shown(call: Call, org: Organization) -> JsonObject:
    """Show an organization whole."""
    world = call.world
    member = org_membership(world, org.org_id, call.principal.ref_id)
    role = None if member is None else member.role
    return org_micro(org) | {
        "status": org.status,
        "user_limit": None,
        "segment": None,
        "segment_size": None,
        "tier": "premium",
        "sales_agent_id": None,
        "domains": org.domains,
        "role": role,
        "rights": list(ORG_ADMIN_RIGHTS if role == "admin" else ORG_RIGHTS),
        "trial_expired_on": None,
        "created_on": org.created_on,
        "created_by": creator(world, org.created_by),
        "grants_count": 0,
        "rank": 1,
        "member_count": world.org_members.count("org_id", org.org_id),
    }


def space_micro(world: World, space: Space) -> JsonObject:
    """Show a space as lists carry it."""
    return {
        "space_id": space.space_id,
        "org_id": space.org_id,
        "name": space.name,
        "url": space_url(world, space),
        "url_label": space.url_label,
        "type": space.type,
        "privacy": space.privacy,
        "archived": space.archived,
    }


def space_mini(call: Call, space: Space) -> JsonObject:
    """Show a space as the list of organizations carries it."""
    member = space_membership(call.world, space.space_id, call.principal.ref_id)
    role = None if member is None else member.role
    rights = list(SPACE_ADMIN_RIGHTS if role == "admin" else SPACE_RIGHTS)
    return space_micro(call.world, space) | {"role": role, "rights": rights, "rank": 1}


def space_shown(call: Call, space: Space) -> JsonObject:
    """Show a space whole."""
    world = call.world
    org = world.orgs.get(space.org_id)
    members = [m for m in world.space_members.where("space_id", space.space_id) if not m.ended_on]
    return space_mini(call, space) | {
        "org": None if org is None else org_micro(org),
        "auto_join": space.auto_join,
        "post_on_new_app": space.post_on_new_app,
        "post_on_new_member": space.post_on_new_member,
        "video": None,
        "subscribed": True,
        "premium": True,
        "top": False,
        "is_overdue": False,
        "created_on": space.created_on,
        "created_by": creator(world, space.created_by),
        "last_activity_on": space.created_on,
        "member_count": len(members),
        "app_count": world.apps.count("space_id", space.space_id),
        "owner": {"type": "org", "id": space.org_id},
    }


def org_member_shown(world: World, member: OrgMember) -> JsonObject:
    """Show a member of an organization."""
    user = world.users.get(member.user_id)
    spaces = [
        one
        for one in world.space_members.where("user_id", member.user_id)
        if one.ended_on is None and _org_of(world, one) == member.org_id
    ]
    return {
        "user": None if user is None else user_shown(user),
        "profile": None if user is None else profile_shown(user),
        "employee": member.employee,
        "admin": member.role == "admin",
        # light members of spaces have no role in the organization itself
        "role": member.role if member.role in {"regular", "admin"} else None,
        "tier": "premium",
        "space_memberships": len(spaces),
        "spaces": {"invited": 0, "started": len(spaces)},
    }


def _org_of(world: World, member: SpaceMember) -> int | None:
    space = world.spaces.get(member.space_id)
    return None if space is None else space.org_id


def space_member_shown(world: World, member: SpaceMember) -> JsonObject:
    """Show a member of a space."""
    user = world.users.get(member.user_id)
    space = world.spaces.get(member.space_id)
    return {
        "user": None if user is None else user_shown(user),
        "profile": None if user is None else profile_shown(user),
        "space": None if space is None else space_micro(world, space),
        "role": member.role,
        "employee": True,
        "is_partner": False,
        "invited_on": member.started_on,
        "started_on": member.started_on,
        "ended_on": member.ended_on,
        "grants": 0,
    }
