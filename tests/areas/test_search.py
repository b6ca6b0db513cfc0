from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio.areas.search import Search
from podio.errors import InvalidArgumentError
from podio.models.search import SearchResult, SearchResultV2
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from podio import Listing

CRANE = {
    "id": 77,
    "type": "item",
    "rank": 0,
    "title": "Crane 4",
    "search_id": 8801,
    "link": "https://podio.com/hoist/crane/apps/cranes/items/4",
    "created_on": "2026-03-01 08:30:00",
    "created_by": {"type": "user", "id": 123, "name": "Ann Lee"},
    "app": {"app_id": 7},
    "space": {"space_id": 6, "name": "Crane"},
    "org": {"org_id": 5, "name": "Hoist"},
}
ANSWER_V2 = {"results": [CRANE], "counts": {"item": 1, "task": 0}}


def found(results: list[SearchResult]) -> list[tuple[int | None, str | None]]:
    return [(result.id, result.title) for result in results]


CASES = [
    Case(
        "search.everywhere",
        lambda podio: podio.search.everywhere("crane", ref_type="item", search_fields=["title"]),
        sends="POST /search/?search_fields=title",
        body={"query": "crane", "ref_type": "item", "limit": 20, "offset": 0},
        answer=[CRANE],
        reads=lambda results: [
            (each.rank, each.created_by.name, each.org.name, each.space.name, each.app.app_id)
            for each in results
        ],
        gives=[(0, "Ann Lee", "Hoist", "Crane", 7)],
    ),
    Case(
        "search.in_organization",
        lambda podio: podio.search.in_organization(
            5, "crane", search_fields=["name"], limit=5, offset=40
        ),
        sends="POST /search/org/5/?search_fields=name",
        body={"query": "crane", "limit": 5, "offset": 40},
        answer=[CRANE],
        reads=found,
        gives=[(77, "Crane 4")],
    ),
    Case(
        "search.in_space",
        lambda podio: podio.search.in_space(6, "crane", ref_type="task", search_fields=["tags"]),
        sends="POST /search/space/6/?search_fields=tags",
        body={"query": "crane", "ref_type": "task", "limit": 20, "offset": 0},
        answer=[],
        gives=[],
    ),
    Case(
        "search.in_app",
        lambda podio: podio.search.in_app(7, "crane", search_fields=["title", "tags"]),
        sends="POST /search/app/7/?search_fields=title%2Ctags",
        body={"query": "crane", "limit": 20, "offset": 0},
        answer=[CRANE],
        reads=found,
        gives=[(77, "Crane 4")],
    ),
    Case(
        "search.in_app_and_space",
        lambda podio: podio.search.in_app_and_space(7, 6, "crane"),
        sends="POST /search/app/7/space/6",
        body={"query": "crane", "limit": 20, "offset": 0},
        answer=[CRANE],
        reads=found,
        gives=[(77, "Crane 4")],
    ),
    Case(
        "search.everywhere_v2",
        lambda podio: podio.search.everywhere_v2("crane", counts=True, highlights=False),
        sends="GET /search/v2?counts=1&highlights=0&limit=20&offset=0&query=crane",
        answer=ANSWER_V2,
        reads=found,
        gives=[(77, "Crane 4")],
    ),
    Case(
        "search.in_organization_v2",
        lambda podio: podio.search.in_organization_v2(5, "crane", ref_type="file"),
        sends="GET /search/org/5/v2?limit=20&offset=0&query=crane&ref_type=file",
        answer={"results": []},
        gives=[],
    ),
    Case(
        "search.in_space_v2",
        lambda podio: podio.search.in_space_v2(6, "crane", limit=1),
        sends="GET /search/space/6/v2?limit=1&offset=0&query=crane",
        answer=ANSWER_V2,
        reads=found,
        gives=[(77, "Crane 4")],
    ),
    Case(
        "search.in_app_v2",
        lambda podio: podio.search.in_app_v2(7, "crane", search_fields=["title"], offset=3),
        sends="GET /search/app/7/v2?limit=20&offset=3&query=crane&search_fields=title",
        answer=ANSWER_V2,
        reads=found,
        gives=[(77, "Crane 4")],
    ),
    Case(
        "search.clicked",
        lambda podio: podio.search.clicked(8801, 0),
        sends="POST /search/8801/0/clicked",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "listing",
    [
        Search.everywhere("crane", limit=3, offset=6, page_size=2),
        Search.in_organization(5, "crane", limit=3, offset=6, page_size=2),
        Search.in_space(6, "crane", limit=3, offset=6, page_size=2),
        Search.in_app(7, "crane", limit=3, offset=6, page_size=2),
        Search.in_app_and_space(7, 6, "crane", limit=3, offset=6, page_size=2),
        Search.everywhere_v2("crane", limit=3, offset=6, page_size=2),
        Search.in_organization_v2(5, "crane", limit=3, offset=6, page_size=2),
        Search.in_space_v2(6, "crane", limit=3, offset=6, page_size=2),
        Search.in_app_v2(7, "crane", limit=3, offset=6, page_size=2),
    ],
    ids=lambda listing: listing.page_request(0, 0).template,
)
def test_a_listing_takes_its_window(listing: Listing[object]) -> None:
    assert (listing.limit, listing.offset, listing.page_size) == (3, 6, 2)


def test_something_is_searched_for() -> None:
    with pytest.raises(InvalidArgumentError, match="query"):
        Search.everywhere("")
    with pytest.raises(InvalidArgumentError, match="query"):
        Search.in_app_v2(7, "")
    with pytest.raises(InvalidArgumentError, match="app_id"):
        Search.in_app(0, "crane")


def test_a_full_page_is_not_taken_for_the_last_one() -> None:
    listing = Search.everywhere("crane")
    read = listing.page_request(0, 0).result
    assert not listing.is_last(read([CRANE] * 20), 20)
    assert listing.page_request(20, 20).body == {"query": "crane", "limit": 20, "offset": 20}
    assert listing.is_last(read([CRANE] * 19), 39)


def test_the_counts_of_version_2_are_in_its_pages() -> None:
    page = Search.in_app_v2(7, "crane", counts=True).page_request(0, 0).result(ANSWER_V2)
    assert SearchResultV2(page.raw).counts == {"item": 1, "task": 0}
    assert SearchResultV2(page.raw).results == page.items


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    result = SearchResult({"id": 77, "score": 0.5, "rank": "first", "counts": []})
    assert result.raw["score"] == 0.5
    assert result.raw["rank"] == result.rank
    assert result.counts == {}
    assert result.title is None
