"""References: objects of any type by their type and id, by address or by a few letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, sent
from podio.core.views.model import integer, many, member
from podio.models import reference as models
from podio.models.contacts import Contact

if TYPE_CHECKING:
    from podio.models.reference import ReferenceGroup

Target: TypeAlias = Literal[
    "task_reference",
    "task_responsible",
    "alert",
    "conversation",
    "conversation_presence",
    "grant",
    "item_field",
    "item_created_by",
    "item_created_via",
    "item_location",
    "item_tags",
    "global_nav",
    "script_variables",
    "apps",
    "invite",
    "extension",
    "spaces",
    "flow_app_dependencies",
    "giphys",
    "hash_tag",
    "search_in",
    "search_by",
]


class Reference(Area[S]):
    """Objects of any type by their type and id, by address or by a few letters."""

    @operation("GET", "/reference/{ref_type}/{ref_id}")
    def get(
        self,
        ref_type: str,
        ref_id: int,
        *,
        accessor_count: bool | None = None,
        context_type: Literal["app"] | None = None,
        context_id: int | None = None,
    ) -> Call[models.Reference]:
        """Fetch what Podio says of an object of any type.

        Args:
            accessor_count: Whether to count the other people who have access.
            context_type: The kind of place that the object is looked at from.
            context_id: That place.

        https://developers.podio.com/doc/reference/get-reference-10661022
        """
        at_least(1, context_id=context_id)
        query = {
            "accessor_count": accessor_count,
            "context_id": context_id,
            "context_type": context_type,
        }
        return Call(models.Reference, ref_type, ref_id, query=query)

    @operation("GET", "/reference/resolve")
    def resolve(self, url: str) -> Call[models.Reference]:
        """Find the object that a page of Podio shows.

        Args:
            url: The address of an item, app, space, task, file, status, person's profile, or
                of an app or a pack in the market.

        Raises:
            NotFound: It is no such address.
            Forbidden: You have no access to the object.

        https://developers.podio.com/doc/reference/resolve-url-66839423
        """
        not_empty(url=url)
        return Call(models.Reference, query={"url": url})

    @operation("POST", "/reference/search", repeatable=True)
    def search(
        self,
        target: Target,
        *,
        text: str | None = None,
        limit: int | None = None,
        target_params: Mapping[str, Json] | None = None,
    ) -> Call[list[ReferenceGroup]]:
        """Find what can be put in a certain place, by the letters typed so far.

        Args:
            target: The place that is to be filled.
            target_params: What the target needs: `field_id` and `not_item_ids` for item_field;
                `app_id` for item_created_by, item_created_via, item_tags and script_variables;
                `field_id` and `subfield` for item_location; `task_id` for task_responsible;
                `context` with `type` and `id` for hash_tag.

        https://developers.podio.com/doc/reference/search-references-13312595
        """
        at_least(1, limit=limit)
        body = sent(target=target, text=text, limit=limit, target_params=target_params)
        return Call(many(models.ReferenceGroup), body=body)

    @operation("GET", "/reference/{ref_type}/{ref_id}/accessible_by/")
    def accessible_by(
        self, ref_type: str, ref_id: int, *, limit: int | None = None, offset: int | None = None
    ) -> Call[list[Contact]]:
        """List people with access to an object, by a grant or as members of its space.

        Args:
            limit: The most people for each of the two kinds of access.

        https://developers.podio.com/doc/reference/get-user-profiles-with-access-to-object-16681010
        """
        # No listing: as limit counts each kind of access by itself, the number of people in one
        # answer does not tell where the next one begins.
        at_least(1, limit=limit)
        at_least(0, offset=offset)
        return Call(many(Contact), ref_type, ref_id, query={"limit": limit, "offset": offset})

    @operation("GET", "/reference/{ref_type}/{ref_id}/accessible_by/count")
    def count_accessible_by(self, ref_type: str, ref_id: int) -> Call[int]:
        """Count the other people with access to an object.

        https://developers.podio.com/doc/reference/count-user-profiles-with-access-to-object-19190550
        """
        return Call(member("count", integer), ref_type, ref_id)
