"""How files show in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.views.links import item_url
from podio.sandbox.views.people import byline, via
from podio.sandbox.views.titles import item_title

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import JsonObject
    from podio.sandbox.state.records import File

DOWNLOADS = "/files.podio.com/"  # stands for the host that Podio serves files from


def file_shown(call: Call, file: File, *, whole: bool = False) -> JsonObject:
    """Show a file; whole adds what only GET /file/{file_id} has."""
    link = call.link(f"{DOWNLOADS}{file.file_id}")
    image = file.mimetype.startswith("image/")
    shown: JsonObject = {
        "file_id": file.file_id,
        "name": file.name,
        "description": file.description,
        "mimetype": file.mimetype,
        "size": file.size,
        "hosted_by": "podio",
        "hosted_by_humanized_name": "Podio",
        "external_file_id": None,
        "external_id": file.external_id,
        "link": link,
        "link_target": "_self",
        "perma_link": link,
        "thumbnail_link": link if image else None,
        "rights": ["view", "update", "delete"],
        "context": _context(call, file),
        "created_on": file.created_on,
        "created_by": byline(call.world, file.created_by),
        "created_via": via(call.world, file.created_via),
    }
    if whole:
        replaced = [call.world.files.get(file_id) for file_id in file.replaces]
        shown |= {
            "is_liked": False,
            "like_count": 0,
            "subscribed": False,
            "subscribed_count": 0,
            "replaces": [file_shown(call, old) for old in replaced if old is not None],
        }
    return shown


def _context(call: Call, file: File) -> JsonObject | None:
    if file.ref_id is None:
        return None
    context: JsonObject = {"type": file.ref_type, "id": file.ref_id, "title": None, "link": None}
    item = call.world.items.get(file.ref_id) if file.ref_type == "item" else None
    app = None if item is None else call.world.apps.get(item.app_id)
    if item is not None and app is not None:
        context |= {"title": item_title(item, app), "link": item_url(call.world, item, app)}
    return context
