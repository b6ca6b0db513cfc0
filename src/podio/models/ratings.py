"""Ratings: likes, stars, yes or no, given to an object by people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.views.model import Model, many

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.contacts import Contact

RatingType: TypeAlias = Literal["approved", "rsvp", "fivestar", "yesno", "thumbs", "like"]


class RatingCount(Model):
    """Who gave one value.

    https://developers.podio.com/doc/ratings/get-ratings-22375
    """

    total: int | None
    users: list[Contact]


class RatingSummary(Model):
    """All ratings of one type, counted by value.

    https://developers.podio.com/doc/ratings/get-ratings-22375
    """

    average: float | None
    # Both are in use: `count` where one type is asked for, `counts` where all are.
    count: dict[str, RatingCount]
    counts: dict[str, RatingCount]


class Rating(Model):
    """One rating or, of a whole object, the summary for each type switched on there.

    https://developers.podio.com/doc/ratings
    """

    rating_id: int | None
    type: Literal["approved", "rsvp", "fivestar", "yesno", "thumbs", "like"] | None
    value: int | None
    user: Contact | None
    time: datetime | None
    approved: RatingSummary | None
    rsvp: RatingSummary | None
    fivestar: RatingSummary | None
    yesno: RatingSummary | None
    thumbs: RatingSummary | None
    like: RatingSummary | None


def all_ratings(data: Json) -> Rating:
    """Read the ratings of an object, of every type that is switched on.

    Raises:
        DecodeError: It is neither an object nor a list of objects.
    """
    if type(data) is not list:
        return Rating(data)
    # The page prints a list of one type each, clients read one object of all types.
    merged: dict[str, Json] = {}
    for part in many(Rating)(data):
        merged.update(part.raw)
    return Rating(merged)
