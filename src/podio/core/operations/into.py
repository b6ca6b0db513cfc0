"""Decode answers into the user's own classes; each library is imported only if it is theirs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar, cast, get_args, get_origin

from podio.core.shapes import is_list, is_object
from podio.core.views.model import Model, many
from podio.errors import ConfigurationError, DecodeError

R = TypeVar("R")


_Views: type = type(Model)
"""What the classes of `podio.models` are instances of: they read the answer themselves."""


def into(model: type[R]) -> Callable[[Any], R]:
    """Return a reader that makes `model` of a JSON value.

    Args:
        model: A msgspec Struct, a pydantic model, a dataclass or one of `podio.models`, or a
            list of one: `list[Task]`.

    Raises:
        ConfigurationError: It is none of these.
    """
    if get_origin(model) is list:
        return _several(model)
    if isinstance(model, _Views):
        return model
    kind = get_origin(model) or model
    convert: Callable[[Any], R]
    if not isinstance(kind, type):
        raise _useless(model)
    if hasattr(kind, "model_validate"):
        convert = cast("Any", model).model_validate
    elif hasattr(kind, "__struct_fields__"):
        convert = _struct(model)
    elif hasattr(kind, "__dataclass_fields__"):
        convert = _dataclass(model)
    else:
        raise _useless(model)

    def read(data: Any) -> R:  # JSON
        try:
            return convert(data)
        except (ValueError, TypeError) as error:
            message = (
                f"Podio's answer does not fit {model.__name__}: {error}; "
                "the answer is kept in the error's `raw`"
            )
            raise DecodeError(message, raw=data) from error

    return read


def _useless(model: object) -> ConfigurationError:
    return ConfigurationError(
        f"into= takes a msgspec Struct, a pydantic model or a dataclass, not {model!r}"
    )


def _several(model: type[R]) -> Callable[[Any], R]:
    of = get_args(model)
    return cast("Callable[[Any], R]", many(into(of[0])))


def _struct(model: type[R]) -> Callable[[Any], R]:
    import msgspec

    return lambda data: msgspec.convert(data, model, strict=False)


def _dataclass(model: type[R]) -> Callable[[Any], R]:
    """Fill a dataclass by name: values as JSON has them, nested dataclasses made too."""
    import contextlib
    import dataclasses
    import typing

    known = {field.name for field in dataclasses.fields(cast("Any", model)) if field.init}
    hints: dict[str, Any] = {}
    # A name that is imported for type checkers alone costs nothing but nested dataclasses.
    with contextlib.suppress(NameError):
        hints = typing.get_type_hints(model, vars(sys.modules[model.__module__]))

    def convert(data: Any) -> R:  # JSON
        if not isinstance(data, dict):
            message = "not an object"
            raise TypeError(message)
        return model(
            **{name: _nested(hints.get(name), data[name]) for name in known if name in data}
        )

    return convert


def _nested(hint: Any, value: Any) -> Any:  # a type and a JSON value
    import typing

    if is_object(value) and hasattr(hint, "__dataclass_fields__"):
        return into(hint)(value)
    arguments = typing.get_args(hint)
    if is_list(value) and typing.get_origin(hint) is list and arguments:
        return [_nested(arguments[0], one) for one in value]
    for option in arguments:
        if is_object(value) and hasattr(option, "__dataclass_fields__"):
            return into(option)(value)
    return value
