"""What `item["name"]` gives for each type of field, as answers of Podio have it."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from podio.fields import DateRange, Email, Location, Money, Option, Phone
from podio.fields.types.links import Link
from podio.models import Contact, Embed, File, Item


def field(kind: object, values: object, **settings: object) -> dict[str, Any]:
    return {
        "field_id": 101,
        "external_id": "it",
        "type": kind,
        "label": "It",
        "values": values,
        "config": {"label": "It", "settings": settings},
    }


def value(kind: object, values: object, **settings: object) -> Any:  # what users get
    return Item({"item_id": 9, "fields": [field(kind, values, **settings)]})["it"]


OPEN = {"value": {"id": 1, "text": "Open", "status": "active", "color": "DCEBD8"}}
DONE = {"value": {"id": 2, "text": "Done", "status": "active", "color": "FFFFFF"}}


@pytest.mark.parametrize(
    ("kind", "held", "gives"),
    [
        ("text", {"value": "<p>Hi</p>", "format": "html"}, "<p>Hi</p>"),
        ("number", {"value": "6513.5100"}, Decimal("6513.51")),
        ("number", {"value": 3}, Decimal(3)),
        ("number", {"value": 0.1}, Decimal("0.1")),
        ("money", {"value": "12.5000", "currency": "EUR"}, Money("12.5", "EUR")),
        ("progress", {"value": 42}, 42),
        ("progress", {"value": "42.0000"}, 42),
        ("duration", {"value": 3604}, timedelta(hours=1, seconds=4)),
        ("state", {"value": "open"}, "open"),
        ("category", OPEN, Option(OPEN["value"])),
        ("question", DONE, Option(DONE["value"])),
        ("location", {"value": "Main St 1"}, Location({"value": "Main St 1"})),
        ("calculation", {"value": "Hello"}, "Hello"),
    ],
)
def test_a_field_of_one_value(kind: str, held: dict[str, Any], gives: object) -> None:
    assert value(kind, [held]) == gives
    assert value(kind, []) is None
    assert value(kind, None) is None
    assert value(kind, [held, held]) == [gives, gives], "nothing that Podio sent is lost"


@pytest.mark.parametrize(
    ("kind", "held", "gives"),
    [
        ("email", {"type": "work", "value": "a@example.com"}, Email("a@example.com", "work")),
        ("phone", {"type": "mobile", "value": "+45 1"}, Phone("+45 1", "mobile")),
        ("tel", {"type": "home", "value": "+45 1"}, Phone("+45 1", "home")),
        ("tag", {"value": "office"}, "office"),
        ("app", {"value": {"item_id": 4, "title": "x"}}, Item({"item_id": 4, "title": "x"})),
        ("contact", {"value": {"profile_id": 4}}, Contact({"profile_id": 4})),
        ("member", {"value": 4}, 4),
        ("member", {"value": {"user_id": 4}}, Contact({"user_id": 4})),
        ("image", {"value": {"file_id": 4}}, File({"file_id": 4})),
        ("file", {"value": {"file_id": 4}}, File({"file_id": 4})),
        ("video", {"value": 4}, 4),
        ("video", {"value": {"file_id": 4}}, File({"file_id": 4})),
    ],
)
def test_a_field_of_several_values(kind: str, held: dict[str, Any], gives: object) -> None:
    assert value(kind, [held]) == [gives], "a list even if it holds one"
    assert value(kind, [held, held]) == [gives, gives]
    assert value(kind, []) == []
    assert value(kind, None) == []
    assert value(kind, {}) == [], "PHP writes an empty list and an empty object alike"


def test_a_choice_is_a_list_where_the_field_takes_several() -> None:
    assert value("category", [OPEN], multiple=True) == [Option(OPEN["value"])]
    assert value("category", [], multiple=True) == []
    assert value("category", [OPEN], multiple=False).text == "Open"
    assert value("category", [OPEN, DONE]) == [Option(OPEN["value"]), Option(DONE["value"])]


def test_an_option_is_its_text_and_is_known_by_its_id() -> None:
    option = value("category", [OPEN])
    assert str(option) == "Open"
    assert (option.id, option.color, option.status) == (1, "DCEBD8", "active")
    renamed = Option({"id": 1, "text": "Renamed"})
    assert option == renamed
    assert len({option, renamed}) == 1
    assert option != Option(DONE["value"])
    assert option != "Open"


def test_a_link_is_an_embed_with_its_thumbnail() -> None:
    embed = {"embed_id": 4, "original_url": "https://example.com", "title": "Example"}
    [link] = value("embed", [{"embed": embed, "file": {"file_id": 77}}])
    assert isinstance(link, Link)
    assert isinstance(link, Embed)
    assert link.thumbnail is not None
    assert (link.title, link.original_url, link.thumbnail.file_id) == (
        "Example",
        "https://example.com",
        77,
    )
    [bare] = value("embed", [{"embed": embed, "file": None}])
    assert bare.thumbnail is None
    assert bare != link
    assert pickle.loads(pickle.dumps(link)) == link  # noqa: S301 -- just made here


def test_a_location_has_what_was_entered_and_what_podio_made_of_it() -> None:
    place = value(
        "location",
        [{"value": "Vestergade 34", "formatted": "Vestergade 34, København", "lat": "55.6"}],
    )
    assert (place.value, str(place), place.lat, place.country) == (
        "Vestergade 34",
        "Vestergade 34, København",
        55.6,
        None,
    )


@pytest.mark.parametrize(
    ("values", "settings", "gives"),
    [
        ([{"value": "1234.5600"}], {"return_type": "number"}, Decimal("1234.56")),
        ([{"value": "007"}], {"return_type": "text"}, "007"),
        ([{"value": "007"}], {}, "007"),
        ([{"start": "2016-11-11 00:00:00"}], {"return_type": "date"}, date(2016, 11, 11)),
        ([], {"return_type": "number"}, None),
    ],
)
def test_a_calculation_is_what_its_script_returns(
    values: list[object], settings: dict[str, object], gives: object
) -> None:
    found = value("calculation", values, **settings)
    if isinstance(found, DateRange):
        assert isinstance(found.local_start, datetime)
        found = found.local_start.date()
    assert found == gives
    assert type(found) is type(gives)


def test_a_separator_holds_nothing() -> None:
    assert value("separator", []) is None


@pytest.mark.parametrize("values", [None, [], [{"value": {"a": 1}}], "odd", {"a": 1}, 7])
@pytest.mark.parametrize("kind", ["media", "not_yet_invented", None, ["text"], 7])
def test_a_type_that_is_not_known_gives_what_podio_sent(kind: object, values: object) -> None:
    assert value(kind, values) == values


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", [{"value": 7}]),
        ("number", [{"value": "many"}]),
        ("number", [{"value": None}]),
        ("money", [{"value": "1"}]),
        ("money", [{"value": "1", "currency": None}]),
        ("progress", [{"value": "1.5"}]),
        ("duration", [{"value": 10**20}]),
        ("date", ["2026-01-02"]),
        ("date", [{"begin": "2026-01-02"}]),
        ("category", [{"value": "Open"}]),
        ("app", [{"value": 7}]),
        ("contact", [{}]),
        ("image", [7]),
        ("embed", [{"embed": None}]),
        ("location", ["Main St 1"]),
        ("email", [{"value": "a@example.com"}]),
        ("calculation", [None]),
        ("text", 7),
        ("text", "odd"),
    ],
)
def test_a_value_of_an_unexpected_shape_stays_as_it_is(kind: str, values: object) -> None:
    assert value(kind, values) == values


LONDON_SUMMER = {
    "start": "2026-07-01 10:00:00",
    "start_date": "2026-07-01",
    "start_time": "10:00:00",
    "start_utc": "2026-07-01 09:00:00",
    "start_date_utc": "2026-07-01",
    "start_time_utc": "09:00:00",
    "end": "2026-07-02 00:30:00",
    "end_date": "2026-07-02",
    "end_time": "00:30:00",
    "end_utc": "2026-07-01 23:30:00",
    "end_date_utc": "2026-07-01",
    "end_time_utc": "23:30:00",
}


def test_a_date_with_a_time_is_a_moment_and_the_time_on_the_wall() -> None:
    found = value("date", [LONDON_SUMMER])
    assert found.has_time
    assert found.start == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert found.end == datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert found.local_start == datetime(2026, 7, 1, 10)  # noqa: DTZ001 -- the wall knows no zone
    assert found.local_end == datetime(2026, 7, 2, 0, 30)  # noqa: DTZ001


@pytest.mark.parametrize("midnight", ["2026-07-01", "2026-07-01 00:00:00"])
def test_a_date_without_a_time_is_a_date(midnight: str) -> None:
    found = value(
        "date",
        [
            {
                "start": "2026-07-01 00:00:00",
                "start_date": "2026-07-01",
                "start_time": None,
                "start_utc": midnight,
                "start_date_utc": "2026-07-01",
                "start_time_utc": None,
                "end": None,
            }
        ],
    )
    assert not found.has_time
    assert type(found.start) is date
    assert found.start == found.local_start == date(2026, 7, 1)
    assert (found.end, found.local_end) == (None, None)


def test_a_date_of_which_podio_sent_parts_only() -> None:
    assert DateRange.read({"start_date": "2026-07-01"}).start == date(2026, 7, 1)
    split = DateRange.read(
        {"start_date_utc": "2026-07-01", "start_time_utc": "09:00:00", "start": ""}
    )
    assert split.start == datetime(2026, 7, 1, 9, tzinfo=UTC)
    odd = DateRange.read({"start": "soon", "start_time": None})
    assert odd.start == "soon", "a text that is no date stays as it is"


def test_values_compare_print_and_travel() -> None:
    for kind, held, shown in [
        ("money", {"value": "12.5000", "currency": "EUR"}, "Money('12.5000', 'EUR')"),
        (
            "date",
            LONDON_SUMMER,
            "<DateRange 2026-07-01 09:00:00+00:00 - 2026-07-01 23:30:00+00:00>",
        ),
    ]:
        one, same = value(kind, [held]), value(kind, [dict(held)])
        assert one == same
        assert one != "another"
        assert len({one, same}) == 1
        assert repr(one) == shown
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 -- just made here
    [mail] = value("email", [{"type": "work", "value": "a@example.com"}])
    assert mail != Phone("a@example.com", "work")
    assert len({mail, Email("a@example.com")}) == 1
    assert (str(mail), repr(mail)) == ("a@example.com", "Email('a@example.com', 'work')")
    assert str(Money("12.50", "eur")) == "12.50 EUR"
    assert pickle.loads(pickle.dumps(mail)) == mail  # noqa: S301


@pytest.mark.parametrize("currency", ["", "XX", "EUR"])
def test_money_as_podio_sent_it_can_be_copied(currency: str) -> None:
    money = value("money", [{"value": "1.5000", "currency": currency}])
    assert pickle.loads(pickle.dumps(money)) == money  # noqa: S301 -- just made here
    assert copy.deepcopy(money) == money
