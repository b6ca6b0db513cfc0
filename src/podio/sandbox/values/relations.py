"""Field types that point at items and people: app, contact and member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.jsontypes import is_int, is_object
from podio.sandbox.rights.access import app_refusal
from podio.sandbox.values.field_type import (
    FieldType,
    Matcher,
    SortKey,
    bad,
    listed_matcher,
    split_list,
)
from podio.sandbox.views.items import mini_shown
from podio.sandbox.views.people import profile_shown, user_by_profile
from podio.sandbox.views.titles import item_title

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import Field


def _ids(text: str) -> Json:
    parts = split_list(text)
    return [int(part) if part and part.isdigit() else part for part in parts]


class AppReference(FieldType):
    """Points at an item of one of the referenced apps."""

    expected = "the item_id of an item of a referenced app"
    listed = True
    several = True  # guess: without the setting `multiple`, which only older pages name

    def read(self, raw: Json, field: Field, call: Call) -> JsonObject:
        """Take an id, also as {"value": ...} or {"item_id": ...}."""
        if is_object(raw) and "item_id" in raw:
            raw = raw["item_id"]
        return super().read(raw, field, call)

    def check(self, raw: Json, field: Field, call: Call) -> Json:
        """Take the id of an item that exists in a referenced app."""
        if is_object(raw) and is_int(raw.get("item_id")):
            raw = raw["item_id"]
        item = call.world.items.get(raw) if is_int(raw) else None
        apps: list[JsonObject] = field.settings.get("referenced_apps") or []
        referenced = [app["app_id"] for app in apps]
        if item is None or (referenced and item.app_id not in referenced):
            raise bad(field, self.expected, raw)
        return raw

    def show(self, value: JsonObject, _field: Field, call: Call) -> JsonObject | None:
        """Show the item in its mini form; one that is gone or out of reach is left out."""
        item = call.world.items.get(value["value"])
        app = None if item is None else call.world.apps.get(item.app_id)
        if item is None or app is None:
            return None
        # guess: an app sees the titles of what its items point at, though it reaches no other app
        if call.principal.ref_type == "user" and app_refusal(call, app, "read") is not None:
            return None
        return {"value": mini_shown(call, item, app)}

    def matcher(self, wanted: Json, field: Field, _call: Call) -> Matcher:
        """Filter by item ids."""

        def item_id(raw: Json) -> object:
            if not is_int(raw):
                raise bad(field, "item ids", raw)
            return raw

        return listed_matcher(wanted, field, item_id)

    def from_query(self, text: str) -> Json:
        """Split at semicolons."""
        return _ids(text)

    def sort_key(self, value: JsonObject, field: Field, call: Call) -> SortKey:
        """Sort by the title of the item."""
        return self.text(value, field, call).casefold()

    def text(self, value: JsonObject, _field: Field, call: Call) -> str:
        """Print the title of the item."""
        item = call.world.items.get(value["value"])
        app = None if item is None else call.world.apps.get(item.app_id)
        return "" if item is None or app is None else item_title(item, app)


class Contact(FieldType):
    """Points at a person by profile id."""

    expected = 'a profile_id, or {"type": "user" | "profile" | "mail", "id": ...}'
    listed = True
    several = True

    def read(self, raw: Json, field: Field, call: Call) -> JsonObject:
        """Take a profile id, or an object that identifies the person."""
        if is_object(raw) and "type" not in raw:
            raw = raw.get("value")
        return {"value": self._profile_id(raw, field, call)}

    def _profile_id(self, raw: Json, field: Field, call: Call) -> int:
        users = call.world.users
        if is_int(raw):
            found = user_by_profile(call.world, raw)
        elif is_object(raw) and raw.get("type") == "user" and is_int(raw.get("id")):
            found = users.get(raw["id"])
        elif is_object(raw) and raw.get("type") == "profile" and is_int(raw.get("id")):
            found = user_by_profile(call.world, raw["id"])
        elif is_object(raw) and raw.get("type") == "mail" and isinstance(raw.get("id"), str):
            found = next(iter(users.where("mail", raw["id"])), None)
        else:
            # The sandbox knows no space contacts and no external ones.
            found = None
        if found is None:
            raise bad(field, self.expected, raw)
        return found.profile_id

    def show(self, value: JsonObject, _field: Field, call: Call) -> JsonObject | None:
        """Show the profile of the person."""
        user = user_by_profile(call.world, value["value"])
        return None if user is None else {"value": profile_shown(user)}

    def matcher(self, wanted: Json, field: Field, call: Call) -> Matcher:
        """Filter by profile ids or objects that identify people."""
        return listed_matcher(wanted, field, lambda raw: self._profile_id(raw, field, call))

    def from_query(self, text: str) -> Json:
        """Split at semicolons."""
        return _ids(text)

    def sort_key(self, value: JsonObject, field: Field, call: Call) -> SortKey:
        """Sort by name."""
        return self.text(value, field, call).casefold()

    def text(self, value: JsonObject, _field: Field, call: Call) -> str:
        """Print the name."""
        user = user_by_profile(call.world, value["value"])
        return "" if user is None else user.name


class Member(FieldType):
    """Points at a user by user id; the older form of a contact."""

    expected = "a user_id"
    listed = True

    def check(self, raw: Json, field: Field, call: Call) -> Json:
        """Take the id of a user."""
        if not is_int(raw) or call.world.users.get(raw) is None:
            raise bad(field, self.expected, raw)
        return raw

    def matcher(self, wanted: Json, field: Field, call: Call) -> Matcher:
        """Filter by user ids."""
        return listed_matcher(wanted, field, lambda raw: self.check(raw, field, call))

    def from_query(self, text: str) -> Json:
        """Split at semicolons."""
        return _ids(text)

    def text(self, value: JsonObject, _field: Field, call: Call) -> str:
        """Print the name."""
        user = call.world.users.get(value["value"])
        return "" if user is None else user.name
