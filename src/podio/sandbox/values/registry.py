"""All field types by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.values.addresses import EMAIL_TYPES, PHONE_TYPES, Email, Location, Typed
from podio.sandbox.values.choices import Category
from podio.sandbox.values.dates import Date
from podio.sandbox.values.field_type import FieldType
from podio.sandbox.values.media import Embed, FileReference, Media, Video
from podio.sandbox.values.numeric import Calculation, Duration, Money, Number, Progress
from podio.sandbox.values.relations import AppReference, Contact, Member
from podio.sandbox.values.texts import State, Tag, Text

if TYPE_CHECKING:
    from podio.sandbox.state.app_records import Field


class Separator(FieldType):
    """Divides a form; holds no value."""

    expected = "left out: a separator holds no value"


FIELD_TYPES: dict[str, FieldType] = {
    "text": Text(),
    "state": State(),
    "tag": Tag(),
    "number": Number(),
    "money": Money(),
    "progress": Progress(),
    "duration": Duration(),
    "calculation": Calculation(),
    "category": Category(),
    "question": Category(),
    "date": Date(),
    "app": AppReference(),
    "contact": Contact(),
    "member": Member(),
    "image": FileReference(),
    "file": FileReference(),
    "video": Video(),
    "media": Media(),
    "embed": Embed(),
    "location": Location(),
    "phone": Typed(PHONE_TYPES, 50),
    "tel": Typed(PHONE_TYPES, 50),
    "email": Email(EMAIL_TYPES, 254),
    "separator": Separator(),
}

SORTABLE = frozenset(
    {
        "state",
        "text",
        "location",
        "money",
        "number",
        "calculation",
        "progress",
        "duration",
        "app",
        "date",
        "contact",
        "category",
        "question",
    }
)


def type_of(field: Field) -> FieldType:
    """Find the type of a field."""
    return FIELD_TYPES[field.type]
