from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.areas.cases import Case, check

EXPORT = {
    "batch_id": 12,
    "name": "Export of Tasks",
    "plugin": "app_export",
    "status": "completed",
    "completed": 480,
    "skipped": 1,
    "failed": 0,
    "file": {"file_id": 77, "name": "Tasks.xlsx", "size": 20480},
    "app": {"app_id": 5, "name": "Tasks"},
    "space": {"space_id": 3, "name": "Office"},
    "created_on": "2026-01-02 03:04:05",
    "started_on": "2026-01-02 03:04:06",
    "ended_on": None,
}

CASES = [
    Case(
        "batch.mine",
        lambda podio: podio.batch.mine(),
        sends="GET /batch/",
        answer=[EXPORT, {"batch_id": 11, "status": "processing"}],
        reads=lambda batches: [(batch.batch_id, batch.status) for batch in batches],
        gives=[(12, "completed"), (11, "processing")],
    ),
    Case(
        "batch.get",
        lambda podio: podio.batch.get(12),
        sends="GET /batch/12",
        answer=EXPORT,
        reads=lambda batch: (
            batch.completed,
            batch.file.file_id,
            batch.app.name,
            batch.started_on,
            batch.ended_on,
        ),
        gives=(480, 77, "Tasks", datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC), None),
    ),
    Case(
        "batch.running",
        lambda podio: podio.batch.running("app", 5, "app_import"),
        sends="GET /batch/app/5/app_import/running/",
        answer=[],
        gives=[],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)
