"""All operations of this area: the tables of its files, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.organizations import members, operations, profiles

if TYPE_CHECKING:
    from podio.sandbox.http.routing import Route

ROUTES: tuple[Route, ...] = (
    *members.ROUTES,
    *operations.ROUTES,
    *profiles.ROUTES,
)
