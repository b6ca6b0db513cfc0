"""From what Podio sent for a field to a Python value, by the field's type; it never raises."""

from __future__ import annotations

from typing import Any

from podio.errors import PodioError
from podio.fields.registry import BY_NAME

# Bound once: to look a method up for every value of a page of items would be felt.
_READ = {name: kind.read for name, kind in BY_NAME.items()}

_UNEXPECTED = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, PodioError)


def read(field: dict[str, Any]) -> Any:  # the type of the field decides
    """Return the value of a field as Podio sent it with an item.

    A type that is not known (media is one: no source says what it holds) and a value of an
    unexpected shape give the values as they are.
    """
    try:
        return _READ[field["type"]](field)
    except _UNEXPECTED:
        return field.get("values")
