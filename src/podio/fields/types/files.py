"""Fields that hold files: image, file and video."""

from __future__ import annotations

from typing import Any

from podio.fields.field_type import SeveralValues
from podio.fields.pointing import Pointing
from podio.models.files import File


class FileType(Pointing):
    """Uploaded files."""

    names = ("file", "image")
    column = "list<integer>"  # file ids
    key = "file_id"

    @staticmethod
    def read_one(value: Any, /) -> File:
        """Read `{"value": {"file_id": 7, "name": ..., ...}}`."""
        return File(value["value"])


class VideoType(SeveralValues):
    """Videos; files write them."""

    names = ("video",)
    column = "list<integer>"  # file ids

    @staticmethod
    def read_one(value: Any, /) -> File | int:
        """Read `{"value": 7}`, a file id, or the file itself."""
        held = value["value"]
        return held if type(held) is int else File(held)
