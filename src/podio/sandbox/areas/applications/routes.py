"""All operations of this area: the tables of its files, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.applications import changes, reading

if TYPE_CHECKING:
    from podio.sandbox.http.routing import Route

ROUTES: tuple[Route, ...] = (
    *changes.ROUTES,
    *reading.ROUTES,
)
