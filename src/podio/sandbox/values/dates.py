"""The field type date: a start and perhaps an end, entered in the user's time zone."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from podio.sandbox.http.reading import wrong
from podio.sandbox.jsontypes import is_object
from podio.sandbox.values.field_type import FieldType, Matcher, SortKey, bad, range_matcher

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import Field

DATE, DATETIME = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"
DATE_LENGTH = len("2026-01-31")
RELATIVE = re.compile(r"([+-]?\d+)([dwmy])(r?)")
DATE_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)?-(\d{4}-\d\d-\d\d)?")
RELATIVE_RANGE = re.compile(r"([+-]?\d+[dwmy]r?)?-([+-]?\d+[dwmy]r?)?")
EXPECTED = (
    '"YYYY-MM-DD" or "YYYY-MM-DD HH:MM:SS", or an object with start, start_date and start_time,'
    " start_utc or start_date_utc and start_time_utc, and the same for end"
)
EXAMPLE_RANGE = '"YYYY-MM-DD[ HH:MM:SS]" or a relative date such as -2w'


def zone_of(call: Call) -> tzinfo:
    """Find the time zone of the calling user; an app is taken to be in UTC."""
    caller = call.caller
    user = call.world.users.get(caller.ref_id) if caller and caller.ref_type == "user" else None
    return UTC if user is None else _zone(user.timezone)


@cache
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def is_moment(text: Json) -> bool:
    """Tell whether a value is a date or a datetime in Podio's form."""
    for form in (DATE, DATETIME):
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007 - naive on purpose
        except (TypeError, ValueError):
            continue
        return bool(moment.strftime(form) == text)
    return False


def to_utc(text: str, zone: tzinfo) -> str:
    """Bring a datetime from a time zone to UTC; a bare date stays what it is."""
    if len(text) == DATE_LENGTH:
        return text
    local = datetime.strptime(text, DATETIME).replace(tzinfo=zone)
    return local.astimezone(UTC).strftime(DATETIME)


def to_local(text: str, zone: tzinfo) -> str:
    """Bring a datetime from UTC to a time zone; a bare date stays what it is."""
    if len(text) == DATE_LENGTH:
        return text
    moment = datetime.strptime(text, DATETIME).replace(tzinfo=UTC)
    return moment.astimezone(zone).strftime(DATETIME)


def months_later(day: date, months: int) -> date:
    """Add calendar months; the last day of the month stays the last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def relative_day(text: str, today: date, end: str) -> date | None:
    """Read a relative date such as -2w or 1mr; None if it is none.

    The letter r widens it to the whole period: its first day for "from", its last for "to".
    """
    # guess: only the shape of relative dates is known, not how Podio rounds
    found = RELATIVE.fullmatch(text)
    if found is None:
        return None
    count, unit, rounded = int(found[1]), found[2], found[3] == "r"
    steps = {"d": timedelta(days=count), "w": timedelta(weeks=count)}
    if unit in steps:
        day = today + steps[unit]
    else:
        day = months_later(today, count * (12 if unit == "y" else 1))
    if not rounded or unit == "d":
        return day
    first = {
        "w": day - timedelta(days=day.weekday()),
        "m": day.replace(day=1),
        "y": day.replace(month=1, day=1),
    }[unit]
    if end == "from":
        return first
    if unit == "w":
        return first + timedelta(days=6)
    return months_later(first, 12 if unit == "y" else 1) - timedelta(days=1)


def date_bound(raw: Json, end: str, call: Call) -> str:
    """Read one bound of a date filter as a UTC text that compares with kept dates."""
    zone = zone_of(call)
    if isinstance(raw, str):
        today = datetime.fromtimestamp(call.world.clock(), zone).date()
        day = relative_day(raw, today, end)
        if day is not None:
            raw = day.strftime(DATE)
    if not is_moment(raw):
        raise wrong(end, EXAMPLE_RANGE, raw)
    text = str(raw)
    if end == "to" and len(text) == DATE_LENGTH:
        return to_utc(f"{text} 23:59:59", zone)
    if len(text) == DATE_LENGTH:
        # A bare date is less than every time of that day, and both are to be found.
        return min(text, to_utc(f"{text} 00:00:00", zone))
    return to_utc(text, zone)


def query_range(text: str) -> Json:
    """Read the range of a GET filter: two dates or relative dates around a hyphen."""
    for form in (DATE_RANGE, RELATIVE_RANGE):
        found = form.fullmatch(text)
        if found is not None:
            return {"from": found[1], "to": found[2]}
    return text


class Date(FieldType):
    """A date with or without time; kept in UTC where it has a time."""

    expected = EXPECTED

    def read(self, raw: Json, field: Field, call: Call) -> JsonObject:
        """Read all the forms that Podio takes."""
        if isinstance(raw, str):
            raw = {"start": raw}
        if not is_object(raw):
            raise bad(field, EXPECTED, raw)
        start, end = self._end(raw, "start", field, call), self._end(raw, "end", field, call)
        if start is None:
            raise bad(field, EXPECTED, raw)
        if end is not None and end < start[: len(end)]:
            raise bad(field, "an end that is not before the start", raw)
        time_setting = field.settings.get("time", "enabled")
        if time_setting == "required" and len(start) == DATE_LENGTH:
            raise bad(field, "a date with a time", raw)
        if field.settings.get("end") == "required" and end is None:
            raise bad(field, "a date with an end", raw)
        return {"start": start, "end": end}

    def _end(self, raw: JsonObject, name: str, field: Field, call: Call) -> str | None:
        for suffix, zone in (("_utc", UTC), ("", zone_of(call))):
            whole = raw.get(name + suffix)
            if whole is None and raw.get(f"{name}_date{suffix}") is not None:
                whole = raw[f"{name}_date{suffix}"]
                clock = raw.get(f"{name}_time{suffix}")
                if clock is not None:
                    whole = f"{whole} {clock}"
            if whole is not None:
                if not is_moment(whole):
                    raise bad(field, EXPECTED, raw)
                return to_utc(whole, zone)
        return None

    def show(self, value: JsonObject, _field: Field, call: Call) -> JsonObject:
        """Show local and UTC forms of both ends."""
        shown: JsonObject = {}
        for name in ("start", "end"):
            kept: str | None = value.get(name)
            for suffix, zone in (("", zone_of(call)), ("_utc", UTC)):
                text = None if kept is None else to_local(kept, zone)
                timed = text is not None and len(text) > DATE_LENGTH
                shown[f"{name}{suffix}"] = f"{text} 00:00:00" if text and not timed else text
                shown[f"{name}_date{suffix}"] = text[:DATE_LENGTH] if text else None
                shown[f"{name}_time{suffix}"] = text[DATE_LENGTH + 1 :] if text and timed else None
        return shown

    def matcher(self, wanted: Json, field: Field, call: Call) -> Matcher:
        """Filter by a range of dates on the start."""
        return range_matcher(
            wanted,
            field,
            lambda raw, end: date_bound(raw, end, call),
            lambda value: str(value["start"]),
        )

    def from_query(self, text: str) -> Json:
        """Read "2026-01-01-2026-02-01" and relative ranges."""
        return query_range(text)

    def sort_key(self, value: JsonObject, _field: Field, _call: Call) -> SortKey:
        """Sort by the start."""
        return str(value["start"])

    def text(self, value: JsonObject, _field: Field, call: Call) -> str:
        """Print the start in the caller's time zone."""
        return to_local(value["start"], zone_of(call))
