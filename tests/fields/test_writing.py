"""What Podio is sent for Python values, and what is refused before anything is sent."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from podio.errors import InvalidArgumentError
from podio.fields import DateRange, Email, Location, Money, Option, Phone
from podio.fields.writing import written, written_fields
from podio.models import Contact, Embed, File, Item, ItemMicro, Task, User

WALL = datetime(2026, 7, 1, 10)  # noqa: DTZ001 -- the wall knows no zone
NOON = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))


class State(Enum):
    OPEN = 1


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, []),
        ("", ""),
        ("x", "x"),
        (0, 0),
        (3, 3),
        (1.5, 1.5),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (timedelta(hours=1, seconds=4), 3604),
        (State.OPEN, 1),
        (date(2026, 7, 1), {"start_date": "2026-07-01"}),
        (NOON, {"start_utc": "2026-07-01 10:00:00"}),
        (DateRange(WALL, local=True), {"start": "2026-07-01 10:00:00"}),
        (
            DateRange(date(2026, 7, 1), date(2026, 7, 1)),
            {"start_date": "2026-07-01", "end_date": "2026-07-01"},
        ),
        (
            DateRange(NOON, date(2026, 7, 3)),
            {"start_utc": "2026-07-01 10:00:00", "end_date": "2026-07-03"},
        ),
        (Money("12.50", "eur"), {"value": "12.50", "currency": "EUR"}),
        (Email("a@example.com"), {"type": "work", "value": "a@example.com"}),
        (Phone("+45 1", "mobile"), {"type": "mobile", "value": "+45 1"}),
        (Option({"id": 3, "text": "Open"}), 3),
        (
            Location.at("Main St 1", city="Ghent", lat=51.0),
            {"value": "Main St 1", "city": "Ghent", "lat": 51.0},
        ),
        (Item({"item_id": 4}), 4),
        (ItemMicro({"item_id": 4}), 4),
        (Contact({"profile_id": 7, "user_id": 3}), 7),
        (User({"user_id": 3}), {"value": {"type": "user", "id": 3}}),
        (File({"file_id": 77}), 77),
        (Embed({"embed_id": 4, "files": []}), {"embed": 4}),
        ({"value": NOON}, {"value": "2026-07-01 10:00:00"}),
        ([], []),
        ([1, Option({"id": 3})], [1, 3]),
        ((7, 8), [7, 8]),
        (["a", "b"], ["a", "b"]),
        ([Email("a@example.com", "home")], [{"type": "home", "value": "a@example.com"}]),
        (
            [Contact({"profile_id": 7}), User({"user_id": 3})],
            [{"value": 7}, {"value": {"type": "user", "id": 3}}],
        ),
    ],
)
def test_the_type_of_the_value_decides(value: object, sent: object) -> None:
    assert written(value) == sent


def test_a_set_is_written_as_a_list() -> None:
    assert sorted(written({3, 1})) == [1, 3]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (True, "category"),
        (float("nan"), "number"),
        (Decimal("inf"), "number"),
        (WALL, r"no time zone.*local=True"),
        (time(10), "does not take time"),
        (b"x", "does not take bytes"),
        (object(), "does not take object"),
        (Task({"task_id": 1}), "does not take Task"),
        (Item({}), "does not take Item"),
        ([[1]], "does not take list"),
        ([None], "does not take NoneType"),
        (Email(""), "1 to 254"),
        (Phone("1" * 51), "1 to 50"),
    ],
)
def test_what_no_field_can_hold_is_refused(value: object, why: str) -> None:
    with pytest.raises(InvalidArgumentError, match=why):
        written(value)


def test_fields_are_named_by_either_id_and_a_bad_value_by_its_field() -> None:
    fields: dict[str | int, object] = {"title": "x", 102: 3}
    assert written_fields(fields) == {"title": "x", "102": 3}
    with pytest.raises(InvalidArgumentError, match=r"'budget'.*category"):
        written_fields({"title": "x", "budget": False})


@pytest.mark.parametrize("key", ["", " ", 0, -1, True, 1.5, None])
def test_a_field_has_a_name(key: Any) -> None:  # the mistakes
    with pytest.raises(InvalidArgumentError, match="external id or field id"):
        written_fields({key: "x"})


@pytest.mark.parametrize(
    "make",
    [
        lambda: DateRange(WALL),
        lambda: DateRange(NOON, local=True),
        lambda: DateRange(date(2026, 7, 2), date(2026, 7, 1)),
        lambda: DateRange(NOON, NOON - timedelta(seconds=1)),
    ],
)
def test_a_range_of_dates_makes_sense(make: Any) -> None:  # the mistakes
    with pytest.raises(InvalidArgumentError, match=r"time zone|before the start"):
        make()


def test_a_local_range_knows_the_wall_until_podio_has_answered() -> None:
    local = DateRange(WALL, WALL + timedelta(hours=1), local=True)
    assert local.start == local.local_start == WALL
    assert local.to_podio() == {"start": "2026-07-01 10:00:00", "end": "2026-07-01 11:00:00"}
    utc = DateRange(datetime(2026, 7, 1, tzinfo=UTC))
    assert utc.local_start is None
    assert utc.end is None


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        (12.5, "EUR"),
        (True, "EUR"),
        ("many", "EUR"),
        (Decimal("nan"), "EUR"),
        (1, "euro"),
        (1, ""),
        (1, "€€€"),
    ],
)
def test_money_is_exact_and_in_a_currency(amount: Any, currency: str) -> None:  # the mistakes
    with pytest.raises(InvalidArgumentError, match=r"exact|no amount|three letters"):
        Money(amount, currency)


@pytest.mark.parametrize("values", [Item({"item_id": 1, "items": []}), ["x"], "x", 7])
def test_values_are_a_mapping(values: Any) -> None:  # the mistakes
    with pytest.raises(InvalidArgumentError, match=r"give a mapping .* not \w+"):
        written_fields(values)
