"""The calling user: account, profile, properties and notification settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.users.profiles import changed_profile, check_profile_key
from podio.sandbox.http.errors import Refusal, conflict, invalid_value, not_found
from podio.sandbox.http.reading import wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.jsontypes import is_list
from podio.sandbox.rights.access import user_of
from podio.sandbox.rights.tokens import digest, same
from podio.sandbox.views.people import profile_shown, user_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.records import User

# guess: the names of client types are not documented, those of notifications come from a client
NOTIFICATIONS = (
    "bulletin",
    "digest",
    "meeting_update",
    "meeting_update_as_organizer",
    "message",
    "push_notification",
    "push_notification_browser",
    "push_notification_sound",
    "reference",
    "reminder",
    "space_request",
    "subscription",
    "user",
)


def get_user(call: Call) -> Json:
    """Get the account."""
    return user_shown(user_of(call))


def get_user_status(call: Call) -> Json:
    """Get the account with profile, properties and what is unread."""
    user = user_of(call)
    return {
        "user": user_shown(user),
        "profile": profile_shown(user),
        "properties": _properties(call, user),
        "referral": {"code": digest(user.mail)[:8], "status": "inactive"},
        "flags": [],
        "betas": [],
        "inbox_new": 0,
        "message_unread_count": 0,
        "calendar_code": digest(f"calendar {user.password}")[:32],
        "mailbox": digest(f"mailbox {user.mail}")[:10],
        "task_mail": f"{digest(user.mail)[:10]}@tasks.example",
        "presence": None,
        "push": None,
    }


def update(call: Call) -> Json:
    """Change mail address, password, locale or time zone."""
    user, body = user_of(call), call.body()
    mail, password = body.text("mail"), body.text("new_password")
    if mail is not None or password is not None:
        # guess: a changed address needs the old password, too
        if not same(body.text("old_password") or "", user.password):
            detail = "user.invalid.password"
            raise Refusal(400, "invalid_value", detail, detail=detail, propagate=True)
        if mail not in (None, user.mail) and call.world.users.where("mail", mail):
            raise conflict("The mail address is taken")
    call.world.users.put(
        replace(
            user,
            mail=mail or user.mail,
            password=password or user.password,
            locale=body.text("locale") or user.locale,
            timezone=body.text("timezone") or user.timezone,
        )
    )


def get_profile(call: Call) -> Json:
    """Get the profile."""
    return profile_shown(user_of(call))


def _write_profile(call: Call, changes: JsonObject) -> None:
    user = user_of(call)
    profile = changed_profile(user.profile, changes)
    name, avatar = profile.pop("name", user.name), profile.pop("avatar", user.avatar)
    call.world.users.put(replace(user, profile=profile, name=name, avatar=avatar))


def update_profile(call: Call) -> Json:
    """Change the profile; null deletes a field, what is left out stays."""
    _write_profile(call, call.object())


def get_profile_field(call: Call) -> Json:
    """Get one field of the profile."""
    key = check_profile_key(call.params["field"])
    value = profile_shown(user_of(call)).get(key)
    if value is None:
        raise not_found(f"The profile has no {key}")
    # guess: clients read the bare value; it is wrapped, for a body is never a bare value
    return value if is_list(value) else {"value": value}


def update_profile_field(call: Call) -> Json:
    """Change one field of the profile."""
    _write_profile(call, {call.params["field"]: call.object().get("value")})


def _properties(call: Call, user: User) -> JsonObject:
    """Find the properties that belong to the API client of the call."""
    return user.properties.get(call.principal.client_id) or {}


def _put_properties(call: Call, user: User, properties: JsonObject) -> None:
    everything = {**user.properties, call.principal.client_id: properties}
    call.world.users.put(replace(user, properties=everything))


def set_user_properties(call: Call) -> Json:
    """Set several properties."""
    user, changes = user_of(call), call.object()
    _put_properties(call, user, {**_properties(call, user), **changes})


def get_user_property(call: Call) -> Json:
    """Get a property."""
    properties = _properties(call, user_of(call))
    name = call.params["name"]
    if name not in properties:
        raise not_found("Property not found")
    return properties[name]


def set_user_property(call: Call) -> Json:
    """Set a property to an object."""
    user = user_of(call)
    name = call.params["name"]
    _put_properties(call, user, {**_properties(call, user), name: call.object()})


def delete_user_property(call: Call) -> Json:
    """Delete a property."""
    user = user_of(call)
    properties = dict(_properties(call, user))
    if call.params["name"] not in properties:
        raise not_found("Property not found")
    del properties[call.params["name"]]
    _put_properties(call, user, properties)


def _notifications(call: Call, user: User) -> dict[str, bool]:
    kept: JsonObject = user.settings.get(call.params["client_type"]) or {}
    return {name: bool(kept.get(name, True)) for name in NOTIFICATIONS}


def _notification_type(call: Call) -> str:
    name = call.params["notification_type"]
    if name not in NOTIFICATIONS:
        raise not_found("Notification type not found")
    return name


def _put_notifications(call: Call, user: User, changes: JsonObject) -> None:
    for name, value in changes.items():
        if name not in NOTIFICATIONS:
            raise invalid_value(f"Unknown notification type {name!r}", key=name)
        if not isinstance(value, bool):
            raise wrong(name, "boolean", value)
    merged = {**_notifications(call, user), **changes}
    settings = {**user.settings, call.params["client_type"]: merged}
    call.world.users.put(replace(user, settings=settings))


def get_notification_settings(call: Call) -> Json:
    """Get all notification settings for a type of client."""
    return _notifications(call, user_of(call))


def update_notification_settings(call: Call) -> Json:
    """Change notification settings."""
    _put_notifications(call, user_of(call), call.object())


def get_notification_setting(call: Call) -> Json:
    """Get one notification setting."""
    return {"value": _notifications(call, user_of(call))[_notification_type(call)]}


def update_notification_setting(call: Call) -> Json:
    """Change one notification setting."""
    value = call.object().get("value")
    _put_notifications(call, user_of(call), {_notification_type(call): value})
    return {"value": value}


SETTINGS = "/user/setting/{client_type}/"
ROUTES = (
    Route("GET", "/user", get_user, other_slash=True),
    Route("PUT", "/user/", update, other_slash=True),
    Route("GET", "/user/status", get_user_status),
    Route("GET", "/user/profile/", get_profile),
    Route("PUT", "/user/profile/", update_profile),
    Route("GET", "/user/profile/{field}", get_profile_field),
    Route("PUT", "/user/profile/{field}", update_profile_field),
    Route("PUT", "/user/property/", set_user_properties),
    Route("GET", "/user/property/{name}", get_user_property),
    Route("PUT", "/user/property/{name}", set_user_property),
    Route("DELETE", "/user/property/{name}", delete_user_property, permission="write"),
    Route("GET", SETTINGS, get_notification_settings, other_slash=True),
    Route("PUT", SETTINGS, update_notification_settings, other_slash=True),
    Route("GET", SETTINGS + "{notification_type}", get_notification_setting),
    Route("PUT", SETTINGS + "{notification_type}", update_notification_setting),
)
