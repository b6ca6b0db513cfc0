"""All operations of the sandbox: the tables of the areas, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas import batch, spaces
from podio.sandbox.areas.applications import routes as applications
from podio.sandbox.areas.files import routes as files
from podio.sandbox.areas.items import routes as items
from podio.sandbox.areas.oauth import routes as oauth
from podio.sandbox.areas.organizations import routes as organizations
from podio.sandbox.areas.users import routes as users

if TYPE_CHECKING:
    from podio.sandbox.http.routing import Route

ROUTES: tuple[Route, ...] = (
    *applications.ROUTES,
    *batch.ROUTES,
    *files.ROUTES,
    *items.ROUTES,
    *oauth.ROUTES,
    *organizations.ROUTES,
    *spaces.ROUTES,
    *users.ROUTES,
)
