"""Fields that hold files: image, file and video; embeds are in a file of their own."""

from __future__ import annotations

from typing import Any

from podio.fields.references import model


def read_file(value: Any) -> object:  # JSON
    """Read `{"value": {"file_id": 7, "name": ..., ...}}`."""
    return model("File")(value["value"])


def read_video(value: Any) -> object:  # JSON
    """Read `{"value": 7}`, a file id, or the file itself."""
    held = value["value"]
    return held if type(held) is int else model("File")(held)


def read_link(value: Any) -> object:  # JSON
    """Read `{"embed": {...}, "file": {...}}`."""
    from podio.fields.links import Link

    return Link(value)
