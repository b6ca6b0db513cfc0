"""Field types that point at files and links: image, file, video, media and embed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.jsontypes import is_int, is_object
from podio.sandbox.rights.access import may_touch_file
from podio.sandbox.values.field_type import FieldType, SortKey, bad
from podio.sandbox.views.files import file_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import Field


class FileReference(FieldType):
    """Points at an uploaded file, shown whole."""

    expected = "the file_id of an uploaded file"
    several = True

    def check(self, raw: Json, field: Field, call: Call) -> Json:
        """Take the id of a file that the caller may touch, of an allowed type."""
        file = call.world.files.get(raw) if is_int(raw) else None
        if file is None or not may_touch_file(call, file):
            raise bad(field, self.expected, raw)
        allowed: list[str] | None = field.settings.get("allowed_mimetypes")
        if allowed and not any(_mimetype_fits(file.mimetype, pattern) for pattern in allowed):
            raise bad(field, "a file of one of the types " + ", ".join(allowed), raw)
        return raw

    def show(self, value: JsonObject, _field: Field, call: Call, /) -> JsonObject | None:
        """Show the file."""
        file = call.world.files.get(value["value"])
        return None if file is None else {"value": file_shown(call, file)}

    def sort_key(self, _value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Files do not sort."""
        return None

    def text(self, value: JsonObject, _field: Field, call: Call) -> str:
        """Print the name of the file."""
        file = call.world.files.get(value["value"])
        return "" if file is None else file.name


def _mimetype_fits(mimetype: str, pattern: str) -> bool:
    return mimetype == pattern or (pattern.endswith("/*") and mimetype.startswith(pattern[:-1]))


class Video(FileReference):
    """Points at a file, shown as its bare id."""

    def show(self, value: JsonObject, _field: Field, _call: Call) -> JsonObject:
        """Show the id."""
        return value


class Media(FieldType):
    """Embedded web content; its form is documented nowhere."""

    expected = "a string"

    def check(self, raw: Json, field: Field, _call: Call) -> Json:
        """Take a string."""
        # guess: the reference lists the type and shows no value
        if not isinstance(raw, str) or not raw:
            raise bad(field, self.expected, raw)
        return raw

    def sort_key(self, _value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Web content does not sort."""
        return None


class Embed(FieldType):
    """Points at a link made before, with the file of its thumbnail."""

    expected = 'an object {"embed": embed_id, "file": file_id}'
    several = True

    def read(self, raw: Json, field: Field, call: Call) -> JsonObject:
        """Take the ids of an embed and perhaps of a file."""
        if not is_object(raw):
            # guess: a bare value is documented as equal, and can only be the embed
            raw = {"embed": raw}
        embed_id, file_id = raw.get("embed"), raw.get("file")
        if not is_int(embed_id) or call.world.embeds.get(embed_id) is None:
            raise bad(field, self.expected, raw)
        if file_id is not None and (not is_int(file_id) or call.world.files.get(file_id) is None):
            raise bad(field, self.expected, raw)
        return {"embed": embed_id, "file": file_id}

    def show(self, value: JsonObject, _field: Field, call: Call) -> JsonObject | None:
        """Show the link and its thumbnail."""
        embed = call.world.embeds.get(value["embed"])
        if embed is None:
            return None
        file = None if value["file"] is None else call.world.files.get(value["file"])
        shown = {
            "embed_id": embed.embed_id,
            "type": embed.type,
            "title": embed.title,
            "description": embed.description,
            "url": embed.url,
            "original_url": embed.url,
            "resolved_url": embed.url,
            "embed_html": None,
            "embed_width": None,
            "embed_height": None,
        }
        return {"embed": shown, "file": None if file is None else file_shown(call, file)}

    def sort_key(self, _value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Links do not sort."""
        return None

    def text(self, value: JsonObject, _field: Field, call: Call) -> str:
        """Print the address."""
        embed = call.world.embeds.get(value["embed"])
        return "" if embed is None else embed.url
