"""Items: the records of an app, one or many at a time, their values, revisions and references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio import fields as field_values
from podio.areas.items.bodies import deletion_body, item_body, listing_body
from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, content, nothing, raw
from podio.core.shapes import is_list, is_object
from podio.core.views.model import integer, many, member, text
from podio.models.items import (
    BulkDeletionStatus,
    FieldRange,
    Item,
    ItemCreateResponse,
    ItemDiff,
    ItemField,
    ItemMicro,
    ItemReferences,
    ItemRevision,
    ItemUpdateResponse,
)

if TYPE_CHECKING:
    import builtins

    from podio.fields.writing import FieldValues

Aggregation: TypeAlias = Literal["count", "sum", "average", "minimum", "maximum"]


class Items(Area[S]):
    """The records of an app, made, read, changed and deleted."""

    @operation("GET", "/item/{item_id}")
    def get(
        self, item_id: int, *, mark_as_viewed: bool | None = None, fields: str | None = None
    ) -> Call[Item]:
        """Fetch an item with all its values.

        Args:
            mark_as_viewed: False to leave its notifications unread.
            fields: What to add or leave out, such as `files.view(micro)`.

        Raises:
            NotFound: There is no such item.

        https://developers.podio.com/doc/items/get-item-22360
        """
        return Call(Item, item_id, query={"mark_as_viewed": mark_as_viewed, "fields": fields})

    @operation("GET", "/item/{item_id}/basic")
    def get_basic(self, item_id: int, *, mark_as_viewed: bool | None = None) -> Call[Item]:
        """Fetch an item without what surrounds it.

        Args:
            mark_as_viewed: False to leave its notifications unread.

        https://developers.podio.com/doc/items/get-item-basic-61768
        """
        return Call(Item, item_id, query={"mark_as_viewed": mark_as_viewed})

    @operation("GET", "/app/{app_id}/item/{app_item_id}")
    def get_by_app_item_id(self, app_id: int, app_item_id: int) -> Call[Item]:
        """Fetch an item by the short number that it has in its app.

        https://developers.podio.com/doc/items/get-item-by-app-item-id-66506688
        """
        return Call(Item, app_id, app_item_id)

    @operation("GET", "/item/app/{app_id}/external_id/{external_id}")
    def get_by_external_id(self, app_id: int, external_id: str) -> Call[Item]:
        """Fetch an item by the id that it has in your own system.

        Podio does not keep these ids unique; of several items you get one.

        Raises:
            NotFound: There is no such item.

        https://developers.podio.com/doc/items/get-item-by-external-id-19556702
        """
        return Call(Item, app_id, external_id)

    @operation("POST", "/item/app/{app_id}/")
    def create(
        self,
        app_id: int,
        fields: FieldValues | None = None,
        *,
        external_id: str | None = None,
        file_ids: Sequence[int] | None = None,
        tags: Sequence[str] | None = None,
        reminder: Mapping[str, Json] | None = None,
        recurrence: Mapping[str, Json] | None = None,
        linked_account_id: int | None = None,
        ref: Mapping[str, Json] | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[ItemCreateResponse]:
        """Create an item.

        Args:
            fields: Values by external id or field id; `podio.fields` says what each type takes.
            external_id: The id that the item has in your own system.
            file_ids: Uploaded files to attach.
            reminder: `{"remind_delta": 30}`, in minutes before the due date.
            recurrence: `{"name": "weekly", "config": {"days": [...]}, "step": 1, "until": date}`.
            linked_account_id: The account to hold a meeting with.
            ref: `{"type": ..., "id": ...}`, what the item is about.
            silent: True to tell nobody and leave the stream alone.
            hook: False to run no webhooks.

        Raises:
            InvalidArgumentError: A value is nothing that a field can hold.
            BadRequest: Podio does not take a value; the error says which.

        https://developers.podio.com/doc/items/add-new-item-22362
        """
        body = item_body(
            fields,
            external_id=external_id,
            file_ids=file_ids,
            tags=tags,
            reminder=reminder,
            recurrence=recurrence,
            linked_account_id=linked_account_id,
            ref=ref,
        )
        query = {"silent": silent, "hook": hook}
        return Call(ItemCreateResponse, app_id, query=query, body=body)

    @operation("PUT", "/item/{item_id}")
    def update(
        self,
        item_id: int,
        fields: FieldValues | None = None,
        *,
        revision: int | None = None,
        external_id: str | None = None,
        file_ids: Sequence[int] | None = None,
        tags: Sequence[str] | None = None,
        reminder: Mapping[str, Json] | None = None,
        recurrence: Mapping[str, Json] | None = None,
        linked_account_id: int | None = None,
        ref: Mapping[str, Json] | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[ItemUpdateResponse]:
        """Change an item; what is not given stays as it is.

        Args:
            fields: Values by external id or field id; None as a value clears the field.
            revision: The revision that you know; a later one makes the update a Conflict.
            external_id: The id that the item has in your own system.
            file_ids: Uploaded files to attach.
            reminder: `{"remind_delta": 30}`, in minutes before the due date.
            recurrence: `{"name": "weekly", "config": {"days": [...]}, "step": 1, "until": date}`.
            linked_account_id: The account to hold a meeting with.
            ref: `{"type": ..., "id": ...}`, what the item is about.
            silent: True to tell nobody and leave the stream alone.
            hook: False to run no webhooks.

        Raises:
            InvalidArgumentError: A value is nothing that a field can hold.
            Conflict: The item has been changed since `revision`.

        https://developers.podio.com/doc/items/update-item-22363
        """
        at_least(0, revision=revision)
        body = item_body(
            fields,
            revision=revision,
            external_id=external_id,
            file_ids=file_ids,
            tags=tags,
            reminder=reminder,
            recurrence=recurrence,
            linked_account_id=linked_account_id,
            ref=ref,
        )
        query = {"silent": silent, "hook": hook}
        # Sent twice, the second would find the first one's revision and be a Conflict.
        repeatable = None if revision is None else False
        return Call(ItemUpdateResponse, item_id, query=query, body=body, repeatable=repeatable)

    @operation("DELETE", "/item/{item_id}")
    def delete(
        self, item_id: int, *, silent: bool | None = None, hook: bool | None = None
    ) -> Call[None]:
        """Delete an item for good.

        https://developers.podio.com/doc/items/delete-item-22364
        """
        return Call(nothing, item_id, query={"silent": silent, "hook": hook})

    @operation("POST", "/item/app/{app_id}/delete")
    def bulk_delete(
        self,
        app_id: int,
        *,
        item_ids: Sequence[int] | None = None,
        view_id: int | None = None,
        filters: FieldValues | None = None,
        silent: bool | None = None,
    ) -> Call[BulkDeletionStatus]:
        """Delete many items for good; a session of an app may not.

        Args:
            item_ids: The items to delete; Podio would ignore a view or filters beside them.
            view_id: The saved view whose items to delete.
            filters: As in `filter`: what to delete.

        Raises:
            InvalidArgumentError: Nothing says which items, or `item_ids` is not alone.

        https://developers.podio.com/doc/items/bulk-delete-items-19406111
        """
        body = deletion_body(item_ids, view_id, filters)
        # No `hook`: clients send it, but the page, which was read whole, has `silent` only.
        return Call(BulkDeletionStatus, app_id, query={"silent": silent}, body=body)

    @operation("POST", "/item/{item_id}/clone")
    def clone(self, item_id: int, *, silent: bool | None = None) -> Call[int]:
        """Make a new item of the same values; the result is its id.

        https://developers.podio.com/doc/items/clone-item-37722742
        """
        # No `hook`: clients send it, but the page, which was read whole, has `silent` only.
        return Call(member("item_id", integer), item_id, query={"silent": silent})

    @operation("GET", "/item/{item_id}/clone")
    def get_clone(self, item_id: int) -> Call[Json]:
        """Fetch the values that a clone of the item would have.

        https://developers.podio.com/doc/items/get-item-clone-96822231
        """
        return Call(raw, item_id)

    @operation("POST", "/item/{item_id}/rearrange")
    def rearrange(self, item_id: int, position: Mapping[str, Json] | None = None) -> Call[Item]:
        """Move an item to another place in the order made by hand.

        Args:
            position: Where to; sent as it is, for no source says what it holds.

        Not on a page of its own; seen in the rb, ts clients.
        """
        return Call(Item, item_id, body=position)

    @operation("PUT", "/item/{item_id}/participation")
    def set_participation(
        self, item_id: int, status: Literal["invited", "accepted", "declined", "tentative"]
    ) -> Call[None]:
        """Say whether the acting user takes part in a meeting.

        https://developers.podio.com/doc/items/set-participation-7156154
        """
        return Call(nothing, item_id, body={"status": status})

    @operation("GET", "/item/{item_id}/meeting/url")
    def get_meeting_url(self, item_id: int) -> Call[str]:
        """Fetch the address to join a meeting; it signs the acting user in, so keep it secret.

        The organizer's call starts the meeting.

        https://developers.podio.com/doc/items/get-meeting-url-14763260
        """
        return Call(member("url", text), item_id)

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
        body = listing_body(
            filters,
            sort_by=sort_by,
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
            body=listing_body(sort_by=sort_by, sort_desc=sort_desc, remember=remember),
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

    @operation("POST", "/item/app/{app_id}/calculate", repeatable=True)
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
        body = listing_body(
            filters,
            aggregation=aggregation,
            formula=formula,
            groupings=groupings,
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
        body = listing_body(
            filters,
            view_id=view_id,
            sort_by=sort_by,
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

    @operation("GET", "/item/{item_id}/value")
    def get_values(self, item_id: int) -> Call[builtins.list[ItemField]]:
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
    ) -> Call[builtins.list[dict[str, Json]]]:
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
        body = ready if is_object(ready) or is_list(ready) else [ready]
        query = {"silent": silent, "hook": hook}
        return Call(ItemUpdateResponse, item_id, field_or_external_id, query=query, body=body)

    @operation("GET", "/item/{item_id}/revision/")
    def get_revisions(self, item_id: int) -> Call[builtins.list[ItemRevision]]:
        """Fetch the last 30 revisions of an item.

        https://developers.podio.com/doc/items/get-item-revisions-22372
        """
        return Call(many(ItemRevision), item_id)

    @operation("GET", "/item/{item_id}/revision/{revision_id}")
    def get_revision(self, item_id: int, revision_id: int) -> Call[ItemRevision]:
        """Fetch one revision of an item.

        Args:
            revision_id: Its number in the item; the first is 0.

        https://developers.podio.com/doc/items/get-item-revision-22373
        """
        return Call(ItemRevision, item_id, revision_id)

    @operation("GET", "/item/{item_id}/revision/{revision_from_id}/{revision_to_id}")
    def get_revision_difference(
        self, item_id: int, revision_from_id: int, revision_to_id: int
    ) -> Call[builtins.list[ItemDiff]]:
        """Fetch what changed from one revision to another, field by field.

        Args:
            revision_from_id: The number of the earlier revision; the first is 0.
            revision_to_id: The number of the later one.

        https://developers.podio.com/doc/items/get-item-revision-difference-22374
        """
        return Call(many(ItemDiff), item_id, revision_from_id, revision_to_id)

    # Undoing makes a revision, and overwrites what was changed between two attempts.
    @operation("DELETE", "/item/{item_id}/revision/{revision_id}", repeatable=False)
    def revert_revision(self, item_id: int, revision_id: int) -> Call[int]:
        """Undo one revision; the result is the number of the new one.

        What has been changed later in the same fields is lost.

        https://developers.podio.com/doc/items/revert-item-revision-953195
        """
        return Call(member("revision", integer), item_id, revision_id)

    @operation("POST", "/item/{item_id}/revision/{revision}/revert_to")
    def revert_to_revision(self, item_id: int, revision: int) -> Call[int]:
        """Bring an item back to a revision; the result is the number of the new one.

        https://developers.podio.com/doc/items/revert-to-revision-194362682
        """
        at_least(0, revision=revision)
        return Call(member("revision", integer), item_id, revision)

    @operation("GET", "/item/{item_id}/reference/")
    def get_references(self, item_id: int) -> Call[builtins.list[ItemReferences]]:
        """Fetch the items that point to an item, by app and field.

        https://developers.podio.com/doc/items/get-item-references-22439
        """
        return Call(many(ItemReferences), item_id)

    @operation("GET", "/item/{item_id}/reference/field/{field_id}")
    def get_references_by_field(
        self, item_id: int, field_id: int, *, limit: int | None = None
    ) -> Call[builtins.list[ItemMicro]]:
        """Fetch the items that point to an item through one field.

        https://developers.podio.com/doc/items/get-references-to-item-by-field-7403920
        """
        at_least(1, limit=limit)
        return Call(many(ItemMicro), item_id, field_id, query={"limit": limit})

    @operation("GET", "/item/{item_id}/reference/{field_id}/preview")
    def get_reference_preview(self, item_id: int, field_id: int) -> Call[Item]:
        """Fetch an item as it shows where a field points to it.

        https://developers.podio.com/doc/items/get-item-preview-for-field-reference-7529318
        """
        return Call(Item, item_id, field_id)

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
    ) -> Call[builtins.list[Item]]:
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
        return Call(many(Item), field_id, query=query)

    @operation("GET", "/item/field/{field_id}/top/")
    def get_top_values(
        self, field_id: int, *, not_item_id: Sequence[int] | None = None, limit: int | None = None
    ) -> Call[builtins.list[Item]]:
        """Fetch the items that an app field points to most often.

        Args:
            not_item_id: Items to leave out.
            limit: The most items.

        https://developers.podio.com/doc/items/get-top-values-for-field-68334
        """
        at_least(1, limit=limit)
        query = {"not_item_id": not_item_id, "limit": limit}
        return Call(many(Item), field_id, query=query)

    @operation("GET", "/item/field/{field_id}/range")
    def get_field_range(self, field_id: int) -> Call[FieldRange]:
        """Fetch the lowest and highest value of a number, calculation or money field.

        https://developers.podio.com/doc/items/get-field-ranges-24242866
        """
        return Call(FieldRange, field_id)
