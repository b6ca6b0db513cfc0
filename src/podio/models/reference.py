"""References: what Podio says of an object of any type in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.users import ByLine, Via


class Reference(Model):
    """An object of any type: its type and id and, in fuller views, what it is.

    https://developers.podio.com/models/reference
    """

    type: str
    id: int
    type_name: str | None
    title: str | None
    link: str | None
    data: dict[str, Json]
    accessor_count: int | None
    created_by: ByLine | None
    created_via: Via | None
    created_on: datetime | None


class ReferenceGroup(Model):
    """What a search for references found, of one kind: spaces, profiles, tasks, tags...

    https://developers.podio.com/doc/reference/search-references-13312595
    """

    name: str
    data: Json | None
    # The page has `data`; `contents` is the .NET client's word for the same.
    contents: Json | None
