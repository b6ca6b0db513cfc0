"""Checks of arguments before anything is sent, and their form on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import cast

from podio.errors import InvalidArgumentError


def at_least(smallest: int, **values: int | None) -> None:
    """Refuse a number below the smallest one; None passes.

    Raises:
        InvalidArgumentError: A value is no int or too small.
    """
    for name, value in values.items():
        if value is not None and (type(value) is not int or value < smallest):
            message = f"{name} must be an int of {smallest} or more, got {value!r}"
            raise InvalidArgumentError(message)


def not_empty(**values: Sized) -> None:
    """Refuse an empty list or text where Podio wants at least one element.

    Raises:
        InvalidArgumentError: A value is empty, or nothing that could be.
    """
    given: Mapping[str, object] = values
    for name, value in given.items():
        if not isinstance(value, Sized) or len(value) == 0:
            message = f"{name} must not be empty, got {value!r}"
            raise InvalidArgumentError(message)


def all_ids(**lists: Iterable[int]) -> None:
    """Refuse a list that holds anything but ids.

    Raises:
        InvalidArgumentError: It is no list, or one in it is no positive int.
    """
    given: Mapping[str, object] = lists
    for name, values in given.items():
        if isinstance(values, str | bytes) or not isinstance(values, Iterable):
            message = f"{name} must be a list of ids, got {values!r}"
            raise InvalidArgumentError(message)
        for one in cast("Iterable[object]", values):
            if type(one) is not int or one < 1:
                message = f"{name} must hold positive ints alone, got {one!r} in it"
                raise InvalidArgumentError(message)


def joined(**ids: Sequence[int]) -> str:
    """Write ids as one piece of a path: joined with commas.

    Raises:
        InvalidArgumentError: There is none, or one is no positive int.
    """
    not_empty(**ids)
    all_ids(**ids)
    return ",".join(str(one) for values in ids.values() for one in values)


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
