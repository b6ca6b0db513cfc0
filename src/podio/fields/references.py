"""Fields that point to items and people: app, contact and member."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def model(name: str) -> Callable[[Any], Any]:
    """Return a model by name: models use fields, so fields find them when they are needed."""
    import podio.models as models  # noqa: PLR0402 -- models import fields

    found: Callable[[Any], Any] = getattr(models, name)
    return found


def read_item(value: Any) -> object:  # JSON
    """Read `{"value": {"item_id": 7, "title": ..., "app": ...}}`."""
    return model("Item")(value["value"])


def read_contact(value: Any) -> object:  # JSON
    """Read `{"value": {"profile_id": 7, "name": ..., ...}}`."""
    return model("Contact")(value["value"])


def read_member(value: Any) -> object:  # JSON
    """Read `{"value": 7}`, a user id, or a contact as newer answers have it."""
    held = value["value"]
    return held if type(held) is int else model("Contact")(held)
