"""Imports: uploaded spreadsheets whose rows become items or contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, sent
from podio.core.views.model import integer, member
from podio.models import importer as models


class Importer(Area[S]):
    """Uploaded spreadsheets whose rows become items or contacts.

    Upload the file first; an import goes on in the background, as a batch to be watched.
    """

    @operation("GET", "/importer/{file_id}/info")
    def get_info(self, file_id: int) -> Call[models.Importer]:
        """Fetch how many rows an uploaded spreadsheet has, and its columns.

        https://developers.podio.com/doc/importer/get-info-5929504
        """
        return Call(models.Importer, file_id)

    @operation("POST", "/importer/{file_id}/preview/{row}", repeatable=True)
    def preview(
        self, file_id: int, row: int, mappings: Sequence[Mapping[str, Json]]
    ) -> Call[models.ImportPreview]:
        """Fetch the item that a row would become; nothing is created.

        Args:
            mappings: As for `import_items`.

        https://developers.podio.com/doc/importer/get-preview-5936702
        """
        at_least(0, row=row)
        not_empty(mappings=mappings)
        return Call(models.ImportPreview, file_id, row, body=sent(mappings=mappings))

    @operation("POST", "/importer/{file_id}/item/app/{app_id}")
    def import_items(
        self,
        file_id: int,
        app_id: int,
        mappings: Sequence[Mapping[str, Json]],
        *,
        tags_column_id: int | str | None = None,
        app_item_id_column_id: int | str | None = None,
    ) -> Call[int]:
        """Begin to make the rows items of an app and return the id of the batch.

        Args:
            mappings: What fills each field: `field_id`, `unique` and `value`. The value is
                `column_id` for most types; `start_column_id`, `stop_column_id` and `day_first`
                for date; `value_column_id` and `currency_column_id` or `currency_default` for
                money; `app_id` and `mappings` for app; `mappings` with `field_key` for
                contact; the kind of each column, by column id, for email, phone and location.

        https://developers.podio.com/doc/importer/import-app-items-212899
        """
        not_empty(mappings=mappings)
        body = sent(
            app_id=app_id,  # in the path as well, but the page has it here too
            mappings=mappings,
            tags_column_id=tags_column_id,
            app_item_id_column_id=app_item_id_column_id,
        )
        return Call(member("batch_id", integer), file_id, app_id, body=body)

    @operation("POST", "/importer/{file_id}/contact/space/{space_id}")
    def import_contacts(
        self, file_id: int, space_id: int, mappings: Sequence[Mapping[str, Json]]
    ) -> Call[int]:
        """Begin to make the rows contacts of a space and return the id of the batch.

        Args:
            mappings: What fills each field of a contact: `field_key`, `unique`, `column_id`.

        https://developers.podio.com/doc/importer/import-space-contacts-4261072
        """
        not_empty(mappings=mappings)
        # The page shows no answer; php and dotnet read batch_id.
        return Call(member("batch_id", integer), file_id, space_id, body=sent(mappings=mappings))
