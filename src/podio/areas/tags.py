"""Tags: words by which items and status messages are found again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing
from podio.core.views.model import many, text
from podio.errors import InvalidArgumentError
from podio.models.tags import Tag, TaggedObject

Taggable: TypeAlias = Literal["item", "status"]

_texts = many(text)


class Tags(Area[S]):
    """Words by which items and status messages are found again."""

    @operation("GET", "/tag/app/{app_id}/")
    def list_in_app(
        self, app_id: int, *, text: str | None = None, limit: int | None = None
    ) -> Call[list[Tag]]:
        """List the tags of an app, with how often each is used.

        Args:
            text: What the tags must match.

        https://developers.podio.com/doc/tags/get-tags-on-app-22467
        """
        return Call(many(Tag), app_id, query=_narrowed(text, limit))

    @operation("GET", "/tag/org/{org_id}/")
    def list_in_organization(
        self, org_id: int, *, text: str | None = None, limit: int | None = None
    ) -> Call[list[Tag]]:
        """List the tags of an organization, with how often each is used.

        https://developers.podio.com/doc/tags/get-tags-on-organization-48473
        """
        return Call(many(Tag), org_id, query=_narrowed(text, limit))

    @operation("GET", "/tag/space/{space_id}/")
    def list_in_space(
        self, space_id: int, *, text: str | None = None, limit: int | None = None
    ) -> Call[list[Tag]]:
        """List the tags of a space, with how often each is used.

        https://developers.podio.com/doc/tags/get-tags-on-space-22466
        """
        return Call(many(Tag), space_id, query=_narrowed(text, limit))

    @operation("GET", "/tag/app/{app_id}/top/")
    def top_in_app(
        self, app_id: int, *, text: str | None = None, limit: int | None = None
    ) -> Call[list[str]]:
        """List the most used tags of an app.

        https://developers.podio.com/doc/tags/get-tags-on-app-top-68485
        """
        return Call(_texts, app_id, query=_narrowed(text, limit))

    @operation("GET", "/tag/app/{app_id}/search/")
    def find_in_app(self, app_id: int, text: str) -> Call[list[TaggedObject]]:
        """Find the objects of an app with a tag, the latest tagged first.

        https://developers.podio.com/doc/tags/get-objects-on-app-with-tag-22469
        """
        not_empty(text=text)
        return Call(many(TaggedObject), app_id, query={"text": text})

    @operation("GET", "/tag/org/{org_id}/search/")
    def find_in_organization(self, org_id: int, text: str) -> Call[list[TaggedObject]]:
        """Find the objects of an organization with a tag, the latest tagged first.

        https://developers.podio.com/doc/tags/get-objects-on-organization-with-tag-48478
        """
        not_empty(text=text)
        return Call(many(TaggedObject), org_id, query={"text": text})

    @operation("GET", "/tag/space/{space_id}/search/")
    def find_in_space(self, space_id: int, text: str) -> Call[list[TaggedObject]]:
        """Find the objects of a space with a tag, the latest tagged first.

        https://developers.podio.com/doc/tags/get-objects-on-space-with-tag-22468
        """
        not_empty(text=text)
        return Call(many(TaggedObject), space_id, query={"text": text})

    @operation("POST", "/tag/{ref_type}/{ref_id}/")
    def create(self, ref_type: Taggable, ref_id: int, tags: Sequence[str]) -> Call[None]:
        """Add tags to an object; the ones it has stay.

        https://developers.podio.com/doc/tags/create-tags-22464
        """
        not_empty(tags=tags)
        return Call(nothing, ref_type, ref_id, body=_listed(tags))

    @operation("PUT", "/tag/{ref_type}/{ref_id}/")
    def update(self, ref_type: Taggable, ref_id: int, tags: Sequence[str]) -> Call[None]:
        """Replace the tags of an object; an empty list leaves none.

        https://developers.podio.com/doc/tags/update-tags-39859
        """
        return Call(nothing, ref_type, ref_id, body=_listed(tags))

    @operation("DELETE", "/tag/{ref_type}/{ref_id}/")
    def remove(self, ref_type: Taggable, ref_id: int, text: str) -> Call[None]:
        """Take one tag off an object.

        https://developers.podio.com/doc/tags/remove-tag-22465
        """
        not_empty(text=text)
        return Call(nothing, ref_type, ref_id, query={"text": text})


def _narrowed(text: str | None, limit: int | None) -> dict[str, object]:
    at_least(1, limit=limit)
    return {"text": text, "limit": limit}


def _listed(tags: Sequence[str]) -> list[str]:
    """Refuse a single text, which is a sequence of its letters."""
    if isinstance(tags, str):
        message = f"tags must be a list of texts, got {tags!r}: write [{tags!r}]"
        raise InvalidArgumentError(message)
    return list(tags)
