"""All operations of this area: the tables of its files, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.items import (
    calculation,
    changes,
    export,
    extras,
    listing,
    reading,
    relations,
)

if TYPE_CHECKING:
    from podio.sandbox.http.routing import Route

ROUTES: tuple[Route, ...] = (
    *calculation.ROUTES,
    *changes.ROUTES,
    *export.ROUTES,
    *extras.ROUTES,
    *listing.ROUTES,
    *reading.ROUTES,
    *relations.ROUTES,
)
