"""Fields that only part others from each other: separator."""

from __future__ import annotations

from typing import Any

from podio.fields.field_type import OneValue


class SeparatorType(OneValue):
    """A heading between fields: it holds nothing."""

    names = ("separator",)
    column = None

    @staticmethod
    def read_one(value: Any, /) -> dict[str, Any]:
        """Read what Podio should never send, so as not to lose it."""
        return dict(value)
