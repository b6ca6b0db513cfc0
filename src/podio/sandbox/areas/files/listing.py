"""Lists of files: the caller's, an app's, a space's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.items.filters import ACTOR_TEXT
from podio.sandbox.http.reading import wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.jsontypes import is_object
from podio.sandbox.rights.access import may_touch_file, reach_app, reach_space
from podio.sandbox.values.dates import date_bound, query_range
from podio.sandbox.views.files import file_shown

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.state.records import File

ATTACHED = ("item", "status", "task", "space")
FILE_KINDS = ("image", "application", "video", "text", "audio")
MOST = 100  # guess: no maximum is documented


def _selected(call: Call, files: list[File]) -> list[File]:
    """Apply the query's filters and sorting."""
    query = call.query
    attached, kind = query.text("attached_to"), query.text("filetype")
    if attached is not None and attached not in ATTACHED:
        raise wrong("attached_to", "one of " + ", ".join(ATTACHED), attached)
    if kind is not None and kind not in FILE_KINDS:
        raise wrong("filetype", "one of " + ", ".join(FILE_KINDS), kind)
    authors = query.text("created_by")
    wanted = None if authors is None else set(ACTOR_TEXT.findall(authors))
    span = query_range(query.text("created_on") or "-")
    if not is_object(span):
        raise wrong("created_on", "a range of dates", span)
    low, high = (None if span[e] is None else date_bound(span[e], e, call) for e in ("from", "to"))
    found = [
        file
        for file in files
        if file.replaced_by is None
        and (attached is None or file.ref_type == attached)
        and (kind is None or file.mimetype.startswith(kind + "/"))
        and query.text("hosted_by", "podio") == "podio"
        and (wanted is None or (file.created_by["type"], str(file.created_by["id"])) in wanted)
        and (low is None or file.created_on >= low)
        and (high is None or file.created_on <= high)
    ]
    by_name = query.choice("sort_by", ("name", "created_on"), "name") == "name"
    found.sort(
        key=lambda file: (file.name.casefold() if by_name else file.created_on, file.file_id),
        reverse=query.truth("sort_desc", default=True),
    )
    return found


def _page(call: Call, files: list[File], limit: int = 20, most: int = MOST) -> Json:
    return [file_shown(call, file) for file in files[call.query.page(limit, most)]]


def _of_app(call: Call, app_id: int) -> list[File]:
    files: list[File] = []
    for file in call.world.files:
        item = (
            call.world.items.get(file.ref_id) if file.ref_type == "item" and file.ref_id else None
        )
        if item is not None and item.app_id == app_id:
            files.append(file)
    return files


def _of_space(call: Call, space_id: int) -> list[File]:
    files = [
        file for file in call.world.files.where("ref_id", space_id) if file.ref_type == "space"
    ]
    for app in call.world.apps.where("space_id", space_id):
        files += _of_app(call, app.app_id)
    return files


def _newest(files: list[File]) -> list[File]:
    current = [file for file in files if file.replaced_by is None]
    return sorted(current, key=lambda file: (file.created_on, file.file_id), reverse=True)


def get_files(call: Call) -> Json:
    """List every file the caller may touch."""
    call.need_user()
    return _page(call, _selected(call, [f for f in call.world.files if may_touch_file(call, f)]))


def get_files_on_app(call: Call) -> Json:
    """List the files on the items of an app."""
    app = reach_app(call, call.number("app_id"))
    return _page(call, _selected(call, _of_app(call, app.app_id)))


def get_files_on_space(call: Call) -> Json:
    """List the files of a space."""
    space = reach_space(call, call.number("space_id"))
    return _page(call, _selected(call, _of_space(call, space.space_id)))


def get_latest_files_on_app(call: Call) -> Json:
    """List the newest files of an app."""
    # guess: as on a space, whose page gives the limits
    app = reach_app(call, call.number("app_id"))
    return _page(call, _newest(_of_app(call, app.app_id)), 10, 50)


def get_latest_files_on_space(call: Call) -> Json:
    """List the newest files of a space."""
    space = reach_space(call, call.number("space_id"))
    return _page(call, _newest(_of_space(call, space.space_id)), 10, 50)


ROUTES = (
    Route("GET", "/file/", get_files, other_slash=True),
    Route("GET", "/file/app/{app_id}/", get_files_on_app, app=True, other_slash=True),
    Route("GET", "/file/app/{app_id}/latest/", get_latest_files_on_app, app=True),
    Route("GET", "/file/space/{space_id}/", get_files_on_space, other_slash=True),
    Route("GET", "/file/space/{space_id}/latest/", get_latest_files_on_space),
)
