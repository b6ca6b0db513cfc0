"""Apps, their fields, their items and the revisions of those."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an app; `config` holds label, settings and the like."""

    field_id: int
    type: str
    external_id: str
    config: JsonObject
    status: str = "active"

    @property
    def label(self) -> str:
        """Name the users see."""
        return str(self.config["label"])

    @property
    def settings(self) -> JsonObject:
        """Settings of the field type."""
        return self.config.get("settings") or {}

    @property
    def multiple(self) -> bool:
        """Whether an item may hold several values."""
        return bool(self.settings.get("multiple", False))


@dataclass(frozen=True, slots=True)
class App:
    """An app: a form of fields, and the items filled in on it."""

    app_id: int
    space_id: int
    config: JsonObject
    fields: list[Field]
    url_label: str
    token: str
    owner: int
    created_on: str
    status: str = "active"
    revision: int = 0
    position: int = 0
    original: int | None = None
    original_revision: int | None = None

    @property
    def active_fields(self) -> list[Field]:
        """Fields that new items have, in the order of their delta."""
        return [field for field in self.fields if field.status == "active"]

    def find_field(self, key: str | int) -> Field | None:
        """Find a field by its id (number or digits) or external id."""
        text = str(key)
        for candidate in self.fields:
            if str(candidate.field_id) == text or candidate.external_id == text:
                return candidate
        return None


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of an item; `before` holds the values that it replaced."""

    revision_id: int
    revision: int
    app_revision: int
    type: str
    created_on: str
    created_by: JsonObject
    created_via: int
    before: dict[str, list[JsonObject]] = field(default_factory=dict[str, list[dict[str, object]]])


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `values` maps the field id (as a string) to its list of values."""

    item_id: int
    app_id: int
    app_item_id: int
    values: dict[str, list[JsonObject]]
    revisions: list[Revision]
    external_id: str | None = None
    tags: list[str] = field(default_factory=list[str])
    file_ids: list[int] = field(default_factory=list[int])
    last_event_on: str = ""
    ref: JsonObject | None = None
    reminder: JsonObject | None = None
    recurrence: JsonObject | None = None
    linked_account_id: int | None = None
    priority: float = 0.0
    participants: JsonObject = field(default_factory=dict[str, object])

    @property
    def first(self) -> Revision:
        """The creation."""
        return self.revisions[0]

    @property
    def last(self) -> Revision:
        """The newest change."""
        return self.revisions[-1]
