from __future__ import annotations

from typing import Any

import pytest

from podio.sandbox import Sandbox
from tests.sandbox.api import Api, Clock

TICKETS = 26_002
MUSEUM = 26_006
FILTER = f"/item/app/{TICKETS}/filter/"


def matching(api: Api, app_id: int = TICKETS, **body: Any) -> dict[str, Any]:  # filter body
    answer: dict[str, Any] = api.post(f"/item/app/{app_id}/filter/", body)
    return answer


def test_a_walk_over_two_thousand_items_sees_each_once(ada: Api) -> None:
    seen: list[int] = []
    for offset in range(0, 2000, 500):
        page = matching(ada, limit=500, offset=offset, sort_by="item_id")
        assert (page["total"], page["filtered"]) == (2000, 2000)
        seen += [item["item_id"] for item in page["items"]]
    assert len(set(seen)) == 2000
    assert seen == sorted(seen, reverse=True)
    assert matching(ada, limit=500, offset=2000)["items"] == []


def test_the_limit_is_30_unless_told_and_500_at_most(ada: Api) -> None:
    assert len(matching(ada)["items"]) == 30
    assert len(matching(ada, limit=3)["items"]) == 3
    assert len(matching(ada, limit=100_000)["items"]) == 500
    ada.post(FILTER, {"limit": -1}, expect=400)
    ada.post(FILTER, {"limit": "10"}, expect=400)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"status": [1]}, 500),
        ({"status": [1, 2]}, 1000),
        ({"status": ["Open"]}, 500),
        ({"assignee": [None]}, 334),
        ({"assignee": [None, 61_003]}, 334 + 333),
        ({"assignee": [{"type": "user", "id": 4003}]}, 333),
        ({"points": {"from": 12}}, 153),
        ({"points": {"from": 3, "to": 4}}, 308),
        ({"progress": {"to": 0}}, 20),
        ({"time-spent": {"from": 43_200}}, 80),
        ({"project": [3_000_042]}, 84),
        ({"status": [1], "blocking": [1]}, 72),
        ({"title": "The login is slow (no. 1)"}, 1),
        ({"external_id": ["tickets-7", "tickets-8"]}, 2),
        ({"tags": ["demo"]}, 400),
        ({"created_by": [{"type": "user", "id": 4001}]}, 667),
        ({"created_by": [{"type": "app", "id": TICKETS}]}, 0),
        ({"created_via": [11]}, 2000),
        ({"app_item_id": {"from": 1991}}, 10),
        ({"item_id": [3_000_065]}, 1),
        ({"created_on": {"from": "2026-01-05", "to": "2026-01-05"}}, 8),
        ({"created_on": {"to": "2026-01-05 08:00:00"}}, 0),
        ({"reporter": "a text field is not filtered by"}, 2000),
        ([{"key": "status", "values": [4]}], 500),
    ],
    ids=str,
)
def test_filters_pick_items(ada: Api, filters: object, count: int) -> None:
    assert matching(ada, filters=filters, limit=1)["filtered"] == count


def test_a_field_is_filtered_by_id_as_well(ada: Api) -> None:
    field_id = ada.get(f"/app/{TICKETS}/field/status")["field_id"]
    assert matching(ada, filters={str(field_id): [1]}, limit=1)["filtered"] == 500


def test_dates_are_filtered_by_range_and_relative_to_today(clock: Clock) -> None:
    clock.now = 1_772_359_200.0  # 2026-03-01 10:00 UTC
    with (
        Sandbox(clock=clock) as sandbox,
        Api(sandbox) as anybody,
        Api(sandbox, anybody.password_token()["access_token"]) as ada,
    ):

        def due(low: str | None, high: str | None) -> set[str]:
            span = {"from": low, "to": high}
            page = matching(ada, filters={"due": span}, limit=500)
            assert page["filtered"] <= 500
            return {
                field["values"][0]["start_date"]
                for item in page["items"]
                for field in item["fields"]
                if field["external_id"] == "due"
            }

        assert due("2026-03-01", "2026-03-02") <= {"2026-03-01", "2026-03-02"}
        assert due("2026-03-01", "2026-03-02")
        assert min(due("-1w", "1d")) >= "2026-02-22"
        assert max(due("-1w", "1d")) <= "2026-03-02"
        assert {day[:7] for day in due("-1mr", "-1mr")} == {"2026-02"}


