"""Items: the records of an app, made, read, changed and deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from podio import fields as field_values
from podio.areas.item_listings import ItemListings
from podio.areas.item_references import ItemReferences
from podio.areas.item_revisions import ItemRevisions
from podio.areas.item_values import ItemValues
from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import S, operation
from podio.core.operations.request import Call, Json, nothing, raw, sent
from podio.core.views.model import integer, member, text
from podio.errors import InvalidArgumentError
from podio.models.items import BulkDeletionStatus, Item, ItemCreateResponse, ItemUpdateResponse

if TYPE_CHECKING:
    from podio.fields.writing import FieldValues


class Items(ItemListings[S], ItemReferences[S], ItemRevisions[S], ItemValues[S]):
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
        body = sent(
            fields=None if fields is None else field_values.written_fields(fields),
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
        body = sent(
            fields=None if fields is None else field_values.written_fields(fields),
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
        safe = None if revision is None else False
        return Call(ItemUpdateResponse, item_id, query=query, body=body, safe=safe)

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
        if item_ids is None and view_id is None and filters is None:
            raise InvalidArgumentError("say which items to delete: item_ids, view_id or filters")
        if item_ids is not None and (view_id is not None or filters is not None):
            raise InvalidArgumentError("give item_ids alone: Podio would ignore the others")
        # An empty filter means every item: too much to delete by an oversight.
        not_empty(
            **{
                name: given
                for name, given in (("item_ids", item_ids), ("filters", filters))
                if given is not None
            }
        )
        body = sent(
            item_ids=item_ids,
            view_id=view_id,
            filters=None if filters is None else field_values.written_filters(filters),
        )
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
