"""Notifications: what Podio has to tell the active user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing
from podio.core.views.model import integer, many, member
from podio.models.notifications import Notification, NotificationGroup

if TYPE_CHECKING:
    from datetime import datetime


class Notifications(Area[S]):
    """What Podio has to tell the active user."""

    # No @listing: limit and offset count notifications, but the answer is a list of groups, so
    # its length says neither where the next page begins nor whether there is one.
    @operation("GET", "/notification/")
    def find(
        self,
        *,
        context_type: str | None = None,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        direction: Literal["incoming", "outgoing"] | None = None,
        starred: bool | None = None,
        type: str | None = None,
        user_id: int | None = None,
        viewed: bool | None = None,
        viewed_from: datetime | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Call[list[NotificationGroup]]:
        """Fetch notifications, grouped by the object that they are about.

        Args:
            context_type: The type of that object, such as "item", "task" or "conversation".
            direction: "incoming" if not given.
            type: The kind of notification, such as "comment".
            user_id: The other person.
            viewed_from: With `viewed=False`, also those viewed after this, so that reading on
                from an offset finds the notifications where they were.
            limit: The most notifications, not groups: 1 to 100; 20 if not given.
            offset: How many notifications to leave out.

        https://developers.podio.com/doc/notifications/get-notifications-290777
        """
        at_least(1, limit=limit, user_id=user_id)
        at_least(0, offset=offset)
        query = {
            "context_type": context_type,
            "created_from": created_from,
            "created_to": created_to,
            "direction": direction,
            "starred": starred,
            "type": type,
            "user_id": user_id,
            "viewed": viewed,
            "viewed_from": viewed_from,
            "limit": limit,
            "offset": offset,
        }
        return Call(many(NotificationGroup), query=query)

    @operation("GET", "/notification/inbox/new/count")
    def new_count(self) -> Call[int]:
        """Count the notifications that the active user has not viewed.

        https://developers.podio.com/doc/notifications/get-inbox-new-count-84610
        """
        return Call(member("new", integer))

    @operation("GET", "/notification/{notification_id}")
    def get(self, notification_id: int) -> Call[Notification]:
        """Fetch one notification.

        https://developers.podio.com/doc/notifications/get-notification-2973737
        """
        return Call(Notification, notification_id)

    @operation("GET", "/notification/{notification_id}/v2")
    def get_v2(self, notification_id: int) -> Call[NotificationGroup]:
        """Fetch one notification together with the object that it is about.

        https://developers.podio.com/doc/notifications/get-notification-v2-2973737
        """
        return Call(NotificationGroup, notification_id)

    @operation("POST", "/notification/{notification_id}/viewed")
    def mark_viewed(self, notification_id: int) -> Call[None]:
        """Move a notification from the inbox to the viewed ones.

        https://developers.podio.com/doc/notifications/mark-notification-as-viewed-22436
        """
        return Call(nothing, notification_id)

    @operation("DELETE", "/notification/{notification_id}/viewed")
    def mark_unviewed(self, notification_id: int) -> Call[None]:
        """Move a notification back to the inbox.

        Not on a page of its own; seen in the objc client.
        """
        return Call(nothing, notification_id)  # guess: no source says what the answer holds

    @operation("POST", "/notification/viewed")
    def mark_all_viewed(self) -> Call[None]:
        """Move all notifications from the inbox to the viewed ones.

        https://developers.podio.com/doc/notifications/mark-all-notifications-as-viewed-58099
        """
        return Call(nothing)

    @operation("POST", "/notification/{ref_type}/{ref_id}/viewed")
    def mark_viewed_by_reference(self, ref_type: str, ref_id: int) -> Call[None]:
        """Move all notifications about an object to the viewed ones.

        https://developers.podio.com/doc/notifications/mark-notifications-as-viewed-by-ref-553653
        """
        return Call(nothing, ref_type, ref_id)

    @operation("DELETE", "/notification/{ref_type}/{ref_id}/viewed")
    def mark_unviewed_by_reference(self, ref_type: str, ref_id: int) -> Call[None]:
        """Move all notifications about an object back to the inbox.

        Not on a page of its own; seen in the objc client.
        """
        return Call(nothing, ref_type, ref_id)  # guess: no source says what the answer holds

    @operation("POST", "/notification/{notification_id}/star")
    def star(self, notification_id: int) -> Call[None]:
        """Put a star on a notification.

        https://developers.podio.com/doc/notifications/star-notification-295910
        """
        return Call(nothing, notification_id)

    @operation("DELETE", "/notification/{notification_id}/star")
    def unstar(self, notification_id: int) -> Call[None]:
        """Take the star off a notification.

        https://developers.podio.com/doc/notifications/un-star-notification-295911
        """
        return Call(nothing, notification_id)
