"""Every operation on the signed-in user: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from podio import Request, Secret
from podio.areas.users import Users
from podio.errors import InvalidArgumentError
from podio.models.users import ByLine, Pin, Presence, Push, User, UserStatus, Via
from tests.areas.cases import Case, check

USER = {
    "user_id": 12,
    "mail": "ann@example.com",
    "status": "active",
    "locale": "en_GB",
    "timezone": "Europe/Copenhagen",
    "created_on": "2020-02-03 04:05:06",
    "mails": [{"mail": "ann@example.com", "primary": True, "verified": True, "disabled": False}],
    "flags": ["beta"],
}
STATUS = {
    "user": USER,
    "profile": {"profile_id": 120, "name": "Ann"},
    "properties": {"tour": {"done": True}},
    "referral": {"code": "xyz", "status": "sidebar"},
    "inbox_new": 3,
    "message_unread_count": 1,
    "calendar_code": "door-code",
    "mailbox": "ann.12",
    "push": {"channel": "/user/12", "signature": "signed", "timestamp": 1, "expires_in": 21600},
}

CASES = [
    Case(
        "users.get",
        lambda podio: podio.users.get(),
        sends="GET /user",
        answer=USER,
        reads=lambda user: (user.user_id, user.created_on, user.mails[0].verified, user.flags),
        gives=(12, datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC), True, ["beta"]),
    ),
    Case(
        "users.get_status",
        lambda podio: podio.users.get_status(),
        sends="GET /user/status",
        answer=STATUS,
        reads=lambda status: (
            status.user.mail,
            status.profile.name,
            status.properties["tour"],
            status.referral.status,
            status.inbox_new,
            status.calendar_code,
            status.push.channel,
            status.betas,
        ),
        gives=(
            "ann@example.com",
            "Ann",
            {"done": True},
            "sidebar",
            3,
            "door-code",
            "/user/12",
            [],
        ),
    ),
    Case(
        "users.update",
        lambda podio: podio.users.update(
            mail="ann@example.org",
            old_password=Secret("before"),
            new_password="after",
            locale="da_DK",
            timezone="Europe/Copenhagen",
        ),
        sends="PUT /user/",
        body={
            "mail": "ann@example.org",
            "old_password": "before",
            "new_password": "after",
            "locale": "da_DK",
            "timezone": "Europe/Copenhagen",
        },
        status=204,
    ),
    Case(
        "users.get_profile",
        lambda podio: podio.users.get_profile(),
        sends="GET /user/profile/",
        answer={"profile_id": 120, "name": "Ann", "title": ["CTO"]},
        reads=lambda profile: (profile.profile_id, profile.title),
        gives=(120, ["CTO"]),
    ),
    Case(
        "users.update_profile",
        lambda podio: podio.users.update_profile(
            {"title": ["CTO"], "birthdate": date(1980, 12, 24), "skype": None}
        ),
        sends="PUT /user/profile/",
        body={"title": ["CTO"], "birthdate": "1980-12-24", "skype": None},
        status=204,
    ),
    Case(
        "users.get_profile_field",
        lambda podio: podio.users.get_profile_field("mail"),
        sends="GET /user/profile/mail",
        answer=["ann@example.com"],
        gives=["ann@example.com"],
    ),
    Case(
        "users.update_profile_field",
        lambda podio: podio.users.update_profile_field("skill", value=["Python"]),
        sends="PUT /user/profile/skill",
        body={"value": ["Python"]},
        status=204,
    ),
    Case(
        "users.update_profile_field: nothing",
        lambda podio: podio.users.update_profile_field("skype", value=None),
        sends="PUT /user/profile/skype",
        body={"value": None},
        status=204,
    ),
    Case(
        "users.get_property",
        lambda podio: podio.users.get_property("tour/1"),
        sends="GET /user/property/tour%2F1",
        answer={"done": True},
        gives={"done": True},
    ),
    Case(
        "users.set_property",
        lambda podio: podio.users.set_property("tour", {"done": True}),
        sends="PUT /user/property/tour",
        body={"done": True},
        status=204,
    ),
    Case(
        "users.set_properties",
        lambda podio: podio.users.set_properties({"tour": {"done": True}, "theme": {"dark": 1}}),
        sends="PUT /user/property/",
        body={"tour": {"done": True}, "theme": {"dark": 1}},
        status=204,
    ),
    Case(
        "users.delete_property",
        lambda podio: podio.users.delete_property("tour"),
        sends="DELETE /user/property/tour",
        status=204,
    ),
    Case(
        "users.get_notification_settings",
        lambda podio: podio.users.get_notification_settings("mobile"),
        sends="GET /user/setting/mobile/",
        answer={"comment": True},
        gives={"comment": True},
    ),
    Case(
        "users.update_notification_settings",
        lambda podio: podio.users.update_notification_settings("mobile", {"comment": False}),
        sends="PUT /user/setting/mobile/",
        body={"comment": False},
        status=204,
    ),
    Case(
        "users.get_notification_setting",
        lambda podio: podio.users.get_notification_setting("mobile", "comment"),
        sends="GET /user/setting/mobile/comment",
        answer={"value": True},
        gives=True,
    ),
    Case(
        "users.update_notification_setting",
        lambda podio: podio.users.update_notification_setting("mobile", "comment", value=False),
        sends="PUT /user/setting/mobile/comment",
        body={"value": False},
        answer={"value": False},
        gives=False,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_property_has_a_name() -> None:
    for name in ("", " ", ".."):
        with pytest.raises(InvalidArgumentError, match="name"):
            Users.get_property(name)


def test_what_opens_doors_is_not_shown() -> None:
    shown = repr(UserStatus({"calendar_code": "door-code", "mailbox": "ann.12"}))
    assert "door-code" not in shown
    assert "ann.12" in shown
    assert "signed" not in repr(Push({"channel": "/user/12", "signature": "signed"}))
    assert "signed" not in repr(Presence({"ref_type": "item", "signature": "signed"}))
    user = User({"user_id": 1, "password": "old", "new_password": "new", "old_password": "older"})
    assert not any(secret in repr(user) for secret in ("'old'", "'new'", "'older'"))
    request = Users.update(old_password="before", new_password="after")
    assert isinstance(request, Request)
    assert not any(secret in repr(request.body) for secret in ("before", "after"))


def test_a_user_keeps_what_it_does_not_know() -> None:
    user = User({"user_id": 1, "status": "asleep", "mails": None, "created_on": 7, "new_key": [1]})
    seen: tuple[object, ...] = (user.status, user.mails, user.created_on)
    assert seen == ("asleep", [], 7)
    assert user.raw["new_key"] == [1]


def test_whoever_did_something_is_read() -> None:
    line = ByLine({"type": "user", "id": 12, "last_seen_on": "2025-01-02 03:04:05"})
    assert (line.type, line.id, line.name) == ("user", 12, None)
    assert line.last_seen_on == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    via = Via({"id": 1, "auth_client_id": 1, "name": "Podio", "display": False})
    assert (via.name, via.display, via.url) == ("Podio", False, None)
    assert Pin({"type": "app", "title": "Leads"}).title == "Leads"
