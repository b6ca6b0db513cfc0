"""Keeps uploaded files: new ones, copies, attachments, removal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import invalid_value
from podio.sandbox.rights.access import reach_file
from podio.sandbox.state.records import File

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call


def keep_file(
    call: Call, name: str, mimetype: str, content: bytes, external_id: str | None = None
) -> File:
    """Keep the bytes of a new, unattached file."""
    file = File(
        file_id=call.world.next_id("file"),
        name=name,
        mimetype=mimetype,
        size=len(content),
        created_on=call.world.now(),
        created_by=call.principal.actor,
        created_via=call.principal.auth_client_id,
        external_id=external_id,
    )
    call.world.database.write_content(file.file_id, content)
    return call.world.files.put(file)


def attach_files(call: Call, file_ids: list[int], ref_type: str, ref_id: int) -> None:
    """Attach uploaded files to an object."""
    files = [reach_file(call, file_id) for file_id in file_ids]
    for file in files:
        if file.ref_id is not None and (file.ref_type, file.ref_id) != (ref_type, ref_id):
            raise invalid_value(
                f"File {file.file_id} is attached already, copy it first",
                key="file_ids",
                value=file.file_id,
            )
        call.world.files.put(replace(file, ref_type=ref_type, ref_id=ref_id))


def remove_file(call: Call, file: File) -> None:
    """Delete a file, its bytes and its place on an item."""
    world = call.world
    item = world.items.get(file.ref_id) if file.ref_type == "item" and file.ref_id else None
    if item is not None:
        left = [file_id for file_id in item.file_ids if file_id != file.file_id]
        world.items.put(replace(item, file_ids=left))
    world.files.remove(file.file_id)
    world.database.delete_content(file.file_id)


def remove_files_of(call: Call, ref_type: str, ref_id: int) -> None:
    """Delete the files that are attached to an object."""
    for file in call.world.files.where("ref_id", ref_id):
        if file.ref_type == ref_type:
            call.world.files.remove(file.file_id)
            call.world.database.delete_content(file.file_id)
