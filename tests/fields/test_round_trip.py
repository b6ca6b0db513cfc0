"""A value that was read and written again is, to Podio, the value that it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from podio.fields.reading import read
from podio.fields.writing import written

texts = st.text(min_size=1, max_size=40)
ids = st.integers(1, 10**9)
whole = st.integers(0, 10**6)
four_decimals = st.decimals(-(10**9), 10**9, places=4).map(lambda number: format(number, "f"))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 -- UTC below
    lambda moment: moment.replace(microsecond=0)
)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
options = st.builds(
    lambda number, text: {"id": number, "text": text, "status": "active", "color": "FFFFFF"},
    ids,
    texts,
)


def values(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Several values in the form that answers have."""
    return st.lists(inner.map(lambda value: {"value": value}), max_size=4)


def one(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """One value or none in the form that answers have."""
    return st.lists(inner.map(lambda value: {"value": value}), max_size=1)


def labelled(longest: int) -> st.SearchStrategy[list[Any]]:
    text = st.text(min_size=1, max_size=longest)
    return st.lists(
        st.fixed_dictionaries({"type": st.sampled_from(["work", "home"]), "value": text})
    )


def views(key: str) -> st.SearchStrategy[list[Any]]:
    return values(st.fixed_dictionaries({key: ids, "name": texts}))


def moment_ends(name: str, moment: datetime, hours: int) -> dict[str, str]:
    """One end of a date as answers have it, for a user some hours east of Greenwich."""
    wall = moment + timedelta(hours=hours)
    ends = {}
    for suffix, each in (("", wall), ("_utc", moment)):
        ends[f"{name}{suffix}"] = f"{each:%Y-%m-%d %H:%M:%S}"
        ends[f"{name}_date{suffix}"] = f"{each:%Y-%m-%d}"
        ends[f"{name}_time{suffix}"] = f"{each:%H:%M:%S}"
    return ends


def day_ends(name: str, day: date) -> dict[str, Any]:
    """One end of a date without a time as answers have it."""
    ends: dict[str, Any] = {}
    for suffix in ("", "_utc"):
        ends[f"{name}{suffix}"] = f"{day:%Y-%m-%d} 00:00:00"
        ends[f"{name}_date{suffix}"] = day.isoformat()
        ends[f"{name}_time{suffix}"] = None
    return ends


def ended(start: Any, length: timedelta | None, ends: Any) -> list[Any]:  # dates or moments
    if length is None:
        return [{**ends("start", start), "end": None}]
    return [{**ends("start", start), **ends("end", start + length)}]


lengths = st.none() | st.integers(0, 400).map(lambda count: timedelta(days=count))
dates = st.one_of(
    st.builds(lambda day, length: ended(day, length, day_ends), days, lengths),
    st.builds(
        lambda moment, length, hours: ended(
            moment, length, lambda name, each: moment_ends(name, each, hours)
        ),
        moments,
        lengths,
        st.integers(-12, 14),
    ),
)
place = st.fixed_dictionaries(
    {"value": texts, "formatted": texts, "lat": st.floats(-90, 90), "lng": st.floats(-180, 180)},
    optional={"city": texts, "street_name": texts, "map_in_sync": st.booleans()},
)
money = st.fixed_dictionaries({"value": four_decimals, "currency": st.sampled_from(["EUR", "USD"])})
link = st.fixed_dictionaries(
    {
        "embed": st.fixed_dictionaries({"embed_id": ids, "title": texts}),
        "file": st.none() | st.fixed_dictionaries({"file_id": ids}),
    }
)

ANSWERS: dict[str, st.SearchStrategy[list[Any]]] = {
    "app": views("item_id"),
    "category": values(options),
    "contact": views("profile_id"),
    "date": dates,
    "duration": one(whole),
    "email": labelled(254),
    "embed": st.lists(link),
    "file": views("file_id"),
    "image": views("file_id"),
    "location": st.lists(place, max_size=1),
    "member": values(ids),
    "money": st.lists(money, max_size=1),
    "number": one(four_decimals),
    "phone": labelled(50),
    "progress": one(st.integers(0, 100)),
    "question": values(options),
    "separator": st.just([]),
    "state": one(texts),
    "tag": values(texts),
    "tel": labelled(50),
    "text": one(texts),
    "video": values(ids),
}


def kept(kind: str, answer: list[Any]) -> list[Any]:
    """What of an answer is the value itself, and has to come back to Podio."""
    return [_KEPT.get(kind, _bare)(one) for one in answer]


def _bare(held: dict[str, Any]) -> Any:  # JSON
    inner = held["value"]
    if not isinstance(inner, dict):
        return inner
    return next(inner[key] for key in ("id", "item_id", "profile_id", "file_id") if key in inner)


def _date(held: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    for name in ("start", "end"):
        if held.get(name) is None:
            found.append(None)
        elif held[f"{name}_time"] is None:
            found.append(held[f"{name}_date"])
        else:
            found.append(held[f"{name}_utc"])
    return found


_KEPT: dict[str, Any] = {
    "date": _date,
    "email": lambda held: (held["type"], held["value"]),
    "phone": lambda held: (held["type"], held["value"]),
    "tel": lambda held: (held["type"], held["value"]),
    "embed": lambda held: (held["embed"]["embed_id"], (held["file"] or {}).get("file_id")),
    "location": lambda held: tuple(held.get(key) for key in ("value", "city", "lat", "lng")),
    "money": lambda held: (Decimal(held["value"]), held["currency"]),
    "number": lambda held: Decimal(held["value"]),
}


def stored(kind: str, sent: Any) -> list[Any]:  # JSON
    """What Podio takes out of a written value: the four equal forms, and each type's own."""
    parts = sent if isinstance(sent, list) else [sent]
    return [_STORED.get(kind, _plain)(part) for part in parts]


def _plain(part: Any) -> Any:  # JSON
    return part["value"] if isinstance(part, dict) else part


_STORED: dict[str, Any] = {
    "date": lambda part: [
        part.get(f"{name}_utc") or part.get(f"{name}_date") for name in ("start", "end")
    ],
    "email": lambda part: (part["type"], part["value"]),
    "phone": lambda part: (part["type"], part["value"]),
    "tel": lambda part: (part["type"], part["value"]),
    "embed": lambda part: (part["embed"], part.get("file")),
    "location": lambda part: tuple(part.get(key) for key in ("value", "city", "lat", "lng")),
    "money": lambda part: (Decimal(part["value"]), part["currency"]),
    "number": lambda part: Decimal(_plain(part)),
}


@given(st.data(), st.sampled_from(sorted(ANSWERS)))
def test_a_value_read_and_written_is_the_value_it_was(data: st.DataObject, kind: str) -> None:
    answer = data.draw(ANSWERS[kind])
    field = {"field_id": 1, "external_id": "it", "type": kind, "values": answer}
    value = read(field)
    assert value != answer or not answer, "it was read"
    assert stored(kind, written(value)) == kept(kind, answer)


@given(
    st.sampled_from(sorted(ANSWERS)) | st.text(),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["value", "start", "embed", "type", "x"]), inner)
        ),
    ),
)
def test_nothing_that_podio_may_send_makes_reading_fail(kind: str, values: Any) -> None:  # JSON
    read({"type": kind, "values": values})
    read({"type": kind, "values": [values], "config": values})


@given(moments)
def test_a_moment_comes_back_whatever_the_time_zone_it_was_given_in(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    sent = written(aware)
    assert read({"type": "date", "values": [sent]}).start == aware
