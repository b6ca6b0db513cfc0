"""Fields that a script works out: calculation; never written."""

from __future__ import annotations

from typing import Any

from podio.fields.field_type import FieldType, only, setting
from podio.fields.types.dates import DateRange
from podio.fields.types.numbers import read_number
from podio.fields.types.texts import read_text


class CalculationType(FieldType):
    """What a script returns: a number, a text or a date, by its settings or its shape."""

    names = ("calculation",)
    column = "json"

    def read(self, field: dict[str, Any]) -> Any:
        """Read numbers where the settings say so, dates where they look like dates, else text."""
        values = field.get("values") or ()
        if setting(field, "return_type") == "number":
            return only([read_number(value) for value in values])
        # Without settings a text of digits stays a text: to make a number of it is a guess.
        return only([read_text(one) if "value" in one else DateRange.read(one) for one in values])
