"""Friends: users who share a space with the active user, or have dealt with them."""

from __future__ import annotations

from collections.abc import Sequence

from podio.core.operations.arguments import joined
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing


class Friends(Area[S]):
    """Users who share a space with the active user, or have dealt with them."""

    @operation("DELETE", "/friend/{user_ids}")
    def remove(self, user_ids: Sequence[int]) -> Call[None]:
        """Remove users from the active user's friends.

        https://developers.podio.com/doc/friends/remove-friend-s-34531812
        """
        return Call(nothing, joined(user_ids=user_ids))
