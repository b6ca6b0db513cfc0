"""Fields that hold how long something takes: duration."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from podio.core.operations.wire import wire
from podio.fields.field_type import OneValue
from podio.fields.types.numbers import read_whole

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class DurationType(OneValue):
    """A length of time in whole seconds."""

    names = ("duration",)
    column = "duration"
    python = (timedelta,)

    @staticmethod
    def read_one(value: Any, /) -> timedelta:
        """Read `{"value": 3604}`, in seconds."""
        seconds = value["value"]
        return timedelta(0, seconds if type(seconds) is int else read_whole(value))

    def write(self, value: timedelta) -> Json:
        """Return the seconds."""
        return wire(value)

    def filter(self, value: timedelta) -> Json:
        """Return the range of this length alone."""
        return self.exactly(value)

    def bound(self, value: timedelta) -> Json:
        """Return the seconds."""
        return wire(value)
