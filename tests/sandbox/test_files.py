from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.api import Api

TICKET = 3_000_065
CONTENT = bytes(range(256)) * 4


def upload(api: Api, name: str = "note.txt", content: bytes = CONTENT, path: str = "/file/") -> int:
    answer = api.http.post(path, data={"filename": name}, files={"source": ("x", content)})
    assert answer.status_code == 200, answer.text
    assert answer.json()["size"] == len(content)
    number: int = answer.json()["file_id"]
    return number


def names(api: Api, path: str) -> list[str]:
    return [file["name"] for file in api.get(path)]


@pytest.mark.parametrize("path", ["/file/", "/file", "/file/v2/"])
def test_an_uploaded_file_is_downloaded_unchanged(ada: Api, path: str) -> None:
    file_id = upload(ada, "Tür.txt", path=path)
    file = ada.get(f"/file/{file_id}")
    assert (file["name"], file["mimetype"]) == ("Tür.txt", "text/plain")
    assert file["created_by"]["name"] == "Ada Berg"
    for address in (f"/file/{file_id}/raw", file["link"], file["link"] + "/medium"):
        answer = ada.http.get(address)
        assert answer.content == CONTENT
        assert answer.headers["Content-Type"] == "text/plain"
    assert ada.http.get(file["link"], headers={"Authorization": ""}).status_code in {400, 401}


@pytest.mark.parametrize(
    ("asked", "status", "part", "where"),
    [
        ("bytes=0-9", 206, CONTENT[:10], "bytes 0-9/1024"),
        ("bytes=1000-", 206, CONTENT[1000:], "bytes 1000-1023/1024"),
        ("bytes=-4", 206, CONTENT[-4:], "bytes 1020-1023/1024"),
        ("bytes=1020-9999", 206, CONTENT[1020:], "bytes 1020-1023/1024"),
        ("bytes=1024-", 416, b"", "bytes */1024"),
        ("lines=1-2", 200, CONTENT, None),
    ],
)
def test_a_range_of_a_file_is_sent(
    ada: Api, asked: str, status: int, part: bytes, where: str | None
) -> None:
    file_id = upload(ada)
    answer = ada.http.get(f"/file/{file_id}/raw", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, part)
    assert answer.headers.get("Content-Range") == where
    assert answer.headers.get("Accept-Ranges") == "bytes"


def test_a_wrong_upload_is_refused(ada: Api) -> None:
    ada.post("/file/", {"source": "x"}, expect=400)
    for options in (
        {"data": {"filename": "a.txt"}},
        {"files": {"other": ("a.txt", b"x")}},
        {"data": {"filename": "a.exe"}, "files": {"source": ("x", b"x")}},
        {"data": {"filename": "no-extension"}, "files": {"source": ("x", b"x")}},
    ):
        assert ada.http.post("/file/", **options).status_code == 400


def test_a_file_is_attached_with_an_item_or_later(ada: Api, ben: Api) -> None:
    first, second = upload(ada, "a.txt"), upload(ada, "b.txt")
    ben.get(f"/file/{first}", expect=403)
    body = {"fields": {"title": "With file"}, "file_ids": [first]}
    item_id = ada.post("/item/app/26002/", body)["item_id"]
    attach = {"ref_type": "item", "ref_id": item_id}
    ada.post(f"/file/{second}/attach", attach, expect=204)
    assert [file["name"] for file in ada.get(f"/item/{item_id}")["files"]] == ["a.txt", "b.txt"]
    context = ben.get(f"/file/{first}")["context"]
    assert (context["type"], context["id"], context["title"]) == ("item", item_id, "With file")
    elsewhere = {"ref_type": "item", "ref_id": TICKET}
    ada.post(f"/file/{first}/attach", elsewhere, expect=400)
    ada.post(f"/file/{second}/attach", {"ref_type": "planet", "ref_id": 1}, expect=400)
    ada.post(f"/file/{second}/attach", {"ref_type": "task", "ref_id": 1}, expect=501)
    ada.delete(f"/item/{item_id}")
    ada.get(f"/file/{first}", expect=404)


def test_a_file_in_a_field_is_readable_by_the_readers_of_the_item(ada: Api, ben: Api) -> None:
    file_id = upload(ada)
    body = {"fields": {"title": "P", "contract": file_id}}
    item_id = ada.post("/item/app/26001/", body)["item_id"]
    shown = ben.get(f"/item/{item_id}/value/contract")[0]["value"]
    assert ben.http.get(shown["link"]).content == CONTENT


