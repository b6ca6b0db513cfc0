"""Items: the records of an app, their field values and their revisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from podio.core.shapes import is_list, is_object
from podio.core.views.late_bound import FIELD_VALUES
from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from podio.core.operations.request import Json
    from podio.models.app_market import AppMarketShare
    from podio.models.applications import App, AppField, AppFieldConfig
    from podio.models.comments import Comment
    from podio.models.files import File
    from podio.models.grants import Grant
    from podio.models.linked_accounts import LinkedAccountData
    from podio.models.recurrence import Recurrence
    from podio.models.reference import Reference
    from podio.models.reminders import Reminder
    from podio.models.spaces import Space
    from podio.models.tasks import Task
    from podio.models.users import ByLine, Presence, Push, User, Via


class ItemField(Model):
    """A field of an item, with what it holds.

    https://developers.podio.com/doc/items
    """

    field_id: int | None
    external_id: str | None
    type: str | None
    label: str | None
    status: Literal["active", "deleted"] | None
    values: list[Json]  # as Podio sent them
    config: AppFieldConfig | None
    # Some clients show these beside the field, where others have them in its config.
    description: str | None
    delta: int | None
    mapping: str | None
    required: bool | None
    visible: bool | None
    hidden_: bool | None
    hidden_create_view_edit: bool | None

    @property
    def value(self) -> Any:  # the type of the field decides
        """What the field holds, as a Python value: see `podio.fields` for each type."""
        return FIELD_VALUES.read(self.raw)


class ItemRevision(Model):
    """One change of an item.

    https://developers.podio.com/models/itemrevision
    """

    revision: int | None  # 0 at creation, then rising
    item_revision_id: int | None
    app_revision: int | None
    type: Literal["creation", "update", "delete"] | None
    created_by: ByLine | None
    created_via: Via | None
    created_on: datetime | None
    user: User | None
    value: str | None
    rich_value: str | None
    embed: Json | None
    embed_file: Json | None


class ItemDiff(Model):
    """What a field held before and after some changes.

    https://developers.podio.com/doc/items/get-item-revision-difference-22374
    """

    field_id: int | None
    external_id: str | None
    type: str | None
    label: str | None
    config: AppFieldConfig | None
    from_: list[Json]  # as Podio sent them
    to: list[Json]

    @property
    def before(self) -> Any:  # the type of the field decides
        """What the field held, as a Python value."""
        return FIELD_VALUES.read({**self.raw, "values": self.from_})

    @property
    def after(self) -> Any:  # the type of the field decides
        """What the field holds then, as a Python value."""
        return FIELD_VALUES.read({**self.raw, "values": self.to})


class Item(Model):
    """A record of an app. Its values are read by name: `item["deadline"].start`.

    A name is the field's external id; its field id, an int, works as well. Podio leaves out
    fields that are empty, so `item.get("deadline")` is None for these and `item["deadline"]`
    a KeyError that says which there are. `"deadline" in item`, `for name in item` and
    `dict(item)` work as for a dictionary.

    https://developers.podio.com/models/item
    """

    __slots__ = ("_index",)

    item_id: int
    app_item_id: int | None  # unique in its app
    app_item_id_formatted: str | None
    external_id: str | None
    title: str | None
    link: str | None
    revision: int | None
    app: App | None
    space: Space | None
    fields: list[ItemField]
    created_by: ByLine | None
    created_via: Via | None
    created_on: datetime | None
    last_event_on: datetime | None
    initial_revision: ItemRevision | None
    current_revision: ItemRevision | None
    revisions: list[ItemRevision]
    rights: list[str]
    tags: list[str]
    files: list[File]
    file_ids: list[int]
    file_count: int | None
    comments: list[Comment]
    comment_count: int | None
    tasks: list[Task]
    task_count: int | None
    conversations: list[Json]
    activity: list[Json]
    reminder: Reminder | None
    recurrence: Recurrence | None
    ref: Reference | None
    refs: list[Json]
    references: list[Json]
    ratings: Json | None  # by type: average and counts
    user_ratings: Json | None
    votes: Json | None
    is_liked: bool | None
    like_count: int | None
    subscribed: bool | None
    subscribed_count: int | None
    pinned: bool | None
    priority: float | None  # where it stands in the order made by hand
    participants: Json | None  # in apps of meetings
    invite: Json | None
    linked_account_id: int | None
    linked_account_data: LinkedAccountData | None
    grant: Grant | None
    grant_count: int | None
    shares: list[AppMarketShare]
    presence: Presence | None
    push: Push | None
    sharefile_vault_url: Json | None
    sharefile_vault_folder_id: int | None
    excerpt: Json | None  # text in older clients, an object in the page of the model
    text: str | None
    label: str | None
    # The Android client keeps the window and filters of a listing in the same class.
    items: list[Item]
    total: int | None
    filtered: int | None
    filters: Json | None
    limit: int | None
    offset: int | None
    remember: bool | None
    sort_by: str | None
    sort_desc: bool | None
    sort_nulls_last: bool | None

    def __getitem__(self, key: str | int) -> Any:  # the type of the field decides
        found = self._by_name().get(key)
        return FIELD_VALUES.read(self._found(key) if found is None else found)

    def __contains__(self, key: object) -> bool:
        return self._find(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name())

    def keys(self) -> list[str]:
        """Return the external ids of the fields that Podio sent."""
        return list(self._by_name())

    def get(self, key: str | int, default: object = None) -> Any:  # as above
        """Return the value of a field, or the default if Podio sent no such field."""
        found = self._find(key)
        return default if found is None else FIELD_VALUES.read(found)

    def field(self, key: str | int) -> ItemField:
        """Return a field with its type, label and values as Podio sent them.

        Raises:
            KeyError: Podio sent no such field.
        """
        return ItemField(self._found(key))

    def _found(self, key: str | int) -> dict[str, Any]:
        found = self._find(key)
        if found is None:
            names = ", ".join(self) or "none"
            raise KeyError(
                f"no field {key!r} in item {self.raw.get('item_id')}; Podio sent: {names} "
                "(it leaves out empty fields: use get() for one that may be)"
            )
        return found

    def _find(self, key: object) -> dict[str, Any] | None:
        if isinstance(key, str):
            return self._by_name().get(key)
        named = (
            field for field in _objects(self.raw.get("fields")) if field.get("field_id") == key
        )
        return next(named, None)

    def _by_name(self) -> dict[Any, dict[str, Any]]:
        """Return the fields by external id, sorted out once for each list that `raw` holds."""
        fields: Any = self.raw.get("fields")
        try:
            known, count, index = self._index
            if known is fields and count == len(known):
                return index
        except AttributeError:
            pass  # the first time
        if not is_list(fields):
            return {}
        found = _named(fields)
        self._index: _Index = (fields, len(fields), found)
        return found


_Index: TypeAlias = "tuple[Any, int, dict[Any, dict[str, Any]]]"
"""The list that was sorted out, how long it was, and its fields by external id."""


def _named(fields: Any) -> dict[str, dict[str, Any]]:  # JSON
    try:
        found = {field["external_id"]: field for field in fields}
        "".join(found)  # a name that is no text fails here, at the speed of C
    except (TypeError, KeyError):
        return {
            field["external_id"]: field
            for field in _objects(fields)
            if type(field.get("external_id")) is str
        }
    return found


def _objects(fields: Any) -> list[dict[str, Any]]:  # JSON
    # A field of another shape costs itself, not the item.
    return [one for one in fields if is_object(one)] if is_list(fields) else []


class ItemMicro(Model):
    """An item in its smallest form.

    https://developers.podio.com/doc/items/get-references-to-item-by-field-7403920
    """

    item_id: int
    app_item_id: int | None
    title: str | None
    link: str | None
    revision: int | None


class ItemCollection(Model):
    """One page of items, as `podio.items.filter` walks over.

    https://developers.podio.com/doc/items/filter-items-4496747
    """

    total: int | None  # in the app
    filtered: int | None  # matching
    items: list[Item]


class ItemCreateResponse(Model):
    """What is known of an item that was just made.

    https://developers.podio.com/doc/items/add-new-item-22362
    """

    item_id: int
    title: str | None
    revision: int | None


class ItemUpdateResponse(Model):
    """What an update has made of an item.

    https://developers.podio.com/doc/items/update-item-22363
    """

    revision: int | None
    title: str | None


class BulkDeletionStatus(Model):
    """How far a bulk deletion is: Podio goes on with it.

    https://developers.podio.com/doc/items/bulk-delete-items-19406111
    """

    deleted: list[int]  # item ids
    pending: list[int]


class ItemReferences(Model):
    """The items of one app that point to an item through one field.

    https://developers.podio.com/doc/items/get-item-references-22439
    """

    app: App | None
    field: AppField | None
    items: list[Item]


class FieldRange(Model):
    """The lowest and highest value of a field over all items.

    https://developers.podio.com/doc/items/get-field-ranges-24242866
    """

    min: Decimal | None
    max: Decimal | None
