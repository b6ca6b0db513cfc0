from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from podio.areas.contacts import Contacts
from podio.errors import DecodeError, InvalidArgumentError
from podio.models.contacts import Contact, ContactTotals
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from podio import Listing

ANN = {
    "profile_id": 167,
    "user_id": 123,
    "type": "user",
    "name": "Ann Lee",
    "mail": ["ann@example.com", "lee@example.com"],
    "title": ["Engineer"],
    "birthdate": "1984-02-29",
    "avatar": 91,
    "image": {"file_id": 91, "name": "ann.png"},
    "last_seen_on": "2026-03-01 08:30:00",
    "rights": ["view", "add_task"],
}
BOB = {"profile_id": 168, "user_id": None, "type": "space", "name": "Bob", "external_id": "crm-9"}
TOTALS = {
    "count": 12,
    "orgs": [
        {
            "org": {"org_id": 5, "name": "Hoist", "url": "https://podio.com/hoist"},
            "count": 9,
            "spaces": [{"space": {"space_id": 6, "name": "Crane"}, "count": 4}],
        }
    ],
}
CASES = [
    Case(
        "contacts.find",
        lambda podio: podio.contacts.find(
            contact_type=["space"],
            exclude_self=False,
            required=["phone"],
            matching={"name": "An"},
            type="full",
            limit=3,
        ),
        sends="GET /contact/?contact_type=space&exclude_self=0&limit=3&name=An&offset=0"
        "&required=phone&type=full",
        answer=[ANN, BOB],
        reads=lambda found: [contact.name for contact in found],
        gives=["Ann Lee", "Bob"],
    ),
    Case(
        "contacts.find, every kind",
        lambda podio: podio.contacts.find(contact_type=[], external_id="crm-9", order="name"),
        sends="GET /contact/?contact_type=&external_id=crm-9&limit=100&offset=0&order=name",
        answer=[],
        gives=[],
    ),
    Case(
        "contacts.find_in_organization",
        lambda podio: podio.contacts.find_in_organization(
            5, external_id="crm-9", order="name", type="full", offset=20, exclude_self=True
        ),
        sends="GET /contact/org/5?exclude_self=1&external_id=crm-9&limit=100&offset=20"
        "&order=name&type=full",
        answer=[BOB],
        reads=lambda found: [(contact.type, contact.external_id) for contact in found],
        gives=[("space", "crm-9")],
    ),
    Case(
        "contacts.find_in_space",
        lambda podio: podio.contacts.find_in_space(
            6, type="mini", external_id="crm-9", order="name", exclude_self=False
        ),
        sends="GET /contact/space/6/?exclude_self=0&external_id=crm-9&limit=100&offset=0"
        "&order=name&type=mini",
        answer=[BOB],
        reads=lambda found: [contact.profile_id for contact in found],
        gives=[168],
    ),
    Case(
        "contacts.find_in_app",
        lambda podio: podio.contacts.find_in_app(7, order="name", matching={"city": "Aarhus"}),
        sends="GET /contact/app/7/?city=Aarhus&limit=100&offset=0&order=name",
        answer=[ANN],
        reads=lambda found: [contact.user_id for contact in found],
        gives=[123],
    ),
    Case(
        "contacts.find_in_linked_account",
        lambda podio: podio.contacts.find_in_linked_account(8, name="An", contactable=False),
        sends="GET /contact/linked_account/8?contactable=0&limit=100&name=An&offset=0",
        answer=[{"external_id": "g-1", "external_picture": "https://example.com/a", "name": "Ann"}],
        reads=lambda found: [(each.external_id, each.external_picture) for each in found],
        gives=[("g-1", "https://example.com/a")],
    ),
    Case(
        "contacts.get_in_linked_account",
        lambda podio: podio.contacts.get_in_linked_account(8, "g-1"),
        sends="POST /contact/linked_account/8",
        body={"external_contact_id": "g-1"},
        answer={"external_id": "g-1", "name": "Ann"},
        reads=lambda contact: (contact.external_id, contact.name),
        gives=("g-1", "Ann"),
    ),
    Case(
        "contacts.get",
        lambda podio: podio.contacts.get([167, 168], space_id=6),
        sends="GET /contact/167,168/v2?space_id=6",
        answer=[{**ANN, "role": "admin", "removable": True}, BOB],
        reads=lambda found: [(each.name, each.role, each.removable) for each in found],
        gives=[("Ann Lee", "admin", True), ("Bob", None, None)],
    ),
    Case(
        "contacts.get, one",
        lambda podio: podio.contacts.get([167]),
        sends="GET /contact/167/v2",
        answer=ANN,
        reads=lambda found: [(each.name, each.birthdate, each.image.file_id) for each in found],
        gives=[("Ann Lee", date(1984, 2, 29), 91)],
    ),
    Case(
        "contacts.get_for_user",
        lambda podio: podio.contacts.get_for_user(123),
        sends="GET /contact/user/123",
        answer=ANN,
        reads=lambda contact: (contact.mail, contact.last_seen_on, contact.rights),
        gives=(
            ["ann@example.com", "lee@example.com"],
            datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
            ["view", "add_task"],
        ),
    ),
    Case(
        "contacts.get_field_for_user",
        lambda podio: podio.contacts.get_field_for_user(123, "mail"),
        sends="GET /contact/user/123/mail",
        answer=["ann@example.com"],
        gives=["ann@example.com"],
    ),
    Case(
        "contacts.vcard",
        lambda podio: podio.contacts.vcard(167),
        sends="GET /contact/167/vcard",
        answer=b"BEGIN:VCARD\r\nFN:Ann Lee\r\nEND:VCARD\r\n",
        gives=b"BEGIN:VCARD\r\nFN:Ann Lee\r\nEND:VCARD\r\n",
    ),
    Case(
        "contacts.skills",
        lambda podio: podio.contacts.skills(text="weld", limit=5),
        sends="GET /contact/skill/?limit=5&text=weld",
        answer=["welding", "MIG welding"],
        gives=["welding", "MIG welding"],
    ),
    Case(
        "contacts.totals_v3",
        lambda podio: podio.contacts.totals_v3(),
        sends="GET /contact/totals/v3/",
        answer=TOTALS,
        reads=lambda totals: (
            totals.count,
            [(each.org.name, each.count) for each in totals.orgs],
            [(each.space.space_id, each.count) for each in totals.orgs[0].spaces],
        ),
        gives=(12, [("Hoist", 9)], [(6, 4)]),
    ),
    Case(
        "contacts.totals_v2",
        lambda podio: podio.contacts.totals_v2(exclude_self=False),
        sends="GET /contact/totals/v2/?exclude_self=0",
        answer=[{"org": {"org_id": 5}, "count": 9}],
        gives=[{"org": {"org_id": 5}, "count": 9}],
    ),
    Case(
        "contacts.totals",
        lambda podio: podio.contacts.totals(exclude_self=True),
        sends="GET /contact/totals/?exclude_self=1",
        answer={"user": TOTALS},
        reads=lambda totals: (totals.count, totals.orgs[0].org.org_id),
        gives=(12, 5),
    ),
    Case(
        "contacts.space_totals",
        lambda podio: podio.contacts.space_totals(6),
        sends="GET /contact/space/6/totals/space",
        answer={"total": 4},
        gives=4,
    ),
    Case(
        "contacts.space_totals_v1",
        lambda podio: podio.contacts.space_totals_v1(6, exclude_self=False),
        sends="GET /contact/space/6/totals/?exclude_self=0",
        answer={"user": 3, "space": 1},
        gives={"user": 3, "space": 1},
    ),
    Case(
        "contacts.create_in_space",
        lambda podio: podio.contacts.create_in_space(
            6,
            {"name": "Bob", "mail": ["bob@example.com"], "birthdate": date(1990, 1, 2)},
            silent=True,
        ),
        sends="POST /contact/space/6/?silent=true",
        body={"name": "Bob", "mail": ["bob@example.com"], "birthdate": "1990-01-02"},
        answer={"profile_id": 168},
        gives=168,
    ),
    Case(
        "contacts.update",
        lambda podio: podio.contacts.update(
            168, {"phone": ["+45 1"], "city": None}, silent=True, hook=False
        ),
        sends="PUT /contact/168?hook=false&silent=true",
        body={"phone": ["+45 1"], "city": None},
        status=204,
    ),
    Case(
        "contacts.update_field",
        lambda podio: podio.contacts.update_field(168, "mail", ["bob@example.com"]),
        sends="PUT /contact/168/mail",
        body={"value": ["bob@example.com"]},
        status=204,
    ),
    Case(
        "contacts.delete",
        lambda podio: podio.contacts.delete([168, 169], silent=True),
        sends="DELETE /contact/168,169?silent=true",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "listing",
    [
        Contacts.find(limit=3, offset=6, page_size=2),
        Contacts.find_in_organization(5, limit=3, offset=6, page_size=2),
        Contacts.find_in_space(6, limit=3, offset=6, page_size=2),
        Contacts.find_in_app(7, limit=3, offset=6, page_size=2),
        Contacts.find_in_linked_account(8, limit=3, offset=6, page_size=2),
    ],
    ids=lambda listing: listing.page_request(0, 0).template,
)
def test_a_listing_takes_its_window(listing: Listing[object]) -> None:
    assert (listing.limit, listing.offset, listing.page_size) == (3, 6, 2)


@pytest.mark.parametrize("wrong", [[], [0], [7, -1], [True]])
def test_profile_ids_are_positive_and_there_is_one(wrong: list[int]) -> None:
    with pytest.raises(InvalidArgumentError, match="profile_id"):
        Contacts.get(wrong)
    with pytest.raises(InvalidArgumentError, match="profile_id"):
        Contacts.delete(wrong)


def test_a_contact_without_fields_is_not_sent() -> None:
    with pytest.raises(InvalidArgumentError, match="contact"):
        Contacts.create_in_space(6, {})
    with pytest.raises(InvalidArgumentError, match="contact"):
        Contacts.update(168, {})


def test_the_number_of_skills_is_positive() -> None:
    with pytest.raises(InvalidArgumentError, match="limit"):
        Contacts.skills(limit=0)


def test_a_search_at_the_provider_may_be_sent_twice_and_a_creation_may_not() -> None:
    assert Contacts.get_in_linked_account.repeatable
    assert not Contacts.create_in_space.repeatable


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    contact = Contact({"profile_id": 167, "shoe_size": 43, "birthdate": "long ago", "mail": {}})
    assert contact.raw["shoe_size"] == 43
    assert contact.raw["birthdate"] == contact.birthdate
    assert contact.mail == []
    assert contact.phone == []
    assert contact.name is None
    assert ContactTotals({"count": 0}).orgs == []


def test_an_answer_of_another_shape_says_so(kind: str) -> None:
    case = Case("", lambda podio: podio.contacts.get([167]), sends="", answer="nobody")
    with pytest.raises(DecodeError, match="Contact"):
        check(case, kind)
