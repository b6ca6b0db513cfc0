"""What a search finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.applications import App
    from podio.models.organizations import Organization
    from podio.models.spaces import Space
    from podio.models.users import ByLine


class SearchResult(Model):
    """An object that was found.

    Attributes:
        rank: Its place among the results, from 0.

    https://developers.podio.com/doc/search/search-in-space-22479
    """

    id: int | None
    type: str | None
    title: str | None
    link: str | None
    rank: int | None
    search_id: int | None
    highlight: Json | None
    created_on: datetime | None
    created_by: ByLine | None
    app: App | None
    space: Space | None
    org: Organization | None
    counts: dict[str, Json]
    results: list[SearchResult]


class SearchResultV2(Model):
    """One answer of a search of version 2.

    Attributes:
        counts: How many objects of each type match, if that was asked for.

    https://developers.podio.com/doc/search/search-globally-v2-155196238
    """

    results: list[SearchResult]
    counts: dict[str, Json]
