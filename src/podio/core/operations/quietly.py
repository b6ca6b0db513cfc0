"""Describes a call without leaving its arguments in a traceback: one of them may be a secret.

A traceback may show the locals of its frames. So what is wrong with the arguments is carried out
of the frames that hold them as a value, and raised where they are gone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from podio.errors import UsageError

R = TypeVar("R")


def quietly(
    plan: Callable[..., R], it: object, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> R | UsageError | TypeError:
    """Call what describes a call, or return what is wrong with its arguments."""
    try:
        return plan(it, *args, **kwargs)
    except (UsageError, TypeError) as error:
        error.__traceback__ = error.__context__ = None
        return error


def checked(described: R | UsageError | TypeError) -> R:
    """Return the description, or raise what is wrong."""
    if isinstance(described, UsageError | TypeError):
        raise described
    return described
