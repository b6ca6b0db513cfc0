"""Field types that hold a number: number, money, progress, duration and calculation."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from podio.sandbox.jsontypes import is_int, is_object
from podio.sandbox.values.field_type import FieldType, Matcher, SortKey, bad, range_matcher

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import Field

QUERY_RANGE = re.compile(r"(-?[\d.]+)?-(-?[\d.]+)?")
CURRENCY = re.compile(r"[A-Z]{3}")
PERCENT = 100


def decimal_text(raw: Json, field: Field, expected: str) -> str:
    """Bring a number, or a string with one, to Podio's four decimals."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise bad(field, expected, raw)
    try:
        value = Decimal(str(raw))
    except InvalidOperation:
        raise bad(field, expected, raw) from None
    if not value.is_finite():
        raise bad(field, expected, raw)
    return f"{value:.4f}"


def number_of(value: JsonObject) -> float:
    """Read the kept number for comparing."""
    return float(value["value"])


class Number(FieldType):
    """A decimal number, shown as a string with four decimals."""

    expected = "a number, or a string with one (decimal point)"

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take an int, a float or a string with one."""
        return decimal_text(raw, field, self.expected)

    def matcher(self, wanted: Json, field: Field, _call: Call) -> Matcher:
        """Filter by a range of numbers."""

        def bound(raw: Json, _end: str) -> float:
            return float(decimal_text(raw, field, "a number as bound"))

        return range_matcher(wanted, field, bound, number_of)

    def from_query(self, text: str) -> Json:
        """Read "20-100", "20-" or "-100"."""
        found = QUERY_RANGE.fullmatch(text)
        if found is None:
            return text
        return {"from": found[1], "to": found[2]}

    def sort_key(self, value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Sort by the number."""
        return number_of(value)


class Money(Number):
    """An amount with its currency."""

    expected = 'an object {"value": "12.50", "currency": "EUR"}'

    def read(self, raw: Json, field: Field, _call: Call) -> JsonObject:
        """Take an object; a bare amount gets the only currency, if there is one."""
        allowed: list[str] = field.settings.get("allowed_currencies") or []
        if not is_object(raw):
            if len(allowed) != 1:
                raise bad(field, self.expected, raw)
            # guess: a bare amount is documented as equal, its currency is not
            raw = {"value": raw, "currency": allowed[0]}
        currency = raw.get("currency")
        if not isinstance(currency, str) or CURRENCY.fullmatch(currency) is None:
            raise bad(field, self.expected, raw)
        if allowed and currency not in allowed:
            raise bad(field, "one of the currencies " + ", ".join(allowed), raw)
        amount = decimal_text(raw.get("value"), field, self.expected)
        return {"value": amount, "currency": currency}

    def text(self, value: JsonObject, _field: Field, _call: Call) -> str:
        """Print the amount with its currency."""
        return f"{value['value']} {value['currency']}"


class Progress(Number):
    """A whole number from 0 to 100."""

    expected = "an integer from 0 to 100"

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take an integer from 0 to 100."""
        if not is_int(raw) or not 0 <= raw <= PERCENT:
            raise bad(field, self.expected, raw)
        return raw


class Duration(Number):
    """A number of seconds."""

    expected = "an integer of seconds, 0 or more"

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take an integer that is not negative."""
        if not is_int(raw) or raw < 0:
            raise bad(field, self.expected, raw)
        return raw


class Calculation(Number):
    """A number made of other fields; nobody can write it."""

    expected = "left out: a calculation cannot be written"

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Refuse."""
        # guess: that writing is refused, not ignored
        raise bad(field, self.expected, raw)
