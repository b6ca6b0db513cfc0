"""Places that an address may mean."""

from __future__ import annotations

from podio.core.operations.arguments import not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call
from podio.core.views.model import many
from podio.models.location import Place


class Location(Area[S]):
    """Places that an address may mean."""

    @operation("GET", "/location/lookup")
    def lookup(self, address: str) -> Call[list[Place]]:
        """Find the places that an address may mean, with their parts and coordinates.

        Not on a page of its own; seen in the objc client.
        """
        not_empty(address=address)
        # guess: no page; the parameter and the list are those of the objc client.
        return Call(many(Place), query={"address": address})
