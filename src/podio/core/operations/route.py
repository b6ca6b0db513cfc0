"""Paths of the API: a template, the arguments that fill it, and what is refused beforehand."""

from __future__ import annotations

from podio.errors import InvalidArgumentError

ZERO_COUNTS = ("view_id", "revision_id", "revision_from_id", "revision_to_id")
"""Where 0 means something: the view used last, and the revision that an object began with."""


class Route:
    """A verb and a path template such as `GET /item/{item_id}`.

    A placeholder that ends in `_id` takes a positive int and nothing else, as Podio does;
    any other takes text or an int, which is quoted so that it stays one piece of the path.
    """

    __slots__ = ("_pieces", "method", "names", "path")

    def __init__(self, method: str, path: str) -> None:
        """Split the template once, when the operation is declared."""
        self.method = method
        self.path = path
        self._pieces: list[str] = []
        self.names: list[str] = []
        rest = path
        while rest:
            fixed, brace, rest = rest.partition("{")
            self._pieces.append(fixed)
            if brace:
                name, _, rest = rest.partition("}")
                self.names.append(name)
        if len(self._pieces) == len(self.names):
            self._pieces.append("")

    def fill(self, arguments: tuple[int | str, ...]) -> str:
        """Return the path with the arguments in it.

        Raises:
            InvalidArgumentError: An argument is missing, of the wrong type, or empty.
        """
        names = self.names
        if len(arguments) != len(names):
            message = f"{self.method} {self.path} takes {len(names)} values, got {len(arguments)}"
            raise InvalidArgumentError(message)
        if not names:
            return self.path
        pieces = self._pieces
        parts = [pieces[0]]
        for number, name in enumerate(names):
            value = arguments[number]
            if type(value) is int and value > 0:
                parts.append(str(value))
            else:
                parts.append(_checked(name, value))
            parts.append(pieces[number + 1])
        return "".join(parts)

    def __repr__(self) -> str:
        """Show verb and path."""
        return f"Route({self.method} {self.path})"


def _checked(name: str, value: object) -> str:
    if name.endswith("_id") and "external" not in name:
        if type(value) is int and value == 0 and name in ZERO_COUNTS:
            return "0"
        message = f"{name} must be a positive int, got {value!r}"
        raise InvalidArgumentError(message)
    if isinstance(value, bool) or not isinstance(value, int | str):
        message = f"{name} must be text or an int, got {value!r}"
        raise InvalidArgumentError(message)
    text = str(value)
    if not text.strip() or text in (".", ".."):
        message = f"{name} must not be empty or dots, got {value!r}"
        raise InvalidArgumentError(message)
    from urllib.parse import quote

    return quote(text, safe=",")  # lists of ids stand in paths as they are
