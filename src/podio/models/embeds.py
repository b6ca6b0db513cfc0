"""Embedded web pages, images and videos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.models.files import File


class Embed(Model):
    """A web page, image or video shown inside an item, comment or status.

    https://developers.podio.com/doc/embeds
    """

    embed_id: int
    type: str | None  # image, video, rich, link, unresolved
    title: str | None
    description: str | None
    url: str | None
    original_url: str | None
    resolved_url: str | None
    hostname: str | None
    provider_name: str | None
    embed_html: str | None
    embed_width: int | None
    embed_height: int | None
    files: list[File]
    created_on: datetime | None
