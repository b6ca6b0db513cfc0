"""Every operation on spaces: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.spaces import Spaces
from podio.errors import InvalidArgumentError
from podio.models.spaces import Space, SpaceMicro
from tests.areas.cases import Case, check

SPACE = {
    "space_id": 4711,
    "name": "Sales",
    "url": "https://podio.com/acme/sales",
    "url_label": "sales",
    "privacy": "open",
    "role": "admin",
    "rights": ["view", "add_app"],
    "created_on": "2024-03-01 08:15:00",
    "created_by": {"user_id": 12, "avatar": 98, "name": "Ann"},
    "org": {"org_id": 9, "name": "Acme"},
    "auto_join": False,
}


CASES = [
    Case(
        "spaces.create",
        lambda podio: podio.spaces.create(
            org_id=9, name="Sales", privacy="open", auto_join=False, post_on_new_app=True
        ),
        sends="POST /space/",
        body={
            "org_id": 9,
            "name": "Sales",
            "privacy": "open",
            "auto_join": False,
            "post_on_new_app": True,
        },
        answer={"space_id": 4711, "url": "https://podio.com/acme/sales"},
        reads=lambda created: (created.space_id, created.url),
        gives=(4711, "https://podio.com/acme/sales"),
    ),
    Case(
        "spaces.get",
        lambda podio: podio.spaces.get(4711),
        sends="GET /space/4711",
        answer=SPACE,
        reads=lambda space: (
            space.name,
            space.created_on,
            space.created_by.name,
            space.org.name,
            space.rights,
            space.auto_join,
            space.last_activity_on,
        ),
        gives=(
            "Sales",
            datetime(2024, 3, 1, 8, 15, tzinfo=UTC),
            "Ann",
            "Acme",
            ["view", "add_app"],
            False,
            None,
        ),
    ),
    Case(
        "spaces.get_by_url: an address",
        lambda podio: podio.spaces.get_by_url(url="https://podio.com/acme/sales"),
        sends="GET /space/url?url=https%3A%2F%2Fpodio.com%2Facme%2Fsales",
        answer=SPACE,
        reads=lambda space: space.space_id,
        gives=4711,
    ),
    Case(
        "spaces.get_by_url: slugs",
        lambda podio: podio.spaces.get_by_url(org_slug="acme", space_slug="sales"),
        sends="GET /space/url?org_slug=acme&space_slug=sales",
        answer=SPACE,
        reads=lambda space: space.url_label,
        gives="sales",
    ),
    Case(
        "spaces.get_by_url_label",
        lambda podio: podio.spaces.get_by_url_label(9, "sales"),
        sends="GET /space/org/9/sales",
        answer=SPACE,
        reads=lambda space: space.space_id,
        gives=4711,
    ),
    Case(
        "spaces.get_by_url_label_v2",
        lambda podio: podio.spaces.get_by_url_label_v2(9, "sales & more"),
        sends="GET /space/org/9/url/sales%20%26%20more",
        answer=SPACE,
        reads=lambda space: space.space_id,
        gives=4711,
    ),
    Case(
        "spaces.list_by_org",
        lambda podio: podio.spaces.list_by_org(9),
        sends="GET /space/org/9/",
        answer=[{"space_id": 1, "name": "Sales", "org_id": 9}, {"space_id": 2, "name": "Ops"}],
        reads=lambda spaces: [(space.space_id, space.name, space.org_id) for space in spaces],
        gives=[(1, "Sales", 9), (2, "Ops", None)],
    ),
    Case(
        "spaces.list_available",
        lambda podio: podio.spaces.list_available(9),
        sends="GET /space/org/9/available/",
        answer=[{"space_id": 3, "url_label": "open-space", "type": "regular"}],
        reads=lambda spaces: [(space.url_label, space.type) for space in spaces],
        gives=[("open-space", "regular")],
    ),
    Case(
        "spaces.list_top",
        lambda podio: podio.spaces.list_top(limit=3),
        sends="GET /space/top/?limit=3",
        answer=[SPACE],
        reads=lambda spaces: [space.name for space in spaces],
        gives=["Sales"],
    ),
    Case(
        "spaces.update",
        lambda podio: podio.spaces.update(4711, url_label="sales-eu", privacy="closed"),
        sends="PUT /space/4711",
        body={"url_label": "sales-eu", "privacy": "closed"},
        status=204,
    ),
    Case(
        "spaces.delete",
        lambda podio: podio.spaces.delete(4711),
        sends="DELETE /space/4711",
        status=204,
    ),
    Case(
        "spaces.archive",
        lambda podio: podio.spaces.archive(4711),
        sends="POST /space/4711/archive",
        status=204,
    ),
    Case(
        "spaces.restore",
        lambda podio: podio.spaces.restore(4711),
        sends="POST /space/4711/restore",
        answer={},
    ),
    Case(
        "spaces.available_seats",
        lambda podio: podio.spaces.available_seats(4711),
        sends="GET /space/4711/available",
        answer={"employee": None, "external": 4},
        reads=lambda seats: (seats.employee, seats.external),
        gives=(None, 4),
    ),
    Case(
        "spaces.list_ended_members",
        lambda podio: podio.spaces.list_ended_members(4711),
        sends="GET /space/4711/member/ended/",
        answer=[{"user": {"user_id": 5, "name": "Bo"}, "ended_on": "2025-01-31 10:00:00"}],
        reads=lambda members: [(member.user.user_id, member.ended_on) for member in members],
        gives=[(5, datetime(2025, 1, 31, 10, tzinfo=UTC))],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_space_is_found_by_address_or_by_both_slugs() -> None:
    for slugs in ({}, {"org_slug": "acme"}, {"space_slug": "sales"}):
        with pytest.raises(InvalidArgumentError, match="org_slug and space_slug"):
            Spaces.get_by_url(**slugs)


@pytest.mark.parametrize("space_id", [0, -1, "7", True, None])
def test_only_a_positive_int_is_a_space(space_id: object) -> None:
    with pytest.raises(InvalidArgumentError, match="space_id"):
        Spaces.get(space_id)  # type: ignore[arg-type]  # the mistake that is tested


def test_only_a_positive_int_is_an_organization() -> None:
    with pytest.raises(InvalidArgumentError, match="org_id"):
        Spaces.create(org_id=0, name="Sales")


def test_a_space_keeps_what_it_does_not_know() -> None:
    space = Space({"space_id": "17", "privacy": "secret", "new_key": 1, "rights": None})
    assert (space.space_id, space.privacy, space.rights) == (17, "secret", [])
    assert space.to_dict()["new_key"] == 1


def test_a_space_without_its_id_says_what_it_has() -> None:
    with pytest.raises(AttributeError, match="name"):
        _ = SpaceMicro({"name": "Sales"}).space_id
