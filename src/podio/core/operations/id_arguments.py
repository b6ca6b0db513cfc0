"""Ids that travel in a body or query: their type is checked as that of ids in a path is.

What an id is, the declaration says: an argument `..._id: int`, or a `Sequence[int]`,
since the API's lists of numbers are all lists of ids.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, NamedTuple, cast

from podio.core.operations.arguments import all_ids, at_least
from podio.core.operations.route import ZERO_COUNTS


class IdArgument(NamedTuple):
    """An argument that is an id, or several.

    Attributes:
        name: What it is called.
        several: Whether it is a list.
        place: Where it stands among the positional arguments, -1 if it is keyword-only.
    """

    name: str
    several: bool
    place: int


def id_arguments(describe: Callable[..., Any], in_path: Container[str]) -> tuple[IdArgument, ...]:
    """Find the ids among the arguments of a declaration, but for one that fills the path."""
    code = describe.__code__
    positional = code.co_argcount
    names = code.co_varnames[: positional + code.co_kwonlyargcount]
    found: list[IdArgument] = []
    for number, name in enumerate(names):
        annotation = str(describe.__annotations__.get(name, "")).removesuffix(" | None")
        several = annotation == "Sequence[int]"
        # One id that fills the path is checked there.
        if several or (annotation == "int" and name.endswith("_id") and name not in in_path):
            place = number - 1 if number < positional else -1  # without the `self`
            found.append(IdArgument(name, several, place))
    return tuple(found)


def check_ids(
    ids: Iterable[IdArgument], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> None:
    """Refuse what is no id; None passes.

    Raises:
        InvalidArgumentError: A value is no positive int, or none of a list of ids.
    """
    for name, several, place in ids:
        value = args[place] if 0 <= place < len(args) else kwargs.get(name)
        if value is None:
            continue
        if several:
            all_ids(**{name: cast("Iterable[int]", value)})
        else:
            at_least(0 if name in ZERO_COUNTS else 1, **{name: cast("int", value)})
