"""Mail: what Podio takes in by mail, and what it sends to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, content, nothing, sent
from podio.models.email import AppEmailSettings, EmailContact, EmailSubscriptionSetting

Part: TypeAlias = Literal["subject", "body", "contact", "sender"]
ContactName: TypeAlias = Literal[
    "task", "status", "item_user", "item_app", "space", "item_comment_user", "item_comment_app"
]
ContactPlace: TypeAlias = Literal["org", "space", "app", "item"]


class Email(Area[S]):
    """What Podio takes in by mail, and what it sends to people.

    An email contact is an address of Podio: a mail to it makes something. The names and what
    they belong to: task and status of a space; item_user and item_app of an app; space of an
    org; item_comment_user and item_comment_app of an item; and task of nothing in particular.
    """

    @operation("GET", "/email/app/{app_id}")
    def get_app_settings(self, app_id: int) -> Call[AppEmailSettings]:
        """Fetch how a mail to an app becomes an item.

        https://developers.podio.com/doc/email/get-app-email-configuration-622338
        """
        return Call(AppEmailSettings, app_id)

    @operation("PUT", "/email/app/{app_id}")
    def update_app_settings(
        self,
        app_id: int,
        *,
        attachments: bool | None = None,
        mappings: Mapping[int, Part] | Mapping[str, Part] | None = None,
    ) -> Call[None]:
        """Change how a mail to an app becomes an item.

        Args:
            attachments: Whether the mail's attachments come along.
            mappings: By field id, the part of the mail that the field is filled from.

        https://developers.podio.com/doc/email/update-app-email-configuration-622851
        """
        return Call(nothing, app_id, body=sent(attachments=attachments, mappings=mappings))

    @operation("GET", "/email/contact/{name}")
    def get_contact(self, name: Literal["task"]) -> Call[EmailContact]:
        """Fetch the address that makes your mails tasks.

        https://developers.podio.com/doc/email/get-global-contact-13716154
        """
        return Call(EmailContact, name)

    @operation("GET", "/email/contact/{name}/vcard")
    def get_contact_vcard(self, name: Literal["task"]) -> Call[bytes]:
        """Fetch the address that makes your mails tasks, as a vCard.

        https://developers.podio.com/doc/email/get-global-email-contact-as-vcard-13624848
        """
        return Call(content, name)

    @operation("POST", "/email/contact/{name}/export")
    def export_contact(self, name: Literal["task"], linked_account_id: int) -> Call[None]:
        """Put the address that makes your mails tasks into an address book.

        Args:
            linked_account_id: An account of yours with the capability addressbook.

        https://developers.podio.com/doc/email/export-global-email-contact-to-linked-account-13629508
        """
        at_least(1, linked_account_id=linked_account_id)
        return Call(nothing, name, body=sent(linked_account_id=linked_account_id))

    @operation("GET", "/email/contact/{name}/{ref_type}/{ref_id}")
    def get_contact_for(
        self, name: ContactName, ref_type: ContactPlace, ref_id: int
    ) -> Call[EmailContact]:
        """Fetch the mail address of a certain place.

        https://developers.podio.com/doc/email/get-email-contact-for-reference-13716555
        """
        return Call(EmailContact, name, ref_type, ref_id)

    @operation("GET", "/email/contact/{name}/{ref_type}/{ref_id}/vcard")
    def get_contact_vcard_for(
        self, name: ContactName, ref_type: ContactPlace, ref_id: int
    ) -> Call[bytes]:
        """Fetch the mail address of a certain place as a vCard.

        https://developers.podio.com/doc/email/get-email-contact-for-reference-as-vcard-13628255
        """
        return Call(content, name, ref_type, ref_id)

    @operation("POST", "/email/contact/{name}/{ref_type}/{ref_id}/export")
    def export_contact_for(
        self, name: ContactName, ref_type: ContactPlace, ref_id: int, linked_account_id: int
    ) -> Call[None]:
        """Put the mail address of a certain place into an address book.

        Args:
            linked_account_id: An account of yours with the capability addressbook.

        https://developers.podio.com/doc/email/export-email-contact-for-reference-to-linked-account-13628926
        """
        at_least(1, linked_account_id=linked_account_id)
        body = sent(linked_account_id=linked_account_id)
        return Call(nothing, name, ref_type, ref_id, body=body)

    @operation("GET", "/email/group/")
    def get_groups(self) -> Call[EmailSubscriptionSetting]:
        """Fetch which kinds of mail Podio sends to you.

        https://developers.podio.com/doc/email/get-groups-333977
        """
        return Call(EmailSubscriptionSetting)

    @operation("PUT", "/email/group/")
    def update_groups(
        self,
        *,
        digest: bool | None = None,
        bulletin: bool | None = None,
        reference: bool | None = None,
        message: bool | None = None,
        space: bool | None = None,
        subscription: bool | None = None,
        others: Mapping[str, bool] | None = None,
    ) -> Call[None]:
        """Choose which kinds of mail Podio sends to you.

        Args:
            others: Kinds that are not on the page, by name, as `get_groups` gives them.

        https://developers.podio.com/doc/email/update-groups-333981
        """
        named = sent(
            digest=digest,
            bulletin=bulletin,
            reference=reference,
            message=message,
            space=space,
            subscription=subscription,
        )
        return Call(nothing, body={**(others or {}), **named})

    @operation("POST", "/email/unsubscribe/{username}")
    def unsubscribe_from_all(self, username: str) -> Call[None]:
        """Stop all mails to a person.

        Args:
            username: The code for the username that stands in the mails sent to them.

        https://developers.podio.com/doc/email/unsubscribe-from-all-304917
        """
        return Call(nothing, username)
