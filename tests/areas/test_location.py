"""Places that an address may mean."""

from __future__ import annotations

import pytest

from podio.areas.location import Location
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "location.lookup",
        lambda podio: podio.location.lookup("Vesterbrogade"),
        sends="GET /location/lookup?address=Vesterbrogade",
        answer=[
            {
                "value": "Vesterbrogade",
                "formatted": "Vesterbrogade, Copenhagen",
                "city": "Copenhagen",
                "lat": "55.67",
                "lng": 12,
            }
        ],
        reads=lambda places: [(p.formatted, p.city, p.lat, p.lng, p.state) for p in places],
        gives=[("Vesterbrogade, Copenhagen", "Copenhagen", 55.67, 12.0, None)],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_nothing_is_looked_up_without_an_address() -> None:
    with pytest.raises(InvalidArgumentError, match="address must not be empty"):
        Location.lookup("")
