"""Typed views over the JSON that Podio sent: declared like a dataclass, converted on access.

    class Task(Model):
        task_id: int
        text: str | None
        due_on: datetime | None
        labels: list[Label]

A view holds the dictionary as it came (`raw`) and nothing else. So an unknown key stays
reachable, a value of an unexpected type comes back as it is, and one bad field never costs a
page of 500. A declared field that is not in the answer is None, or an empty list for a list;
one that is declared without `| None` raises an AttributeError which says what the answer has.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, NoReturn, TypeVar, get_args

from podio.core.shapes import is_list, is_object
from podio.core.views.convert import resolve
from podio.errors import DecodeError

M = TypeVar("M", bound="Model")
T = TypeVar("T")

_SHOWN = 5


class Field:
    """One declared attribute: where it stands in the JSON and how it is read."""

    __slots__ = (
        "annotation",
        "convert",
        "declared",
        "empty",
        "key",
        "module",
        "name",
        "optional",
    )

    def __init__(self, name: str, declared: object, module: str) -> None:
        """Take the declaration; what it means is found out at the first access."""
        self.name = name
        self.key = name.rstrip("_") if name.endswith("_") else name
        self.declared = declared
        self.annotation = as_written(declared)
        self.module = module
        self.empty = _empty(self.annotation)
        self.optional = "None" in self.annotation or self.annotation == "Json"
        self.convert: Callable[[Any], Any] | None = self._first

    def _first(self, value: object) -> object:
        self.convert = resolve(self.declared, self.module, Model)
        return value if self.convert is None else self.convert(value)

    def __get__(self, view: Model | None, owner: type | None = None) -> Any:  # any field's type
        """Read the attribute out of the view's JSON."""
        if view is None:
            return self
        try:
            value = view.raw[self.key]
        except KeyError:
            return self._absent(view)
        convert = self.convert
        if convert is None or value is None:
            return value if value is not None or self.empty is None else self.empty()
        return convert(value)

    def __set__(self, view: Model, value: object) -> NoReturn:
        """Refuse: a view shows what Podio sent."""
        message = (
            f"{type(view).__name__}.{self.name} cannot be set: it shows what Podio sent; "
            "change the object with the area's update operation"
        )
        raise AttributeError(message)

    def _absent(self, view: Model) -> object:
        if self.empty is not None:
            return self.empty()
        if self.optional:
            return None
        message = (
            f"this {type(view).__name__} has no {self.key!r}: Podio sent {sorted(view.raw)}; "
            "a fuller view of it may (see the operation's view= or fields=)"
        )
        raise AttributeError(message)


class _Declared(type):
    """Turns the annotations of a model into fields; instances get no `__dict__`."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], **options: object
    ) -> _Declared:
        body.setdefault("__slots__", ())
        for field, declared in _annotations(body).items():
            if field != "raw" and field not in body and "ClassVar[" not in as_written(declared):
                body[field] = Field(field, declared, body["__module__"])
        return super().__new__(cls, name, bases, body, **options)


def _annotations(body: dict[str, Any]) -> dict[str, object]:
    """Return the annotations of a class that is being made, as text or as types."""
    if sys.version_info >= (3, 14) and "__annotations__" not in body:
        from annotationlib import Format, call_annotate_function, get_annotate_from_class_namespace

        annotate = get_annotate_from_class_namespace(body)
        return {} if annotate is None else call_annotate_function(annotate, Format.STRING)
    found: dict[str, object] = body.get("__annotations__", {})
    return found


def as_written(declared: object) -> str:
    """Return a declared type as text, `X | None` for `Optional[X]`."""
    if isinstance(declared, type) and not get_args(declared):
        return declared.__name__
    written = (declared if isinstance(declared, str) else repr(declared)).replace("typing.", "")
    if written.startswith("Optional["):
        written = f"{written[9:-1]} | None"
    return written


def _empty(annotation: str) -> Callable[[], object] | None:
    """Return what makes the empty value of a container; None for what is no container."""
    written = annotation.removeprefix("None | ").casefold()
    return list if written.startswith("list[") else dict if written.startswith("dict[") else None


class Model(metaclass=_Declared):
    """A typed view of one JSON object.

    Attributes:
        raw: The object as Podio sent it; the view shows changes made to it.
    """

    __slots__ = ("raw",)
    hidden: ClassVar[frozenset[str]] = frozenset()
    """Fields that `repr` does not show, because they open doors."""

    raw: dict[str, Any]

    def __init__(self, raw: dict[str, Any], /) -> None:
        """Look at an object.

        Raises:
            DecodeError: It is no JSON object.
        """
        if type(raw) is not dict:
            raise not_the_shape(f"an object ({type(self).__name__})", raw)
        self.raw = raw

    def to_dict(self) -> dict[str, Any]:
        """Return what came in, unknown keys and all."""
        return self.raw

    @classmethod
    def declared(cls) -> dict[str, str]:
        """Return the declared fields and their types as written."""
        found: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            for name, value in vars(base).items():
                if isinstance(value, Field):
                    found[name] = value.annotation
        return found

    def __eq__(self, other: object) -> bool:
        """Compare what Podio sent."""
        if not isinstance(other, Model) or type(other) is not type(self):
            return NotImplemented
        return self.raw == other.raw

    def __hash__(self) -> NoReturn:
        """Refuse: the JSON below can change."""
        message = f"a {type(self).__name__} has no hash; use its id as the key"
        raise TypeError(message)

    def __repr__(self) -> str:
        """Show the first fields that are there, secrets left out."""
        return f"{type(self).__name__}({', '.join(self._shown())})"

    def _shown(self) -> Iterator[str]:
        count = 0
        for name, annotation in self.declared().items():
            value = self.raw.get(name.rstrip("_"))
            if value is None or _empty(annotation) is not None:
                continue
            if name in self.hidden:
                yield f"{name}=***"
                continue
            if isinstance(value, dict | list):
                continue
            text = repr(value)
            yield f"{name}={text if len(text) <= 60 else text[:57] + '...'}"  # noqa: PLR2004 -- a line
            count += 1
            if count == _SHOWN:
                yield "..."
                return

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy by what Podio sent."""
        return (type(self), (self.raw,))


def many(result: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Read a JSON list, each element with the same reader."""

    def read(data: object) -> list[T]:
        if not is_list(data):
            raise not_the_shape("a list", data)
        return [result(one) for one in data]

    return read


def member(key: str, result: Callable[[Any], T]) -> Callable[[Any], T]:
    """Read one member of a JSON object, as in `{"item_id": 7}`."""

    def read(data: object) -> T:
        if not is_object(data) or key not in data:
            raise not_the_shape(f"an object with {key!r}", data)
        return result(data[key])

    return read


def integer(data: object) -> int:
    """Read a whole number."""
    if type(data) is not int:
        raise not_the_shape("a whole number", data)
    return data


def text(data: object) -> str:
    """Read a text."""
    if type(data) is not str:
        raise not_the_shape("a text", data)
    return data


def boolean(data: object) -> bool:
    """Read a yes or no."""
    if type(data) is not bool:
        raise not_the_shape("true or false", data)
    return data


def not_the_shape(wanted: str, data: object) -> DecodeError:
    """Say that an answer is not what the operation announces; it is kept in `raw`."""
    name = type(data).__name__
    kind = {"dict": "an object", "list": "a list", "str": "a text", "NoneType": "nothing"}.get(
        name, f"a {name}"
    )
    message = (
        f"Podio's answer was to be {wanted}, but is {kind}; the answer is kept in the error's `raw`"
    )
    return DecodeError(message, raw=data)
