"""Items: the values of their fields, all at once or one field at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio import fields as field_values
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, raw
from podio.core.views.model import many
from podio.fields.shapes import is_object, is_several
from podio.models.items import ItemField, ItemUpdateResponse

if TYPE_CHECKING:
    from podio.fields.writing import FieldValues


class ItemValues(Area[S]):
    """The values of an item's fields."""

    @operation("GET", "/item/{item_id}/value")
    def get_values(self, item_id: int) -> Call[list[ItemField]]:
        """Fetch the fields of an item with their values.

        https://developers.podio.com/doc/items/get-item-values-22365
        """
        return Call(many(ItemField), item_id)

    @operation("GET", "/item/{item_id}/value/v2")
    def get_values_v2(self, item_id: int) -> Call[Json]:
        """Fetch the values of an item in a newer form that no source describes.

        Not on a page of its own; seen in the py, ts clients.
        """
        return Call(raw, item_id)

    @operation("GET", "/item/{item_id}/value/{field_or_external_id}")
    def get_field_value(
        self, item_id: int, field_or_external_id: int | str
    ) -> Call[list[dict[str, Json]]]:
        """Fetch the values of one field, as Podio has them.

        https://developers.podio.com/doc/items/get-item-field-values-22368
        """
        return Call(many(raw), item_id, field_or_external_id)

    @operation("GET", "/item/{item_id}/value/{field_or_external_id}/v2")
    def get_field_value_v2(self, item_id: int, field_or_external_id: int | str) -> Call[Json]:
        """Fetch the values of one field in a newer form that no source describes.

        Not on a page of its own; seen in the ts client.
        """
        return Call(raw, item_id, field_or_external_id)

    @operation("PUT", "/item/{item_id}/value")
    def update_values(
        self,
        item_id: int,
        values: FieldValues,
        *,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[ItemUpdateResponse]:
        """Change values of an item; fields that are not given stay as they are.

        Args:
            values: By external id or field id; None clears a field.
            silent: True to tell nobody and leave the stream alone.
            hook: False to run no webhooks.

        Raises:
            InvalidArgumentError: A value is nothing that a field can hold.

        https://developers.podio.com/doc/items/update-item-values-22366
        """
        query = {"silent": silent, "hook": hook}
        return Call(
            ItemUpdateResponse, item_id, query=query, body=field_values.written_fields(values)
        )

    @operation("PUT", "/item/{item_id}/value/{field_or_external_id}")
    def update_field_value(
        self,
        item_id: int,
        field_or_external_id: int | str,
        value: object,
        *,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[ItemUpdateResponse]:
        """Change the value of one field.

        Args:
            value: As in `create`; None clears the field.
            silent: True to tell nobody and leave the stream alone.
            hook: False to run no webhooks.

        Raises:
            InvalidArgumentError: The value is nothing that a field can hold.

        https://developers.podio.com/doc/items/update-item-field-values-22367
        """
        ready = field_values.written(value)
        # A body is never a bare scalar; a list of one is an equal form.
        body = ready if is_object(ready) or is_several(ready) else [ready]
        query = {"silent": silent, "hook": hook}
        return Call(ItemUpdateResponse, item_id, field_or_external_id, query=query, body=body)
