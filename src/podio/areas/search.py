"""Search: find items, tasks, people and the rest by their words.

Podio answers with at most 20 results at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Listing, nothing, sent
from podio.models.search import SearchResult

Searchable: TypeAlias = Literal["item", "task", "conversation", "app", "status", "file", "profile"]
SearchField: TypeAlias = Literal[
    "name",
    "job_title",
    "skill",
    "about",
    "location",
    "mail",
    "phone",
    "skype",
    "comments",
    "title",
    "text_values",
    "email_values",
    "phone_values",
    "num_values",
    "location_values",
    "tags",
]


class Search(Area[S]):
    """Find objects by their words."""

    @listing("POST", "/search/")
    def everywhere(
        self,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search all that the active user can see, the newest objects first.

        Args:
            ref_type: Only objects of this type.
            search_fields: Only in these parts of an object.

        https://developers.podio.com/doc/search/search-globally-22488
        """
        return Listing(
            SearchResult,
            query={"search_fields": search_fields},
            body=_wanted(query, ref_type),
            limit=limit,
            offset=offset,
            page_size=page_size,
            window="body",
        )

    @listing("POST", "/search/org/{org_id}/")
    def in_organization(
        self,
        org_id: int,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search an organization; for the arguments see `everywhere`.

        https://developers.podio.com/doc/search/search-in-organization-22487
        """
        return Listing(
            SearchResult,
            org_id,
            query={"search_fields": search_fields},
            body=_wanted(query, ref_type),
            limit=limit,
            offset=offset,
            page_size=page_size,
            window="body",
        )

    @listing("POST", "/search/space/{space_id}/")
    def in_space(
        self,
        space_id: int,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search a space, the last updated first; for the arguments see `everywhere`.

        https://developers.podio.com/doc/search/search-in-space-22479
        """
        return Listing(
            SearchResult,
            space_id,
            query={"search_fields": search_fields},
            body=_wanted(query, ref_type),
            limit=limit,
            offset=offset,
            page_size=page_size,
            window="body",
        )

    @listing("POST", "/search/app/{app_id}/")
    def in_app(
        self,
        app_id: int,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search an app; for the arguments see `everywhere`.

        https://developers.podio.com/doc/search/search-in-app-4234651
        """
        return Listing(
            SearchResult,
            app_id,
            query={"search_fields": search_fields},
            body=_wanted(query, ref_type),
            limit=limit,
            offset=offset,
            page_size=page_size,
            window="body",
        )

    @listing("POST", "/search/app/{app_id}/space/{space_id}")
    def in_app_and_space(
        self,
        app_id: int,
        space_id: int,
        query: str,
        *,
        ref_type: Searchable | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search an app within a space; for Podio's platform customers only.

        Not on a page of its own; seen in the php client.
        """
        # guess: no source shows the body; it is taken to be that of the other searches
        return Listing(
            SearchResult,
            app_id,
            space_id,
            body=_wanted(query, ref_type),
            limit=limit,
            offset=offset,
            page_size=page_size,
            window="body",
        )

    @listing("GET", "/search/v2")
    def everywhere_v2(
        self,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        counts: bool | None = None,
        highlights: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search all that the active user can see, the last updated first.

        Args:
            ref_type: Only objects of this type.
            search_fields: Only in these parts of an object.
            counts: Also count the matches of each type: `SearchResultV2(page.raw).counts`.
            highlights: Also show where each result matches.

        https://developers.podio.com/doc/search/search-globally-v2-155196238
        """
        return Listing(
            SearchResult,
            query=_wanted_v2(query, ref_type, search_fields, counts=counts, highlights=highlights),
            limit=limit,
            offset=offset,
            page_size=page_size,
            items="results",
        )

    @listing("GET", "/search/org/{org_id}/v2")
    def in_organization_v2(
        self,
        org_id: int,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        counts: bool | None = None,
        highlights: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search an organization; for the arguments see `everywhere_v2`.

        https://developers.podio.com/doc/search/search-in-organization-v2-155196203
        """
        return Listing(
            SearchResult,
            org_id,
            query=_wanted_v2(query, ref_type, search_fields, counts=counts, highlights=highlights),
            limit=limit,
            offset=offset,
            page_size=page_size,
            items="results",
        )

    @listing("GET", "/search/space/{space_id}/v2")
    def in_space_v2(
        self,
        space_id: int,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        counts: bool | None = None,
        highlights: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search a space; for the arguments see `everywhere_v2`.

        Not on a page of its own; seen in the objc client.
        """
        return Listing(
            SearchResult,
            space_id,
            query=_wanted_v2(query, ref_type, search_fields, counts=counts, highlights=highlights),
            limit=limit,
            offset=offset,
            page_size=page_size,
            items="results",
        )

    @listing("GET", "/search/app/{app_id}/v2")
    def in_app_v2(
        self,
        app_id: int,
        query: str,
        *,
        ref_type: Searchable | None = None,
        search_fields: Sequence[SearchField] | None = None,
        counts: bool | None = None,
        highlights: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 20,
    ) -> Listing[SearchResult]:
        """Search an app; for the arguments see `everywhere_v2`.

        Not on a page of its own; seen in the java client.
        """
        return Listing(
            SearchResult,
            app_id,
            query=_wanted_v2(query, ref_type, search_fields, counts=counts, highlights=highlights),
            limit=limit,
            offset=offset,
            page_size=page_size,
            items="results",
        )

    @operation("POST", "/search/{search_id}/{rank}/clicked")
    def clicked(self, search_id: int, rank: int) -> Call[None]:
        """Tell Podio that a result was opened, to rank later searches better.

        Args:
            search_id: The search, as its results name it.
            rank: The place of the result, from 0.

        Not on a page of its own; seen in the rb and ts clients.
        """
        at_least(0, rank=rank)
        return Call(nothing, search_id, rank)


def _wanted(query: str, ref_type: Searchable | None) -> dict[str, object]:
    not_empty(query=query)
    return sent(query=query, ref_type=ref_type)


def _wanted_v2(
    query: str,
    ref_type: Searchable | None,
    search_fields: Sequence[SearchField] | None,
    *,
    counts: bool | None,
    highlights: bool | None,
) -> dict[str, object]:
    not_empty(query=query)
    return {
        "query": query,
        "ref_type": ref_type,
        "search_fields": search_fields,
        "counts": counts,
        "highlights": highlights,
    }
