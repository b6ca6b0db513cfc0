"""Places that an address may mean."""

from __future__ import annotations

from podio.core.views.model import Model


class Place(Model):
    """An address with its parts and where on earth it is, in degrees.

    Its keys are those of an item's location field.
    """

    value: str | None
    formatted: str | None
    street_address: str | None
    street_number: str | None
    street_name: str | None
    postal_code: str | None
    city: str | None
    state: str | None
    country: str | None
    lat: float | None
    lng: float | None
    map_in_sync: bool | None
