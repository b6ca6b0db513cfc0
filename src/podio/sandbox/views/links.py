"""Addresses in the browser of what the API shows; nothing answers them in the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.sandbox.state.app_records import App, Item
    from podio.sandbox.state.records import Organization, Space
    from podio.sandbox.state.world import World

SITE = "https://podio.com"


def user_url(user_id: int) -> str:
    """Make the address of a user."""
    return f"{SITE}/users/{user_id}"


def org_url(org: Organization) -> str:
    """Make the address of an organization."""
    return f"{SITE}/{org.url_label}"


def space_url(world: World, space: Space) -> str:
    """Make the address of a space."""
    org = world.orgs.get(space.org_id)
    return f"{SITE}/{'org' if org is None else org.url_label}/{space.url_label}"


def app_url(world: World, app: App) -> str:
    """Make the address of an app."""
    space = world.spaces.get(app.space_id)
    start = SITE if space is None else space_url(world, space)
    return f"{start}/apps/{app.url_label}"


def item_url(world: World, item: Item, app: App) -> str:
    """Make the address of an item."""
    return f"{app_url(world, app)}/items/{item.app_item_id}"
