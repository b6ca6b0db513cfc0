from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pytest

from podio.areas.files import Files
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from podio import Request

FILE = {
    "file_id": 77,
    "name": "plan.pdf",
    "description": None,
    "mimetype": "application/pdf",
    "size": 20480,
    "rights": ["view", "delete"],
    "hosted_by": "podio",
    "link": "https://files.podio.com/77",
    "context": {"type": "item", "id": 9, "title": "Deadlines"},
    "replaces": [{"file_id": 70, "name": "plan.pdf"}],
    "created_by": {"type": "user", "id": 3, "name": "Ann"},
    "created_on": "2026-01-02 03:04:05",
    "not_yet_invented": True,
}


class Named(io.BytesIO):
    """An open file, as far as its name goes."""

    name = "plans/plan.pdf"


def multipart(*parts: bytes) -> object:
    def holds(body: bytes) -> None:
        assert not [part for part in parts if part not in body]

    return holds


def body_of(request: Request[Any]) -> Any:  # what describes an upload has no public name
    return request.body


def named() -> IO[bytes]:
    return Named(b"%PDF-1.7")


CASES = [
    Case(
        "files.get",
        lambda podio: podio.files.get(77),
        sends="GET /file/77",
        answer=FILE,
        reads=lambda file: (
            file.size,
            file.context.id,
            file.replaces[0].file_id,
            file.created_by.name,
            file.raw["not_yet_invented"],
        ),
        gives=(20480, 9, 70, "Ann", True),
    ),
    Case(
        "files.get, of which an older page says it replaces one file, not a list",
        lambda podio: podio.files.get(77),
        sends="GET /file/77",
        answer={"file_id": 77, "replaces": {"file_id": 70}, "size": "big"},
        reads=lambda file: (file.replaces, file.size),
        gives=({"file_id": 70}, "big"),
    ),
    Case(
        "files.find",
        lambda podio: podio.files.find(
            attached_to="item",
            created_by=[{"type": "user", "id": 1}, {"type": "app", "id": 5}],
            created_on=(date(2026, 1, 1), date(2026, 2, 1)),
            filetype="image",
            hosted_by="podio",
            limit=5,
            sort_by="name",
            sort_desc=False,
        ),
        sends="GET /file/?attached_to=item&created_by=user%3A1%3Bapp%3A5"
        "&created_on=2026-01-01-2026-02-01&filetype=image&hosted_by=podio&limit=5"
        "&sort_by=name&sort_desc=0",
        answer=[FILE],
        reads=lambda files: [file.name for file in files],
        gives=["plan.pdf"],
    ),
    Case(
        "files.on_app",
        lambda podio: podio.files.on_app(5, sort_by="created_on"),
        sends="GET /file/app/5/?limit=100&offset=0&sort_by=created_on",
        answer=[FILE],
        reads=lambda files: [file.file_id for file in files],
        gives=[77],
    ),
    Case(
        "files.on_space",
        lambda podio: podio.files.on_space(3, attached_to="task", limit=7, offset=2),
        sends="GET /file/space/3/?attached_to=task&limit=7&offset=2",
        answer=[FILE],
        reads=lambda files: [file.file_id for file in files],
        gives=[77],
    ),
    Case(
        "files.latest_on_app",
        lambda podio: podio.files.latest_on_app(5),
        sends="GET /file/app/5/latest/",
        answer=[FILE],
        reads=lambda files: [file.file_id for file in files],
        gives=[77],
    ),
    Case(
        "files.latest_on_space",
        lambda podio: podio.files.latest_on_space(3),
        sends="GET /file/space/3/latest/?limit=50&offset=0",
        answer=[FILE],
        reads=lambda files: [file.file_id for file in files],
        gives=[77],
    ),
    Case(
        "files.upload",
        lambda podio: podio.files.upload(b"%PDF-1.7", "plan.pdf"),
        sends="POST /file/",
        body=multipart(b'name="source"', b"%PDF-1.7", b'name="filename"', b"plan.pdf"),
        answer=FILE,
        reads=lambda file: file.file_id,
        gives=77,
    ),
    Case(
        "files.upload of an open file",
        lambda podio: podio.files.upload(named()),
        sends="POST /file/",
        body=multipart(b"%PDF-1.7", b"\r\n\r\nplan.pdf\r\n"),
        answer=FILE,
        reads=lambda file: file.file_id,
        gives=77,
    ),
    Case(
        "files.upload_v2",
        lambda podio: podio.files.upload_v2(b"%PDF-1.7", "plan.pdf"),
        sends="POST /file/v2/",
        body=multipart(b"%PDF-1.7", b"plan.pdf"),
        answer=FILE,
        reads=lambda file: file.file_id,
        gives=77,
    ),
    Case(
        "files.upload_from_url",
        lambda podio: podio.files.upload_from_url("https://example.com/plan.pdf"),
        sends="POST /file/from_url/",
        body={"url": "https://example.com/plan.pdf"},
        answer=FILE,
        reads=lambda file: file.file_id,
        gives=77,
    ),
    Case(
        "files.on_linked_account",
        lambda podio: podio.files.on_linked_account(4),
        sends="GET /file/linked_account/4/",
        answer={"files": []},
        gives={"files": []},
    ),
    Case(
        "files.create_from_linked_account",
        lambda podio: podio.files.create_from_linked_account(4, "x9", preserve_permissions=True),
        sends="POST /file/linked_account/4/",
        body={"external_file_id": "x9", "preserve_permissions": True},
        answer=FILE,
        reads=lambda file: file.file_id,
        gives=77,
    ),
    Case(
        "files.update",
        lambda podio: podio.files.update(77, "The plan"),
        sends="PUT /file/77",
        body={"description": "The plan"},
        status=204,
    ),
    Case("files.delete", lambda podio: podio.files.delete(77), sends="DELETE /file/77", status=204),
    Case(
        "files.attach",
        lambda podio: podio.files.attach(77, ref_type="item", ref_id=9, silent=True),
        sends="POST /file/77/attach?silent=true",
        body={"ref_type": "item", "ref_id": 9},
        status=204,
    ),
    Case(
        "files.copy",
        lambda podio: podio.files.copy(77),
        sends="POST /file/77/copy",
        answer={"file_id": 78},
        gives=78,
    ),
    Case(
        "files.replace",
        lambda podio: podio.files.replace(78, 77),
        sends="POST /file/78/replace",
        body={"old_file_id": 77},
        status=204,
    ),
    Case(
        "files.download",
        lambda podio: podio.files.download(77, to="plan.pdf", max_size=80),
        sends="GET /file/77/raw?max_size=80",
        answer=b"\x00\xff%PDF",
        reads=lambda got: (got.path, got.size, Path("plan.pdf").read_bytes()),
        gives=("plan.pdf", 6, b"\x00\xff%PDF"),
    ),
    Case(
        "files.read",
        lambda podio: podio.files.read(77),
        sends="GET /file/77/raw",
        answer=b"\x00\xff%PDF",
        gives=b"\x00\xff%PDF",
    ),
    Case(
        "files.read of a thumbnail",
        lambda podio: podio.files.read(77, max_size=80),
        sends="GET /file/77/raw?max_size=80",
        answer=b"\x89PNG",
        gives=b"\x89PNG",
    ),
]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # downloads go here


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_bytes_without_a_name_are_not_sent() -> None:
    with pytest.raises(InvalidArgumentError, match="filename"):
        Files.upload(b"%PDF-1.7")


