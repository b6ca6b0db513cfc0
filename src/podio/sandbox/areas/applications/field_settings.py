"""Reads the definition of app fields: type, label and settings of each type."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import invalid_value
from podio.sandbox.http.reading import Body, wrong
from podio.sandbox.jsontypes import is_int, is_list, is_object
from podio.sandbox.state.app_records import Field
from podio.sandbox.values.numeric import CURRENCY
from podio.sandbox.values.registry import FIELD_TYPES

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject

CONFIG_TEXTS = ("label", "description", "mapping")
CONFIG_TRUTHS = ("required", "visible", "hidden", "hidden_create_view_edit", "unique")
DEFAULTS: JsonObject = {
    "description": None,
    "delta": 0,
    "required": False,
    "visible": True,
    "hidden": False,
    "hidden_create_view_edit": False,
    "unique": False,
    "mapping": None,
    "default_value": None,
    "settings": {},
}
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "text": {"size": ("small", "large"), "format": ("plain", "markdown", "html")},
    "date": {
        "time": ("enabled", "disabled", "required"),
        "end": ("enabled", "disabled", "required"),
    },
    "category": {"display": ("inline", "list", "dropdown")},
    "contact": {"type": ("space_users", "all_users", "space_contacts", "space_users_and_contacts")},
}


def slug(text: str) -> str:
    """Make the form that labels have in addresses and external ids."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "field"


def unused(wanted: str, taken: set[str]) -> str:
    """Make a slug unused by adding a number, if need be."""
    number, candidate = 2, wanted
    while candidate in taken:
        candidate = f"{wanted}-{number}"
        number += 1
    return candidate


def read_config(call: Call, kind: str, raw: JsonObject, before: JsonObject) -> JsonObject:
    """Read the config of a field over what it was."""
    body, config = Body(raw), dict(before)
    for name in CONFIG_TEXTS:
        if name in body:
            config[name] = body.text(name)
    for name in CONFIG_TRUTHS:
        if name in body:
            config[name] = body.truth(name)
    if "delta" in body:
        config["delta"] = body.integer("delta", 0)
    if "default_value" in body:
        config["default_value"] = raw["default_value"]
    settings = body.mapping("settings")
    if settings is not None:
        config["settings"] = _settings(call, kind, settings, before.get("settings") or {})
    if not config.get("label"):
        raise invalid_value("Missing value for label", key="config.label", expected="string")
    return config


def _settings(call: Call, kind: str, raw: JsonObject, before: JsonObject) -> JsonObject:
    settings = {**before, **raw}
    for name, allowed in CHOICES.get(kind, {}).items():
        if name in raw and raw[name] not in allowed:
            raise wrong(f"settings.{name}", "one of " + ", ".join(allowed), raw[name])
    if kind in {"category", "question"} and "options" in raw:
        settings["options"] = _options(raw["options"], before.get("options") or [])
    if kind == "money" and "allowed_currencies" in raw:
        _check_currencies(raw["allowed_currencies"])
    if kind == "app":
        settings["referenced_apps"] = _referenced(call, raw, before)
    return settings


def _options(raw: Json, before: list[JsonObject]) -> list[JsonObject]:
    """Give ids to new options; those left out stay as deleted ones."""
    if not is_list(raw) or not all(isinstance(one, str | dict) for one in raw):
        raise wrong("settings.options", "a list of objects with text", raw)
    wanted = [{"text": one} if isinstance(one, str) else one for one in raw]
    highest = max([option["id"] for option in before], default=0)
    options: list[JsonObject] = []
    for one in wanted:
        option_id = one.get("id")
        old = next((option for option in before if option["id"] == option_id), None)
        if old is None:
            highest += 1
            old = {"id": highest, "status": "active", "color": "DCEBD8"}
        option = {**old, **{key: value for key, value in one.items() if key != "id"}}
        if not isinstance(option.get("text"), str):
            raise wrong("settings.options", "a list of objects with text", one)
        options.append(option)
    kept = {option["id"] for option in options}
    return options + [{**old, "status": "deleted"} for old in before if old["id"] not in kept]


def _check_currencies(raw: Json) -> None:
    fits = is_list(raw) and all(isinstance(one, str) and CURRENCY.fullmatch(one) for one in raw)
    if not fits:
        raise wrong("settings.allowed_currencies", "a list of three-letter codes", raw)


def _referenced(call: Call, raw: JsonObject, before: JsonObject) -> list[JsonObject]:
    # `referenceable_types` is the older name for a bare list of app ids.
    entries = raw.get("referenced_apps", raw.get("referenceable_types"))
    if entries is None:
        return before.get("referenced_apps") or []
    if not is_list(entries):
        raise wrong("settings.referenced_apps", "a list of objects with app_id", entries)
    apps: list[JsonObject] = []
    for entry in entries:
        one = entry if is_object(entry) else {"app_id": entry}
        if not is_int(one.get("app_id")) or call.world.apps.get(one["app_id"]) is None:
            raise wrong("settings.referenced_apps", "ids of apps", entry)
        apps.append({"app_id": one["app_id"], "view_id": one.get("view_id")})
    return apps


def new_field(call: Call, raw: JsonObject, taken: set[str], delta: int) -> Field:
    """Make a field of its definition {type, config}."""
    body = Body(raw)
    kind = body.need_text("type")
    if kind not in FIELD_TYPES:
        raise wrong("type", "one of " + ", ".join(FIELD_TYPES), kind)
    config = body.mapping("config") or {}
    config = read_config(call, kind, {"delta": delta, "settings": {}, **config}, DEFAULTS)
    external_id = unused(slug(config["label"]), taken)
    return Field(call.world.next_id("field"), kind, external_id, config)
