"""Every operation on members of spaces: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.space_members import SpaceMembers
from podio.errors import InvalidArgumentError
from podio.models.space_members import SpaceInvitation, SpaceMember
from tests.areas.cases import Case, check

MEMBER = {
    "user": {"user_id": 12, "avatar": 98, "name": "Ann"},
    "profile": {"profile_id": 120, "name": "Ann"},
    "role": "regular",
    "employee": True,
    "grants": 3,
    "invited_on": "2025-05-04 09:00:00",
    "started_on": "2025-05-05 09:30:00",
}

CASES = [
    Case(
        "space_members.add",
        lambda podio: podio.space_members.add(
            7,
            role="light",
            message="Welcome",
            users=[12],
            profiles=[120],
            mails=["bo@example.com"],
            external_contacts={"55": ["a"]},
            external_user_invite=False,
            context_ref_type="item",
            context_ref_id=31,
            invite_context="app",
        ),
        sends="POST /space/7/member/",
        body={
            "role": "light",
            "message": "Welcome",
            "users": [12],
            "profiles": [120],
            "mails": ["bo@example.com"],
            "external_contacts": {"55": ["a"]},
            "external_user_invite": False,
            "context_ref_type": "item",
            "context_ref_id": 31,
            "invite_context": "app",
        },
        status=204,
    ),
    Case(
        "space_members.get",
        lambda podio: podio.space_members.get(7, 12),
        sends="GET /space/7/member/12/v2",
        answer=MEMBER,
        reads=lambda member: (member.profile.profile_id, member.employee, member.grants),
        gives=(120, True, 3),
    ),
    Case(
        "space_members.get_membership",
        lambda podio: podio.space_members.get_membership(7, 12),
        sends="GET /space/7/member/12",
        answer=MEMBER,
        reads=lambda member: (member.user.name, member.role, member.started_on, member.ended_on),
        gives=("Ann", "regular", datetime(2025, 5, 5, 9, 30, tzinfo=UTC), None),
    ),
    Case(
        "space_members.list",
        lambda podio: podio.space_members.list(7),
        sends="GET /space/7/member/",
        answer=[MEMBER],
        reads=lambda members: [member.user.user_id for member in members],
        gives=[12],
    ),
    Case(
        "space_members.list_v2",
        lambda podio: podio.space_members.list_v2(7, member_type="employee", query="an", limit=2),
        sends="GET /space/7/member/v2/?limit=2&member_type=employee&offset=0&query=an",
        answer=[MEMBER, {"user": {"user_id": 13}, "role": None}],
        reads=lambda members: [(member.user.user_id, member.role) for member in members],
        gives=[(12, "regular"), (13, None)],
    ),
    Case(
        "space_members.list_by_role",
        lambda podio: podio.space_members.list_by_role(7, "admin"),
        sends="GET /space/7/member/admin/",
        answer=[{"user": {"user_id": 1}, "role": "admin"}],
        reads=lambda members: [member.role for member in members],
        gives=["admin"],
    ),
    Case(
        "space_members.list_top",
        lambda podio: podio.space_members.list_top(7),
        sends="GET /space/7/member/top/",
        answer={"employee": {"profiles": [{"profile_id": 120, "name": "Ann"}]}},
        reads=lambda top: ([one.name for one in top.employee.profiles], top.external),
        gives=(["Ann"], None),
    ),
    Case(
        "space_members.update",
        lambda podio: podio.space_members.update(7, [12, 13], role="admin"),
        sends="PUT /space/7/member/12,13",
        body={"role": "admin"},
        status=204,
    ),
    Case(
        "space_members.end",
        lambda podio: podio.space_members.end(7, [12]),
        sends="DELETE /space/7/member/12",
        status=204,
    ),
    Case(
        "space_members.join",
        lambda podio: podio.space_members.join(7),
        sends="POST /space/7/join",
        status=204,
    ),
    Case(
        "space_members.leave",
        lambda podio: podio.space_members.leave(7),
        sends="POST /space/7/leave",
        status=204,
    ),
    Case(
        "space_members.request",
        lambda podio: podio.space_members.request(7),
        sends="POST /space/7/member_request/",
        status=204,
    ),
    Case(
        "space_members.accept_request",
        lambda podio: podio.space_members.accept_request(7, 99),
        sends="POST /space/7/member_request/99/accept",
        body={},
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize("user_ids", [[], [0], [12, -1], "12", [True]])
def test_only_ids_of_users_end_a_membership(user_ids: object) -> None:
    with pytest.raises(InvalidArgumentError, match="user_ids"):
        SpaceMembers.end(7, user_ids)  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(InvalidArgumentError, match="user_ids"):
        SpaceMembers.update(7, user_ids, role="admin")  # type: ignore[arg-type]  # as above


def test_a_member_keeps_what_it_does_not_know() -> None:
    member = SpaceMember({"role": "owner", "invited_on": "soon", "user": None, "new_key": 1})
    seen: tuple[object, ...] = (member.role, member.invited_on, member.user)
    assert seen == ("owner", "soon", None)
    assert member.raw["new_key"] == 1


def test_an_invitation_is_read() -> None:
    invitation = SpaceInvitation(
        {"space_id": 7, "mails": ["bo@example.com"], "inviter": {"profile_id": 120, "name": "Ann"}}
    )
    assert (invitation.space_id, invitation.mails, invitation.users) == (7, ["bo@example.com"], [])
    assert invitation.inviter is not None
    assert invitation.inviter.name == "Ann"
