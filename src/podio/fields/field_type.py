"""What a type of field is: how its values are read, written and filtered by, and its column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from podio.core.shapes import is_object
from podio.errors import InvalidArgumentError

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class FieldType:
    """A type of field, or several that hold the same; one object of it is in the registry.

    Reading goes by the type of the field, which every answer names. Writing and filtering go by
    the type of the Python value, for nobody says the field's: the first type that takes a value
    writes it. To add a type, declare a subclass of `OneValue` or `SeveralValues` in a file of
    `podio.fields.types`, with the class of its values, and list it in `podio.fields.registry`.
    """

    names: ClassVar[tuple[str, ...]]
    """What Podio calls it."""

    column: ClassVar[str | None]
    """The type of its column in a table; None for no column.

    One of `text`, `integer`, `decimal`, `duration` and `timestamp`, `list<...>` of one of these,
    or `json` for what is known only when it is seen.
    """

    python: ClassVar[tuple[type, ...]] = ()
    """The types of the Python values that it writes."""

    def read(self, field: dict[str, Any]) -> Any:  # the type of the field decides
        """Return what a field holds, as Podio sent it with an item.

        A value of an unexpected shape makes it raise TypeError, ValueError, KeyError and the
        like; `podio.fields.reading` then gives the values that Podio sent.
        """
        raise NotImplementedError

    def takes(self, value: object) -> bool:
        """Tell whether a Python value is one of this type's, to write or filter by."""
        return isinstance(value, self.python)

    def write(self, value: Any) -> Json:  # what it takes
        """Return one value in the form that Podio takes.

        Raises:
            InvalidArgumentError: No field can hold it.
        """
        return value.to_podio()

    def filter(self, value: Any) -> Json:  # what it takes
        """Return the filter of one value: a list of choices, or an object of `from` and `to`.

        Raises:
            InvalidArgumentError: It cannot be filtered by.
        """
        return [choice(self.write(value))]

    def bound(self, value: Any) -> Json:  # what it takes
        """Return one value as the end of a range.

        Raises:
            InvalidArgumentError: Ranges do not end with such a value.
        """
        raise not_a_bound(value)

    def exactly(self, value: Any) -> Json:  # what it takes
        """Return the range of this value alone, for types that are filtered by range."""
        return {"from": self.bound(value), "to": self.bound(value)}


class OneValue(FieldType):
    """A type of field that holds one value, or None."""

    @staticmethod
    def read_one(value: Any, /) -> Any:  # JSON in
        """Return the Python value of one of the objects in `values`."""
        raise NotImplementedError

    def read(self, field: dict[str, Any]) -> Any:  # as above
        """Return the value; None without one."""
        # This runs for every value of a page of items: the common case has the shortest way.
        values = field.get("values")
        if values and len(values) == 1:
            return self.read_one(values[0])
        return only([self.read_one(value) for value in values or ()])


class SeveralValues(FieldType):
    """A type of field that may hold several values: a list even if it is one."""

    @staticmethod
    def read_one(value: Any, /) -> Any:  # JSON in
        """Return the Python value of one of the objects in `values`."""
        raise NotImplementedError

    def read(self, field: dict[str, Any]) -> Any:  # as above
        """Return the list of values."""
        return [self.read_one(value) for value in field.get("values") or ()]


def only(found: list[Any]) -> Any:
    """Return the one there is, or None; several where one is expected are all kept."""
    return found[0] if len(found) == 1 else found or None


def choice(ready: Json) -> Json:
    """Return a written value as it stands in a list of choices to filter by."""
    return ready["value"] if is_object(ready) and is_object(ready.get("value")) else ready


def setting(field: dict[str, Any], name: str) -> Any:  # JSON
    """Return a setting of a field; None where the view of the item leaves settings out."""
    try:
        return field["config"]["settings"][name]
    except (KeyError, TypeError):
        return None


def not_a_bound(value: object) -> InvalidArgumentError:
    """Say that a range does not end with such a value."""
    return InvalidArgumentError(f"a range does not go from or to {type(value).__name__}")
