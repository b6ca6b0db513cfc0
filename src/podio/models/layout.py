"""Layouts: which of an item's values stand where on its badge."""

from __future__ import annotations

from typing import Literal

from podio.core.views.model import Model


class LayoutSlot(Model):
    """What stands in one place of a badge: a field, the stars, or something every item has.

    https://developers.podio.com/doc/layout/get-layout-245313222
    """

    # field, fivestar or virtual; the page also spells it "vitrual".
    type: str | None
    id: int | str | None


class BadgeLayout(Model):
    """What stands where on an app's badges.

    https://developers.podio.com/doc/layout/get-layout-245313222
    """

    app_id: int | None
    type: Literal["badge", "relationship"] | None
    default: bool | None
    fields: dict[str, LayoutSlot | None]
