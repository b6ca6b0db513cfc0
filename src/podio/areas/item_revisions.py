"""Items: their revisions, what changed between two, and the way back."""

from __future__ import annotations

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call
from podio.core.views.model import integer, many, member
from podio.models.items import ItemDiff, ItemRevision


class ItemRevisions(Area[S]):
    """The revisions of an item."""

    @operation("GET", "/item/{item_id}/revision/")
    def get_revisions(self, item_id: int) -> Call[list[ItemRevision]]:
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
    ) -> Call[list[ItemDiff]]:
        """Fetch what changed from one revision to another, field by field.

        Args:
            revision_from_id: The number of the earlier revision; the first is 0.
            revision_to_id: The number of the later one.

        https://developers.podio.com/doc/items/get-item-revision-difference-22374
        """
        return Call(many(ItemDiff), item_id, revision_from_id, revision_to_id)

    @operation("DELETE", "/item/{item_id}/revision/{revision_id}")
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
