"""The `fields=` parameter: which view of an object, and which attributes on top."""

from __future__ import annotations

import re

from podio.sandbox.http.errors import invalid_value

PART = re.compile(r"[A-Za-z_][A-Za-z_0-9]*|[.(),]")


class Wanted:
    """What is wanted of one name: a view, and attributes that it lacks."""

    __slots__ = ("extra", "view")

    def __init__(self) -> None:
        self.view: str | None = None
        self.extra: dict[str, Wanted] = {}


class _Reader:
    """Reads EXPR = name [.view(V)] [.fields(LIST)] with LIST = EXPR, EXPR, ..."""

    def __init__(self, text: str) -> None:
        self._text = text
        compact = text.replace(" ", "")
        self._parts = PART.findall(compact)
        if "".join(self._parts) != compact:
            raise self._bad()
        self._place = 0

    def _bad(self) -> Exception:
        return invalid_value(f"Cannot read fields={self._text!r}", key="fields")

    def _peek(self) -> str:
        return self._parts[self._place] if self._place < len(self._parts) else ""

    def _take(self, wanted: str | None = None) -> str:
        part = self._peek()
        if not part or (wanted is not None and part != wanted):
            raise self._bad()
        self._place += 1
        return part

    def all(self) -> dict[str, Wanted]:
        names = self._names()
        if self._peek():
            raise self._bad()
        return names

    def _names(self) -> dict[str, Wanted]:
        names: dict[str, Wanted] = {}
        while True:
            name = self._take()
            names[name] = self._wanted()
            if self._peek() != ",":
                return names
            self._take(",")

    def _wanted(self) -> Wanted:
        wanted = Wanted()
        while self._peek() == ".":
            self._take(".")
            kind = self._take()
            self._take("(")
            if kind == "view":
                wanted.view = self._take()
            elif kind == "fields":
                wanted.extra = self._names()
            else:
                raise self._bad()
            self._take(")")
        return wanted


def read_bundle(text: str | None) -> dict[str, Wanted]:
    """Read a `fields=` parameter; none wants nothing special."""
    return _Reader(text).all() if text else {}
