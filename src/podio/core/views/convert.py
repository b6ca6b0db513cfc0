"""What a declared type does to a JSON value; a value that does not fit comes back as it is."""

from __future__ import annotations

import builtins
import sys
import types
import typing
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from types import NoneType
from typing import Any, ForwardRef, TypeAlias, get_args, get_origin

from podio.core.ref import Ref, read_ref
from podio.core.shapes import is_list, is_object
from podio.core.views import late_bound
from podio.core.views.types import LocalTime

Converter: TypeAlias = "Callable[[Any], Any] | None"
"""None where the JSON value is the Python value."""

_QUOTES = 3
"""How often a text may stand for a text: an annotation, a type in quotes, an alias of one."""


def resolve(annotation: object, module: str, views: type) -> Converter:  # noqa: PLR0911 -- a table
    """Return the converter of an annotation such as `list[Task]` or `datetime | None`.

    Args:
        annotation: The type, or how it is written in the declaration.
        module: Where it is declared: its names mean what they mean there, else models.
        views: The class that all models are subclasses of.
    """
    meant = _evaluated(annotation, module)
    if isinstance(meant, Hashable) and meant in _CONVERTERS:
        return _CONVERTERS[meant]
    if isinstance(meant, type) and issubclass(meant, views):
        return _view(meant)
    inner = get_args(meant)
    match get_origin(meant):
        case builtins.list:
            return _each(resolve(inner[-1], module, views) if inner else None)
        case builtins.dict:
            return _values(resolve(inner[-1], module, views) if inner else None)
        case typing.Annotated:
            return resolve(inner[0], module, views)
        case typing.Union | types.UnionType:
            kinds = [kind for kind in inner if kind is not NoneType]
            return resolve(kinds[0], module, views) if len(kinds) == 1 else None
        case _:
            return None


def _evaluated(annotation: object, module: str) -> Any:  # a type
    """Return the type that an annotation means; `object` where that cannot be told."""
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    for _ in range(_QUOTES):
        if not isinstance(annotation, str):
            return annotation
        try:
            # As typing.get_type_hints does: it is the text of the program that declares the model.
            annotation = eval(annotation, {"__builtins__": {}}, _Names(module))  # noqa: S307
        except Exception:  # noqa: BLE001 -- whatever it is, it must not cost the value
            return object
    return annotation


class _Names(dict[str, Any]):
    """What the names in an annotation mean: in its module, in Python, or among the models."""

    def __init__(self, module: str) -> None:
        self.own = vars(sys.modules[module]) if module in sys.modules else {}

    def __missing__(self, name: str) -> Any:  # types, and what makes them
        for known in (self.own, _FOR_CHECKERS, vars(builtins)):
            if name in known:
                return known[name]
        return late_bound.model(name) or getattr(typing, name, object)


def _view(make: Callable[[Any], Any]) -> Converter:
    def view(value: object) -> object:
        return make(value) if type(value) is dict else value

    return view


def _each(convert: Converter) -> Converter:
    if convert is None:
        return _list

    def views(value: object) -> object:
        if is_list(value):
            return [one if one is None else convert(one) for one in value]
        # PHP writes an empty list and an empty object alike.
        return [] if value == {} else value

    return views


def _list(value: object) -> object:
    return [] if value == {} else value


def _values(convert: Converter) -> Converter:
    def views(value: object) -> object:
        if is_object(value):
            return value if convert is None else {key: convert(one) for key, one in value.items()}
        return {} if value == [] else value

    return views


def _int(value: object) -> object:
    if type(value) is int:
        return value
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        try:
            return int(value)
        except ValueError:  # Python refuses texts of thousands of digits
            return value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _float(value: object) -> object:
    if isinstance(value, int | str) and not isinstance(value, bool):
        try:
            return float(value)
        except (ValueError, OverflowError):
            return value
    return value


def _bool(value: object) -> object:
    return bool(value) if type(value) is int and value in (0, 1) else value


def _decimal(value: object) -> object:
    try:
        return Decimal(str(value)) if isinstance(value, str | int | float) else value
    except (InvalidOperation, ValueError):
        return value


def _moment(value: object) -> object:
    """Read a moment: UTC, which Podio does not write down."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _iso(kind: type[datetime | date | time]) -> Converter:
    """Read a text as ISO has it: of a time on the wall no zone is known."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return kind.fromisoformat(value)
        except ValueError:
            return value

    return read


def _ref(value: object) -> object:
    return read_ref(value) or value


_CONVERTERS: dict[object, Converter] = {
    int: _int,
    float: _float,
    bool: _bool,
    Decimal: _decimal,
    datetime: _moment,
    LocalTime: _iso(datetime),
    date: _iso(date),
    time: _iso(time),
    Ref: _ref,
    list: _list,
    dict: _values(None),
}

# Modules import these for the type checkers alone.
_FOR_CHECKERS: dict[str, object] = {
    "Decimal": Decimal,
    "Json": object,
    "LocalTime": LocalTime,
    "Ref": Ref,
    "date": date,
    "datetime": datetime,
    "time": time,
}
