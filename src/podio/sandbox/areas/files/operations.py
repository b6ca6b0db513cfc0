"""Files: upload, download, attach, copy, replace."""

from __future__ import annotations

import io
import mimetypes
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from python_multipart import parse_form
from python_multipart.exceptions import FormParserError

from podio.sandbox.areas.files.kept import attach_files, keep_file, remove_file
from podio.sandbox.http.answers import Answer
from podio.sandbox.http.errors import Refusal, invalid_value, not_found
from podio.sandbox.http.reading import wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_file, reach_item, reach_space
from podio.sandbox.views.files import DOWNLOADS, file_shown

if TYPE_CHECKING:
    from python_multipart.multipart import Field, File

    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json

LARGEST_FILE = 100 * 1024 * 1024  # bytes
REF_TYPES = ("status", "item", "comment", "space", "task")
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
DISALLOWED = frozenset(
    {
        "application/x-msdownload",
        "application/x-msdos-program",
        "application/x-msdos-windows",
        "application/x-download",
        "application/bat",
        "application/x-bat",
        "application/com",
        "application/x-com",
        "application/exe",
        "application/x-exe",
        "application/x-winexe",
        "application/x-winhlp",
        "application/x-winhelp",
        "application/x-javascript",
        "application/hta",
        "application/x-ms-shortcut",
        "application/octet-stream",
        "vms/exe",
    }
)