@pytest.mark.parametrize(
    "filters",
    [
        {"no-such": [1]},
        {"status": 1},
        {"points": [1]},
        {"points": {"from": "many"}},
        {"due": {"from": "soon"}},
        {"created_by": [4001]},
        {"created_on": "2026"},
        "status=1",
    ],
    ids=str,
)
def test_a_wrong_filter_is_refused(ada: Api, filters: object) -> None:
    assert ada.post(FILTER, {"filters": filters}, expect=400)["error"] == "invalid_value"


@pytest.mark.parametrize(
    ("sort_by", "external_id"), [("points", "points"), ("due", "due"), ("title", "title")]
)
def test_items_are_sorted_both_ways_with_empty_ones_last(
    ada: Api, sort_by: str, external_id: str
) -> None:
    def keys(*, descending: bool) -> list[Any]:
        page = matching(ada, sort_by=sort_by, sort_desc=descending, limit=500, offset=1000)
        found: list[Any] = []
        for item in page["items"]:
            held = {field["external_id"]: field["values"][0] for field in item["fields"]}
            value = held.get(external_id)
            number = external_id == "points"
            found.append(
                None
                if value is None
                else float(value["value"])
                if number
                else str(value.get("value") or value["start"]).casefold()
            )
        return found

    for descending in (False, True):
        found = keys(descending=descending)
        assert len(found) == 500
        present = [key for key in found if key is not None]
        assert present == sorted(present, reverse=descending)
        assert found == present + [None] * (len(found) - len(present))


def test_sorting_by_what_does_not_sort_is_refused(ada: Api) -> None:
    assert ada.post(FILTER, {"sort_by": "reporter"}, expect=400)["error"] == "invalid_value"
    ada.post(FILTER, {"sort_by": "nonsense"}, expect=400)


def test_the_fields_parameter_chooses_the_view_and_adds_to_it(ada: Api) -> None:
    body = {"limit": 1}
    micro = ada.post(f"{FILTER}?fields=items.view(micro)", body)["items"][0]
    assert set(micro) == {"item_id", "app_item_id", "title", "revision", "link"}
    more = "items.view(micro).fields(external_id,files.view(micro),created_by.view(micro))"
    item = ada.post(f"{FILTER}?fields={more}", body)["items"][0]
    assert set(item) - set(micro) == {"external_id", "files", "created_by"}
    ada.post(f"{FILTER}?fields=items.view(", body, expect=400)
    ada.post(f"{FILTER}?fields=items.view(huge)", body, expect=400)


def test_a_saved_view_filters_and_the_last_one_is_remembered(ada: Api) -> None:
    page = ada.post(f"/item/app/{TICKETS}/filter/33001/", {"limit": 1})
    assert page["filtered"] == 500
    ada.post(f"/item/app/{TICKETS}/filter/999/", {}, expect=404)
    last = f"/item/app/{TICKETS}/filter/0/"
    assert ada.post(last, {})["filtered"] == 2000
    matching(ada, filters={"status": [1], "blocking": [1]}, remember=True)
    assert ada.post(last, {})["filtered"] == 72
    assert ada.get(f"/item/app/{TICKETS}/count?view_id=0") == {"count": 72}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2000),
        ("status=1;2", 1000),
        ("assignee=null;61003", 667),
        ("points=3-4", 308),
        ("points=12-", 153),
        ("created_by=user:4001", 667),
        ("created_on=2026-01-05-2026-01-05", 8),
        ("external_id=tickets-7;tickets-8", 2),
        ("view_id=33002", 500),
        ("status=1&blocking=1", 72),
    ],
)
def test_the_count_takes_its_filters_from_the_query(ada: Api, query: str, count: int) -> None:
    for slash in ("", "/"):
        assert ada.get(f"/item/app/{TICKETS}/count{slash}?{query}") == {"count": count}


