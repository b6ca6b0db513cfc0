"""The types of fields, each listed once: what reads, writes and filters goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.fields.types.apps import AppType
from podio.fields.types.calculations import CalculationType
from podio.fields.types.choices import ChoiceType
from podio.fields.types.dates import DateType
from podio.fields.types.durations import DurationType
from podio.fields.types.files import FileType, VideoType
from podio.fields.types.labelled import EmailType, PhoneType
from podio.fields.types.links import LinkType
from podio.fields.types.locations import LocationType
from podio.fields.types.money import MoneyType
from podio.fields.types.numbers import NumberType, ProgressType
from podio.fields.types.people import ContactType, MemberType
from podio.fields.types.separators import SeparatorType
from podio.fields.types.texts import TagType, TextType

if TYPE_CHECKING:
    from podio.fields.field_type import FieldType

# An object that has several ids, such as a contact who is a user, goes to the first that takes it.
FIELD_TYPES: tuple[FieldType, ...] = (
    TextType(),
    NumberType(),
    DateType(),
    DurationType(),
    ChoiceType(),
    LinkType(),
    AppType(),
    ContactType(),
    FileType(),
    MemberType(),
    MoneyType(),
    LocationType(),
    EmailType(),
    PhoneType(),
    ProgressType(),
    CalculationType(),
    TagType(),
    VideoType(),
    SeparatorType(),
)

BY_NAME: dict[str, FieldType] = {name: kind for kind in FIELD_TYPES for name in kind.names}


def taking(value: object) -> FieldType | None:
    """Return the type that writes and filters by a Python value, or None."""
    return next((kind for kind in FIELD_TYPES if kind.takes(value)), None)
