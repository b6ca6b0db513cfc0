"""What operations on items send: the item itself, which ones are meant, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio import fields as field_values
from podio.core.operations.arguments import not_empty
from podio.core.operations.request import sent
from podio.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podio.core.operations.request import Json
    from podio.fields.writing import FieldValues


def item_body(fields: FieldValues | None, **others: object) -> dict[str, Json]:
    """Return an item's values, and what else is given, as `sent` does.

    Raises:
        InvalidArgumentError: A value is nothing that a field can hold.
    """
    written = None if fields is None else field_values.written_fields(fields)
    return sent(fields=written, **others)


def listing_body(
    filters: FieldValues | None = None, *, sort_by: str | int | None = None, **others: object
) -> dict[str, Json]:
    """Return which items are meant and in which order, and what else is given, as `sent` does.

    Raises:
        InvalidArgumentError: A value cannot be filtered by.
    """
    written = None if filters is None else field_values.written_filters(filters)
    return sent(filters=written, sort_by=None if sort_by is None else str(sort_by), **others)


def deletion_body(
    item_ids: Sequence[int] | None, view_id: int | None, filters: FieldValues | None
) -> dict[str, Json]:
    """Return which items to delete.

    Raises:
        InvalidArgumentError: Nothing says which items, or `item_ids` is not alone.
    """
    if item_ids is None and view_id is None and filters is None:
        raise InvalidArgumentError("say which items to delete: item_ids, view_id or filters")
    if item_ids is not None and (view_id is not None or filters is not None):
        raise InvalidArgumentError("give item_ids alone: Podio would ignore the others")
    # An empty filter means every item: too much to delete by an oversight.
    given = {"item_ids": item_ids, "filters": filters}
    not_empty(**{name: value for name, value in given.items() if value is not None})
    return listing_body(filters, item_ids=item_ids, view_id=view_id)
