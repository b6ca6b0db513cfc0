"""Routes as data, and the tree that finds the one for a path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.rights.scopes import Permission

PERMISSIONS: dict[str, Permission] = {"GET": "read", "DELETE": "delete"}
# Path parameters that end in _id and are yet text.
TEXT_IDS = frozenset({"external_id", "field_or_external_id"})


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: where it is, what does it, and who may call it.

    Args:
        method: HTTP method.
        path: template as in the API reference; `{x_id}` takes digits only.
        handler: function of a `Call`.
        sign_in: whether a token is needed.
        app: whether a token of the app grant may call it (it still reaches only its own app).
        rate_limited: whether it counts in the small pool of the "Rate limited" operations.
        other_slash: whether clients also call it with (or without) the last slash.
        permission: what a scope must allow; by default read for GET, delete for DELETE,
            write for the others.
    """

    method: str
    path: str
    handler: Callable[[Call], Json]
    sign_in: bool = True
    app: bool = False
    rate_limited: bool = False
    other_slash: bool = False
    permission: Permission | None = None

    @property
    def needs(self) -> Permission:
        """Permission that a scope must hold for this operation."""
        return self.permission or PERMISSIONS.get(self.method, "write")


class _Node:
    __slots__ = ("number", "routes", "text", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.number: _Node | None = None
        self.text: _Node | None = None
        self.routes: dict[str, tuple[Route, tuple[str, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Match:
    """A route that fits, with the decoded path parameters."""

    route: Route
    params: dict[str, str]


class Router:
    """Finds routes by path; fixed words win over numbers, numbers over free text."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route, route.path)
            if route.other_slash:
                other = route.path[:-1] if route.path.endswith("/") else route.path + "/"
                self._add(route, other)

    def _add(self, route: Route, path: str) -> None:
        node, names = self._root, list[str]()
        for segment in path.split("/")[1:]:
            if not segment.startswith("{"):
                node = node.words.setdefault(segment, _Node())
                continue
            name = segment[1:-1]
            names.append(name)
            if name.endswith("_id") and name not in TEXT_IDS:
                node.number = node.number or _Node()
                node = node.number
            else:
                node.text = node.text or _Node()
                node = node.text
        if route.method in node.routes:
            message = f"two routes for {route.method} {path}"
            raise ValueError(message)
        node.routes[route.method] = (route, tuple(names))

    def find(self, method: str, raw_path: str) -> Match | None:
        """Find the route of a still percent-encoded path."""
        found = self._walk(self._root, raw_path.split("/")[1:], method, [])
        if found is None:
            return None
        (route, names), values = found
        return Match(route, dict(zip(names, map(unquote, values), strict=True)))

    def _walk(
        self, node: _Node, segments: list[str], method: str, values: list[str]
    ) -> tuple[tuple[Route, tuple[str, ...]], list[str]] | None:
        if not segments:
            entry = node.routes.get(method)
            return None if entry is None else (entry, values)
        first, rest = segments[0], segments[1:]
        if first in node.words:
            found = self._walk(node.words[first], rest, method, values)
            if found is not None:
                return found
        if node.number is not None and first.isascii() and first.isdigit():
            found = self._walk(node.number, rest, method, [*values, first])
            if found is not None:
                return found
        if node.text is not None and first:
            return self._walk(node.text, rest, method, [*values, first])
        return None
