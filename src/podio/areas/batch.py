"""Batches: work that Podio does in the background, such as imports and exports."""

from __future__ import annotations

from podio.core.model import many
from podio.core.operation import Area, S, operation
from podio.core.request import Call
from podio.models import batch as models


class Batch(Area[S]):
    """Work that Podio does in the background, such as imports and exports."""

    @operation("GET", "/batch/")
    def mine(self) -> Call[list[models.Batch]]:
        """Fetch the acting user's batches, newest first.

        https://developers.podio.com/doc/batch/get-batches-6078877
        """
        return Call(many(models.Batch))

    @operation("GET", "/batch/{batch_id}")
    def get(self, batch_id: int) -> Call[models.Batch]:
        """Fetch a batch, to see how far it is.

        https://developers.podio.com/doc/batch/get-batch-6144225
        """
        return Call(models.Batch, batch_id)

    @operation("GET", "/batch/{ref_type}/{ref_id}/{plugin}/running/")
    def running(self, ref_type: str, ref_id: int, plugin: str) -> Call[list[models.Batch]]:
        """Fetch the batches that run for an object.

        Args:
            ref_type: What it is, such as `app`.
            ref_id: The id of that object.
            plugin: The kind of work: `app_import`, `app_export` or `app_content`.

        https://developers.podio.com/doc/batch/get-running-batches-15856178
        """
        return Call(many(models.Batch), ref_type, ref_id, plugin)
