"""The registry: every type of field stands once, and says how it is read, written and tabulated."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from podio.fields import DateRange, Email, Location, Money, Option, Phone, types
from podio.fields.field_type import FieldType
from podio.fields.registry import BY_NAME, FIELD_TYPES, taking
from podio.models import Contact, Embed, File, Item, User

SIMPLE = {"text", "integer", "decimal", "duration", "timestamp"}
COLUMNS = SIMPLE | {f"list<{name}>" for name in SIMPLE} | {"json", None}

every_type = pytest.mark.parametrize("kind", FIELD_TYPES, ids=lambda kind: kind.names[0])


def test_a_name_belongs_to_one_type() -> None:
    names = [name for kind in FIELD_TYPES for name in kind.names]
    assert len(names) == len(set(names)) == len(BY_NAME)


def test_every_type_of_the_documentation_is_there() -> None:
    known = "app calculation category contact date duration email embed file image location member "
    known += "money number phone progress question separator state tag tel text video"
    assert set(known.split()) <= BY_NAME.keys()


@every_type
def test_a_type_has_a_column_and_says_what_it_is(kind: FieldType) -> None:
    assert kind.column in COLUMNS
    assert type(kind).__doc__


def test_no_type_is_forgotten_in_the_registry() -> None:
    declared = {
        value
        for _, name, _ in iter_modules(types.__path__, f"{types.__name__}.")
        for value in vars(import_module(name)).values()
        if isinstance(value, type) and issubclass(value, FieldType) and value.__module__ == name
    }
    assert declared == {type(kind) for kind in FIELD_TYPES}


@every_type
def test_a_field_without_values_is_empty_and_no_mistake(kind: FieldType) -> None:
    assert kind.read({}) in (None, [])
    assert kind.read({"values": []}) == kind.read({"values": None}) == kind.read({})


@pytest.mark.parametrize(
    ("value", "name", "writes", "filters"),
    [
        ("x", "text", "x", ["x"]),
        (3, "number", 3, [3]),
        (Decimal("1.5"), "number", "1.5", {"from": 1.5, "to": 1.5}),
        (timedelta(minutes=1), "duration", 60, {"from": 60, "to": 60}),
        (
            date(2026, 7, 1),
            "date",
            {"start_date": "2026-07-01"},
            {"from": "2026-07-01", "to": "2026-07-01"},
        ),
        (
            DateRange(datetime(2026, 7, 1, 9, tzinfo=UTC)),
            "date",
            {"start_utc": "2026-07-01 09:00:00"},
            {"from": "2026-07-01 09:00:00", "to": "2026-07-01 09:00:00"},
        ),
        (
            Money("2", "EUR"),
            "money",
            {"value": "2", "currency": "EUR"},
            {"from": 2, "to": 2},
        ),
        (Option({"id": 3}), "category", 3, [3]),
        (Email("a@example.com"), "email", {"type": "work", "value": "a@example.com"}, None),
        (Phone("1"), "phone", {"type": "work", "value": "1"}, None),
        (Location.at("Main St 1"), "location", {"value": "Main St 1"}, None),
        (Item({"item_id": 4}), "app", 4, [4]),
        (Contact({"profile_id": 7, "user_id": 3}), "contact", 7, [7]),
        (
            User({"user_id": 3}),
            "member",
            {"value": {"type": "user", "id": 3}},
            [{"type": "user", "id": 3}],
        ),
        (File({"file_id": 5}), "file", 5, [5]),
        (Embed({"embed_id": 6}), "embed", {"embed": 6}, None),
    ],
)
def test_a_python_value_belongs_to_the_type_that_writes_it(
    value: Any, name: str, writes: object, filters: object
) -> None:
    kind = taking(value)
    assert kind is BY_NAME[name]
    assert kind.write(value) == writes
    if filters is not None:
        assert kind.filter(value) == filters


@pytest.mark.parametrize("value", [None, object(), b"x", [1], Item({})])
def test_what_no_field_holds_belongs_to_no_type(value: object) -> None:
    assert taking(value) is None
