"""Batches: work that Podio does in the background, such as imports and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.operations.operation import Area, S, flow, operation
from podio.core.operations.request import Call, Flow, pause
from podio.core.views.model import many
from podio.models import batch as models

if TYPE_CHECKING:
    from collections.abc import Callable


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

    @flow
    def wait(
        self,
        batch_id: int,
        *,
        on_progress: Callable[[models.Batch], object] | None = None,
        timeout: float = 3600.0,
    ) -> Flow[models.Batch]:
        """Wait until a batch is completed or has failed, and return it as it is then.

        It is looked at after 2 seconds, then less and less often, up to once in 30 seconds:
        each look is a call. Podio has no operation that cancels a batch.

        Args:
            on_progress: Called with the batch after each look.
            timeout: Wait at most this many seconds; the batch then comes back unfinished.

        Not on a page of its own; made of `get`.
        """
        waited, wait = 0.0, 2.0
        while True:
            batch = yield from Batch.get(batch_id)
            if on_progress is not None:
                on_progress(batch)
            if batch.status in ("completed", "failed") or waited >= timeout:
                return batch
            wait = min(wait, timeout - waited)
            yield from pause(wait)
            waited += wait
            wait = min(30.0, wait * 1.5)

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
