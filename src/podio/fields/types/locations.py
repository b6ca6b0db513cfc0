"""Fields that hold a place."""

from __future__ import annotations

from typing import Any

from podio.core.operations.request import sent
from podio.core.views.model import Model
from podio.fields.field_type import OneValue

_WRITABLE = (
    "value",
    "street_address",
    "postal_code",
    "city",
    "state",
    "country",
    "lat",
    "lng",
)


class Location(Model):
    """A place: as it was entered, and what Podio made of it.

    To write one, its address as text is enough; `Location.at(...)` takes the parts.

    https://developers.podio.com/doc/items
    """

    value: str | None  # as entered
    formatted: str | None  # as resolved
    street_address: str | None
    street_number: str | None
    street_name: str | None
    postal_code: str | None
    city: str | None
    state: str | None
    country: str | None
    lat: float | None  # degrees north
    lng: float | None  # degrees east
    map_in_sync: bool | None

    @classmethod
    def at(
        cls,
        value: str,
        *,
        street_address: str | None = None,
        postal_code: str | None = None,
        city: str | None = None,
        state: str | None = None,
        country: str | None = None,
        lat: float | None = None,
        lng: float | None = None,
    ) -> Location:
        """Make a location to write.

        Args:
            value: The whole address as a person would enter it.
            lat: Degrees north.
            lng: Degrees east.
        """
        return cls(
            sent(
                value=value,
                street_address=street_address,
                postal_code=postal_code,
                city=city,
                state=state,
                country=country,
                lat=lat,
                lng=lng,
            )
        )

    def to_podio(self) -> dict[str, object]:
        """Return the form that Podio takes."""
        return {key: self.raw[key] for key in _WRITABLE if self.raw.get(key) is not None}

    def __str__(self) -> str:
        return self.formatted or self.value or ""


class LocationType(OneValue):
    """A place; text writes one as well."""

    names = ("location",)
    column = "text"  # the address
    python = (Location,)

    @staticmethod
    def read_one(value: Any, /) -> Location:
        """Read `{"value": "Main St 1", "formatted": ..., "lat": ..., ...}`."""
        return Location(value)
