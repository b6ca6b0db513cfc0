"""Work that Podio does in the background: started, waited for, and what comes of it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from podio import Request
from podio.areas.batch import Batch as BatchArea
from podio.errors import NotFound, Unavailable
from podio.models import Batch
from tests.flows.callers import AnyPodio, Caller, api_requests, signed_in

if TYPE_CHECKING:
    from pathlib import Path

    from podio.sandbox import Sandbox

TICKETS = 26_002


@pytest.fixture
def podio(call: Caller) -> AnyPodio:
    return signed_in(call)


def test_an_export_is_waited_for_and_downloaded(
    call: Caller, podio: AnyPodio, tmp_path: Path
) -> None:
    seen: list[str | None] = []
    batch_id = call(podio.items.export(TICKETS, "xlsx", filters={"status": [1]}, limit=7))
    (running,) = call(podio.batch.running("app", TICKETS, "app_export"))
    assert (running.batch_id, running.status) == (batch_id, "created")
    batch = call(
        podio.batch.wait(batch_id, timeout=0.1, on_progress=lambda batch: seen.append(batch.status))
    )
    assert seen == ["processing", "completed"]
    assert (batch.status, batch.completed) == ("completed", 7)
    assert call(podio.batch.running("app", TICKETS, "app_export")) == []
    assert batch.file is not None
    got = call(podio.files.download(batch.file.file_id, to=tmp_path / "tickets.xlsx"))
    with zipfile.ZipFile(got.path) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row>") == 1 + 7
    with zipfile.ZipFile(io.BytesIO(call(podio.files.read(batch.file.file_id)))) as book:
        assert book.testzip() is None


def test_one_that_is_done_is_looked_at_once(
    call: Caller, podio: AnyPodio, sandbox: Sandbox
) -> None:
    batch_id = call(podio.items.export(TICKETS, "xlsx", limit=1))
    call(podio.batch.wait(batch_id, timeout=0.1))
    before = api_requests(sandbox)
    assert call(podio.batch.wait(batch_id)).status == "completed"
    assert api_requests(sandbox) == before + 1


def test_when_the_time_is_over_it_comes_back_unfinished(call: Caller, podio: AnyPodio) -> None:
    batch_id = call(podio.items.export(TICKETS, "xlsx", limit=1))
    batch = call(podio.batch.wait(batch_id, timeout=0.0))
    assert batch.status == "processing"
    assert batch.file is None


def test_one_that_is_not_there_is_told(call: Caller, podio: AnyPodio) -> None:
    with pytest.raises(NotFound):
        call(podio.batch.wait(1))


def test_a_look_that_fails_in_passing_is_tried_again(
    call: Caller, podio: AnyPodio, sandbox: Sandbox
) -> None:
    batch_id = call(podio.items.export(TICKETS, "xlsx", limit=1))
    sandbox.fault(f"/batch/{batch_id}", status=503, count=2)
    assert call(podio.batch.wait(batch_id, timeout=0.1)).status == "completed"
    sandbox.fault(f"/batch/{batch_id}", status=503, count=3)
    with pytest.raises(Unavailable):
        call(podio.batch.wait(batch_id, timeout=0.1))


def test_a_bulk_deletion_says_how_far_it_is(call: Caller, podio: AnyPodio) -> None:
    made = [call(podio.items.create(TICKETS, {"title": "x"})).item_id for _ in range(2)]
    status = call(podio.items.bulk_delete(TICKETS, item_ids=made))
    assert (sorted(status.deleted), status.pending) == (made, [])
    with pytest.raises(NotFound):
        call(podio.items.get(made[0]))


def waits(
    statuses: list[str], **options: Any
) -> tuple[list[float], Batch]:  # the operation's keywords
    """Follow a wait without a clock; return its pauses and its result."""
    answers = iter(statuses)
    flow: Any = BatchArea.wait(7, **options)
    pauses: list[float] = []
    answer: Any = None
    while True:
        try:
            step = flow.send(answer)
        except StopIteration as stop:
            return pauses, stop.value
        if isinstance(step, Request):
            answer = Batch({"batch_id": 7, "status": next(answers)})
        else:
            pauses.append(step.seconds)
            answer = None


def test_it_is_looked_at_less_and_less_often() -> None:
    pauses, batch = waits(["created"] + ["processing"] * 9 + ["completed"])
    assert pauses[:3] == [2.0, 3.0, 4.5]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 30.0
    assert batch.status == "completed"


def test_the_last_look_is_when_the_time_is_over() -> None:
    pauses, batch = waits(["processing"] * 9, timeout=12.0)
    assert sum(pauses) == 12.0
    assert batch.status == "processing"


@pytest.mark.parametrize("end", ["completed", "failed"])
def test_it_ends_when_the_work_does(end: str) -> None:
    pauses, batch = waits(["processing", end])
    assert (pauses, batch.status) == ([2.0], end)
