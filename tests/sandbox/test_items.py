from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.api import Api

TICKETS = 26_002
NEW = {"fields": {"title": "First", "status": 1, "points": 1}, "external_id": "ext/1"}


@pytest.fixture
def item_id(ada: Api) -> int:
    number: int = ada.post(f"/item/app/{TICKETS}/", NEW)["item_id"]
    return number


def test_an_item_has_what_the_reference_lists(ada: Api, item_id: int) -> None:
    item = ada.get(f"/item/{item_id}")
    assert item["item_id"] == item_id
    assert item["app_item_id"] == 2001
    assert item["title"] == "First"
    assert item["revision"] == 0
    assert item["app"]["app_id"] == TICKETS
    assert item["external_id"] == "ext/1"
    assert item["created_by"]["name"] == "Ada Berg"
    assert item["created_via"]["name"] == "Sandbox demo client"
    assert item["initial_revision"] == item["current_revision"]
    assert item["initial_revision"]["type"] == "creation"
    assert {"view", "update", "delete", "comment"} <= set(item["rights"])
    assert set(ada.get(f"/item/{item_id}/basic")) < set(item)


def test_an_item_is_found_by_its_other_numbers(ada: Api, item_id: int) -> None:
    assert ada.get(f"/app/{TICKETS}/item/2001")["item_id"] == item_id
    found = ada.get(f"/item/app/{TICKETS}/external_id/ext%2F1")
    assert found["item_id"] == item_id
    assert ada.get(f"/item/app/{TICKETS}/external_id/none", expect=404)["error"] == "not_found"
    ada.get(f"/app/{TICKETS}/item/99999", expect=404)


def test_an_update_changes_only_what_it_names(ada: Api, item_id: int) -> None:
    changed = ada.put(f"/item/{item_id}", {"fields": {"points": 7}, "tags": ["a", "b"]})
    assert changed == {"revision": 1, "title": "First"}
    item = ada.get(f"/item/{item_id}")
    held = {field["external_id"]: field["values"] for field in item["fields"]}
    assert held["points"] == [{"value": "7.0000"}]
    assert held["status"][0]["value"]["id"] == 1
    assert (item["tags"], item["external_id"]) == (["a", "b"], "ext/1")


def test_an_empty_list_clears_a_field(ada: Api, item_id: int) -> None:
    ada.put(f"/item/{item_id}", {"fields": {"points": []}})
    held = {field["external_id"] for field in ada.get(f"/item/{item_id}")["fields"]}
    assert "points" not in held


def test_a_stale_revision_is_a_conflict_and_changes_nothing(ada: Api, item_id: int) -> None:
    ada.put(f"/item/{item_id}", {"fields": {"points": 2}, "revision": 0})
    refused = ada.put(f"/item/{item_id}", {"fields": {"points": 3}, "revision": 0}, expect=409)
    assert refused["error"] == "conflict"
    assert ada.get(f"/item/{item_id}/value/points") == [{"value": "2.0000"}]


def test_values_are_updated_together_and_one_by_one(ada: Api, item_id: int) -> None:
    path = f"/item/{item_id}/value"
    assert ada.put(path, {"points": 3, "title": "Second"})["title"] == "Second"
    assert ada.put(f"{path}/points", 4)["revision"] == 2
    assert ada.put(f"{path}/status", [{"value": 2}])["revision"] == 3
    listed = {field["external_id"]: field["values"] for field in ada.get(path)}
    assert listed["points"] == [{"value": "4.0000"}]
    assert ada.get(f"{path}/v2") == listed
    assert ada.get(f"{path}/points/v2") == {"values": listed["points"]}
    ada.get(f"{path}/nonsense", expect=404)
    ada.put(f"{path}/nonsense", 1, expect=404)


def test_revisions_are_listed_compared_and_undone(ada: Api, item_id: int) -> None:
    path = f"/item/{item_id}"
    ada.put(path, {"fields": {"points": 2}})
    ada.put(path, {"fields": {"points": 3, "title": "Third"}})
    revisions = ada.get(f"{path}/revision/")
    assert [one["revision"] for one in revisions] == [0, 1, 2]
    assert [one["type"] for one in revisions] == ["creation", "update", "update"]
    assert ada.get(f"{path}/revision/1") == revisions[1]
    changes = {one["external_id"]: one for one in ada.get(f"{path}/revision/0/2")}
    assert changes["points"]["from"] == [{"value": "1.0000"}]
    assert changes["points"]["to"] == [{"value": "3.0000"}]
    assert changes["title"]["to"][0]["value"] == "Third"
    assert ada.get(f"{path}/revision/1/1") == []
    assert ada.delete(f"{path}/revision/2", expect=200) == {"revision": 3}
    assert ada.get(path)["title"] == "First"
    assert ada.get(f"{path}/value/points") == [{"value": "2.0000"}]
    assert ada.post(f"{path}/revision/2/revert_to") == {"revision": 4}
    assert ada.get(path)["title"] == "Third"
    assert ada.post(f"{path}/revision/0/revert_to") == {"revision": 5}
    assert ada.get(f"{path}/revision/0/5") == []
    ada.get(f"{path}/revision/99", expect=404)
    ada.delete(f"{path}/revision/0", expect=400)


