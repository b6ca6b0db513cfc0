from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.sandbox.api import Api

MUSEUM = 26_006
EXHIBITS = f"/item/app/{MUSEUM}/"


def make(api: Api, **fields: Any) -> dict[str, list[dict[str, Any]]]:  # field values
    """Make an exhibit and read its values back by external id."""
    made = api.post(EXHIBITS, {"fields": {key.replace("_", "-"): v for key, v in fields.items()}})
    item = api.get(f"/item/{made['item_id']}")
    return {field["external_id"]: field["values"] for field in item["fields"]}


def refuse(api: Api, **fields: Any) -> dict[str, Any]:  # field values
    body = {"fields": {key.replace("_", "-"): value for key, value in fields.items()}}
    error: dict[str, Any] = api.post(EXHIBITS, body, expect=400)
    assert error["error"] == "invalid_value"
    return error


def test_the_demo_data_use_every_field_type(ada: Api) -> None:
    types = {
        field["type"]
        for app in ada.get("/app/")
        for field in ada.get(f"/app/{app['app_id']}")["fields"]
    }
    assert types == {
        *("text", "state", "tag", "number", "money", "progress", "duration", "calculation"),
        *("category", "question", "date", "app", "contact", "member", "image", "file"),
        *("video", "media", "embed", "location", "phone", "tel", "email", "separator"),
    }


def test_every_type_that_holds_a_value_shows_one(ada: Api) -> None:
    first = ada.post(f"/item/app/{MUSEUM}/filter/", {"limit": 1})["items"][0]
    shown = {field["type"] for field in first["fields"]}
    assert len(shown) == 22
    for field in first["fields"]:
        assert set(field) >= {"field_id", "external_id", "type", "label", "config", "values"}
        assert field["values"]


@pytest.mark.parametrize("written", [3, {"value": 3}, [3], [{"value": 3}], {"value": [3]}], ids=str)
def test_the_written_forms_are_equal(ada: Api, written: Any) -> None:  # field value
    shown = make(ada, wings=written)["wings"]
    assert [(one["value"]["id"], one["value"]["text"]) for one in shown] == [(3, "East")]


def test_fields_are_named_by_id_or_external_id_or_in_a_list(ada: Api) -> None:
    height = ada.get(f"/app/{MUSEUM}/field/height")["field_id"]
    for fields in (
        {str(height): 2},
        {"height": 2},
        [{"field_id": height, "values": [{"value": 2}]}],
        [{"external_id": "height", "values": [2]}],
    ):
        made = ada.post(EXHIBITS, {"fields": fields})
        assert ada.get(f"/item/{made['item_id']}/value/height") == [{"value": "2.0000"}]


@pytest.mark.parametrize(
    ("field", "written", "shown"),
    [
        ("name", "Ä & <b>", {"value": "Ä & <b>", "format": "plain"}),
        ("height", "12.5", {"value": "12.5000"}),
        ("height", -3, {"value": "-3.0000"}),
        ("value", {"value": "12.50", "currency": "EUR"}, {"value": "12.5000", "currency": "EUR"}),
        ("restored", 42, {"value": 42}),
        ("tour", 3604, {"value": 3604}),
        ("condition", "fair", {"value": "fair"}),
        ("keywords", "glass", {"value": "glass"}),
        ("guard", 4002, {"value": 4002}),
        (
            "mail",
            {"type": "work", "value": "a@b.example"},
            {"type": "work", "value": "a@b.example"},
        ),
        ("phone", {"type": "mobile", "value": "+45 1"}, {"type": "mobile", "value": "+45 1"}),
        ("film", 900_003, {"value": 900_003}),
    ],
)
def test_a_value_is_read_as_documented(
    ada: Api, field: str, written: object, shown: dict[str, object]
) -> None:
    assert make(ada, **{field: written})[field] == [shown]


def test_things_that_are_pointed_at_are_shown_whole(ada: Api) -> None:
    shown = make(
        ada,
        curator={"type": "mail", "id": "ben@sandbox.example"},
        picture=900_004,
        link={"embed": 450_001, "file": 900_004},
        related=[3_000_041, 3_000_001],
        origin={"value": "Aarhus", "lat": 56.1, "lng": 10.2, "city": "Aarhus"},
    )
    assert shown["curator"][0]["value"]["name"] == "Ben Okoro"
    assert shown["curator"][0]["value"]["user_id"] == 4002
    assert shown["picture"][0]["value"]["name"] == "picture.png"
    assert shown["link"][0]["embed"]["url"] == "https://site.example/"
    assert shown["link"][0]["file"]["file_id"] == 900_004
    assert shown["related"][0]["value"]["title"].startswith("Project")
    assert shown["related"][0]["value"]["app"]["app_id"] == 26_001
    assert shown["origin"][0]["city"] == "Aarhus"
    assert shown["origin"][0]["map_in_sync"] is True


