"""Fields that point to items: app."""

from __future__ import annotations

from typing import Any

from podio.fields.pointing import Pointing
from podio.models.items import Item


class AppType(Pointing):
    """Items of other apps."""

    names = ("app",)
    column = "list<integer>"  # item ids
    key = "item_id"

    @staticmethod
    def read_one(value: Any, /) -> Item:
        """Read `{"value": {"item_id": 7, "title": ..., "app": ...}}`."""
        return Item(value["value"])
