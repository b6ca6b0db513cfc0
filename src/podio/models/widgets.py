"""Widgets: tiles on the front page of an organization, a space, an app or a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.reference import Reference
    from podio.models.users import ByLine


class Widget(Model):
    """A tile and, where asked for to be shown, what is on it.

    https://developers.podio.com/doc/widgets
    """

    widget_id: int
    type: str | None
    title: str | None
    config: dict[str, Json]
    data: Json | None
    ref: Reference | None
    ref_type: str | None
    ref_id: int | None
    allowed_refs: list[str]
    rights: list[str]
    x: int | None
    y: int | None
    cols: int | None
    rows: int | None
    created_by: ByLine | None
    created_on: datetime | None
