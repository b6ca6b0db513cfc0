"""What views find by name when it is first needed, because it stands above the core.

An annotation names a model that its module may never have imported; and a view of an item shows
values that the types of fields read, which are made of models themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

_MODELS = "podio.models"
_READING = "podio.fields.reading"


def model(name: str) -> Any:  # a class, or None
    """Return the model that is called so, or None."""
    return getattr(import_module(_MODELS), name, None)


class FieldValues:
    """Reads the values of fields: `FIELD_VALUES.read(field)`, bound at the first value."""

    __slots__ = ("read",)
    read: Callable[[dict[str, Any]], Any]

    def __init__(self) -> None:
        self.read = self._first

    def _first(self, field: dict[str, Any]) -> Any:  # the type of the field decides
        self.read = import_module(_READING).read
        return self.read(field)


FIELD_VALUES = FieldValues()