def test_a_file_is_attached_to_something_that_can_be() -> None:
    with pytest.raises(InvalidArgumentError, match="ref_id"):
        Files.attach(77, ref_type="item", ref_id=0)


def test_a_file_of_another_system_keeps_its_name_only() -> None:
    source = Named(b"x")
    source.name = "C:\\plans\\plan.pdf"
    assert body_of(Files.upload(source)).filename == "plan.pdf"


def test_a_path_brings_its_name() -> None:
    for source in ("plans/plan.pdf", Path("plans/plan.pdf")):
        assert body_of(Files.upload(source)).filename == "plan.pdf"


@pytest.mark.parametrize("source", [io.StringIO("text"), 7, None, ["a", "b"], {"a": 1}])
def test_what_gives_no_bytes_is_refused(source: object) -> None:
    with pytest.raises(InvalidArgumentError, match="bytes"):
        Files.upload(cast("Any", source), "plan.pdf")


def test_bytes_that_may_change_are_taken_as_they_are_now() -> None:
    given = bytearray(b"old")
    source: Any = given
    body = body_of(Files.upload(source, "plan.pdf"))
    given[:] = b"new"
    assert body.source == b"old"


def test_a_download_needs_a_place_to_go() -> None:
    sink: Any = Files.download(77, to="plan.pdf").sink
    assert sink.path == "plan.pdf"
