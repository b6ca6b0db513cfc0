"""Fields that point to people: contact and member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podio.fields.pointing import Pointing
from podio.models.contacts import Contact

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class ContactType(Pointing):
    """People and companies, by their profiles."""

    names = ("contact",)
    column = "list<integer>"  # profile ids
    key = "profile_id"

    @staticmethod
    def read_one(value: Any, /) -> Contact:
        """Read `{"value": {"profile_id": 7, "name": ..., ...}}`."""
        return Contact(value["value"])


class MemberType(Pointing):
    """Users, by their user ids."""

    names = ("member",)
    column = "list<integer>"  # user ids
    key = "user_id"

    @staticmethod
    def read_one(value: Any, /) -> Contact | int:
        """Read `{"value": 7}`, a user id, or a contact as newer answers have it."""
        held = value["value"]
        return held if type(held) is int else Contact(held)

    def write(self, value: Any) -> Json:
        """Return the user, marked as one: contact fields take them too."""
        return {"value": {"type": "user", "id": value.raw["user_id"]}}