def _multipart(call: Call) -> tuple[bytes, str | None, str | None]:
    """Read the parts source and filename of a form; the source's own name is second choice."""
    names: dict[str, str] = {}
    sources: list[tuple[bytes, str | None]] = []

    def on_field(part: Field) -> None:
        names[(part.field_name or b"").decode()] = (part.value or b"").decode("utf-8", "replace")

    def on_file(part: File) -> None:
        if part.field_name == b"source":
            part.file_object.seek(0)
            own = part.file_name.decode("utf-8", "replace") if part.file_name else None
            sources.append((part.file_object.read(), own))
        part.close()

    headers = {
        "Content-Type": call.incoming.headers.get("content-type", "").encode("latin-1"),
        "Content-Length": str(len(call.incoming.body)).encode(),
    }
    if call.incoming.media_type != "multipart/form-data":
        raise invalid_value("must be multipart/form-data", expected="multipart/form-data")
    try:
        parse_form(headers, io.BytesIO(call.incoming.body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise invalid_value(f"Cannot read the form: {error}", expected="form") from None
    if not sources and "source" in names:
        return names["source"].encode(), names.get("filename"), None
    if not sources:
        raise invalid_value("Missing value for source", key="source", expected="file")
    content, own = sources[0]
    return content, names.get("filename"), own


def upload_file(call: Call) -> Json:
    """Keep an uploaded file; it stays unattached until it is attached."""
    content, given, own = _multipart(call)
    name = given or own
    if not name:
        raise invalid_value("Missing value for filename", key="filename", expected="string")
    if len(content) > LARGEST_FILE:
        # guess: the size is documented, the answer is not
        raise invalid_value("The file is larger than 100 MB", key="source", expected="100 MB")
    # guess: the type comes from the name; what clients send in the part says little
    mimetype = mimetypes.MimeTypes().guess_type(name)[0] or "application/octet-stream"
    if mimetype in DISALLOWED:
        message = f"Files of type {mimetype} are not allowed (by the name {name!r})"
        raise invalid_value(message, key="filename", expected="another type of file")
    return file_shown(call, keep_file(call, name, mimetype, content), whole=True)


def upload_from_url(call: Call) -> Json:
    """Copy a file of this sandbox by its link; the sandbox fetches nothing from elsewhere."""
    url = call.body().need_text("url")
    parts = urlsplit(url)
    number = parts.path.removeprefix(DOWNLOADS)
    if f"{parts.scheme}://{parts.netloc}" != call.incoming.base or not number.isdigit():
        raise Refusal(
            501, "not_implemented", "The sandbox fetches only links of its own files, not " + url
        )
    file = reach_file(call, int(number))
    content = call.world.database.read_content(file.file_id)
    return file_shown(call, keep_file(call, file.name, file.mimetype, content), whole=True)


def linked_account_files(_call: Call) -> Json:
    """Refuse: the sandbox has no linked accounts."""
    raise not_found("Linked account not found; the sandbox has none")


def get_file(call: Call) -> Json:
    """Get a file."""
    return file_shown(call, reach_file(call, call.number("file_id")), whole=True)


def update_file(call: Call) -> Json:
    """Change the description of a file."""
    file = reach_file(call, call.number("file_id"))
    call.world.files.put(replace(file, description=call.body().text("description")))


def delete_file(call: Call) -> Json:
    """Delete a file."""
    remove_file(call, reach_file(call, call.number("file_id")))


def attach_file(call: Call) -> Json:
    """Attach an uploaded file to an object."""
    body = call.body()
    ref_type, ref_id = body.need_text("ref_type"), body.need_integer("ref_id")
    if ref_type not in REF_TYPES:
        raise wrong("ref_type", "one of " + ", ".join(REF_TYPES), ref_type)
    file_id = call.number("file_id")
    if ref_type == "item":
        item, _app = reach_item(call, ref_id)
        attach_files(call, [file_id], "item", ref_id)
        if file_id not in item.file_ids:
            call.world.items.put(replace(item, file_ids=[*item.file_ids, file_id]))
    elif ref_type == "space":
        reach_space(call, ref_id)
        attach_files(call, [file_id], "space", ref_id)
    else:
        raise Refusal(501, "not_implemented", f"The sandbox has nothing of type {ref_type}")


def copy_file(call: Call) -> Json:
    """Make an unattached copy of a file."""
    file = reach_file(call, call.number("file_id"))
    content = call.world.database.read_content(file.file_id)
    external_id = f"file_{file.file_id}"
    copy = keep_file(call, file.name, file.mimetype, content, external_id)
    return {"file_id": copy.file_id}


def replace_file(call: Call) -> Json:
    """Put a new file in the place of an attached one, which becomes its older version."""
    new = reach_file(call, call.number("file_id"))
    old = reach_file(call, call.body().need_integer("old_file_id"))
    if old.ref_id is None or old.file_id == new.file_id:
        raise invalid_value("Only an attached file can be replaced", key="old_file_id")
    world = call.world
    replaces = [old.file_id, *old.replaces]
    world.files.put(replace(new, ref_type=old.ref_type, ref_id=old.ref_id, replaces=replaces))
    world.files.put(replace(old, replaced_by=new.file_id))
    item = world.items.get(old.ref_id) if old.ref_type == "item" else None
    if item is not None:
        swapped = [new.file_id if one == old.file_id else one for one in item.file_ids]
        world.items.put(replace(item, file_ids=swapped))


def download_file(call: Call) -> Json:
    """Send the bytes of a file, or the range of them that was asked for."""
    # guess: sizes of images are accepted, and the original is sent for each
    call.query.integer("max_size")
    file = reach_file(call, call.number("file_id"))
    content = call.world.database.read_content(file.file_id)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
    }
    asked = RANGE.fullmatch(call.incoming.headers.get("range", ""))
    if asked is None or not (asked[1] or asked[2]):
        return Answer(200, content, file.mimetype, headers)
    size = len(content)
    if asked[1]:
        start, end = int(asked[1]), min(int(asked[2] or size), size - 1)
    else:
        start, end = max(0, size - int(asked[2])), size - 1
    if start >= size or start > end:
        headers["Content-Range"] = f"bytes */{size}"
        return Answer(416, b"", file.mimetype, headers)
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return Answer(206, content[start : end + 1], file.mimetype, headers)


ROUTES = (
    Route("POST", "/file/", upload_file, app=True, other_slash=True),
    Route("POST", "/file/v2/", upload_file, app=True, other_slash=True),
    Route("POST", "/file/from_url/", upload_from_url, app=True),
    Route("GET", "/file/linked_account/{linked_account_id}/", linked_account_files),
    Route("POST", "/file/linked_account/{linked_account_id}/", linked_account_files),
    Route("GET", "/file/{file_id}", get_file, app=True),
    Route("PUT", "/file/{file_id}", update_file, app=True, other_slash=True),
    Route("DELETE", "/file/{file_id}", delete_file, app=True),
    Route("POST", "/file/{file_id}/attach", attach_file, app=True),
    Route("POST", "/file/{file_id}/copy", copy_file, app=True),
    Route("POST", "/file/{file_id}/replace", replace_file, app=True),
    Route("GET", "/file/{file_id}/raw", download_file, app=True),
    # File.link leads here; in Podio it is a host of its own.
    Route("GET", DOWNLOADS + "{file_id}", download_file, app=True),
    Route("GET", DOWNLOADS + "{file_id}/{size}", download_file, app=True),
)
