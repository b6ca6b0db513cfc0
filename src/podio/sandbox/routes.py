"""All operations of the sandbox: the tables of the areas, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox import (
    app_changes,
    apps,
    authorize_page,
    batches,
    file_listing,
    files,
    item_calculation,
    item_changes,
    item_export,
    item_extras,
    item_listing,
    item_reading,
    item_relations,
    oauth,
    org_members,
    org_profiles,
    orgs,
    spaces,
    users,
)

if TYPE_CHECKING:
    from podio.sandbox.routing import Route

ROUTES: tuple[Route, ...] = (
    *app_changes.ROUTES,
    *apps.ROUTES,
    *authorize_page.ROUTES,
    *batches.ROUTES,
    *file_listing.ROUTES,
    *files.ROUTES,
    *item_calculation.ROUTES,
    *item_changes.ROUTES,
    *item_export.ROUTES,
    *item_extras.ROUTES,
    *item_listing.ROUTES,
    *item_reading.ROUTES,
    *item_relations.ROUTES,
    *oauth.ROUTES,
    *org_members.ROUTES,
    *org_profiles.ROUTES,
    *orgs.ROUTES,
    *spaces.ROUTES,
    *users.ROUTES,
)
