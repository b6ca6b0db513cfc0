from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.api import Api

NORTHWIND, AURORA = 101, 102
DELIVERY, SALES, RESEARCH, BOARD = 2001, 2002, 2003, 2004
ADA, BEN, CLEO, DAE = 4001, 4002, 4003, 4004


def names(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["name"] for entry in entries]


def test_organizations_are_listed_with_their_spaces(ada: Api, ben: Api) -> None:
    for path in ("/org/", "/org"):
        first, second = ada.get(path)
        assert names([first, second]) == ["Northwind Works", "Aurora Lab"]
        assert names(first["spaces"]) == ["Delivery", "Sales"]
        assert names(second["spaces"]) == ["Research"]
    (only,) = ben.get("/org/")
    assert (only["role"], names(only["spaces"])) == ("regular", ["Delivery"])


def test_an_organization_is_found_by_id_and_by_address(ada: Api, ben: Api) -> None:
    org = ada.get(f"/org/{NORTHWIND}")
    assert org["role"] == "admin"
    assert org["created_by"]["user_id"] == ADA
    inside = "https://podio.com/northwind-works/delivery/apps/tickets/items/1"
    assert ada.get(f"/org/url?url={inside}") == org
    ada.get("/org/url", expect=400)
    ben.get(f"/org/{AURORA}", expect=403)
    ben.get("/org/999", expect=404)


def test_an_organization_is_made_and_changed(ada: Api, ben: Api) -> None:
    made = ada.post("/org/", {"name": "New Øre"})
    assert made["url_label"] == "new-re"
    path = f"/org/{made['org_id']}"
    ada.put(path, {"name": "Newer", "url_label": "newer"}, expect=204)
    assert ada.get(path)["url"].endswith("/newer")
    ada.put(path, {"url_label": "aurora-lab"}, expect=409)
    ben.put(f"/org/{NORTHWIND}", {"name": "Mine"}, expect=403)
    ada.post("/org/", {}, expect=400)
    listed = ada.get("/org/admin-orgs/ada@sandbox.example")
    assert names([{"name": org["org_name"]} for org in listed["admin_orgs"]]) == [
        "Northwind Works",
        "Aurora Lab",
    ]
    assert [org["org_id"] for org in listed["free_orgs"]] == [made["org_id"]]
    assert len(ada.post("/org/bootstrap")) == 3


def test_what_two_users_share_is_sorted_by_name(ada: Api) -> None:
    shared = ada.get(f"/org/shared/{DAE}")
    assert [(org["name"], names(org["spaces"])) for org in shared] == [
        ("Aurora Lab", ["Research"]),
        ("Northwind Works", ["Sales"]),
    ]
    ada.get("/org/shared/1", expect=404)


def test_members_are_listed_searched_and_sorted(ada: Api, ben: Api) -> None:
    path = f"/org/{NORTHWIND}/member/"
    assert [one["user"]["name"] for one in ada.get(path)] == [
        "Ada Berg",
        "Ben Okoro",
        "Cleo Marsh",
        "Dae Kim",
        "Mia Lund",
    ]
    assert [one["user"]["name"] for one in ada.get(f"{path}?member_type=admin")] == ["Ada Berg"]
    assert [one["user"]["name"] for one in ada.get(f"{path}?query=ben")] == ["Ben Okoro"]
    assert len(ada.get(f"{path}?limit=2&offset=4")) == 1
    assert [m["user"]["name"] for m in ada.get(f"{path}?member_type=external")] == ["Dae Kim"]
    ben.get(path, expect=403)
    member = ada.get(f"{path}{BEN}")
    assert (member["role"], member["spaces"]["started"]) == ("regular", 1)
    assert ada.get(f"{path}mail/ben@sandbox.example") == member
    ada.get(f"{path}mail/no@body.example", expect=404)
    (space,) = ada.get(f"{path}{BEN}/space_member/")
    assert (space["space"]["name"], space["role"]) == ("Delivery", "regular")


def test_the_end_of_a_membership_ends_all_its_spaces(ada: Api, ben: Api) -> None:
    path = f"/org/{NORTHWIND}/member/{BEN}"
    assert ada.get(f"{path}/end_member_info") == {"to_delete": [], "to_promote": []}
    ada.delete(path)
    ada.get(path, expect=404)
    ben.get(f"/space/{DELIVERY}", expect=403)
    (ended,) = ada.get(f"/space/{DELIVERY}/member/ended/")
    assert ended["user"]["user_id"] == BEN


def test_who_leaves_hands_the_role_on(ada: Api, ben: Api) -> None:
    info = ada.get(f"/org/{NORTHWIND}/member/{ADA}/end_member_info")
    assert names(info["to_promote"]) == ["Delivery"]
    ada.post(f"/org/{NORTHWIND}/leave", expect=204)
    ada.get(f"/org/{NORTHWIND}", expect=403)
    assert ben.get(f"/space/{DELIVERY}")["role"] == "admin"


