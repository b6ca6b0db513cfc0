"""What a session or an object points to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, TypeGuard, cast

_LONGEST_ID = 300
"""Digits of an id; what has more is none, and would not fit where ids are kept."""


class Ref:
    """What a session or an object points to: a type and an id, such as `Ref("app", 42)`."""

    __slots__ = ("id", "type")
    type: str
    id: int

    def __init__(self, type: str, id: int) -> None:  # noqa: A002 -- Podio's own names
        object.__setattr__(self, "type", type)
        object.__setattr__(self, "id", id)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a Ref is a value."""
        message = f"a Ref does not change; make a new one instead of setting {name}"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        """Compare type and id."""
        if not isinstance(other, Ref):
            return NotImplemented
        return (self.type, self.id) == (other.type, other.id)

    def __hash__(self) -> int:
        """Hash type and id."""
        return hash((self.type, self.id))

    def __repr__(self) -> str:
        """Show it as it is written."""
        return f"Ref({self.type!r}, {self.id!r})"

    def to_podio(self) -> dict[str, str | int]:
        """Return it as Podio writes it."""
        return {"type": self.type, "id": self.id}

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by value."""
        return (Ref, (self.type, self.id))


def read_ref(value: object) -> Ref | None:
    """Read `{"type": ..., "id": ...}`; anything else is no ref."""
    if isinstance(value, Mapping):
        found = cast("Mapping[str, object]", value)
        kind, number = found.get("type", found.get("Type")), found.get("id", found.get("Id"))
        if isinstance(kind, str) and _is_id(number):
            return Ref(kind, int(number))
    return None


def _is_id(number: object) -> TypeGuard[int | str]:
    if isinstance(number, str):
        return number.isascii() and number.isdecimal() and len(number) <= _LONGEST_ID
    return type(number) is int and 0 <= number < 10**_LONGEST_ID
