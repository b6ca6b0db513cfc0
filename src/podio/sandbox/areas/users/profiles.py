"""Contact profiles: which fields they have, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.http.errors import invalid_value
from podio.sandbox.http.reading import wrong
from podio.sandbox.jsontypes import is_int, is_list

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import Json, JsonObject

LISTS = frozenset({"address", "im", "location", "mail", "phone", "title", "url", "skill"})
TEXTS = frozenset(
    {
        "name",
        "birthdate",
        "department",
        "vatin",
        "skype",
        "about",
        "zip",
        "city",
        "country",
        "state",
        "linkedin",
        "twitter",
        "organization",
        "external_id",
    }
)
NUMBERS = frozenset({"avatar"})


def check_profile_key(key: str) -> str:
    """Refuse a field that profiles do not have."""
    if key not in LISTS | TEXTS | NUMBERS:
        raise invalid_value(f"Unknown profile field {key!r}", key=key, expected="profile field")
    return key


def profile_value(key: str, value: Json) -> Json:
    """Check a value of a profile field; a bare value of a list field becomes a list."""
    check_profile_key(key)
    if value is None:
        return None
    if key in LISTS:
        listed = value if is_list(value) else [value]
        if not all(isinstance(one, str) for one in listed):
            raise wrong(key, "string or list of strings", value)
        return listed
    if key in NUMBERS:
        if not is_int(value):
            raise wrong(key, "integer", value)
        return value
    if not isinstance(value, str):
        raise wrong(key, "string", value)
    return value


def changed_profile(before: JsonObject, changes: JsonObject) -> JsonObject:
    """Write changes over a profile: null deletes, what is left out stays."""
    checked = {key: profile_value(key, value) for key, value in changes.items()}
    merged = {**before, **checked}
    return {key: value for key, value in merged.items() if value is not None}
