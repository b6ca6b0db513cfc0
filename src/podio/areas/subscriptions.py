"""Subscriptions: hear what happens to an object."""

from __future__ import annotations

from typing import Literal, TypeAlias

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing
from podio.core.views.model import integer, member
from podio.models.subscriptions import Subscription

Subscribable: TypeAlias = Literal["app", "item", "status", "task", "space"]


class Subscriptions(Area[S]):
    """The objects that the active user hears of."""

    @operation("GET", "/subscription/{subscription_id}")
    def get(self, subscription_id: int) -> Call[Subscription]:
        """Fetch a subscription.

        https://developers.podio.com/doc/subscriptions/get-subscription-by-id-22446
        """
        return Call(Subscription, subscription_id)

    @operation("GET", "/subscription/{ref_type}/{ref_id}")
    def get_by_reference(self, ref_type: Subscribable, ref_id: int) -> Call[Subscription]:
        """Fetch the active user's subscription to an object.

        https://developers.podio.com/doc/subscriptions/get-subscription-by-reference-22408
        """
        return Call(Subscription, ref_type, ref_id)

    @operation("POST", "/subscription/{ref_type}/{ref_id}")
    def subscribe(self, ref_type: Subscribable, ref_id: int) -> Call[int]:
        """Subscribe to an object and return the id of the subscription.

        https://developers.podio.com/doc/subscriptions/subscribe-22409
        """
        return Call(member("subscription_id", integer), ref_type, ref_id)

    @operation("DELETE", "/subscription/{ref_type}/{ref_id}")
    def unsubscribe(self, ref_type: Subscribable, ref_id: int) -> Call[None]:
        """End the active user's subscription to an object.

        https://developers.podio.com/doc/subscriptions/unsubscribe-by-reference-22410
        """
        return Call(nothing, ref_type, ref_id)

    @operation("DELETE", "/subscription/{subscription_id}")
    def unsubscribe_by_id(self, subscription_id: int) -> Call[None]:
        """End a subscription.

        https://developers.podio.com/doc/subscriptions/unsubscribe-by-id-22445
        """
        return Call(nothing, subscription_id)
