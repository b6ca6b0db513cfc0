"""Typed reading of JSON objects and query strings: the wrong type is a 400, as in Podio."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from podio.sandbox.http.errors import Refusal, invalid_value
from podio.sandbox.jsontypes import Json, JsonObject, is_int, is_list, is_object

T = TypeVar("T")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def wrong(name: str, expected: str, value: Json) -> Refusal:
    """Build the refusal for a key whose value has the wrong type."""
    message = f"Invalid value {value!r} ({type(value).__name__}): {name} must be {expected}"
    return invalid_value(message, key=name, expected=expected)


class Body:
    """The JSON object of a request, read key by key."""

    def __init__(self, content: JsonObject) -> None:
        self.content = content

    def __contains__(self, name: str) -> bool:
        """Tell whether the caller sent the key at all, null included."""
        return name in self.content

    def _read(self, name: str, kind: type[T], expected: str, default: T | None) -> T | None:
        value = self.content.get(name)
        if value is None:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise wrong(name, expected, value)
        return value

    def text(self, name: str, default: str | None = None) -> str | None:
        """Read a string."""
        return self._read(name, str, "string", default)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Read an integer; a number in quotes is refused, as Podio does."""
        return self._read(name, int, "integer", default)

    def truth(self, name: str, *, default: bool = False) -> bool:
        """Read a boolean."""
        return bool(self._read(name, bool, "boolean", default))

    def mapping(self, name: str) -> JsonObject | None:
        """Read an object."""
        value = self.content.get(name)
        if value is not None and not is_object(value):
            raise wrong(name, "object", value)
        return value

    def sequence(self, name: str) -> list[Json] | None:
        """Read a list."""
        value = self.content.get(name)
        if value is not None and not is_list(value):
            raise wrong(name, "list", value)
        return value

    def integers(self, name: str) -> list[int] | None:
        """Read a list of integers."""
        values = self.sequence(name)
        if values is not None and not all(is_int(value) for value in values):
            raise wrong(name, "list of integers", values)
        return values

    def texts(self, name: str) -> list[str] | None:
        """Read a list of strings."""
        values = self.sequence(name)
        if values is not None and not all(isinstance(value, str) for value in values):
            raise wrong(name, "list of strings", values)
        return values

    def need_text(self, name: str) -> str:
        """Read a string that must be there and not be empty."""
        value = self.text(name)
        if not value:
            raise invalid_value(f"Missing value for {name}", key=name, expected="string")
        return value

    def need_integer(self, name: str) -> int:
        """Read an integer that must be there."""
        value = self.integer(name)
        if value is None:
            raise invalid_value(f"Missing value for {name}", key=name, expected="integer")
        return value

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Read a string out of a few."""
        value = self.text(name, default) or default
        if value not in allowed:
            raise wrong(name, "one of " + ", ".join(allowed), value)
        return value


class Query:
    """The query string of a request; of a repeated name the last one counts."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def text(self, name: str, default: str | None = None) -> str | None:
        """Read a string."""
        return self.values.get(name, default)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Read an integer."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except ValueError:
            raise wrong(name, "integer", value) from None

    def truth(self, name: str, *, default: bool = False) -> bool:
        """Read a boolean: 0 and 1, and the words that clients also send."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        if value.lower() in {"1", "true"}:
            return True
        if value.lower() in {"0", "false"}:
            return False
        raise wrong(name, "boolean (0 or 1)", value)

    def integers(self, name: str) -> list[int]:
        """Read a list of integers joined by commas or semicolons."""
        text = self.values.get(name) or ""
        try:
            return [int(part) for part in re.split(r"[,;]", text) if part]
        except ValueError:
            raise wrong(name, "list of integers", text) from None

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Read a string out of a few."""
        value = self.values.get(name) or default
        if value not in allowed:
            raise wrong(name, "one of " + ", ".join(allowed), value)
        return value

    def page(self, limit: int, most: int) -> slice:
        """Read limit and offset as a slice of the result."""
        size = self.integer("limit", limit) or 0
        return page_of(size, self.integer("offset", 0) or 0, most)


def page_of(limit: int, offset: int, most: int) -> slice:
    """Make a slice of limit and offset; more than `most` at a time is cut down."""
    # guess: Podio's answer to a limit beyond the maximum is not documented
    if limit < 0:
        raise wrong("limit", "0 or more", limit)
    if offset < 0:
        raise wrong("offset", "0 or more", offset)
    return slice(offset, offset + min(limit, most))