def test_only_the_last_thirty_revisions_are_listed(ada: Api, item_id: int) -> None:
    for number in range(33):
        ada.put(f"/item/{item_id}/value/points", number + 10)
    listed = [one["revision"] for one in ada.get(f"/item/{item_id}/revision/")]
    assert listed == list(range(4, 34))


def test_a_deleted_item_is_gone(ada: Api, item_id: int) -> None:
    ada.delete(f"/item/{item_id}")
    gone = ada.get(f"/item/{item_id}", expect=404)
    assert (gone["error"], gone["error_description"]) == ("not_found", "Object not found")
    again = ada.post(f"/item/app/{TICKETS}/", NEW)
    assert again["item_id"] > item_id
    assert again["app_item_id"] == 2002


def test_many_items_are_deleted_at_once(ada: Api) -> None:
    path = f"/item/app/{TICKETS}/delete"
    ids = [3_000_065, 3_000_066]
    assert ada.post(path, {"item_ids": ids}) == {"deleted": ids, "pending": []}
    assert len(ada.post(path, {"view_id": 33_001})["deleted"]) == 499
    assert len(ada.post(path, {"filters": {"status": [2]}})["deleted"]) == 499
    assert ada.get(f"/item/app/{TICKETS}/count") == {"count": 1000}
    ada.post(path, {}, expect=400)


def test_a_clone_has_the_same_values(ada: Api, item_id: int) -> None:
    clone = ada.post(f"/item/{item_id}/clone")["item_id"]
    assert ada.get(f"/item/{clone}/value") == ada.get(f"/item/{item_id}/value")
    assert ada.get(f"/item/{clone}")["ref"] == {"type": "item", "id": item_id}
    ada.delete(f"/item/{clone}/ref")
    ada.delete(f"/item/{clone}/ref", expect=404)
    ada.put(f"/item/{clone}/ref", {"type": "item", "id": 1}, expect=204)
    assert ada.get(f"/item/{clone}")["ref"] == {"type": "item", "id": 1}
    assert ada.get(f"/item/{item_id}/clone")["fields"]


def test_reminder_and_recurrence_are_kept(ada: Api, item_id: int) -> None:
    recurrence = {"name": "weekly", "config": {"days": ["monday"]}, "step": 1}
    ada.put(f"/item/{item_id}", {"reminder": {"remind_delta": 15}, "recurrence": recurrence})
    item = ada.get(f"/item/{item_id}")
    assert item["reminder"] == {"remind_delta": 15}
    assert item["recurrence"] == recurrence
    ada.put(f"/item/{item_id}", {"reminder": {"remind_delta": "15"}}, expect=400)
    ada.put(f"/item/{item_id}", {"recurrence": {"name": "hourly"}}, expect=400)


def test_a_refused_call_leaves_no_trace(ada: Api) -> None:
    broken = {**NEW, "file_ids": [1]}
    ada.post(f"/item/app/{TICKETS}/", broken, expect=404)
    assert ada.get(f"/item/app/{TICKETS}/count") == {"count": 2000}
    assert ada.post(f"/item/app/{TICKETS}/", NEW)["app_item_id"] == 2001


def test_an_item_of_a_foreign_space_is_out_of_reach(ben: Api) -> None:
    ben.get("/item/3000065")
    assert ben.get("/item/3000001", expect=403)["error"] == "forbidden"
    ben.put("/item/3000001", {"fields": {}}, expect=403)
    ben.get("/item/app/26003/count", expect=403)


def test_meetings_have_participants_and_an_address(ada: Api) -> None:
    meeting = ada.post("/item/app/26005/filter/", {"limit": 1})["items"][0]["item_id"]
    ada.put(f"/item/{meeting}/participation", {"status": "accepted"}, expect=204)
    participants = ada.get(f"/item/{meeting}")["participants"]
    assert participants["4001"]["status"] == "accepted"
    assert ada.get(f"/item/{meeting}/meeting/url")["url"].startswith("http")
    ada.put(f"/item/{meeting}/participation", {"status": "maybe"}, expect=400)
    ada.get("/item/3000065/meeting/url", expect=400)


def test_an_item_is_moved_to_the_head_of_the_order(ada: Api, item_id: int) -> None:
    ada.post(f"/item/{item_id}/rearrange")
    body = {"sort_by": "priority", "sort_desc": False, "limit": 1}
    assert ada.post(f"/item/app/{TICKETS}/filter/", body)["items"][0]["item_id"] == item_id


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"title=x", "application/x-www-form-urlencoded"), (b'"x"', "application/json"), (b"{", "")],
)
def test_a_body_must_be_an_object(ada: Api, body: bytes, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    answer = ada.http.post(f"/item/app/{TICKETS}/", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error_description"] == "must be object"
