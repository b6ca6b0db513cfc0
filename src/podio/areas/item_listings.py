"""Items: many at a time, filtered, counted, calculated and exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio import fields as field_values
from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, content, raw, sent
from podio.core.views.model import integer, member
from podio.models.items import Item

if TYPE_CHECKING:
    from podio.fields.writing import FieldValues

Aggregation: TypeAlias = Literal["count", "sum", "average", "minimum", "maximum"]


class ItemListings(Area[S]):
    """Items, many at a time."""

    @listing("POST", "/item/app/{app_id}/filter/")
    def filter(
        self,
        app_id: int,
        filters: FieldValues | None = None,
        *,
        sort_by: str | int | None = None,
        sort_desc: bool | None = None,
        remember: bool | None = None,
        space_id: int | None = None,
        fields: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 500,
    ) -> Listing[Item]:
        """Walk over the items of an app that match all filters.

        A walk that takes several pages meets every item once if new ones come last: sort by
        `item_id` or `created_on`, with `sort_desc=False`. By any other order, items that are
        made or changed meanwhile shift the pages.

        Args:
            filters: By external id, field id, or one of Podio's own keys such as `created_on`,
                `created_by`, `last_edit_on` and `tags`. A list means any of its values, a
                tuple from and to, None that nothing is set. A bare int is an option's or an
                item's id: filter a number by `(3, 3)` or `Decimal(3)`. Text fields cannot be
                filtered by: Podio ignores them.
            sort_by: A field id, or `created_on`, `last_edit_on`, `item_id`, `title`...
            remember: True to make this the acting user's last used view.
            space_id: Only items of this space.
            fields: What to add or leave out, such as `items.view(micro).fields(files)`.
            limit: The most items to give; None for all.
            page_size: How many to ask for at a time; if Podio gives fewer, the walk goes on.

        https://developers.podio.com/doc/items/filter-items-4496747
        """
        body = sent(
            filters=None if filters is None else field_values.written_filters(filters),
            sort_by=_text(sort_by),
            sort_desc=sort_desc,
            remember=remember,
        )
        return Listing(
            Item,
            app_id,
            query={"fields": fields, "space_id": space_id},
            body=body,
            limit=limit,
            offset=offset,
            page_size=page_size,
            total="filtered",
            window="body",
        )

    @listing("POST", "/item/app/{app_id}/filter/{view_id}/")
    def filter_by_view(
        self,
        app_id: int,
        view_id: int,
        *,
        sort_by: str | int | None = None,
        sort_desc: bool | None = None,
        remember: bool | None = None,
        fields: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 500,
    ) -> Listing[Item]:
        """Walk over the items of a saved view; `filter` says how to keep a walk steady.

        Args:
            view_id: The view; 0 for the last used one.
            sort_by: None for the view's own order.
            sort_desc: None for the view's own order.
            remember: True to make this the acting user's last used view.
            fields: What to add or leave out, such as `items.view(micro).fields(files)`.
            limit: The most items to give; None for all.

        https://developers.podio.com/doc/items/filter-items-by-view-4540284
        """
        return Listing(
            Item,
            app_id,
            view_id,
            query={"fields": fields},
            body=sent(sort_by=_text(sort_by), sort_desc=sort_desc, remember=remember),
            limit=limit,
            offset=offset,
            page_size=page_size,
            total="filtered",
            window="body",
        )

    @listing("GET", "/item/app/{app_id}/v2/")
    def list(
        self,
        app_id: int,
        *,
        external_id: str | None = None,
        sort_by: str | int | None = None,
        sort_desc: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 500,
    ) -> Listing[Item]:
        """Walk over the items of an app the older way; `filter` can do more.

        Args:
            external_id: Only items of this id in your own system.
            limit: The most items to give; None for all.

        Not on a page of its own; seen in the java, py, rb clients.
        """
        return Listing(
            Item,
            app_id,
            query={"external_id": external_id, "sort_by": sort_by, "sort_desc": sort_desc},
            limit=limit,
            offset=offset,
            page_size=page_size,
            total="filtered",
        )

    @operation("GET", "/item/app/{app_id}/count")
    def count(
        self, app_id: int, filters: FieldValues | None = None, *, view_id: int | None = None
    ) -> Call[int]:
        """Count the items of an app.

        Args:
            filters: As in `filter`.
            view_id: Only those of a view; 0 for the last used one.

        https://developers.podio.com/doc/items/get-item-count-34819997
        """
        query = {**field_values.query_filters(filters or {}), "view_id": view_id}
        return Call(member("count", integer), app_id, query=query)

    @operation("POST", "/item/app/{app_id}/calculate", safe=True)
    def calculate(
        self,
        app_id: int,
        aggregation: Aggregation,
        *,
        formula: Sequence[Mapping[str, Json]] | None = None,
        groupings: Sequence[Mapping[str, Json]] | None = None,
        filters: FieldValues | None = None,
        limit: int | None = None,
    ) -> Call[Json]:
        """Work out a sum, average, count, minimum or maximum over the items of an app.

        Args:
            formula: Parts of `type` (field, number, operator) and `value`; operators are plus,
                minus, multiply and divide. A count takes none.
            groupings: Parts of `type` (field, revision), `value` (a field id, or `created_on`
                and the like) and `sub_value` (date, weekday, week, month, year).
            filters: As in `filter`.
            limit: The most results; Podio's default is 15.

        https://developers.podio.com/doc/items/calculate-67633
        """
        at_least(1, limit=limit)
        # guess: the page is cut before it names filters and the sub value; the key is a client's.
        body = sent(
            aggregation=aggregation,
            formula=formula,
            groupings=groupings,
            filters=None if filters is None else field_values.written_filters(filters),
            limit=limit,
        )
        return Call(raw, app_id, body=body)

    @operation("GET", "/item/app/{app_id}/values")
    def get_app_values(self, app_id: int) -> Call[Json]:
        """Fetch the values that the items of an app use, to choose filters from.

        https://developers.podio.com/doc/items/get-app-values-22455
        """
        return Call(raw, app_id)

    @operation("POST", "/item/app/{app_id}/export/{exporter}")
    def export(
        self,
        app_id: int,
        exporter: Literal["xls", "xlsx"],
        *,
        filters: FieldValues | None = None,
        view_id: int | None = None,
        sort_by: str | int | None = None,
        sort_desc: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        split_email_by_type: bool | None = None,
        split_phone_by_type: bool | None = None,
    ) -> Call[int]:
        """Start an export in the background; the result is the batch's id, for `batch.get`.

        Args:
            filters: As in `filter`.
            view_id: Only items of a view; 0 for the last used one.
            split_email_by_type: False for one column of mail addresses instead of several.
            split_phone_by_type: False for one column of numbers instead of several.

        https://developers.podio.com/doc/items/export-items-4235696
        """
        at_least(1, limit=limit)
        at_least(0, offset=offset)
        # No `deleted_columns`: a client sends it, but the page, which was read whole, has none.
        body = sent(
            filters=None if filters is None else field_values.written_filters(filters),
            view_id=view_id,
            sort_by=_text(sort_by),
            sort_desc=sort_desc,
            limit=limit,
            offset=offset,
            split_email_by_type=split_email_by_type,
            split_phone_by_type=split_phone_by_type,
        )
        return Call(member("batch_id", integer), app_id, exporter, body=body)

    @operation("GET", "/item/app/{app_id}/xlsx/")
    def get_xlsx(
        self,
        app_id: int,
        *,
        filters: FieldValues | None = None,
        view_id: int | None = None,
        sort_by: str | int | None = None,
        sort_desc: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        deleted_columns: bool | None = None,
        remember: bool | None = None,
    ) -> Call[bytes]:
        """Fetch up to 1000 items as an Excel file, in memory; `export` is for a whole app.

        Args:
            filters: As in `filter`.
            view_id: Only items of a view; 0 for the last used one.
            limit: The most items; Podio's default is 20, it gives at most 1000.
            deleted_columns: True for columns of deleted fields as well.
            remember: False to leave the acting user's last used view alone.

        https://developers.podio.com/doc/items/get-items-as-xlsx-63233
        """
        at_least(1, limit=limit)
        at_least(0, offset=offset)
        query = {
            **field_values.query_filters(filters or {}),
            "view_id": view_id,
            "sort_by": sort_by,
            "sort_desc": sort_desc,
            "limit": limit,
            "offset": offset,
            "deleted_columns": deleted_columns,
            "remember": remember,
        }
        return Call(content, app_id, query=query)


def _text(sort_by: str | int | None) -> str | None:
    return None if sort_by is None else str(sort_by)
