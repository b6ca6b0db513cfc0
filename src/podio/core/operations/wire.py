"""Python values in the form that Podio takes: dates, decimals, enums, and queries of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any, TypeVar, cast

from podio.core.shapes import is_sendable
from podio.errors import InvalidArgumentError

N = TypeVar("N", float, Decimal)


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


class _NotSendable(InvalidArgumentError):
    """A value that JSON has not, and where in a body it stands."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place: list[str] = []


def wire(value: object) -> Any:  # a JSON value
    """Return a value as JSON has it: dates, decimals, enums and containers of them.

    Raises:
        InvalidArgumentError: A datetime has no time zone, or JSON has nothing like a value: it
            says where that stands.
    """
    try:
        return _wire(value)
    except _NotSendable as error:
        place, problem = ".".join(reversed(error.place)), error.problem
    except RecursionError:
        place, problem = "", "the body holds itself, or is nested too deeply to be sent"
    raise InvalidArgumentError(f"{place}: {problem}" if place else problem)


def _wire(value: object) -> object:  # noqa: C901, PLR0911 -- a table, one line a type
    if isinstance(value, Enum):
        return _wire(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        return _finite(value, isfinite(value))
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, Decimal):
        return format(_finite(value, value.is_finite()), "f")
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {_text(str(key)): _inside(key, inner) for key, inner in pairs}
    if isinstance(value, list | tuple | set | frozenset):
        return [_wire(inner) for inner in cast("Iterable[object]", value)]
    to_wire = getattr(value, "to_podio", None)
    if to_wire is None:
        kind = type(value).__name__
        raise _NotSendable(f"a {kind} cannot be sent to Podio; JSON has nothing like it")
    return _wire(to_wire())


def _inside(key: object, value: object) -> object:
    try:
        return _wire(value)
    except _NotSendable as error:
        error.place.append(ascii(str(key))[1:-1])
        raise


def _text(text: str) -> str:
    if not is_sendable(text):
        raise _NotSendable(f"{text!a} has half of a character in it, which cannot be sent")
    return text


def _finite(number: N, finite: bool) -> N:  # noqa: FBT001 -- each kind of number asks in its own way
    if not finite:
        raise _NotSendable(f"{number!r} is no number that can be sent")
    return number


def query_text(method: str, value: object, name: str = "query") -> str:
    """Return a query parameter as text.

    Podio reads booleans of a GET as 0 and 1; on other verbs its clients send true and false.

    Raises:
        InvalidArgumentError: See `wire`; it says which parameter it is.
    """
    if value is True:
        return "1" if method == "GET" else "true"
    if value is False:
        return "0" if method == "GET" else "false"
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(query_text(method, one, name) for one in cast("Iterable[object]", value))
    return str(wire({name: value})[name])
