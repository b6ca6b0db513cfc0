"""Tags: words by which items and status messages are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime


class Tag(Model):
    """A tag and how often it is used.

    https://developers.podio.com/doc/tags/get-tags-on-app-22467
    """

    text: str
    count: int | None


class TaggedObject(Model):
    """An object that carries a tag.

    https://developers.podio.com/doc/tags/get-objects-on-app-with-tag-22469
    """

    id: int
    type: str | None
    title: str | None
    link: str | None
    created_on: datetime | None
