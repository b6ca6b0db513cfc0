"""Notifications: what Podio tells one user about an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.organizations import Organization
    from podio.models.reference import Reference
    from podio.models.spaces import Space
    from podio.models.users import ByLine, User, Via


class NotificationContext(Model):
    """The object that notifications are about.

    Attributes:
        ref: Its type and id.
        data: The object itself, shaped by the type in `ref`.
        comment_count: For a status, task or item only.
    """

    ref: Reference | None
    title: str | None
    link: str | None
    data: Json | None
    rights: list[str]
    comment_count: int | None
    space: Space | None
    org: Organization | None


class Notification(Model):
    """One notification.

    https://developers.podio.com/doc/notifications/get-notification-2973737
    """

    notification_id: int | None  # dotnet reads a group with this model: it has no id of its own
    type: str | None
    text: str | None
    text_short: str | None
    icon: str | None
    starred: bool | None
    viewed_on: datetime | None
    subscription_id: int | None
    data: Json | None
    data_link: str | None
    context: NotificationContext | None
    context_type: str | None
    context_link: str | None
    user: User | None
    org: Organization | None
    space: Space | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None
    notifications: list[Notification]


class NotificationGroup(Model):
    """The notifications about one object.

    https://developers.podio.com/doc/notifications/get-notifications-290777
    """

    context: NotificationContext | None
    notifications: list[Notification]
