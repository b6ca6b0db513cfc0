"""The demo data: the same in every sandbox, small in text and believable in size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.seed.contents import seed_items
from podio.sandbox.seed.credentials import CREDENTIALS
from podio.sandbox.seed.forms import seed_apps
from podio.sandbox.seed.people import seed_people

if TYPE_CHECKING:
    from podio.sandbox.state.world import World

__all__ = ["CREDENTIALS", "seed"]


def seed(world: World) -> None:
    """Fill an empty world."""
    seed_people(world)
    seed_apps(world)
    seed_items(world)
