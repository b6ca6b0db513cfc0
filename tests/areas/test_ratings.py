"""Ratings: likes, stars, yes or no, given to an object by people."""

from __future__ import annotations

import pytest

from podio.areas.ratings import Ratings
from podio.errors import DecodeError, InvalidArgumentError
from podio.models.ratings import all_ratings
from tests.areas.cases import Case, check

COUNT = {"total": 1, "users": [{"user_id": 1, "name": "Ann"}]}

CASES = [
    Case(
        "ratings.add",
        lambda podio: podio.ratings.add("item", 70, "fivestar", 4),
        sends="POST /rating/item/70/fivestar",
        body={"value": 4},
        answer={"rating_id": 21},
        gives=21,
    ),
    Case(
        "ratings.remove",
        lambda podio: podio.ratings.remove("status", 8, "like"),
        sends="DELETE /rating/status/8/like",
        status=204,
    ),
    Case(
        "ratings.get_summary",
        lambda podio: podio.ratings.get_summary("item", 70, "fivestar"),
        sends="GET /rating/item/70/fivestar",
        answer={"average": 4.5, "count": {"4": COUNT, "5": {"total": 0, "users": []}}},
        reads=lambda ratings: (
            ratings.average,
            {value: count.total for value, count in ratings.count.items()},
            ratings.count["4"].users[0].name,
        ),
        gives=(4.5, {"4": 1, "5": 0}, "Ann"),
    ),
    Case(
        "ratings.get_all as one object",
        lambda podio: podio.ratings.get_all("item", 70),
        sends="GET /rating/item/70",
        answer={"like": {"average": None, "counts": {"1": COUNT}}},
        reads=lambda ratings: (ratings.like.counts["1"].total, ratings.fivestar),
        gives=(1, None),
    ),
    Case(
        "ratings.get_all as a list",
        lambda podio: podio.ratings.get_all("item", 70),
        sends="GET /rating/item/70",
        answer=[{"like": {"counts": {"1": COUNT}}}, {"rsvp": {"counts": []}}],
        reads=lambda ratings: (ratings.like.counts["1"].users[0].user_id, ratings.rsvp.counts),
        gives=(1, {}),
    ),
    Case(
        "ratings.get_all of none",
        lambda podio: podio.ratings.get_all("status", 8),
        sends="GET /rating/status/8",
        answer=[],
        reads=lambda ratings: ratings.like,
        gives=None,
    ),
    Case(
        "ratings.get",
        lambda podio: podio.ratings.get("item", 70, "yesno", 1),
        sends="GET /rating/item/70/yesno/1",
        answer={"value": "0"},
        reads=lambda rating: rating.value,
        gives=0,
    ),
    Case(
        "ratings.get_own",
        lambda podio: podio.ratings.get_own("item", 70, "like"),
        sends="GET /rating/item/70/like/self",
        answer={"value": None},
        reads=lambda rating: rating.value,
        gives=None,
    ),
    Case(
        "ratings.count_likes",
        lambda podio: podio.ratings.count_likes("comment", 31),
        sends="GET /rating/comment/31/like_count",
        answer={"like_count": 7},
        gives=7,
    ),
    Case(
        "ratings.liked_by",
        lambda podio: podio.ratings.liked_by("comment", 31, limit=3),
        sends="GET /rating/comment/31/liked_by/?limit=3",
        answer=[{"profile_id": 11, "name": "Ann"}],
        reads=lambda people: [person.name for person in people],
        gives=["Ann"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_rating_is_no_negative_number() -> None:
    with pytest.raises(InvalidArgumentError, match="value must be an int of 0 or more"):
        Ratings.add("item", 70, "fivestar", -1)


def test_ratings_that_are_no_object_are_refused() -> None:
    with pytest.raises(DecodeError):
        all_ratings("none")
    with pytest.raises(DecodeError):
        all_ratings(["like"])
