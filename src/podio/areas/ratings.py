"""Ratings: likes, stars, yes or no, given to an object by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.contacts import Contact
from podio.models.ratings import Rating, RatingSummary, all_ratings

if TYPE_CHECKING:
    from podio.models.ratings import RatingType


class Ratings(Area[S]):
    """Likes, stars, yes or no, given to an object by people.

    The values are 1 for like; 1 to 5 for fivestar, 5 being best; 0 for yes and 1 for no of
    approved, yesno and thumbs; and 0 for yes, 1 for no and 2 for maybe of rsvp.
    """

    @operation("POST", "/rating/{ref_type}/{ref_id}/{rating_type}")
    def add(self, ref_type: str, ref_id: int, rating_type: RatingType, value: int) -> Call[int]:
        """Rate an object, or change your rating of it, and return the rating's id.

        Deprecated by Podio without a successor.

        https://developers.podio.com/doc/ratings/add-rating-22377
        """
        at_least(0, value=value)
        body = sent(value=value)
        return Call(member("rating_id", integer), ref_type, ref_id, rating_type, body=body)

    @operation("DELETE", "/rating/{ref_type}/{ref_id}/{rating_type}")
    def remove(self, ref_type: str, ref_id: int, rating_type: RatingType) -> Call[None]:
        """Take back your rating of an object.

        Deprecated by Podio without a successor.

        https://developers.podio.com/doc/ratings/remove-rating-22342
        """
        return Call(nothing, ref_type, ref_id, rating_type)

    @operation("GET", "/rating/{ref_type}/{ref_id}/{rating_type}")
    def get_summary(
        self, ref_type: str, ref_id: int, rating_type: RatingType
    ) -> Call[RatingSummary]:
        """Count the ratings of one type that an object has, with who gave them.

        https://developers.podio.com/doc/ratings/get-ratings-22375
        """
        return Call(RatingSummary, ref_type, ref_id, rating_type)

    @operation("GET", "/rating/{ref_type}/{ref_id}")
    def get_all(self, ref_type: str, ref_id: int) -> Call[Rating]:
        """Count the ratings that an object has, of each type switched on there.

        https://developers.podio.com/doc/ratings/get-all-ratings-22376
        """
        return Call(all_ratings, ref_type, ref_id)

    @operation("GET", "/rating/{ref_type}/{ref_id}/{rating_type}/{user_id}")
    def get(
        self, ref_type: str, ref_id: int, rating_type: RatingType, user_id: int
    ) -> Call[Rating]:
        """Fetch a person's rating of an object; its `value` is what they gave.

        https://developers.podio.com/doc/ratings/get-rating-22407
        """
        return Call(Rating, ref_type, ref_id, rating_type, user_id)

    @operation("GET", "/rating/{ref_type}/{ref_id}/{rating_type}/self")
    def get_own(self, ref_type: str, ref_id: int, rating_type: RatingType) -> Call[Rating]:
        """Fetch your own rating of an object; its `value` is what you gave.

        Deprecated by Podio: use `get` with your own user id.

        https://developers.podio.com/doc/ratings/get-rating-own-84128
        """
        return Call(Rating, ref_type, ref_id, rating_type)

    @operation("GET", "/rating/{ref_type}/{ref_id}/like_count")
    def count_likes(self, ref_type: str, ref_id: int) -> Call[int]:
        """Count the likes of an object.

        https://developers.podio.com/doc/ratings/get-like-count-32161225
        """
        return Call(member("like_count", integer), ref_type, ref_id)

    @operation("GET", "/rating/{ref_type}/{ref_id}/liked_by/")
    def liked_by(
        self, ref_type: str, ref_id: int, *, limit: int | None = None
    ) -> Call[list[Contact]]:
        """List the people who like an object.

        https://developers.podio.com/doc/ratings/get-who-liked-an-object-29007011
        """
        at_least(1, limit=limit)
        return Call(many(Contact), ref_type, ref_id, query={"limit": limit})
