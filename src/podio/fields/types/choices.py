"""Fields that hold a choice: category and question."""

from __future__ import annotations

from typing import Any

from podio.core.views.model import Model
from podio.fields.field_type import FieldType, only, setting


class Option(Model):
    """One of the options of a category field; `str(option)` is its text.

    Two are equal when their ids are. To write one, its id is enough.

    https://developers.podio.com/doc/applications
    """

    id: int
    text: str | None
    status: str | None  # active, deleted
    color: str | None  # six hexadecimal digits

    def to_podio(self) -> int:
        """Return the form that Podio takes."""
        return self.id

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Option):
            return NotImplemented
        return self.id == other.id

    # Other views have no hash, for their JSON can change; an option is known by its id.
    def __hash__(self) -> int:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return hash(self.id)

    def __str__(self) -> str:
        return self.text or ""


class ChoiceType(FieldType):
    """Options, one or several: the settings of the field say which."""

    names = ("category", "question")
    column = "text"  # of the option; a list of texts where the field takes several
    python = (Option,)

    def read(self, field: dict[str, Any]) -> Any:
        """Read `{"value": {"id": 1, "text": ..., ...}}`."""
        options = [Option(value["value"]) for value in field.get("values") or ()]
        return options if setting(field, "multiple") else only(options)