def test_a_date_is_kept_in_utc_and_shown_in_the_users_zone(ada: Api, ben: Api) -> None:
    made = ada.post("/item/app/26002/", {"fields": {"title": "Z", "due": "2026-07-01 10:00:00"}})
    path = f"/item/{made['item_id']}/value/due"
    mine, his = ada.get(path)[0], ben.get(path)[0]
    assert (mine["start"], mine["start_time"]) == ("2026-07-01 10:00:00", "10:00:00")
    assert mine["start_utc"] == his["start_utc"] == "2026-07-01 08:00:00"
    assert his["start"] == "2026-07-01 09:00:00"
    assert mine["end"] is None


@pytest.mark.parametrize(
    ("written", "start_utc", "end_utc"),
    [
        ("2026-02-03", "2026-02-03 00:00:00", None),
        ({"start": "2026-02-03 10:00:00"}, "2026-02-03 09:00:00", None),
        ({"start_date": "2026-02-03", "start_time": "10:00:00"}, "2026-02-03 09:00:00", None),
        ({"start_utc": "2026-02-03 10:00:00"}, "2026-02-03 10:00:00", None),
        (
            {"start_date_utc": "2026-02-03", "start_time_utc": "10:00:00", "end_utc": "2026-02-04"},
            "2026-02-03 10:00:00",
            "2026-02-04 00:00:00",
        ),
    ],
)
def test_a_date_is_written_in_several_ways(
    ada: Api, written: object, start_utc: str, end_utc: str | None
) -> None:
    shown = make(ada, acquired=written)["acquired"][0]
    assert (shown["start_utc"], shown["end_utc"]) == (start_utc, end_utc)


def test_a_calculation_follows_the_fields_it_is_made_of(ada: Api) -> None:
    made = ada.post("/item/app/26001/", {"fields": {"title": "C", "hours": 10, "rate": "1.5"}})
    path = f"/item/{made['item_id']}"
    assert ada.get(f"{path}/value/cost") == [{"value": "15.0000"}]
    ada.put(f"{path}/value/hours", 20)
    assert ada.get(f"{path}/value/cost") == [{"value": "30.0000"}]
    ada.put(f"{path}/value/rate", [])
    assert ada.get(f"{path}/value/cost") == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", 5),
        ("name", ["a", "b"]),
        ("height", "tall"),
        ("height", True),
        ("height", "NaN"),
        ("value", "12.50"),
        ("value", {"value": 1, "currency": "euro"}),
        ("value", {"value": 1, "currency": "GBP"}),
        ("restored", 101),
        ("restored", "42"),
        ("tour", -1),
        ("tour", 1.5),
        ("condition", "broken"),
        ("wings", "East"),
        ("wings", 9),
        ("on-loan", [1, 2]),
        ("acquired", "03/02/2026"),
        ("acquired", "2026-02-30"),
        ("acquired", {"start": "2026-02-03", "end": "2026-02-01"}),
        ("acquired", {"end": "2026-02-03"}),
        ("related", 1),
        ("curator", 1),
        ("guard", "4002"),
        ("picture", 1),
        ("picture", 900_005),
        ("link", {"embed": 1}),
        ("origin", {"lat": "north"}),
        ("mail", {"type": "work", "value": "x" * 255}),
        ("mail", {"type": "work", "value": "no at sign"}),
        ("phone", {"type": "car", "value": "1"}),
        ("phone", {"type": "work", "value": "1" * 51}),
        ("double-height", 4),
        ("people", "x"),
    ],
)
def test_a_wrong_value_names_the_field_and_what_it_takes(
    ada: Api, field: str, wrong: object
) -> None:
    before = ada.get(f"/item/app/{MUSEUM}/count")["count"]
    parameters = refuse(ada, **{field: wrong})["error_parameters"]
    assert parameters["external_id"] == field
    assert parameters["expected"]
    assert isinstance(parameters["field_id"], int)
    assert ada.get(f"/item/app/{MUSEUM}/count")["count"] == before


def test_an_unknown_field_is_refused(ada: Api) -> None:
    assert refuse(ada, no_such="x")["error_parameters"]["key"] == "no-such"
    ada.post(EXHIBITS, {"fields": "text"}, expect=400)


def test_a_required_field_is_required(ada: Api) -> None:
    refused = ada.post("/item/app/26002/", {"fields": {"status": 1}}, expect=400)
    assert refused["error_parameters"]["external_id"] == "title"
    ada.put("/item/3000065/value/title", [], expect=400)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    cents=st.integers(-(10**9), 10**9),
    restored=st.integers(0, 100),
    wings=st.lists(st.sampled_from([1, 2, 3]), unique=True),
)
def test_what_is_written_is_read_back(
    ada: Api, name: str, cents: int, restored: int, wings: list[int]
) -> None:
    height = f"{cents / 100:.2f}"
    shown = make(ada, name=name, height=height, restored=restored, wings=wings)
    assert shown["name"][0]["value"] == name
    assert float(shown["height"][0]["value"]) == float(height)
    assert shown["restored"] == [{"value": restored}]
    assert [one["value"]["id"] for one in shown.get("wings", [])] == wings
