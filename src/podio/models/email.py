"""Mail: what Podio takes in by mail, and what it sends to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class AppEmailSettings(Model):
    """How a mail to an app becomes an item.

    https://developers.podio.com/doc/email/get-app-email-configuration-622338
    """

    attachments: bool | None
    mappings: dict[str, str]
    field_options: dict[str, Json]


class EmailContact(Model):
    """An address that turns the mails sent to it into tasks, items, statuses or comments.

    Whoever knows the address can write there in your name, so `repr` leaves it out.

    https://developers.podio.com/doc/email/get-global-contact-13716154
    """

    hidden = frozenset({"mail"})
    name: str | None
    mail: str | None


class EmailSubscriptionSetting(Model):
    """Which kinds of mail Podio sends to a person.

    https://developers.podio.com/doc/email/get-groups-333977
    """

    digest: bool | None
    bulletin: bool | None
    reference: bool | None
    message: bool | None
    space: bool | None
    subscription: bool | None
    user: bool | None
    reminder: bool | None
    meeting_update: bool | None
    meeting_update_as_organizer: bool | None
    push_notification: bool | None
    push_notification_browser: bool | None
    push_notification_sound: bool | None
