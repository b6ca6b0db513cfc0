"""Checks of arguments before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import cast

from podio.errors import InvalidArgumentError


def at_least(smallest: int, **values: int | None) -> None:
    """Refuse a number below the smallest one; None passes.

    Raises:
        InvalidArgumentError: A value is no int or too small.
    """
    for name, value in values.items():
        if value is not None and (type(value) is not int or value < smallest):
            message = f"{name} must be an int of {smallest} or more, got {value!r}"
            raise InvalidArgumentError(message)


def not_empty(**values: Sized) -> None:
    """Refuse an empty list or text where Podio wants at least one element.

    Raises:
        InvalidArgumentError: A value is empty, or nothing that could be.
    """
    given: Mapping[str, object] = values
    for name, value in given.items():
        if not isinstance(value, Sized) or len(value) == 0:
            message = f"{name} must not be empty, got {value!r}"
            raise InvalidArgumentError(message)


def all_ids(**lists: Iterable[int]) -> None:
    """Refuse a list that holds anything but ids.

    Raises:
        InvalidArgumentError: It is no list, or one in it is no positive int.
    """
    given: Mapping[str, object] = lists
    for name, values in given.items():
        if isinstance(values, str | bytes) or not isinstance(values, Iterable):
            message = f"{name} must be a list of ids, got {values!r}"
            raise InvalidArgumentError(message)
        for one in cast("Iterable[object]", values):
            if type(one) is not int or one < 1:
                message = f"{name} must hold positive ints alone, got {one!r} in it"
                raise InvalidArgumentError(message)


def joined(**ids: Sequence[int]) -> str:
    """Write ids as one piece of a path: joined with commas.

    Raises:
        InvalidArgumentError: There is none, or one is no positive int.
    """
    not_empty(**ids)
    all_ids(**ids)
    return ",".join(str(one) for values in ids.values() for one in values)
