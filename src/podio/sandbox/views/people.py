"""How people, apps and API clients show in answers: bylines, profiles, users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.views.links import user_url

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject
    from podio.sandbox.state.records import User
    from podio.sandbox.state.world import World


def user_by_profile(world: World, profile_id: int) -> User | None:
    """Find a user by profile id."""
    for user in world.users:
        if user.profile_id == profile_id:
            return user
    return None


def byline(world: World, actor: JsonObject) -> JsonObject:
    """Show who did something: a user or an app."""
    shown: JsonObject = {
        "type": actor["type"],
        "id": actor["id"],
        "avatar_type": "file",
        "avatar_id": None,
        "avatar": None,
        "image": None,
        "name": "",
        "url": None,
    }
    if actor["type"] == "app":
        app = world.apps.get(actor["id"])
        shown |= {"name": "" if app is None else app.config["name"], "avatar_type": "icon"}
        return shown
    user = world.users.get(actor["id"])
    if user is None:
        return shown
    return shown | {
        "user_id": user.user_id,
        "name": user.name,
        "url": user_url(user.user_id),
        "avatar": user.avatar,
        "avatar_id": user.avatar,
        "last_seen_on": user.last_seen_on,
    }


def via(world: World, auth_client_id: int) -> JsonObject:
    """Show the API client that something was done with."""
    for client in world.clients:
        if client.auth_client_id == auth_client_id:
            return {
                "id": client.auth_client_id,
                "auth_client_id": client.auth_client_id,
                "name": client.name,
                "url": client.url,
                "display": True,
            }
    return {"id": 1, "auth_client_id": 1, "name": "Podio", "url": None, "display": False}


def profile_shown(user: User) -> JsonObject:
    """Show a person as contact fields, items and members do."""
    return {
        "profile_id": user.profile_id,
        "user_id": user.user_id,
        "type": "user",
        "name": user.name,
        "mail": [user.mail],
        "avatar": user.avatar,
        "image": None,
        "link": user_url(user.user_id),
        "url": [],
        "rights": ["view"],
        "space_id": None,
        "org_id": None,
        "external_id": None,
        "last_seen_on": user.last_seen_on,
        **user.profile,
    }


def user_shown(user: User) -> JsonObject:
    """Show a user account."""
    return {
        "user_id": user.user_id,
        "mail": user.mail,
        "status": user.status,
        "locale": user.locale,
        "timezone": user.timezone,
        "name": user.name,
        "profile_id": user.profile_id,
        "avatar": user.avatar,
        "invites": 5,
        "flags": [],
        "created_on": user.created_on,
        "activated_on": user.created_on,
        "mails": [{"mail": user.mail, "primary": True, "verified": True, "disabled": False}],
    }
