"""Python values in the form that Podio takes: dates, decimals, enums, and queries of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import cast

from podio.errors import InvalidArgumentError


def utc(moment: datetime) -> str:
    """Write a moment as Podio does: UTC without a mark.

    Raises:
        InvalidArgumentError: The datetime has no time zone, so which moment it is is a guess.
    """
    if moment.tzinfo is None:
        message = (
            f"{moment!r} has no time zone, so the moment is unknown: give it one, "
            "such as datetime(..., tzinfo=UTC) or .astimezone()"
        )
        raise InvalidArgumentError(message)
    return naive(moment.astimezone(UTC))


def naive(moment: datetime) -> str:
    """Write the digits of a moment as Podio does, whatever its zone."""
    return moment.replace(tzinfo=None).isoformat(" ", "seconds")


def wire(value: object) -> object:  # noqa: C901, PLR0911 -- a table, one line a type
    """Return a value as JSON has it: dates, decimals, enums and containers of them.

    Raises:
        InvalidArgumentError: A datetime has no time zone, or JSON has nothing like a value.
    """
    if value is None or (
        isinstance(value, bool | int | float | str) and not isinstance(value, Enum)
    ):
        return value
    if isinstance(value, Enum):
        return wire(value.value)
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value)
        return {str(key): wire(inner) for key, inner in pairs.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [wire(inner) for inner in cast("Iterable[object]", value)]
    to_wire = getattr(value, "to_podio", None)
    if to_wire is None:
        message = f"a {type(value).__name__} cannot be sent to Podio; JSON has nothing like it"
        raise InvalidArgumentError(message)
    return wire(to_wire())


def query_text(method: str, value: object) -> str:
    """Return a query parameter as text.

    Podio reads booleans of a GET as 0 and 1; on other verbs its clients send true and false.
    """
    if value is True:
        return "1" if method == "GET" else "true"
    if value is False:
        return "0" if method == "GET" else "false"
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(query_text(method, one) for one in cast("Iterable[object]", value))
    return str(wire(value))
