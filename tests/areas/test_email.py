"""Mail: what Podio takes in by mail, and what it sends to people."""

from __future__ import annotations

import pytest

from podio.areas.email import Email
from podio.errors import InvalidArgumentError
from podio.models.email import EmailContact
from tests.areas.cases import Case, check

CASES = [
    Case(
        "email.get_app_settings",
        lambda podio: podio.email.get_app_settings(9),
        sends="GET /email/app/9",
        answer={"attachments": True, "mappings": {"101": "subject"}, "field_options": []},
        reads=lambda settings: (settings.attachments, settings.mappings, settings.field_options),
        gives=(True, {"101": "subject"}, {}),
    ),
    Case(
        "email.update_app_settings",
        lambda podio: podio.email.update_app_settings(9, attachments=False, mappings={101: "body"}),
        sends="PUT /email/app/9",
        body={"attachments": False, "mappings": {"101": "body"}},
        status=204,
    ),
    Case(
        "email.get_contact",
        lambda podio: podio.email.get_contact("task"),
        sends="GET /email/contact/task",
        answer={"name": "New task", "mail": "task.secret@example.com"},
        reads=lambda contact: (contact.name, contact.mail),
        gives=("New task", "task.secret@example.com"),
    ),
    Case(
        "email.get_contact_vcard",
        lambda podio: podio.email.get_contact_vcard("task"),
        sends="GET /email/contact/task/vcard",
        answer=b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        gives=b"BEGIN:VCARD\r\nEND:VCARD\r\n",
    ),
    Case(
        "email.export_contact",
        lambda podio: podio.email.export_contact("task", 55),
        sends="POST /email/contact/task/export",
        body={"linked_account_id": 55},
        status=204,
    ),
    Case(
        "email.get_contact_for",
        lambda podio: podio.email.get_contact_for("item_app", "app", 9),
        sends="GET /email/contact/item_app/app/9",
        answer={"name": "Leads", "mail": "leads.secret@example.com"},
        reads=lambda contact: contact.mail,
        gives="leads.secret@example.com",
    ),
    Case(
        "email.get_contact_vcard_for",
        lambda podio: podio.email.get_contact_vcard_for("status", "space", 3),
        sends="GET /email/contact/status/space/3/vcard",
        answer=b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        gives=b"BEGIN:VCARD\r\nEND:VCARD\r\n",
    ),
    Case(
        "email.export_contact_for",
        lambda podio: podio.email.export_contact_for("space", "org", 2, 55),
        sends="POST /email/contact/space/org/2/export",
        body={"linked_account_id": 55},
        status=204,
    ),
    Case(
        "email.get_groups",
        lambda podio: podio.email.get_groups(),
        sends="GET /email/group/",
        answer={"digest": True, "bulletin": False, "reminder": 1},
        reads=lambda groups: (groups.digest, groups.bulletin, groups.reminder, groups.space),
        gives=(True, False, True, None),
    ),
    Case(
        "email.update_groups",
        lambda podio: podio.email.update_groups(
            digest=False, space=True, others={"reminder": True, "digest": True}
        ),
        sends="PUT /email/group/",
        body={"digest": False, "space": True, "reminder": True},
        status=204,
    ),
    Case(
        "email.unsubscribe_from_all",
        lambda podio: podio.email.unsubscribe_from_all("a/b+c"),
        sends="POST /email/unsubscribe/a%2Fb%2Bc",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_the_address_that_writes_in_your_name_is_not_shown() -> None:
    contact = EmailContact({"name": "New task", "mail": "task.secret@example.com"})
    assert "secret" not in repr(contact)
    assert "New task" in repr(contact)


def test_an_address_book_has_a_number() -> None:
    with pytest.raises(InvalidArgumentError, match="linked_account_id"):
        Email.export_contact("task", 0)
    with pytest.raises(InvalidArgumentError, match="linked_account_id"):
        Email.export_contact_for("task", "space", 3, -1)
