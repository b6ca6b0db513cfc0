"""Imports: uploaded spreadsheets whose rows become items or contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.models.items import ItemField


class ImportColumn(Model):
    """A column of the spreadsheet.

    https://developers.podio.com/doc/importer/get-info-5929504
    """

    # Columns of some formats are named by letters, so clients keep the id as text.
    id: int | str | None
    name: str | None


class Importer(Model):
    """What is in an uploaded spreadsheet.

    https://developers.podio.com/doc/importer/get-info-5929504
    """

    row_count: int | None
    columns: list[ImportColumn]


class ImportPreview(Model):
    """The item that one row would become.

    https://developers.podio.com/doc/importer/get-preview-5936702
    """

    fields: list[ItemField]
    tags: list[str]
