from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio.areas.app_market import AppMarket
from podio.errors import DecodeError, InvalidArgumentError
from podio.models.app_market import AppMarketShare
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from podio import Listing

SHARE = {
    "share_id": 31,
    "type": "app",
    "name": "Leads",
    "abstract": "Follow up",
    "author": {"type": "user", "id": 123, "name": "Ann Lee"},
    "app": {"app_id": 7, "status": "active"},
    "space": {"space_id": 6, "name": "Crane"},
    "screenshots": [{"file_id": 91, "name": "leads.png"}],
    "children": [{"share_id": 32, "name": "Offers"}],
    "comments": [{"comment_id": 41, "value": "Nice"}],
    "ratings": {"fivestar": {"average": 4.5}},
    "rating": 90,
    "features": ["items", "widgets"],
}
SHARES = {"shares": [SHARE, {"share_id": 33, "type": "pack"}], "total": 2}


def ids(shares: list[AppMarketShare]) -> list[int]:
    return [share.share_id for share in shares]


CASES = [
    Case(
        "app_market.categories",
        lambda podio: podio.app_market.categories(only_used=False),
        sends="GET /app_store/category/?only_used=0",
        answer={
            "functional": [{"category_id": 1, "name": "CRM", "type": "functional"}],
            "vertical": [{"category_id": 2, "name": "Media", "type": "vertical"}],
        },
        reads=lambda found: (
            [(each.category_id, each.name) for each in found.functional],
            [each.type for each in found.vertical],
        ),
        gives=([(1, "CRM")], ["vertical"]),
    ),
    Case(
        "app_market.get_category_v2",
        lambda podio: podio.app_market.get_category_v2(1),
        sends="GET /app_store/category/1/v2",
        answer={"category_id": 1, "name": "CRM", "type": "functional"},
        reads=lambda category: (category.name, category.functional),
        gives=("CRM", []),
    ),
    Case(
        "app_market.organizations",
        lambda podio: podio.app_market.organizations(),
        sends="GET /app_store/org/",
        answer=[{"org_id": 5, "name": "Hoist"}],
        reads=lambda found: [(org.org_id, org.name) for org in found],
        gives=[(5, "Hoist")],
    ),
    Case(
        "app_market.get",
        lambda podio: podio.app_market.get(31),
        sends="GET /app_store/31/v2",
        answer=SHARE,
        reads=lambda share: (
            share.name,
            share.author.name,
            share.app.app_id,
            share.space.space_id,
            share.screenshots[0].file_id,
            share.children[0].share_id,
            share.comments[0].value,
            share.ratings["fivestar"],
        ),
        gives=("Leads", "Ann Lee", 7, 6, 91, 32, "Nice", {"average": 4.5}),
    ),
    Case(
        "app_market.find_by_reference",
        lambda podio: podio.app_market.find_by_reference("app", 7),
        sends="GET /app_store/app/7/",
        answer=[SHARE],
        reads=ids,
        gives=[31],
    ),
    Case(
        "app_market.find_by_author",
        lambda podio: podio.app_market.find_by_author("app", 123, sort="name", offset=4),
        sends="GET /app_store/app/author/123/?limit=100&offset=4&sort=name",
        answer={"shares": [SHARE], "total": 5},
        reads=ids,
        gives=[31],
    ),
    Case(
        "app_market.find_by_category",
        lambda podio: podio.app_market.find_by_category("pack", 1, limit=2, sort="shared_on"),
        sends="GET /app_store/pack/category/1/?limit=2&offset=0&sort=shared_on",
        answer=SHARES,
        reads=ids,
        gives=[31, 33],
    ),
    Case(
        "app_market.find_own",
        lambda podio: podio.app_market.find_own("app", page_size=50),
        sends="GET /app_store/app/own/?limit=50&offset=0",
        answer=SHARES,
        reads=ids,
        gives=[31, 33],
    ),
    Case(
        "app_market.find_recommended",
        lambda podio: podio.app_market.find_recommended("app", "web"),
        sends="GET /app_store/app/recommended/web/",
        answer=SHARES,
        reads=ids,
        gives=[31, 33],
    ),
    Case(
        "app_market.find_recommended, the area is one piece of the path",
        lambda podio: podio.app_market.find_recommended("pack", "../top"),
        sends="GET /app_store/pack/recommended/..%2Ftop/",
        answer=SHARES,
        reads=ids,
        gives=[31, 33],
    ),
    Case(
        "app_market.find_top",
        lambda podio: podio.app_market.find_top("pack"),
        sends="GET /app_store/pack/top/?limit=100&offset=0",
        answer={"shares": [], "total": 0},
        gives=[],
    ),
    Case(
        "app_market.share",
        lambda podio: podio.app_market.share(
            ref_type="space",
            ref_id=6,
            name="Sales",
            abstract="Sell",
            description="Sell more",
            language="en",
            category_ids=[1, 2],
            file_ids=[91],
            video="dQw4w9WgXcQ",
            features=["items"],
            children=[31, 32],
            scope="private",
        ),
        sends="POST /app_store/",
        body={
            "ref_type": "space",
            "ref_id": 6,
            "name": "Sales",
            "abstract": "Sell",
            "description": "Sell more",
            "language": "en",
            "category_ids": [1, 2],
            "file_ids": [91],
            "video": "dQw4w9WgXcQ",
            "features": ["items"],
            "children": [31, 32],
            "scope": "private",
        },
        answer={"share_id": 34},
        gives=34,
    ),
    Case(
        "app_market.update",
        lambda podio: podio.app_market.update(
            31,
            name="Leads",
            abstract="Follow up!",
            description="All of them",
            language="da",
            category_ids=[],
            file_ids=[92],
            video="dQw4w9WgXcQ",
        ),
        sends="PUT /app_store/31",
        body={
            "name": "Leads",
            "abstract": "Follow up!",
            "description": "All of them",
            "language": "da",
            "category_ids": [],
            "file_ids": [92],
            "video": "dQw4w9WgXcQ",
        },
        status=204,
    ),
    Case(
        "app_market.unshare",
        lambda podio: podio.app_market.unshare(31),
        sends="DELETE /app_store/31",
        status=204,
    ),
    Case(
        "app_market.install",
        lambda podio: podio.app_market.install(31, 6, dependencies=[32]),
        sends="POST /app_store/31/install",
        body={"space_id": 6, "dependencies": [32]},
        answer={"app_id": 8, "child_app_ids": [9, 10]},
        reads=lambda installed: (installed.app_id, installed.child_app_ids),
        gives=(8, [9, 10]),
    ),
    Case(
        "app_market.install_v2",
        lambda podio: podio.app_market.install_v2(33, 6, dependencies=[], social=False),
        sends="POST /app_store/33/install/v2",
        body={"space_id": 6, "dependencies": [], "social": False},
        answer={"child_app_ids": [9]},
        reads=lambda installed: (installed.app_id, installed.child_app_ids),
        gives=(None, [9]),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "listing",
    [
        AppMarket.find_by_author("app", 123, limit=3, offset=6, page_size=2),
        AppMarket.find_by_category("app", 1, limit=3, offset=6, page_size=2),
        AppMarket.find_own("app", limit=3, offset=6, page_size=2),
        AppMarket.find_top("app", limit=3, offset=6, page_size=2),
    ],
    ids=lambda listing: listing.page_request(0, 0).template,
)
def test_a_listing_takes_its_window(listing: Listing[object]) -> None:
    assert (listing.limit, listing.offset, listing.page_size) == (3, 6, 2)


def test_ids_are_positive() -> None:
    with pytest.raises(InvalidArgumentError, match="share_id"):
        AppMarket.get(0)
    with pytest.raises(InvalidArgumentError, match="user_id"):
        AppMarket.find_by_author("app", -1)
    with pytest.raises(InvalidArgumentError, match="limit"):
        AppMarket.find_top("app", limit=0)


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    share = AppMarketShare({"share_id": 31, "price": 5, "ratings": [], "author": "gone", "app": {}})
    assert share.raw["price"] == 5
    assert share.ratings == {}
    assert share.raw["author"] == share.author
    assert share.children == []


def test_an_answer_without_shares_says_so(kind: str) -> None:
    case = Case(
        "",
        lambda podio: podio.app_market.find_recommended("app", "web"),
        sends="",
        answer={"total": 0},
    )
    with pytest.raises(DecodeError, match="shares"):
        check(case, kind)
