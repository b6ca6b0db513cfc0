"""What kind of container a value is, told so that type checkers know what is inside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeGuard


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Tell whether it is a mapping, as Podio's own forms are given."""
    return isinstance(value, Mapping)


def is_range(value: object) -> TypeGuard[tuple[object, ...]]:
    """Tell whether it is a tuple: from and to."""
    return isinstance(value, tuple)


def is_several(value: object) -> TypeGuard[Collection[object]]:
    """Tell whether it is a list or set of values; tuples are `is_range`."""
    return isinstance(value, list | set | frozenset)
