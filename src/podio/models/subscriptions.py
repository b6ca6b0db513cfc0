"""Subscriptions: the wish to hear what happens to an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.models.reference import Reference


class Subscription(Model):
    """A subscription of the active user.

    Attributes:
        notifications: How many notifications it has led to.
        ref: The object that it is on.

    https://developers.podio.com/doc/subscriptions/get-subscription-by-id-22446
    """

    started_on: datetime | None
    notifications: int | None
    ref: Reference | None
