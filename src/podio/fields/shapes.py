"""What kind of container a value is, told so that type checkers know what is inside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeGuard


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether it is a JSON object."""
    return type(value) is dict


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Tell whether it is a mapping, as Podio's own forms are given."""
    return isinstance(value, Mapping)


def is_range(value: object) -> TypeGuard[tuple[object, ...]]:
    """Tell whether it is a tuple: from and to."""
    return isinstance(value, tuple)


def is_several(value: object) -> TypeGuard[Collection[object]]:
    """Tell whether it is a list or set of values; tuples are `is_range`."""
    return isinstance(value, list | set | frozenset)
