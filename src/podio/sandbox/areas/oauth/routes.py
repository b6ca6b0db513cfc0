"""All operations of this area: the tables of its files, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.oauth import authorize_page, token_endpoints

if TYPE_CHECKING:
    from podio.sandbox.http.routing import Route

ROUTES: tuple[Route, ...] = (
    *authorize_page.ROUTES,
    *token_endpoints.ROUTES,
)
