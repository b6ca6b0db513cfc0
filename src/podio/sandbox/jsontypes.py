"""Names for the JSON that goes in and out of the sandbox."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = Any  # Podio's JSON is free-form; `reading` and `values` check what comes in
JsonObject: TypeAlias = dict[str, Any]  # the same, where an object is certain


def is_object(value: Json) -> TypeGuard[JsonObject]:
    """Tell a JSON object."""
    return isinstance(value, dict)


def is_list(value: Json) -> TypeGuard[list[Json]]:
    """Tell a JSON list."""
    return isinstance(value, list)


def is_int(value: Json) -> TypeGuard[int]:
    """Tell an integer from a boolean, which Python counts among them."""
    return isinstance(value, int) and not isinstance(value, bool)
