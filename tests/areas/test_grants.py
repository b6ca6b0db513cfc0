"""Grants: access to one object for people who are not in its space."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio import Ref
from podio.areas.grants import Grants
from podio.errors import DecodeError, InvalidArgumentError
from podio.models.grants import grant_if_any
from tests.areas.cases import Case, check

CASES = [
    Case(
        "grants.create",
        lambda podio: podio.grants.create(
            "item",
            70,
            people=[1, Ref("profile", 11), {"type": "mail", "id": "bo@example.com"}],
            action="comment",
            message="Have a look",
            access_level="view",
            shared_as_client=False,
        ),
        sends="POST /grant/item/70",
        body={
            "people": [
                1,
                {"type": "profile", "id": 11},
                {"type": "mail", "id": "bo@example.com"},
            ],
            "action": "comment",
            "message": "Have a look",
            "access_level": "view",
            "shared_as_client": False,
        },
        answer={"invitable": [{"profile_id": 11, "name": "Ann"}]},
        reads=lambda created: [person.profile_id for person in created.invitable],
        gives=[11],
    ),
    Case(
        "grants.get_own",
        lambda podio: podio.grants.get_own("item", 70),
        sends="GET /grant/item/70/own",
        answer={
            "grant_id": 81,
            "action": "comment",
            "access_level": "view",
            "message": "Have a look",
            "created_by": {"type": "user", "id": 1, "name": "Ann"},
            "created_on": "2026-03-01 08:30:00",
        },
        reads=lambda grant: (
            grant.grant_id,
            grant.action,
            grant.access_level,
            grant.created_by.name,
            grant.created_on,
        ),
        gives=(81, "comment", "view", "Ann", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
    ),
    Case(
        "grants.get_own where there is none",
        lambda podio: podio.grants.get_own("item", 70),
        sends="GET /grant/item/70/own",
        status=204,
    ),
    Case(
        "grants.count",
        lambda podio: podio.grants.count("item", 70),
        sends="GET /grant/item/70/count",
        answer={"count": 2},
        gives=2,
    ),
    Case(
        "grants.update",
        lambda podio: podio.grants.update("item", 70, 1, "edit"),
        sends="PUT /grant/item/70/1",
        body={"access_level": "edit"},
        status=204,
    ),
    Case(
        "grants.remove",
        lambda podio: podio.grants.remove("item", 70, 1),
        sends="DELETE /grant/item/70/1",
        status=204,
    ),
    Case(
        "grants.remove_all",
        lambda podio: podio.grants.remove_all("item", 70),
        sends="DELETE /grant/item/70",
        status=204,
    ),
    Case(
        "grants.list_own_in_org",
        lambda podio: podio.grants.list_own_in_org(2),
        sends="GET /grant/org/2/own/",
        answer=[{"grant_id": 81, "ref": {"type": "item", "id": 70, "title": "Call Ann"}}],
        reads=lambda grants: [(grant.grant_id, grant.ref.title) for grant in grants],
        gives=[(81, "Call Ann")],
    ),
    Case(
        "grants.list_in_space",
        lambda podio: podio.grants.list_in_space(3, 1),
        sends="GET /grant/space/3/user/1/",
        answer=[{"ref_type": "item", "ref_id": 70, "rights": ["view"]}],
        reads=lambda grants: [(g.grant_id, g.ref_type, g.ref_id, g.rights) for g in grants],
        gives=[(None, "item", 70, ["view"])],
    ),
    Case(
        "grants.list",
        lambda podio: podio.grants.list("app", 9),
        sends="GET /grant/app/9/",
        answer=[{"grant_id": 82, "user": {"user_id": 2, "name": "Bo"}}],
        reads=lambda grants: [(grant.grant_id, grant.user.name) for grant in grants],
        gives=[(82, "Bo")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_sharing_needs_somebody_to_share_with() -> None:
    with pytest.raises(InvalidArgumentError, match="people must not be empty"):
        Grants.create("item", 70, people=[])
    with pytest.raises(InvalidArgumentError, match="a person is"):
        Grants.create("item", 70, people=[0])


@pytest.mark.parametrize("answer", [None, {}, []])
def test_no_grant_is_none(answer: object) -> None:
    assert grant_if_any(answer) is None


def test_what_is_no_grant_is_refused() -> None:
    with pytest.raises(DecodeError):
        grant_if_any([81])
