"""Lets `help()` and `inspect.signature` show a declared method as written, with its real result."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from types import FunctionType
from typing import Any


def result_of(describe: Callable[..., Any]) -> str:
    """Return the `Task` of `Call[Task]`, as written."""
    written = str(describe.__annotations__.get("return", ""))
    # Areas that have a `list` of their own say which one they mean.
    return written.partition("[")[2].removesuffix("]").replace("builtins.", "")


def shown(call: Any, describe: Callable[..., Any], result: str) -> Any:  # functions in, and out
    """Dress a function as the method that was declared.

    `inspect` looks through `__wrapped__`; what it finds is a twin of the method that was
    written, with another return annotation. Nothing is computed until somebody asks.
    """
    update_wrapper(call, describe)
    if not isinstance(describe, FunctionType):
        return call
    twin = FunctionType(
        describe.__code__,
        describe.__globals__,
        describe.__name__,
        describe.__defaults__,
        describe.__closure__,
    )
    twin.__kwdefaults__ = describe.__kwdefaults__
    twin.__annotations__ = {**describe.__annotations__, "return": result}
    twin.__doc__ = describe.__doc__
    twin.__qualname__ = describe.__qualname__
    call.__wrapped__ = twin
    call.__annotations__ = twin.__annotations__
    return call
