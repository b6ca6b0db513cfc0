"""Batches: work in the background. Here it is done at once and told step by step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.files.kept import keep_file
from podio.sandbox.areas.items.xlsx import MIMETYPE
from podio.sandbox.areas.organizations.views import space_micro
from podio.sandbox.http.errors import forbidden, not_found
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_app
from podio.sandbox.state.records import Batch
from podio.sandbox.views.apps import app_shown
from podio.sandbox.views.files import file_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App

# guess: who asks sees it one step further each time, as with work that takes a while
NEXT = {"created": "processing", "processing": "completed"}


def start_export(call: Call, app: App, content: bytes, count: int) -> Batch:
    """Start the export of items; its file is there when it is completed."""
    name = f"{app.config['name']} - all items.xlsx"
    file = keep_file(call, name, MIMETYPE, content)
    return call.world.batches.put(
        Batch(
            batch_id=call.world.next_id("batch"),
            name=f"Export of {app.config['name']}",
            plugin="app_export",
            status="created",
            created_on=call.world.now(),
            created_by=call.principal.actor,
            app_id=app.app_id,
            file_id=file.file_id,
            completed=count,
        )
    )


def _stepped(call: Call, batch: Batch) -> Batch:
    status = NEXT.get(batch.status)
    if status is None:
        return batch
    now = call.world.now()
    ended = now if status == "completed" else None
    return call.world.batches.put(
        replace(batch, status=status, started_on=batch.started_on or now, ended_on=ended)
    )


def _shown(call: Call, batch: Batch) -> JsonObject:
    done = batch.status == "completed"
    shown: JsonObject = {
        "batch_id": batch.batch_id,
        "name": batch.name,
        "plugin": batch.plugin,
        "status": batch.status,
        "completed": batch.completed if done else 0,
        "skipped": batch.skipped,
        "failed": batch.failed,
        "created_on": batch.created_on,
        "started_on": batch.started_on,
        "ended_on": batch.ended_on,
    }
    file = call.world.files.get(batch.file_id) if done and batch.file_id else None
    if file is not None:
        shown["file"] = file_shown(call, file)
    app = call.world.apps.get(batch.app_id) if batch.app_id else None
    space = None if app is None else call.world.spaces.get(app.space_id)
    if app is not None:
        shown["app"] = app_shown(call, app, "micro")
    if space is not None:
        shown["space"] = space_micro(call.world, space)
    return shown


def _own(call: Call) -> list[Batch]:
    own = [batch for batch in call.world.batches if batch.created_by == call.principal.actor]
    return list(reversed(own))


def get_batches(call: Call) -> Json:
    """List the caller's batches, newest first."""
    return [_shown(call, _stepped(call, batch)) for batch in _own(call)]


def get_batch(call: Call) -> Json:
    """Get a batch."""
    batch = call.world.batches.get(call.number("batch_id"))
    if batch is None:
        raise not_found("Batch not found")
    if batch.created_by != call.principal.actor:
        raise forbidden("This batch belongs to somebody else")
    return _shown(call, _stepped(call, batch))


def get_running_batches(call: Call) -> Json:
    """List the batches of an object that still run."""
    ref_id = call.number("ref_id")
    if call.params["ref_type"] == "app":
        reach_app(call, ref_id)
    return [
        _shown(call, batch)
        for batch in _own(call)
        if batch.status in NEXT
        and batch.plugin == call.params["plugin"]
        and (call.params["ref_type"], ref_id) == ("app", batch.app_id)
    ]


ROUTES = (
    Route("GET", "/batch/", get_batches),
    Route("GET", "/batch/{batch_id}", get_batch),
    Route("GET", "/batch/{ref_type}/{ref_id}/{plugin}/running/", get_running_batches),
)