def test_the_older_listing_takes_a_query_as_well(ada: Api) -> None:
    page = ada.get(f"/item/app/{TICKETS}/v2/?limit=2&status=1&sort_by=app_item_id&sort_desc=0")
    assert page["filtered"] == 500
    assert [item["app_item_id"] for item in page["items"]] == [1, 5]


def test_items_are_added_up(ada: Api) -> None:
    path = f"/item/app/{TICKETS}/calculate"
    counted = ada.post(path, {"groupings": [{"type": "field", "value": "status"}]})
    assert counted["total"] == 2000
    assert {group["groups"][0]["label"]: group["count"] for group in counted["groups"]} == {
        "Open": 500,
        "In work": 500,
        "Waiting": 500,
        "Closed": 500,
    }
    formula = [
        {"type": "field", "value": "points"},
        {"type": "operator", "value": "multiply"},
        {"type": "number", "value": 2},
    ]
    wanted = {"aggregation": "sum", "formula": formula, "filters": {"status": [1]}}
    single = sum(number % 13 for number in range(0, 2000, 4))
    assert ada.post(path, wanted)["total"] == 2 * single
    highest = {"aggregation": "maximum", "formula": formula[:1]}
    assert ada.post(path, highest)["total"] == 12
    ada.post(path, {"aggregation": "sum", "formula": [{"type": "field", "value": "title"}]}, 400)
    ada.post(path, {"aggregation": "median"}, expect=400)


def test_ranges_and_top_values_of_a_field(ada: Api) -> None:
    points = ada.get(f"/app/{TICKETS}/field/points")["field_id"]
    assert ada.get(f"/item/field/{points}/range") == {"min": "0.0000", "max": "12.0000"}
    project = ada.get(f"/app/{TICKETS}/field/project")["field_id"]
    ada.get(f"/item/field/{project}/range", expect=400)
    top = ada.get(f"/item/field/{project}/top/?limit=3")
    assert len(top) == 3
    assert all(item["app"]["app_id"] == 26_001 for item in top)
    rest = ada.get(f"/item/field/{project}/top/?limit=3&not_item_id={top[0]['item_id']}")
    assert top[0]["item_id"] not in {item["item_id"] for item in rest}


def test_items_to_point_at_are_found_by_title(ada: Api) -> None:
    project = ada.get(f"/app/{TICKETS}/field/project")["field_id"]
    assert len(ada.get(f"/item/field/{project}/find")) == 13
    found = ada.get(f"/item/field/{project}/find?text=meadow&sort=title")
    assert [item["title"] for item in found] == [
        "Project Meadow 10",
        "Project Meadow 18",
        "Project Meadow 2",
    ]


def test_references_lead_back(ada: Api) -> None:
    (group,) = ada.get("/item/3000042/reference/")
    assert group["app"]["app_id"] == TICKETS
    assert group["field"]["external_id"] == "project"
    assert len(group["items"]) == 84
    field_id = group["field"]["field_id"]
    few = ada.get(f"/item/3000042/reference/field/{field_id}?limit=5")
    assert few == group["items"][:5]
    assert ada.get(f"/item/3000042/reference/{field_id}/preview")["item_id"] == 3_000_042


def test_the_values_of_an_app_name_what_can_be_filtered(ada: Api) -> None:
    values = ada.get(f"/item/app/{MUSEUM}/values")
    fields = {field["external_id"]: field["values"] for field in values["fields"]}
    assert fields["condition"] == ["fair", "good", "poor"]
    assert "demo" in values["tags"]
