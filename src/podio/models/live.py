"""Chats and video calls that hang on a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.models.reference import Reference
    from podio.models.users import Presence, Push


class Live(Model):
    """A chat or video session, held by another provider."""

    live_id: int
    provider: str | None
    provider_id: str | None
    status: str | None
    ref: Reference | None
    settings: Json
    presence: Presence | None
    push: Push | None
