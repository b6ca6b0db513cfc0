"""Members and administrators of organizations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.organizations.views import (
    org_member_shown,
    space_member_shown,
    space_micro,
)
from podio.sandbox.http.errors import conflict, invalid_value, not_found
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import org_membership, reach_org
from podio.sandbox.state.records import OrgMember, SpaceMember
from podio.sandbox.views.people import profile_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.records import User

KINDS = ("employee", "external", "admin", "regular", "guest", "premium")
MOST = 500  # guess: no maximum is documented


def _member(call: Call, *, admin: bool = True) -> OrgMember:
    org = reach_org(call, call.number("org_id"), admin=admin)
    member = org_membership(call.world, org.org_id, call.number("user_id"))
    if member is None:
        raise not_found("The user is not a member of the organization")
    return member


def _fits(member: OrgMember, kind: str | None) -> bool:
    match kind:
        case None | "premium":
            return True
        case "employee" | "external":
            return member.employee == (kind == "employee")
        case "guest":
            return member.role == "light"
        case _:
            return member.role == kind


def get_organization_members(call: Call) -> Json:
    """List the members of an organization."""
    org, query = reach_org(call, call.number("org_id"), admin=True), call.query
    kind = query.choice("member_type", KINDS, "") if query.text("member_type") else None
    text = (query.text("query") or "").casefold()
    by_name = query.choice("sort_by", ("name", "last_seen_on"), "name") == "name"
    found: list[tuple[str, OrgMember]] = []
    for member in call.world.org_members.where("org_id", org.org_id):
        user = call.world.users.get(member.user_id)
        if user is None or not _fits(member, kind) or text not in user.name.casefold():
            continue
        found.append((user.name.casefold() if by_name else user.last_seen_on or "", member))
    found.sort(key=lambda pair: pair[0], reverse=query.truth("sort_desc"))
    page = query.page(MOST, MOST)
    return [org_member_shown(call.world, member) for _key, member in found[page]]


def get_organization_member(call: Call) -> Json:
    """Get a member."""
    return org_member_shown(call.world, _member(call))


def get_member_by_mail(call: Call) -> Json:
    """Get a member by mail address."""
    org = reach_org(call, call.number("org_id"), admin=True)
    users = call.world.users.where("mail", call.params["mail"])
    member = org_membership(call.world, org.org_id, users[0].user_id) if users else None
    if member is None:
        raise not_found("The user is not a member of the organization")
    return org_member_shown(call.world, member)


def _space_members(call: Call, member: OrgMember) -> list[SpaceMember]:
    found: list[SpaceMember] = []
    for one in call.world.space_members.where("user_id", member.user_id):
        space = call.world.spaces.get(one.space_id)
        if space is not None and space.org_id == member.org_id and one.ended_on is None:
            found.append(one)
    return found


def get_space_memberships(call: Call) -> Json:
    """List a member's spaces in the organization."""
    member = _member(call)
    return [space_member_shown(call.world, one) for one in _space_members(call, member)]


def _others(call: Call, space_id: int, user_id: int) -> list[SpaceMember]:
    return [
        one
        for one in call.world.space_members.where("space_id", space_id)
        if one.ended_on is None and one.user_id != user_id
    ]


def _end(call: Call, member: OrgMember) -> None:
    """End all memberships; the last administrator's role passes to the others."""
    world = call.world
    for one in _space_members(call, member):
        others = _others(call, one.space_id, member.user_id)
        if not others:
            # The sole member's space goes with the member.
            world.spaces.remove(one.space_id)
        elif one.role == "admin" and not any(other.role == "admin" for other in others):
            for other in others:
                world.space_members.put(replace(other, role="admin"))
        world.space_members.put(replace(one, ended_on=world.now()))
    world.org_members.remove(member.member_id)


def end_organization_membership(call: Call) -> Json:
    """End a membership with all its spaces."""
    _end(call, _member(call))


def get_end_member_info(call: Call) -> Json:
    """Tell what the end of a membership would bring about."""
    # guess: clients know the path, the shape is theirs
    member = _member(call)
    gone: list[JsonObject] = []
    promoted: list[JsonObject] = []
    for one in _space_members(call, member):
        space = call.world.spaces.get(one.space_id)
        others = _others(call, one.space_id, member.user_id)
        if space is None:
            continue
        if not others:
            gone.append(space_micro(call.world, space))
        elif one.role == "admin" and not any(other.role == "admin" for other in others):
            promoted.append(space_micro(call.world, space))
    return {"to_delete": gone, "to_promote": promoted}


def leave_organization(call: Call) -> Json:
    """End the caller's own membership."""
    org = reach_org(call, call.number("org_id"))
    member = org_membership(call.world, org.org_id, call.principal.ref_id)
    if member is not None:
        _end(call, member)


def delete_organization_member_role(call: Call) -> Json:
    """Take the role of a member away; the spaces stay."""
    # guess: what is left is the lightest role
    call.world.org_members.put(replace(_member(call), role="light"))


def get_organization_admins(call: Call) -> Json:
    """List the administrators."""
    org = reach_org(call, call.number("org_id"))
    admins = [m for m in call.world.org_members.where("org_id", org.org_id) if m.role == "admin"]
    users = [call.world.users.get(member.user_id) for member in admins]
    return [profile_shown(user) for user in users if user is not None]


def add_organization_admin(call: Call) -> Json:
    """Make a user an administrator, by id or mail address."""
    org, body = reach_org(call, call.number("org_id"), admin=True), call.body()
    user_id, email = body.integer("user_id"), body.text("email")
    user: User | None = None
    if user_id is not None:
        user = call.world.users.get(user_id)
    elif email is not None:
        user = next(iter(call.world.users.where("mail", email)), None)
    else:
        raise invalid_value("One of user_id and email is needed", key="user_id")
    if user is None:
        # Podio makes a user of an unknown address; the sandbox invites nobody.
        raise not_found("User not found; the sandbox does not invite new ones")
    member = org_membership(call.world, org.org_id, user.user_id)
    number = call.world.next_id("org_member") if member is None else member.member_id
    call.world.org_members.put(OrgMember(number, org.org_id, user.user_id, "admin"))


def remove_organization_admin(call: Call) -> Json:
    """Make an administrator a regular member again."""
    member = _member(call)
    admins = [
        one
        for one in call.world.org_members.where("org_id", member.org_id)
        if one.role == "admin" and one.user_id != member.user_id
    ]
    if member.role != "admin":
        raise not_found("The user is not an administrator")
    if not admins:
        # guess: an organization without administrator is not allowed
        raise conflict("The last administrator cannot be removed")
    call.world.org_members.put(replace(member, role="regular"))


MEMBER = "/org/{org_id}/member/{user_id}"
ROUTES = (
    Route("GET", "/org/{org_id}/member/", get_organization_members),
    Route("GET", "/org/{org_id}/member/mail/{mail}", get_member_by_mail),
    Route("GET", MEMBER, get_organization_member),
    Route("DELETE", MEMBER, end_organization_membership),
    Route("GET", MEMBER + "/end_member_info", get_end_member_info),
    Route("DELETE", MEMBER + "/role", delete_organization_member_role),
    Route("GET", MEMBER + "/space_member/", get_space_memberships),
    Route("POST", "/org/{org_id}/leave", leave_organization),
    Route("GET", "/org/{org_id}/admin/", get_organization_admins),
    Route("POST", "/org/{org_id}/admin/", add_organization_admin),
    Route("DELETE", "/org/{org_id}/admin/{user_id}", remove_organization_admin),
)
