"""Fields that hold numbers: number and progress."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from podio.core.operations.wire import wire
from podio.errors import InvalidArgumentError
from podio.fields.field_type import OneValue

if TYPE_CHECKING:
    from podio.core.operations.request import Json


def read_number(value: Any) -> Decimal:  # JSON
    """Read `{"value": "6513.5100"}`."""
    number = value["value"]
    return Decimal(number) if type(number) is str else _decimal(number)


def read_whole(value: Any) -> int:  # JSON
    """Read `{"value": 42}`."""
    number = value["value"]
    return number if type(number) is int else _whole(_decimal(number))


def range_end(value: Decimal) -> int | float:
    """Return a decimal as Podio wants it at the end of a range: a number, not text."""
    # Fifteen digits pass through a float unharmed.
    return int(value) if value == value.to_integral_value() else float(value)


class NumberType(OneValue):
    """A number with decimals; a bare int also writes an option or whatever else has an id."""

    names = ("number",)
    column = "decimal"
    python = (int, float, Decimal)
    read_one = staticmethod(read_number)

    def write(self, value: Any) -> Json:
        """Return the number, a Decimal as text, so that every digit arrives."""
        if isinstance(value, bool):
            raise InvalidArgumentError(
                f"no field holds {value}: a yes or no is an option of a category field"
            )
        return wire(_finite(value))

    def filter(self, value: Any) -> Json:
        """Return the range of this number alone; a bare int is an option's or an item's id."""
        return self.exactly(value) if isinstance(value, float | Decimal) else super().filter(value)

    def bound(self, value: Any) -> Json:
        """Return the number."""
        finite = _finite(value)
        return range_end(finite) if isinstance(finite, Decimal) else wire(finite)


class ProgressType(OneValue):
    """How much is done, in percent; numbers write it."""

    names = ("progress",)
    column = "integer"
    read_one = staticmethod(read_whole)


def _finite(value: Any) -> Any:  # a number
    if (isinstance(value, Decimal) and not value.is_finite()) or (
        isinstance(value, float) and not isfinite(value)
    ):
        raise InvalidArgumentError(f"{value!r} is no number that Podio can hold")
    return value


def _decimal(value: object) -> Decimal:
    if type(value) is str:
        return Decimal(value)
    if type(value) is int or type(value) is float:
        return Decimal(str(value))
    raise TypeError("no number")


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise ValueError("no whole number")
    return int(number)
