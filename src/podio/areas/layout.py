"""Layouts: which of an item's values stand where on its badge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, sent
from podio.models.layout import BadgeLayout

LayoutType: TypeAlias = Literal["badge", "relationship"]


class Layout(Area[S]):
    """Which of an item's values stand where on its badge: alone, or shown in another item."""

    @operation("GET", "/layout/{app_id}/{badge_type}")
    def get(self, app_id: int, badge_type: LayoutType) -> Call[BadgeLayout]:
        """Fetch what stands where on the badges of an app's items.

        https://developers.podio.com/doc/layout/get-layout-245313222
        """
        return Call(BadgeLayout, app_id, badge_type)

    @operation("POST", "/layout/{app_id}/{layout_type}")
    def update(
        self,
        app_id: int,
        layout_type: LayoutType,
        fields: Mapping[str, Mapping[str, Json] | None],
    ) -> Call[BadgeLayout]:
        """Choose what stands where on the badges of an app's items.

        Args:
            fields: For header, content, details_1 to details_4: `type` (field, fivestar or
                virtual) and `id` (of the field or the voting; for virtual one of created_on,
                created_by, last_edit_by, comment_count, file_count, app_item_id, tags), or
                None for nothing.

        https://developers.podio.com/doc/layout/update-layout-383572993
        """
        return Call(BadgeLayout, app_id, layout_type, body=sent(fields=fields))

    # In the pages only, which write the last part as the two words to choose from.
    @operation("DELETE", "/layout/{app_id}/{layout_type}")
    def reset(self, app_id: int, layout_type: LayoutType) -> Call[BadgeLayout]:
        """Go back to what Podio chooses for an app's badges, and return it.

        https://developers.podio.com/doc/layout/delete-custom-layout-245314189
        """
        return Call(BadgeLayout, app_id, layout_type)
