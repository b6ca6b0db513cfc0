"""Friends: users who share a space with the active user, or have dealt with them."""

from __future__ import annotations

from collections.abc import Sequence

from podio.core.arguments import at_least
from podio.core.operation import Area, S, operation
from podio.core.request import Call, nothing


class Friends(Area[S]):
    """Users who share a space with the active user, or have dealt with them."""

    @operation("DELETE", "/friend/{user_ids}")
    def remove(self, user_ids: Sequence[int]) -> Call[None]:
        """Remove users from the active user's friends.

        https://developers.podio.com/doc/friends/remove-friend-s-34531812
        """
        for user_id in user_ids:
            at_least(1, user_id=user_id)
        return Call(nothing, ",".join(map(str, user_ids)))
