"""From what Podio sent for a field to a Python value, by the field's type; it never raises."""

from __future__ import annotations

from typing import Any

from podio.errors import PodioError
from podio.fields.choices import Option
from podio.fields.dates import DateRange
from podio.fields.locations import Location
from podio.fields.media import read_file, read_link, read_video
from podio.fields.numbers import (
    Money,
    calculation_reader,
    read_duration,
    read_number,
    read_progress,
)
from podio.fields.references import read_contact, read_item, read_member
from podio.fields.settings import ReadOne, setting
from podio.fields.texts import read_email, read_phone, read_text

ONE: dict[str, ReadOne] = {
    "date": DateRange.read,
    "duration": read_duration,
    "location": Location,
    "money": Money.read,
    "number": read_number,
    "progress": read_progress,
    "separator": dict,
    "state": read_text,
    "text": read_text,
}
"""Types of fields that hold one value."""

SEVERAL: dict[str, ReadOne] = {
    "app": read_item,
    "contact": read_contact,
    "email": read_email,
    "embed": read_link,
    "file": read_file,
    "image": read_file,
    "member": read_member,
    "phone": read_phone,
    "tag": read_text,
    "tel": read_phone,
    "video": read_video,
}
"""Types of fields that may hold several values: a list even if it is one."""

CHOICES = frozenset({"category", "question"})
"""Types of fields whose settings say whether they may hold several values."""

_UNEXPECTED = (TypeError, ValueError, KeyError, AttributeError, ArithmeticError, PodioError)


def read(field: dict[str, Any]) -> Any:  # the type of the field decides
    """Return the value of a field as Podio sent it with an item.

    A type that is not known (media is one: no source says what it holds) and a value of an
    unexpected shape give the values as they are.
    """
    values = field.get("values")
    try:
        # This runs for every value of a page of items: the common case has the shortest way.
        kind = field["type"]
        one = ONE.get(kind)
        if one is not None:
            if values and len(values) == 1:
                return one(values[0])
            return _only([one(value) for value in values or ()])
        one = SEVERAL.get(kind)
        if one is not None:
            return [one(value) for value in values or ()]
        if kind in CHOICES:
            options = [Option(value["value"]) for value in values or ()]
            return options if setting(field, "multiple") else _only(options)
        if kind == "calculation":
            return _only([calculation_reader(field, value)(value) for value in values or ()])
    except _UNEXPECTED:
        pass
    return values


def _only(found: list[Any]) -> object:
    """Return the one there is, or None; several where one is expected are all kept."""
    return found[0] if len(found) == 1 else found or None
