"""Fields that hold links: embed. A link is an embed and the thumbnail chosen for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podio.core.shapes import is_object
from podio.fields.pointing import Pointing
from podio.models.embeds import Embed
from podio.models.files import File

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class Link(Embed):
    """An embed in an item's field: all that an `Embed` has, and its thumbnail.

    https://developers.podio.com/doc/items
    """

    __slots__ = ("_held",)

    def __init__(self, held: dict[str, Any], /) -> None:
        """Look at a field's value.

        Raises:
            DecodeError: There is no embed in it.
        """
        super().__init__(held["embed"])
        self._held = held

    @property
    def thumbnail(self) -> File | None:
        """The picture that was chosen to stand for the link."""
        file = self._held.get("file")
        return File(file) if is_object(file) else None

    def to_podio(self) -> Json:
        """Return the form that Podio takes."""
        thumbnail = self.thumbnail
        if thumbnail is None:
            return {"embed": self.embed_id}
        return {"embed": self.embed_id, "file": thumbnail.file_id}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Link):
            return NotImplemented
        return self._held == other._held

    __hash__ = Embed.__hash__

    def __reduce__(self) -> tuple[object, ...]:
        return (Link, (self._held,))


class LinkType(Pointing):
    """Links; embeds write them as well."""

    names = ("embed",)
    column = "list<text>"  # addresses
    key = "embed_id"

    @staticmethod
    def read_one(value: Any, /) -> Link:
        """Read `{"embed": {...}, "file": {...}}`."""
        return Link(value)

    def write(self, value: Any) -> Json:
        """Return the embed's id, with the thumbnail where one was chosen."""
        return value.to_podio() if isinstance(value, Link) else {"embed": value.raw["embed_id"]}
