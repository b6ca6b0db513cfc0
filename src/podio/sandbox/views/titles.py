"""The title of an item: its first text, or the item name and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.sandbox.state.app_records import App, Item


def item_title(item: Item, app: App) -> str:
    """Make the title of an item."""
    # guess: which field gives the title when several could
    for field in app.active_fields:
        values = item.values.get(str(field.field_id))
        if field.type == "text" and values:
            return str(values[0]["value"])
    return f"{app.config.get('item_name') or 'Item'} {item.app_item_id}"
