"""Ids that travel in a body or query: their type is checked as that of ids in a path is.

What an id is, the declaration says: a keyword argument `..._id: int`, or a `Sequence[int]`,
since the API's lists of numbers are all lists of ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, cast

from podio.core.arguments import all_ids, at_least
from podio.core.route import ZERO_COUNTS

IdArguments: TypeAlias = tuple[tuple[str, bool], ...]
"""Names of arguments that are ids, and whether each is several."""


def id_arguments(describe: Callable[..., Any]) -> IdArguments:
    """Find the ids among the keyword arguments of a declaration."""
    code = describe.__code__
    first = code.co_argcount
    names = code.co_varnames[first : first + code.co_kwonlyargcount]
    annotations = {name: describe.__annotations__.get(name, "") for name in names}
    plain = {name: str(as_).removesuffix(" | None") for name, as_ in annotations.items()}
    return tuple(
        (name, annotation == "Sequence[int]")
        for name, annotation in plain.items()
        if annotation == "Sequence[int]" or (annotation == "int" and name.endswith("_id"))
    )


def check_ids(ids: IdArguments, given: Mapping[str, object]) -> None:
    """Refuse what is no id; None passes.

    Raises:
        InvalidArgumentError: A value is no positive int, or none of a list of ids.
    """
    for name, several in ids:
        value = given.get(name)
        if value is None:
            continue
        if several:
            all_ids(**{name: cast("Iterable[int]", value)})
        else:
            at_least(0 if name in ZERO_COUNTS else 1, **{name: cast("int", value)})
