from __future__ import annotations

from tests.sandbox.api import Api
from tests.sandbox.api import password_of as sign_in_of


def test_the_status_has_what_the_reference_lists(ada: Api) -> None:
    status = ada.get("/user/status")
    assert status["user"]["mail"] == ada.sandbox.username
    assert status["user"]["timezone"] == "Europe/Copenhagen"
    assert status["profile"]["name"] == "Ada Berg"
    assert {"properties", "referral", "flags", "betas", "inbox_new", "mailbox"} <= set(status)
    assert ada.get("/user") == ada.get("/user/") == status["user"]


def test_the_account_is_changed(ada: Api, anybody: Api) -> None:
    ada.put("/user/", {"locale": "da", "timezone": "Asia/Tokyo"}, expect=204)
    assert ada.get("/user")["timezone"] == "Asia/Tokyo"
    ada.put("/user/", {"new_password": "other", "old_password": "wrong"}, expect=400)
    old = ada.sandbox.password
    ada.put("/user/", {"new_password": "other", "old_password": old}, expect=204)
    anybody.password_token(password="other")
    changed = {"mail": "ben@sandbox.example", "old_password": "other"}
    ada.put("/user/", changed, expect=409)


def test_the_profile_is_changed_whole_and_by_field(ada: Api) -> None:
    ada.put("/user/profile/", {"skill": ["a", "b"], "phone": None, "name": "Ada B."}, expect=204)
    profile = ada.get("/user/profile/")
    assert (profile["skill"], profile["name"]) == (["a", "b"], "Ada B.")
    assert "phone" not in profile
    ada.get("/user/profile/phone", expect=404)
    ada.put("/user/profile/city", {"value": "Aarhus"}, expect=204)
    assert ada.get("/user/profile/city") == {"value": "Aarhus"}
    assert ada.get("/user/profile/skill") == ["a", "b"]
    ada.put("/user/profile/shoe_size", {"value": 3}, expect=400)
    ada.put("/user/profile/city", {"value": 3}, expect=400)


def test_properties_belong_to_user_and_client(ada: Api, ben: Api) -> None:
    ada.put("/user/property/window", {"x": 1}, expect=204)
    ada.put("/user/property/", {"menu": {"open": True}}, expect=204)
    assert ada.get("/user/property/window") == {"x": 1}
    assert ada.get("/user/status")["properties"] == {"window": {"x": 1}, "menu": {"open": True}}
    ben.get("/user/property/window", expect=404)
    ada.delete("/user/property/window")
    ada.get("/user/property/window", expect=404)
    ada.delete("/user/property/window", expect=404)


def test_notifications_are_set_by_type_of_client(ada: Api) -> None:
    path = "/user/setting/email/"
    assert ada.get(path)["digest"] is True
    ada.put(path, {"digest": False}, expect=204)
    assert ada.get("/user/setting/email")["digest"] is False
    assert ada.get("/user/setting/mobile/")["digest"] is True
    assert ada.put(path + "message", {"value": False}) == {"value": False}
    assert ada.get(path + "message") == {"value": False}
    ada.get(path + "nonsense", expect=404)
    ada.put(path, {"digest": "no"}, expect=400)
    ada.put(path, {"nonsense": True}, expect=400)


def test_every_demo_user_signs_in(anybody: Api) -> None:
    for name in ("ada", "ben", "cleo", "dae", "noor"):
        anybody.password_token(**sign_in_of(name))
