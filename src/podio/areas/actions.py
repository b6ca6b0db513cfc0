"""Actions: what Podio itself writes in the stream of a workspace."""

from __future__ import annotations

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call
from podio.models.actions import Action


class Actions(Area[S]):
    """What Podio itself writes in the stream of a workspace."""

    @operation("GET", "/action/{action_id}")
    def get(self, action_id: int) -> Call[Action]:
        """Fetch one action.

        https://developers.podio.com/doc/actions/get-action-1701120
        """
        return Call(Action, action_id)
