"""What a declared type does to a JSON value; a value that does not fit comes back as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from podio.core.shapes import is_list, is_object

Converter: TypeAlias = "Callable[[Any], Any] | None"
"""None where the JSON value is the Python value."""

MODEL_CATALOGUES: list[Callable[[str], Any]] = []
"""Find a model by its name; `podio.models` puts itself here, as models import the core."""


def resolve(annotation: str, module: str) -> Converter:
    """Return the converter of an annotation such as `list[Task]` or `datetime | None`.

    Args:
        annotation: The type as it is written in the declaration.
        module: Where it is written, to find the models that it names.
    """
    name = annotation.removesuffix(" | None").strip()
    if name.startswith("list["):
        return _each(resolve(name[5:-1], module))
    if name.startswith("dict[str, "):
        return _values(resolve(name[10:-1], module))
    if name in _SCALARS:
        return _SCALARS[name]
    if name.startswith("Literal[") or " | " in name:
        return None
    return _model(name, module)


def _model(name: str, module: str) -> Converter:
    """Find a model by name: in the declaring module first, then among all models."""
    import sys

    model = getattr(sys.modules[module], name, None)
    if model is None:
        model = next(find(name) for find in MODEL_CATALOGUES)
    make: Callable[[Any], Any] = model

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
    from decimal import Decimal, InvalidOperation

    try:
        return Decimal(str(value)) if isinstance(value, str | int | float) else value
    except (InvalidOperation, ValueError):
        return value


def _moment(value: object) -> object:
    """Read a moment: UTC, which Podio does not write down."""
    from datetime import UTC, datetime

    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _local(value: object) -> object:
    """Read a time on the wall of the person who typed it: no zone is known."""
    from datetime import datetime

    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value


def _date(value: object) -> object:
    from datetime import date

    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _time(value: object) -> object:
    from datetime import time

    if not isinstance(value, str):
        return value
    try:
        return time.fromisoformat(value)
    except ValueError:
        return value


def _ref(value: object) -> object:
    from podio.core.session.entry_format import read_ref

    return read_ref(value) or value


_SCALARS: dict[str, Converter] = {
    "int": _int,
    "float": _float,
    "str": None,
    "bool": _bool,
    "Json": None,
    "object": None,
    "Decimal": _decimal,
    "datetime": _moment,
    "LocalTime": _local,
    "date": _date,
    "time": _time,
    "Ref": _ref,
}
