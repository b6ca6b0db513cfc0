"""The settings of a field, as an item's answer carries them, and what reads one value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

ReadOne: TypeAlias = "Callable[[Any], object]"
"""Reads one of a field's values.

It may raise whatever a value of an unexpected shape makes it raise: the field is then read as
the values that Podio sent.
"""


def setting(field: dict[str, Any], name: str) -> Any:  # JSON
    """Return a setting of a field; None where the view of the item leaves settings out."""
    try:
        return field["config"]["settings"][name]
    except (KeyError, TypeError):
        return None