def test_administrators_are_made_and_unmade(ada: Api) -> None:
    path = f"/org/{NORTHWIND}/admin/"
    assert names(ada.get(path)) == ["Ada Berg"]
    ada.delete(f"{path}{ADA}", expect=409)
    ada.post(path, {"email": "ben@sandbox.example"}, expect=204)
    ada.post(path, {"user_id": CLEO}, expect=204)
    assert names(ada.get(path)) == ["Ada Berg", "Ben Okoro", "Cleo Marsh"]
    ada.delete(f"{path}{BEN}")
    ada.delete(f"/org/{NORTHWIND}/member/{CLEO}/role")
    assert names(ada.get(path)) == ["Ada Berg"]
    assert ada.get(f"/org/{NORTHWIND}/member/{CLEO}")["role"] is None
    ada.post(path, {}, expect=400)
    ada.post(path, {"email": "no@body.example"}, expect=404)


def test_an_organization_is_counted_and_reported(ada: Api) -> None:
    counted = ada.get(f"/org/{NORTHWIND}/statistics")
    assert counted["items_count"] == 2000 + 40 + 24 + 60
    assert (counted["apps_count"], counted["spaces_count"]) == (4, 2)
    weeks = ada.get(f"/org/{NORTHWIND}/report/login/?limit=3")
    assert len(weeks) == 3
    assert weeks[0]["date"] > weeks[1]["date"]
    ada.get(f"/org/{NORTHWIND}/report/login/?limit=17", expect=400)


def test_profiles_of_an_organization_come_and_go(ada: Api) -> None:
    path = f"/org/{NORTHWIND}/appstore"
    ada.get(path, expect=404)
    ada.post(path, {"about": "We deliver", "phone": "1"})
    ada.post(path, {"about": "again"}, expect=409)
    assert ada.get(path)["phone"] == ["1"]
    ada.put(path, {"about": None, "city": "Aarhus"}, expect=204)
    profile = ada.get(path)
    assert (profile.get("about"), profile["city"], profile["current_revision"]) == (
        None,
        "Aarhus",
        1,
    )
    ada.put(path, {"shoe_size": 3}, expect=400)
    ada.delete(path)
    ada.get(path, expect=404)
    ada.put(f"/org/{NORTHWIND}/billing", {"vatin": "DK1", "user_id": 5}, expect=204)
    assert ada.get(f"/org/{NORTHWIND}/billing")["vatin"] == "DK1"


def test_spaces_are_found_in_every_way(ada: Api) -> None:
    space = ada.get(f"/space/{DELIVERY}")
    assert (space["name"], space["role"], space["org"]["org_id"]) == ("Delivery", "admin", 101)
    for path in (
        "/space/url?url=https://podio.com/northwind-works/delivery/apps/x",
        "/space/url?org_slug=northwind-works&space_slug=delivery",
        f"/space/org/{NORTHWIND}/url/delivery",
        f"/space/org/{NORTHWIND}/delivery",
        f"/org/{NORTHWIND}/space/url/delivery",
    ):
        assert ada.get(path) == space
    ada.get("/space/url?url=https://podio.com/northwind-works", expect=400)
    ada.get("/space/url?url=https://podio.com/northwind-works/nowhere", expect=404)
    assert names(ada.get(f"/space/org/{NORTHWIND}/")) == ["Delivery", "Sales"]
    assert names(ada.get(f"/org/{NORTHWIND}/space/")) == ["Delivery", "Sales"]
    assert names(ada.get(f"/org/{AURORA}/all_spaces/")) == ["Research", "Board room"]
    assert names(ada.get("/space/top/?limit=1")) == ["Delivery"]
    assert ada.get(f"/space/{DELIVERY}/available") == {"employee": None, "external": None}


def test_a_space_is_made_changed_hidden_and_deleted(ada: Api, ben: Api) -> None:
    made = ada.post("/space/", {"org_id": NORTHWIND, "name": "Old Things", "privacy": "open"})
    path = f"/space/{made['space_id']}"
    assert made["url"].endswith("/northwind-works/old-things")
    assert names(ben.get(f"/space/org/{NORTHWIND}/available/")) == ["Old Things"]
    ada.put(path, {"name": "New Things", "auto_join": True}, expect=204)
    space = ada.get(path)
    assert (space["name"], space["auto_join"], space["privacy"]) == ("New Things", True, "open")
    ada.put(path, {"url_label": "sales"}, expect=409)
    ada.put(path, {"privacy": "secret"}, expect=400)
    ada.post(f"{path}/archive", expect=204)
    assert "New Things" not in names(ada.get("/org/")[0]["spaces"])
    ada.post(f"{path}/restore", expect=204)
    assert "New Things" in names(ada.get("/org/")[0]["spaces"])
    ada.delete(path)
    ada.get(path, expect=404)


def test_a_deleted_space_takes_its_apps_along(ada: Api) -> None:
    ada.delete(f"/space/{DELIVERY}")
    ada.get(f"/app/{ada.sandbox.app_id}", expect=404)
    ada.get("/item/3000065", expect=404)


@pytest.mark.parametrize(("space_id", "status"), [(BOARD, 403), (999, 404)])
def test_a_foreign_space_is_refused(ada: Api, space_id: int, status: int) -> None:
    refused = ada.get(f"/space/{space_id}", expect=status)
    if status == 403:
        assert refused["error"] == "requestable_forbidden"
    ada.get(f"/app/space/{space_id}/", expect=status)
