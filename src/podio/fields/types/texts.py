"""Fields that hold text: text, state and tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podio.core.operations.wire import wire
from podio.core.views.model import text
from podio.fields.field_type import OneValue, SeveralValues

if TYPE_CHECKING:
    from podio.core.operations.request import Json


def read_text(value: Any) -> str:  # JSON
    """Read `{"value": "text"}`; HTML stays as it is."""
    found = value["value"]
    return found if type(found) is str else text(found)


class TextType(OneValue):
    """A text; it also writes what other types are known by, such as an address."""

    names = ("state", "text")
    column = "text"
    python = (str,)
    read_one = staticmethod(read_text)

    def write(self, value: str) -> Json:
        """Return the text."""
        return wire(value)

    def bound(self, value: str) -> Json:
        """Return a relative date, such as "-1m"."""
        return wire(value)


class TagType(SeveralValues):
    """Words by which items are found again; texts write them."""

    names = ("tag",)
    column = "list<text>"
    read_one = staticmethod(read_text)
