"""Every operation on organizations: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from podio.areas.organizations import Organizations
from podio.errors import InvalidArgumentError
from podio.models.organizations import Organization, OrganizationMember
from tests.areas.cases import Case, check

ORG = {
    "org_id": 9,
    "name": "Acme",
    "url": "https://podio.com/acme",
    "url_label": "acme",
    "type": "premium",
    "status": "active",
    "role": "admin",
    "rights": ["view", "add_space"],
    "logo": 98,
    "domains": ["acme.example"],
    "trial_expired_on": None,
    "created_on": "2019-01-02 03:04:05",
    "created_by": {"id": 12, "avatar": 97, "name": "Ann"},
    "spaces": [{"space_id": 7, "name": "Sales", "type": "regular", "rank": 1}],
}
MEMBER = {
    "user": {"user_id": 12, "mail": "ann@example.com"},
    "profile": {"profile_id": 120, "name": "Ann"},
    "employee": True,
    "role": "regular",
}
PROFILE = {"name": "Acme", "city": "Copenhagen", "mail": ["info@acme.example"]}

CASES = [
    Case(
        "organizations.list",
        lambda podio: podio.organizations.list(),
        sends="GET /org/",
        answer=[ORG, {"org_id": 10}],
        reads=lambda orgs: [(org.name, [space.name for space in org.spaces]) for org in orgs],
        gives=[("Acme", ["Sales"]), (None, [])],
    ),
    Case(
        "organizations.create",
        lambda podio: podio.organizations.create("Acme", logo=98),
        sends="POST /org/",
        body={"name": "Acme", "logo": 98},
        answer={"org_id": 9, "url": "https://podio.com/acme", "url_label": "acme"},
        reads=lambda created: (created.org_id, created.url, created.url_label),
        gives=(9, "https://podio.com/acme", "acme"),
    ),
    Case(
        "organizations.bootstrap",
        lambda podio: podio.organizations.bootstrap({"name": "Acme"}),
        sends="POST /org/bootstrap",
        body={"name": "Acme"},
        answer={"org_id": 9},
        gives={"org_id": 9},
    ),
    Case(
        "organizations.get",
        lambda podio: podio.organizations.get(9),
        sends="GET /org/9",
        answer=ORG,
        reads=lambda org: (org.created_on, org.created_by.name, org.domains, org.trial_expired_on),
        gives=(datetime(2019, 1, 2, 3, 4, 5, tzinfo=UTC), "Ann", ["acme.example"], None),
    ),
    Case(
        "organizations.get_by_url",
        lambda podio: podio.organizations.get_by_url("https://podio.com/acme"),
        sends="GET /org/url?url=https%3A%2F%2Fpodio.com%2Facme",
        answer=ORG,
        reads=lambda org: org.org_id,
        gives=9,
    ),
    Case(
        "organizations.get_admin_orgs",
        lambda podio: podio.organizations.get_admin_orgs("ann@example.com"),
        sends="GET /org/admin-orgs/ann%40example.com",
        answer={
            "free_orgs": [],
            "admin_orgs": [
                {
                    "org_id": 9,
                    "org_name": "Acme",
                    "org_type": "premium",
                    "org_domains": ["acme.example"],
                    "contract_tier": "plus",
                }
            ],
        },
        reads=lambda orgs: (
            orgs.free_orgs,
            [(org.org_id, org.org_name, org.contract_tier) for org in orgs.admin_orgs],
        ),
        gives=([], [(9, "Acme", "plus")]),
    ),
    Case(
        "organizations.list_shared",
        lambda podio: podio.organizations.list_shared(13),
        sends="GET /org/shared/13",
        answer=[ORG],
        reads=lambda orgs: [org.logo for org in orgs],
        gives=[98],
    ),
    Case(
        "organizations.update",
        lambda podio: podio.organizations.update(9, name="Acme Ltd", url_label="acme-ltd", logo=1),
        sends="PUT /org/9",
        body={"name": "Acme Ltd", "url_label": "acme-ltd", "logo": 1},
        status=204,
    ),
    Case(
        "organizations.get_statistics",
        lambda podio: podio.organizations.get_statistics(9),
        sends="GET /org/9/statistics",
        answer={"org_id": 9, "items_count": 12345, "last_activity_on": "2025-06-07 08:09:10"},
        reads=lambda numbers: (numbers.items_count, numbers.last_activity_on, numbers.apps_count),
        gives=(12345, datetime(2025, 6, 7, 8, 9, 10, tzinfo=UTC), None),
    ),
    Case(
        "organizations.login_report",
        lambda podio: podio.organizations.login_report(9, limit=2, offset=1),
        sends="GET /org/9/report/login/?limit=2&offset=1",
        answer=[
            {"date": "2025-06-02", "total": 40, "active": 31},
            {"date": "2025-05-26", "total": 39, "active": 30},
        ],
        reads=lambda weeks: [(week.date, week.total, week.active) for week in weeks],
        gives=[(date(2025, 6, 2), 40, 31), (date(2025, 5, 26), 39, 30)],
    ),
    Case(
        "organizations.login_report: all of it",
        lambda podio: podio.organizations.login_report(9),
        sends="GET /org/9/report/login/?limit=16&offset=0",
        answer=[{"date": "2025-06-02"}],
        reads=len,
        gives=1,
    ),
    Case(
        "organizations.list_spaces",
        lambda podio: podio.organizations.list_spaces(9),
        sends="GET /org/9/space/",
        answer=[{"space_id": 7, "name": "Sales"}],
        reads=lambda spaces: [space.name for space in spaces],
        gives=["Sales"],
    ),
    Case(
        "organizations.list_all_spaces",
        lambda podio: podio.organizations.list_all_spaces(9),
        sends="GET /org/9/all_spaces/",
        answer=[{"space_id": 7, "archived": True}],
        reads=lambda spaces: [space.archived for space in spaces],
        gives=[True],
    ),
    Case(
        "organizations.get_space_by_url",
        lambda podio: podio.organizations.get_space_by_url(9, "sales"),
        sends="GET /org/9/space/url/sales",
        answer={"space_id": 7},
        reads=lambda space: space.space_id,
        gives=7,
    ),
    Case(
        "organizations.list_admins",
        lambda podio: podio.organizations.list_admins(9),
        sends="GET /org/9/admin/",
        answer=[
            {"user_id": 12, "avatar": None, "name": "Ann", "profile_id": 120, "type": "user"},
        ],
        reads=lambda admins: [(admin.user_id, admin.profile_id, admin.name) for admin in admins],
        gives=[(12, 120, "Ann")],
    ),
    Case(
        "organizations.add_admin: a user",
        lambda podio: podio.organizations.add_admin(9, user_id=13),
        sends="POST /org/9/admin/",
        body={"user_id": 13},
        status=204,
    ),
    Case(
        "organizations.add_admin: an address",
        lambda podio: podio.organizations.add_admin(9, email="bo@example.com"),
        sends="POST /org/9/admin/",
        body={"email": "bo@example.com"},
        answer={"link": "https://podio.com/activate/1"},
        gives={"link": "https://podio.com/activate/1"},
    ),
    Case(
        "organizations.remove_admin",
        lambda podio: podio.organizations.remove_admin(9, 13),
        sends="DELETE /org/9/admin/13",
        status=204,
    ),
    Case(
        "organizations.list_members",
        lambda podio: podio.organizations.list_members(
            9, member_type="employee", query="an", sort_by="last_seen_on", sort_desc=True, limit=5
        ),
        sends="GET /org/9/member/"
        "?limit=5&member_type=employee&offset=0&query=an&sort_by=last_seen_on&sort_desc=1",
        answer=[{**MEMBER, "space_memberships": 4}],
        reads=lambda members: [
            (member.user.mail, member.employee, member.space_memberships) for member in members
        ],
        gives=[("ann@example.com", True, 4)],
    ),
    Case(
        "organizations.get_member",
        lambda podio: podio.organizations.get_member(9, 12),
        sends="GET /org/9/member/12",
        answer={**MEMBER, "tier": "gold", "spaces": {"invited": 1, "started": 4}},
        reads=lambda member: (member.profile.name, member.tier, member.spaces.started),
        gives=("Ann", "gold", 4),
    ),
    Case(
        "organizations.get_member_by_mail",
        lambda podio: podio.organizations.get_member_by_mail(9, "ann@example.com"),
        sends="GET /org/9/member/mail/ann%40example.com",
        answer=MEMBER,
        reads=lambda member: member.user.user_id,
        gives=12,
    ),
    Case(
        "organizations.get_end_member_info",
        lambda podio: podio.organizations.get_end_member_info(9, 12),
        sends="GET /org/9/member/12/end_member_info",
        answer={"to_remove": [{"space": {"space_id": 7, "name": "Sales"}}], "to_delete": []},
        reads=lambda info: (
            [member.space.name for member in info.to_remove],
            info.to_promote,
            info.to_delete,
        ),
        gives=(["Sales"], [], []),
    ),
    Case(
        "organizations.end_membership",
        lambda podio: podio.organizations.end_membership(9, 12),
        sends="DELETE /org/9/member/12",
        status=204,
    ),
    Case(
        "organizations.delete_member_role",
        lambda podio: podio.organizations.delete_member_role(9, 12),
        sends="DELETE /org/9/member/12/role",
        status=204,
    ),
    Case(
        "organizations.list_space_memberships",
        lambda podio: podio.organizations.list_space_memberships(9, 12),
        sends="GET /org/9/member/12/space_member/",
        answer=[{"space": {"space_id": 7}, "role": "light"}],
        reads=lambda members: [(member.space.space_id, member.role) for member in members],
        gives=[(7, "light")],
    ),
    Case(
        "organizations.leave",
        lambda podio: podio.organizations.leave(9),
        sends="POST /org/9/leave",
        status=204,
    ),
    Case(
        "organizations.get_app_store_profile",
        lambda podio: podio.organizations.get_app_store_profile(9),
        sends="GET /org/9/appstore",
        answer={**PROFILE, "current_revision": 3, "changed_on": "2024-01-01 00:00:00"},
        reads=lambda profile: (
            profile.city,
            profile.mail,
            profile.phone,
            profile.current_revision,
            profile.changed_on,
        ),
        gives=("Copenhagen", ["info@acme.example"], [], 3, datetime(2024, 1, 1, tzinfo=UTC)),
    ),
    Case(
        "organizations.create_app_store_profile",
        lambda podio: podio.organizations.create_app_store_profile(
            9, {"name": "Acme", "city": "Copenhagen", "mail": ["info@acme.example"]}
        ),
        sends="POST /org/9/appstore",
        body=PROFILE,
        answer={"profile_id": 500},
        gives=500,
    ),
    Case(
        "organizations.update_app_store_profile",
        lambda podio: podio.organizations.update_app_store_profile(9, {"about": None}),
        sends="PUT /org/9/appstore",
        body={"about": None},
        status=204,
    ),
    Case(
        "organizations.delete_app_store_profile",
        lambda podio: podio.organizations.delete_app_store_profile(9),
        sends="DELETE /org/9/appstore",
        status=204,
    ),
    Case(
        "organizations.get_billing_profile",
        lambda podio: podio.organizations.get_billing_profile(9),
        sends="GET /org/9/billing",
        answer={"profile_id": 501, "vatin": "DK12345678"},
        reads=lambda contact: contact.vatin,
        gives="DK12345678",
    ),
    Case(
        "organizations.update_billing_profile",
        lambda podio: podio.organizations.update_billing_profile(9, {"vatin": "DK87654321"}),
        sends="PUT /org/9/billing",
        body={"vatin": "DK87654321"},
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_admin_is_named_by_id_or_by_address() -> None:
    with pytest.raises(InvalidArgumentError, match="either user_id or email"):
        Organizations.add_admin(9)
    with pytest.raises(InvalidArgumentError, match="either user_id or email"):
        Organizations.add_admin(9, user_id=13, email="bo@example.com")
    with pytest.raises(InvalidArgumentError, match="user_id"):
        Organizations.add_admin(9, user_id=0)


def test_an_organization_is_found_by_some_address() -> None:
    with pytest.raises(InvalidArgumentError, match="url"):
        Organizations.get_by_url("")


def test_members_are_listed_from_one_on() -> None:
    with pytest.raises(InvalidArgumentError, match="limit"):
        Organizations.list_members(9, limit=0)
    with pytest.raises(InvalidArgumentError, match="offset"):
        Organizations.login_report(9, offset=-1)


def test_an_organization_keeps_what_it_does_not_know() -> None:
    org = Organization({"org_id": 9, "type": "galactic", "spaces": {}, "rank": "2", "new_key": 1})
    assert (org.type, org.spaces, org.rank) == ("galactic", [], 2)
    assert org.raw["new_key"] == 1


def test_spaces_of_a_member_may_be_a_list_as_in_older_answers() -> None:
    member = OrganizationMember({"spaces": [{"space_id": 7}]})
    assert member.spaces == [{"space_id": 7}]