def test_a_copy_is_a_file_of_its_own(ada: Api) -> None:
    file_id = upload(ada)
    ada.put(f"/file/{file_id}", {"description": "old"}, expect=204)
    copy = ada.post(f"/file/{file_id}/copy")["file_id"]
    assert ada.get(f"/file/{copy}")["external_id"] == f"file_{file_id}"
    ada.delete(f"/file/{file_id}")
    ada.get(f"/file/{file_id}", expect=404)
    assert ada.http.get(f"/file/{copy}/raw").content == CONTENT


def test_a_replaced_file_gives_its_place_to_the_new_one(ada: Api) -> None:
    old, new = upload(ada, "v1.txt"), upload(ada, "v2.txt")
    ada.post(f"/file/{new}/replace", {"old_file_id": old}, expect=400)
    ada.put(f"/item/{TICKET}", {"file_ids": [old]})
    ada.post(f"/file/{new}/replace", {"old_file_id": old}, expect=204)
    assert [file["file_id"] for file in ada.get(f"/item/{TICKET}")["files"]] == [new]
    assert [file["file_id"] for file in ada.get(f"/file/{new}")["replaces"]] == [old]


def test_files_are_listed_by_place_kind_and_name(ada: Api, ben: Api) -> None:
    for name in ("b.txt", "a.png"):
        ada.put(f"/item/{TICKET}", {"file_ids": [upload(ada, name)]})
    assert names(ada, "/file/app/26002/") == ["b.txt", "a.png"]
    assert names(ada, "/file/app/26002?sort_desc=0") == ["a.png", "b.txt"]
    assert names(ada, "/file/app/26002/?filetype=image") == ["a.png"]
    assert names(ada, "/file/app/26002/?limit=1&offset=1") == ["a.png"]
    assert names(ada, "/file/app/26002/?created_by=user:4002") == []
    assert names(ada, "/file/app/26002/latest/") == ["a.png", "b.txt"]
    assert names(ada, "/file/space/2001/") == ["contract.txt", "b.txt", "a.png"]
    assert names(ada, "/file/space/2001/?attached_to=space") == ["contract.txt"]
    assert names(ada, "/file/space/2001/latest/")[:2] == ["a.png", "b.txt"]
    assert set(names(ben, "/file/")) == {"contract.txt", "b.txt", "a.png"}
    ada.get("/file/?filetype=smell", expect=400)


def test_what_the_sandbox_cannot_fetch_it_says(ada: Api) -> None:
    assert ada.post("/file/from_url/", {"url": "http://else.example/x"}, 501)["error"] == (
        "not_implemented"
    )
    link = ada.get(f"/file/{upload(ada)}")["link"]
    copy = ada.post("/file/from_url/", {"url": link})
    assert ada.http.get(copy["link"]).content == CONTENT
    ada.get("/file/linked_account/1/", expect=404)


def test_the_app_uploads_and_attaches_in_its_own_app(app: Api) -> None:
    file_id = upload(app)
    app.post(f"/file/{file_id}/attach", {"ref_type": "item", "ref_id": TICKET}, expect=204)
    assert app.http.get(f"/file/{file_id}/raw").content == CONTENT
    app.get("/file/900004", expect=403)


def sheet(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert "[Content_Types].xml" in archive.namelist()
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_items_come_as_a_spreadsheet(ada: Api) -> None:
    answer = ada.http.get("/item/app/26002/xlsx/?limit=5&status=1&sort_by=app_item_id&sort_desc=0")
    assert "spreadsheetml" in answer.headers["Content-Type"]
    text = sheet(answer.content)
    assert text.count("<row>") == 6
    assert "The login is slow (no. 1)" in text
    assert "Project Meadow" not in sheet(ada.http.get("/item/app/26002/xlsx/?limit=0").content)


def test_an_export_goes_through_a_batch(ada: Api, ben: Api) -> None:
    body = {"filters": {"status": [1]}, "limit": 7}
    batch_id = ada.post("/item/app/26002/export/xlsx", body)["batch_id"]
    (running,) = ada.get("/batch/app/26002/app_export/running/")
    assert (running["batch_id"], running["status"]) == (batch_id, "created")
    assert ada.get(f"/batch/{batch_id}")["status"] == "processing"
    batch = ada.get(f"/batch/{batch_id}")
    assert (batch["status"], batch["completed"], batch["app"]["app_id"]) == ("completed", 7, 26_002)
    assert sheet(ada.http.get(batch["file"]["link"]).content).count("<row>") == 8
    assert ada.get("/batch/app/26002/app_export/running/") == []
    assert [one["batch_id"] for one in ada.get("/batch/")] == [batch_id]
    ben.get(f"/batch/{batch_id}", expect=403)
    ada.get("/batch/1", expect=404)
    ada.post("/item/app/26002/export/pdf", {}, expect=400)
