"""Imports: uploaded spreadsheets whose rows become items or contacts."""

from __future__ import annotations

import pytest

from podio import Request
from podio.areas.importer import Importer
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

MAPPINGS = [{"field_id": 101, "unique": False, "value": {"column_id": 0}}]

CASES = [
    Case(
        "importer.get_info",
        lambda podio: podio.importer.get_info(500),
        sends="GET /importer/500/info",
        answer={
            "row_count": 2,
            "columns": [{"id": 0, "name": "Name"}, {"id": "B", "name": "Mail"}],
        },
        reads=lambda info: (info.row_count, [(column.id, column.name) for column in info.columns]),
        gives=(2, [(0, "Name"), ("B", "Mail")]),
    ),
    Case(
        "importer.preview",
        lambda podio: podio.importer.preview(500, 0, MAPPINGS),
        sends="POST /importer/500/preview/0",
        body={"mappings": MAPPINGS},
        answer={
            "fields": [{"field_id": 101, "type": "text", "external_id": "name", "values": []}],
            "tags": ["new"],
        },
        reads=lambda preview: ([field.field_id for field in preview.fields], preview.tags),
        gives=([101], ["new"]),
    ),
    Case(
        "importer.import_items",
        lambda podio: podio.importer.import_items(
            500, 9, MAPPINGS, tags_column_id="C", app_item_id_column_id=3
        ),
        sends="POST /importer/500/item/app/9",
        body={
            "app_id": 9,
            "mappings": MAPPINGS,
            "tags_column_id": "C",
            "app_item_id_column_id": 3,
        },
        answer={"batch_id": 90},
        gives=90,
    ),
    Case(
        "importer.import_contacts",
        lambda podio: podio.importer.import_contacts(
            500, 3, [{"field_key": "mail", "unique": True, "column_id": 1}]
        ),
        sends="POST /importer/500/contact/space/3",
        body={"mappings": [{"field_key": "mail", "unique": True, "column_id": 1}]},
        answer={"batch_id": 91},
        gives=91,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_import_fills_something() -> None:
    with pytest.raises(InvalidArgumentError, match="mappings must not be empty"):
        Importer.import_items(500, 9, [])
    with pytest.raises(InvalidArgumentError, match="mappings must not be empty"):
        Importer.import_contacts(500, 3, [])
    with pytest.raises(InvalidArgumentError, match="row must be an int of 0 or more"):
        Importer.preview(500, -1, MAPPINGS)


def test_a_preview_may_be_sent_again_and_an_import_may_not() -> None:
    preview = Importer.preview(500, 1, MAPPINGS)
    started = Importer.import_items(500, 9, MAPPINGS)
    assert isinstance(preview, Request)
    assert isinstance(started, Request)
    assert (preview.repeatable, started.repeatable) == (True, False)
