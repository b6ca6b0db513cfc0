"""Items: which point to which, and the items that a field may point to."""

from __future__ import annotations

from collections.abc import Sequence

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing
from podio.core.views.model import many
from podio.models import items as models


class ItemReferences(Area[S]):
    """What items point to, and what points to them."""

    @operation("GET", "/item/{item_id}/reference/")
    def get_references(self, item_id: int) -> Call[list[models.ItemReferences]]:
        """Fetch the items that point to an item, by app and field.

        https://developers.podio.com/doc/items/get-item-references-22439
        """
        return Call(many(models.ItemReferences), item_id)

    @operation("GET", "/item/{item_id}/reference/field/{field_id}")
    def get_references_by_field(
        self, item_id: int, field_id: int, *, limit: int | None = None
    ) -> Call[list[models.ItemMicro]]:
        """Fetch the items that point to an item through one field.

        https://developers.podio.com/doc/items/get-references-to-item-by-field-7403920
        """
        at_least(1, limit=limit)
        return Call(many(models.ItemMicro), item_id, field_id, query={"limit": limit})

    @operation("GET", "/item/{item_id}/reference/{field_id}/preview")
    def get_reference_preview(self, item_id: int, field_id: int) -> Call[models.Item]:
        """Fetch an item as it shows where a field points to it.

        https://developers.podio.com/doc/items/get-item-preview-for-field-reference-7529318
        """
        return Call(models.Item, item_id, field_id)

    @operation("PUT", "/item/{item_id}/ref")
    def update_reference(self, item_id: int, *, ref_type: str, ref_id: int) -> Call[None]:
        """Say what an item is about, such as the item that it was cloned from.

        Args:
            ref_type: What the object is, such as `item`.
            ref_id: Its id.

        https://developers.podio.com/doc/items/update-item-reference-7421495
        """
        at_least(1, ref_id=ref_id)
        return Call(nothing, item_id, body={"type": ref_type, "id": ref_id})

    @operation("DELETE", "/item/{item_id}/ref")
    def delete_reference(self, item_id: int) -> Call[None]:
        """Forget what an item is about.

        https://developers.podio.com/doc/items/delete-item-reference-7302326
        """
        return Call(nothing, item_id)

    @operation("GET", "/item/field/{field_id}/find")
    def find_referenceable(
        self,
        field_id: int,
        *,
        text: str | None = None,
        not_item_id: Sequence[int] | None = None,
        limit: int | None = None,
    ) -> Call[list[models.Item]]:
        """Find items that an app field may point to.

        Args:
            text: What their title contains, in any case.
            not_item_id: Items to leave out.
            limit: The most items; Podio's default is 13.

        https://developers.podio.com/doc/items/find-referenceable-items-22485
        """
        at_least(1, limit=limit)
        # No `sort`: clients send it, but the page, which was read whole, has none.
        query = {"text": text, "not_item_id": not_item_id, "limit": limit}
        return Call(many(models.Item), field_id, query=query)

    @operation("GET", "/item/field/{field_id}/top/")
    def get_top_values(
        self, field_id: int, *, not_item_id: Sequence[int] | None = None, limit: int | None = None
    ) -> Call[list[models.Item]]:
        """Fetch the items that an app field points to most often.

        Args:
            not_item_id: Items to leave out.
            limit: The most items.

        https://developers.podio.com/doc/items/get-top-values-for-field-68334
        """
        at_least(1, limit=limit)
        query = {"not_item_id": not_item_id, "limit": limit}
        return Call(many(models.Item), field_id, query=query)

    @operation("GET", "/item/field/{field_id}/range")
    def get_field_range(self, field_id: int) -> Call[models.FieldRange]:
        """Fetch the lowest and highest value of a number, calculation or money field.

        https://developers.podio.com/doc/items/get-field-ranges-24242866
        """
        return Call(models.FieldRange, field_id)
