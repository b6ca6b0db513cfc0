"""Batches: work that Podio does in the background, such as imports and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.models.applications import App
    from podio.models.files import File
    from podio.models.reference import Reference
    from podio.models.spaces import Space


class Batch(Model):
    """An import or export, and how far it is.

    https://developers.podio.com/doc/batch/get-batch-6144225
    """

    batch_id: int
    name: str | None
    plugin: str | None  # app_import, app_export, app_content
    status: Literal["created", "processing", "failed", "completed"] | None
    completed: int | None  # objects done so far
    skipped: int | None
    failed: int | None
    file: File | None  # what was imported, or came out of the export
    app: App | None
    space: Space | None
    ref: Reference | None
    created_on: datetime | None
    started_on: datetime | None
    ended_on: datetime | None
