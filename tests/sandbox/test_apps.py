from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.api import Api

DELIVERY, SALES = 2001, 2002
PROJECTS, TICKETS, CUSTOMERS, INVOICES = 26_001, 26_002, 26_003, 26_004
FIELDS = [
    {"type": "text", "config": {"label": "Title", "required": True}},
    {
        "type": "category",
        "config": {"label": "Kind", "settings": {"options": [{"text": "A"}, {"text": "B"}]}},
    },
]


@pytest.fixture
def app_id(ada: Api) -> int:
    body = {
        "space_id": DELIVERY,
        "config": {"name": "Ideas", "item_name": "Idea"},
        "fields": FIELDS,
    }
    number: int = ada.post("/app/", body)["app_id"]
    return number


def ids(apps: list[dict[str, Any]]) -> list[int]:
    return [app["app_id"] for app in apps]


def test_an_app_shows_as_much_as_the_view_says(ada: Api) -> None:
    sizes: list[int] = []
    for view in ("micro", "mini", "short", "full"):
        app = ada.get(f"/app/{TICKETS}?view={view}")
        assert app["app_id"] == TICKETS
        assert ada.get(f"/app/{TICKETS}?type={view}") == app
        sizes.append(len(app))
    assert sizes == sorted(set(sizes))
    full = ada.get(f"/app/{TICKETS}")
    assert full["config"]["name"] == "Tickets"
    assert [field["external_id"] for field in full["fields"]][:2] == ["title", "status"]
    ada.get(f"/app/{TICKETS}?view=huge", expect=400)


def test_the_app_token_is_shown_to_administrators_only(ada: Api, ben: Api, app: Api) -> None:
    assert ada.get(f"/app/{TICKETS}")["token"] == ada.sandbox.app_token
    assert "token" not in ben.get(f"/app/{TICKETS}")
    assert app.get(f"/app/{TICKETS}")["token"] == ada.sandbox.app_token


def test_apps_are_listed_and_found(ada: Api, ben: Api) -> None:
    assert ids(ada.get(f"/app/space/{DELIVERY}/")) == [PROJECTS, TICKETS]
    assert len(ada.get("/app/")) == 6
    assert ids(ben.get("/app/")) == [PROJECTS, TICKETS]
    assert ids(ada.get("/app/v2/?text=tick")) == [TICKETS]
    assert PROJECTS not in ids(ada.get(f"/app/v2/?exclude_app_ids={PROJECTS},{CUSTOMERS}"))
    assert ids(ada.get("/app/top/?limit=1")) == [TICKETS]
    assert set(ids(ada.get("/app/org/101/top/"))) == {PROJECTS, TICKETS, CUSTOMERS, INVOICES}
    assert ada.get(f"/app/space/{DELIVERY}/tickets")["app_id"] == TICKETS
    ada.get(f"/app/space/{DELIVERY}/nothing", expect=404)
    labels = "/app/org/northwind-works/space/delivery/tickets"
    assert ada.get(labels)["app_id"] == TICKETS
    assert ada.get(f"/app/features/?app_ids={TICKETS}") == ["items", "filters"]
    assert ada.get("/app/icon/search?query=bug")


def test_dependencies_follow_the_relationships(ada: Api) -> None:
    found = ada.get(f"/app/{TICKETS}/dependencies/")
    assert found["dependencies"] == {
        str(TICKETS): [PROJECTS],
        str(PROJECTS): [CUSTOMERS],
        str(CUSTOMERS): [],
    }
    assert ids(found["apps"]) == [PROJECTS, TICKETS, CUSTOMERS]
    of_space = ada.get(f"/space/{SALES}/dependencies/")["dependencies"]
    assert of_space == {str(CUSTOMERS): [], str(INVOICES): [CUSTOMERS]}
    (calculation, *_rest) = ada.get(f"/app/{CUSTOMERS}/calculation/")
    assert calculation["reference_field"]["type"] == "app"


def test_an_app_is_made_with_its_fields(ada: Api, app_id: int) -> None:
    app = ada.get(f"/app/{app_id}")
    assert app["url_label"] == "ideas"
    kind = app["fields"][1]
    assert [option["id"] for option in kind["config"]["settings"]["options"]] == [1, 2]
    made = ada.post(f"/item/app/{app_id}/", {"fields": {"title": "One", "kind": 2}})
    assert made["app_item_id"] == 1
    ada.post(f"/item/app/{app_id}/", {"fields": {"kind": 2}}, expect=400)


def test_an_app_is_changed_field_by_field(ada: Api, app_id: int) -> None:
    kind = ada.get(f"/app/{app_id}")["fields"][1]
    options = [{"id": 1, "text": "Alpha"}, {"text": "C"}]
    body = {
        "config": {"name": "Notions"},
        "fields": [
            {"field_id": kind["field_id"], "config": {"settings": {"options": options}}},
            {"type": "number", "config": {"label": "Size"}},
        ],
    }
    assert ada.put(f"/app/{app_id}", body) == {"revision": 1}
    app = ada.get(f"/app/{app_id}")
    assert (app["config"]["name"], app["config"]["item_name"]) == ("Notions", "Idea")
    assert {field["external_id"] for field in app["fields"]} == {"title", "kind", "size"}
    changed = next(field for field in app["fields"] if field["external_id"] == "kind")
    assert [
        (one["id"], one["text"], one["status"]) for one in changed["config"]["settings"]["options"]
    ] == [(1, "Alpha", "active"), (3, "C", "active"), (2, "B", "deleted")]
    ada.post(f"/item/app/{app_id}/", {"fields": {"title": "x", "kind": 2}}, expect=400)
    ada.put(f"/app/{app_id}/v2/", {"config": {"description": "d"}}, expect=204)
    wrong = {"fields": [{"field_id": kind["field_id"], "type": "text"}]}
    ada.put(f"/app/{app_id}", wrong, expect=400)


