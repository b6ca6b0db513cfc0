"""Items as a spreadsheet: at once as bytes, or through a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.areas.batch import start_export
from podio.sandbox.areas.items.filters import query_filters
from podio.sandbox.areas.items.listing import (
    find_view,
    pick_items,
    queried_items,
    remember_view,
)
from podio.sandbox.areas.items.xlsx import MIMETYPE, workbook
from podio.sandbox.http.answers import Answer
from podio.sandbox.http.reading import page_of, wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_app
from podio.sandbox.values.registry import type_of
from podio.sandbox.views.people import byline

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.state.app_records import App, Item

EXPORTERS = ("xls", "xlsx")
DEFAULT_LIMIT = 20
LARGEST_LIMIT = 1000


def rows_of(call: Call, app: App, items: list[Item], *, deleted: bool) -> list[list[str]]:
    """Make the rows of the sheet: a heading, then a row for each item."""
    fields = app.fields if deleted else app.active_fields
    fields = [field for field in fields if field.type != "separator"]
    rows = [["Created on", "Created by", *(field.label for field in fields)]]
    for item in items:
        author = byline(call.world, item.first.created_by)["name"]
        cells = [item.first.created_on, author]
        for field in fields:
            kind = type_of(field)
            values = item.values.get(str(field.field_id)) or []
            cells.append("; ".join(kind.text(value, field, call) for value in values))
        rows.append(cells)
    return rows


def get_items_as_xlsx(call: Call) -> Json:
    """Send items as a spreadsheet."""
    app = reach_app(call, call.number("app_id"))
    deleted = call.query.truth("deleted_columns")
    items = queried_items(call, app)
    if call.query.truth("remember", default=True):
        filters = query_filters(call.query.values, app)
        descending = call.query.truth("sort_desc", default=True)
        remember_view(call, app, filters, call.query.text("sort_by"), descending=descending)
    rows = rows_of(call, app, items[call.query.page(DEFAULT_LIMIT, LARGEST_LIMIT)], deleted=deleted)
    return Answer(200, workbook(rows), MIMETYPE)


def export_items(call: Call) -> Json:
    """Start a batch that makes a spreadsheet."""
    app, body = reach_app(call, call.number("app_id")), call.body()
    exporter = call.params["exporter"]
    if exporter not in EXPORTERS:
        raise wrong("exporter", "one of " + ", ".join(EXPORTERS), exporter)
    view_id = body.integer("view_id")
    view = None if view_id is None else find_view(call, app, view_id)
    filters = body.content.get("filters") or (None if view is None else view.filters)
    sort_by = body.text("sort_by") or (None if view is None else view.sort_by)
    descending = body.truth("sort_desc", default=True if view is None else view.sort_desc)
    items = pick_items(call, app, filters, sort_by, descending=descending)
    limit, offset = body.integer("limit"), body.integer("offset", 0) or 0
    page = page_of(len(items) if limit is None else limit, offset, len(items))
    rows = rows_of(call, app, items[page], deleted=False)
    # guess: the sandbox writes the newer format for both exporters
    batch = start_export(call, app, workbook(rows), len(rows) - 1)
    return {"batch_id": batch.batch_id}


ROUTES = (
    Route("GET", "/item/app/{app_id}/xlsx/", get_items_as_xlsx, app=True),
    Route("POST", "/item/app/{app_id}/export/{exporter}", export_items, permission="read"),
)
