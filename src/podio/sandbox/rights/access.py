"""Finds objects for a caller: 404 if there is none, 403 if membership or scope forbid it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.http.errors import Refusal, forbidden, not_found

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.rights.scopes import Permission
    from podio.sandbox.state.app_records import App, Field, Item
    from podio.sandbox.state.records import File, Organization, OrgMember, Space, SpaceMember, User
    from podio.sandbox.state.world import World


def space_membership(world: World, space_id: int, user_id: int) -> SpaceMember | None:
    """Find the membership of a user in a space, unless it ended."""
    for member in world.space_members.where("user_id", user_id):
        if member.space_id == space_id and member.ended_on is None:
            return member
    return None


def org_membership(world: World, org_id: int, user_id: int) -> OrgMember | None:
    """Find the membership of a user in an organization."""
    for member in world.org_members.where("user_id", user_id):
        if member.org_id == org_id:
            return member
    return None


def user_of(call: Call) -> User:
    """Find the calling user; an app is refused, and so is a scope without the user."""
    user = call.world.users.get(call.need_user())
    if user is None:
        raise not_found("User not found")
    if not call.principal.scope.allows_user(call.permission):
        raise _out_of_scope(call.permission)
    return user


def reach_org(call: Call, org_id: int, *, admin: bool = False) -> Organization:
    """Find an organization that the caller is a member (or administrator) of."""
    user_id = call.need_user()
    org = call.world.orgs.get(org_id)
    if org is None:
        raise not_found("Organization not found")
    member = org_membership(call.world, org_id, user_id)
    if member is None:
        raise forbidden("You are not a member of this organization")
    if admin and member.role != "admin":
        raise forbidden("Only an administrator of the organization can do this")
    if not call.principal.scope.allows(call.permission, org_id=org_id):
        raise _out_of_scope(call.permission)
    return org


def reach_space(call: Call, space_id: int, *, admin: bool = False) -> Space:
    """Find a space that the caller is a member (or administrator) of."""
    user_id = call.need_user()
    space = call.world.spaces.get(space_id)
    if space is None:
        raise not_found("Space not found")
    member = space_membership(call.world, space_id, user_id)
    if member is None:
        # guess: requestable_forbidden is documented as "access may be asked for"
        raise Refusal(403, "requestable_forbidden", "You are not a member of this space")
    if admin and member.role != "admin":
        raise forbidden("Only an administrator of the space can do this")
    if not call.principal.scope.allows(call.permission, space.org_id, space_id):
        raise _out_of_scope(call.permission)
    return space


def reach_app(call: Call, app_id: int, permission: Permission | None = None) -> App:
    """Find an app in a space of the caller; an app token reaches its own app only."""
    app = call.world.apps.get(app_id)
    if app is None or app.status == "deleted":
        raise not_found("App not found")
    refusal = app_refusal(call, app, permission or call.permission)
    if refusal is not None:
        raise refusal
    return app


def administer_app(call: Call, app_id: int) -> App:
    """Find an app whose definition the caller may change."""
    app = reach_app(call, app_id)
    user_id = call.need_user()
    member = space_membership(call.world, app.space_id, user_id)
    if app.owner != user_id and (member is None or member.role != "admin"):
        # guess: the reference does not say who may change an app
        raise forbidden("Only its creator or an administrator of the space can change an app")
    return app


def app_refusal(call: Call, app: App, permission: Permission) -> Refusal | None:
    """Tell why the caller may not touch an app; None if it may."""
    caller = call.principal
    if caller.ref_type == "app":
        if caller.ref_id != app.app_id:
            return forbidden("A token of the app grant reaches that one app only")
    elif space_membership(call.world, app.space_id, caller.ref_id) is None:
        return forbidden("You are not a member of the space of this app")
    space = call.world.spaces.get(app.space_id)
    org_id = None if space is None else space.org_id
    if not caller.scope.allows(permission, org_id, app.space_id, app.app_id):
        return _out_of_scope(permission)
    return None


def reach_item(call: Call, item_id: int) -> tuple[Item, App]:
    """Find an item, and its app, that the caller may touch."""
    item = call.world.items.get(item_id)
    if item is None:
        raise not_found()
    return item, reach_app(call, item.app_id)


def reach_field(call: Call, field_id: int) -> tuple[Field, App]:
    """Find a field by its id alone, and its app."""
    for app in call.world.apps:
        for field in app.fields:
            if field.field_id == field_id:
                return field, reach_app(call, app.app_id)
    raise not_found("Field not found")


def reach_file(call: Call, file_id: int) -> File:
    """Find a file: one's own, or attached to something the caller may touch."""
    file = call.world.files.get(file_id)
    if file is None:
        raise not_found("File not found")
    if not may_touch_file(call, file):
        raise forbidden("You have no access to this file")
    return file


def may_touch_file(call: Call, file: File) -> bool:
    """Tell whether the caller may touch a file."""
    if file.ref_id is None:
        return file.created_by == call.principal.actor
    if file.ref_type == "item":
        item = call.world.items.get(file.ref_id)
        app = None if item is None else call.world.apps.get(item.app_id)
        return app is not None and app_refusal(call, app, call.permission) is None
    if call.principal.ref_type == "app":
        return file.created_by == call.principal.actor
    user_id = call.principal.ref_id
    if file.ref_type == "space":
        return space_membership(call.world, file.ref_id, user_id) is not None
    return file.created_by == call.principal.actor


def visible_spaces(call: Call) -> list[Space]:
    """List the spaces that the calling user is a member of, within the scope."""
    user_id = call.need_user()
    members = call.world.space_members.where("user_id", user_id)
    spaces = [
        call.world.spaces.get(member.space_id) for member in members if member.ended_on is None
    ]
    scope = call.principal.scope
    return [
        space
        for space in spaces
        if space is not None and scope.allows(call.permission, space.org_id, space.space_id)
    ]


def visible_apps(call: Call) -> list[App]:
    """List the active apps that the calling user may touch."""
    return [
        app
        for app in call.world.apps
        if app.status == "active" and app_refusal(call, app, call.permission) is None
    ]


def _out_of_scope(permission: str) -> Refusal:
    return forbidden(f"The scope of the token does not allow to {permission} this")