def test_fields_come_change_and_go(ada: Api, app_id: int) -> None:
    path = f"/app/{app_id}/field/"
    size = {"type": "number", "config": {"label": "Größe", "settings": {"decimals": 1}}}
    field_id = ada.post(path, size)["field_id"]
    assert ada.get(f"{path}{field_id}")["external_id"] == "groe"
    made = ada.post(f"/item/app/{app_id}/", {"fields": {"title": "x", str(field_id): 5}})
    assert ada.put(f"{path}{field_id}", {"label": "Size", "required": False})["revision"] == 2
    field = ada.get(f"{path}groe")
    assert (field["label"], field["external_id"]) == ("Size", "groe")
    assert ada.delete(f"{path}{field_id}", expect=200)["revision"] == 3
    ada.get(f"{path}{field_id}", expect=404)
    ada.put(f"/item/{made['item_id']}", {"fields": {str(field_id): 6}}, expect=400)
    assert ada.get(f"/item/{made['item_id']}/value/groe") == [{"value": "5.0000"}]


def test_a_field_goes_with_its_values_if_told(ada: Api) -> None:
    ada.delete(f"/app/{TICKETS}/field/points?delete_values=1", expect=200)
    fields = ada.get("/item/3000066")["fields"]
    assert "points" not in {field["external_id"] for field in fields}


@pytest.mark.parametrize(
    "field",
    [
        {"type": "hologram", "config": {"label": "x"}},
        {"type": "text", "config": {}},
        {"type": "text", "config": {"label": "x", "settings": {"size": "huge"}}},
        {"type": "money", "config": {"label": "x", "settings": {"allowed_currencies": ["eur"]}}},
        {"type": "app", "config": {"label": "x", "settings": {"referenced_apps": [{"app_id": 1}]}}},
        {"type": "category", "config": {"label": "x", "settings": {"options": [{"id": 1}]}}},
        {"type": "text", "config": {"label": "x", "required": "yes"}},
    ],
    ids=str,
)
def test_a_wrong_field_is_refused(ada: Api, app_id: int, field: object) -> None:
    refused = ada.post(f"/app/{app_id}/field/", field, expect=400)
    assert refused["error"] == "invalid_value"


def test_an_app_keeps_at_least_one_field(ada: Api, app_id: int) -> None:
    ada.delete(f"/app/{app_id}/field/kind", expect=200)
    ada.delete(f"/app/{app_id}/field/title", expect=400)
    body = {"space_id": DELIVERY, "config": {"name": "Empty"}}
    ada.post("/app/", body, expect=400)


def test_an_inactive_app_takes_no_new_items(ada: Api, app_id: int) -> None:
    ada.post(f"/app/{app_id}/deactivate", expect=204)
    assert app_id not in ids(ada.get(f"/app/space/{DELIVERY}/"))
    assert app_id in ids(ada.get(f"/app/space/{DELIVERY}/?include_inactive=1"))
    ada.post(f"/item/app/{app_id}/", {"fields": {"title": "x"}}, expect=403)
    ada.post(f"/app/{app_id}/activate", expect=204)
    ada.post(f"/item/app/{app_id}/", {"fields": {"title": "x"}})
    ada.put(f"/app/{app_id}/activate/{DELIVERY}", expect=204)
    ada.put(f"/app/{app_id}/activate/{SALES}", expect=404)


def test_small_texts_and_the_order_are_changed_alone(ada: Api, app_id: int) -> None:
    ada.put(f"/app/{app_id}/description", {"description": "About"}, expect=204)
    ada.put(f"/app/{app_id}/usage", {"usage": "Do so"}, expect=204)
    config = ada.get(f"/app/{app_id}")["config"]
    assert (config["description"], config["usage"]) == ("About", "Do so")
    order = [app_id, TICKETS, PROJECTS]
    ada.put(f"/app/space/{DELIVERY}/order", order, expect=204)
    assert ids(ada.get(f"/app/space/{DELIVERY}/")) == order
    ada.put(f"/app/space/{DELIVERY}/order", [CUSTOMERS], expect=400)


def test_an_app_is_installed_elsewhere_with_or_without_items(ada: Api) -> None:
    copy = ada.post(f"/app/{PROJECTS}/install", {"space_id": SALES})["app_id"]
    app = ada.get(f"/app/{copy}")
    assert (app["space_id"], app["original"]) == (SALES, PROJECTS)
    assert ada.get(f"/item/app/{copy}/count") == {"count": 0}
    full = {"space_id": SALES, "features": ["items"]}
    copy = ada.post(f"/app/{PROJECTS}/install", full)["app_id"]
    assert ada.get(f"/item/app/{copy}/count") == {"count": 24}
    first = ada.post(f"/item/app/{copy}/filter/", {"limit": 1})["items"][0]
    assert first["title"].startswith("Project")


def test_a_deleted_app_takes_its_items_along(ada: Api, app_id: int) -> None:
    item_id = ada.post(f"/item/app/{app_id}/", {"fields": {"title": "x"}})["item_id"]
    ada.delete(f"/app/{app_id}")
    ada.get(f"/app/{app_id}", expect=404)
    ada.get(f"/item/{item_id}", expect=404)
    assert app_id not in ids(ada.get("/app/"))


def test_a_regular_member_does_not_change_anothers_app(ben: Api) -> None:
    ben.put(f"/app/{TICKETS}", {"config": {"name": "Mine"}}, expect=403)
    ben.delete(f"/app/{TICKETS}", expect=403)
