"""Fields that hold a date: with or without a time, with or without an end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from podio.core.operations.wire import naive, utc, wire
from podio.errors import InvalidArgumentError
from podio.fields.field_type import OneValue

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.core.views.types import LocalTime

_DATE_LENGTH = len("2026-01-31")


class DateRange:
    """A date or moment, maybe with an end: what date fields hold.

        item["deadline"].start        # datetime in UTC, or date where there is no time
        item["deadline"].local_start  # the same on the wall of the person who asks

    To write one, a `date` or a `datetime` with a time zone is enough; a `DateRange` adds an
    end, or says that the times are those on the wall of the acting user (`local=True`).

    Attributes:
        raw: The value in Podio's own form.
    """

    __slots__ = ("raw",)
    raw: dict[str, Any]

    def __init__(self, start: date, end: date | None = None, *, local: bool = False) -> None:
        """Take a start and maybe an end.

        Args:
            start: A date, or a datetime: with a time zone unless `local`.
            end: As the start; None for no end.
            local: Whether datetimes have no time zone and mean the time zone of the user whom
                the session acts for, as set in Podio.

        Raises:
            InvalidArgumentError: A datetime lacks a time zone or has one too many, or the end
                lies before the start.
        """
        self.raw = _written("start", start, local=local)
        if end is not None:
            self.raw.update(_written("end", end, local=local))
            if isinstance(start, datetime) == isinstance(end, datetime) and end < start:
                raise InvalidArgumentError(f"the end {end} lies before the start {start}")

    @classmethod
    def read(cls, raw: dict[str, Any]) -> DateRange:
        """Look at a value as Podio sent it; its times are read when they are asked for.

        Raises:
            TypeError: It is no date value.
        """
        known = type(raw) is dict and ("start" in raw or "start_date" in raw or "start_utc" in raw)
        if not known:
            raise TypeError("no date value")
        value: DateRange = object.__new__(cls)
        value.raw = raw
        return value

    @property
    def start(self) -> datetime | date | None:
        """The start: a moment in UTC, or a date where it has no time.

        A value made with `local=True` gives the time on the wall, without a time zone.
        """
        moment: datetime | date | None = _read(self.raw, "start")
        return moment

    @property
    def end(self) -> datetime | date | None:
        """The end, as the start; None where there is none."""
        moment: datetime | date | None = _read(self.raw, "end")
        return moment

    @property
    def local_start(self) -> LocalTime | date | None:
        """The start on the wall of the acting user, without a time zone; None if not known."""
        moment: LocalTime | date | None = _read_local(self.raw, "start")
        return moment

    @property
    def local_end(self) -> LocalTime | date | None:
        """The end on the wall of the acting user, without a time zone; None if not known."""
        moment: LocalTime | date | None = _read_local(self.raw, "end")
        return moment

    @property
    def has_time(self) -> bool:
        """Whether the start is a moment and not a whole day."""
        return _has_time(self.raw, "start")

    def to_podio(self) -> dict[str, str]:
        """Return the form that Podio takes: UTC where it is known."""
        return {**_podio(self.raw, "start"), **_podio(self.raw, "end")}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DateRange):
            return NotImplemented
        return (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __str__(self) -> str:
        return f"{self.start}" if self.end is None else f"{self.start} - {self.end}"

    def __repr__(self) -> str:
        return f"<DateRange {self}>"

    def __reduce__(self) -> tuple[object, ...]:
        return (DateRange.read, (self.raw,))


class DateType(OneValue):
    """A day or a moment, maybe with an end."""

    names = ("date",)
    column = "timestamp"  # the start
    python = (date, DateRange)
    read_one = staticmethod(DateRange.read)

    def write(self, value: date | DateRange) -> Json:
        """Return the start, and the end of a range."""
        return (value if isinstance(value, DateRange) else DateRange(value)).to_podio()

    def filter(self, value: date | DateRange) -> Json:
        """Return the range from start to end, of this date alone without an end."""
        if not isinstance(value, DateRange):
            return self.exactly(value)
        end = value.start if value.end is None else value.end
        return {"from": wire(value.start), "to": wire(end)}

    def bound(self, value: date | DateRange) -> Json:
        """Return the date or moment."""
        return super().bound(value) if isinstance(value, DateRange) else wire(value)


def _written(name: str, moment: date, *, local: bool) -> dict[str, str]:
    if not isinstance(moment, datetime):
        return {f"{name}_date": moment.isoformat()}
    if local and moment.tzinfo is not None:
        raise InvalidArgumentError(
            f"{moment!r} has a time zone, which says already what moment it is: "
            "leave out local=True"
        )
    if local:
        return {name: naive(moment)}
    if moment.tzinfo is None:
        raise InvalidArgumentError(
            f"{moment!r} has no time zone, so the moment is unknown: give it one, or say "
            "DateRange(..., local=True) for the time on the wall of the acting user"
        )
    return {f"{name}_utc": utc(moment)}


def _has_time(raw: dict[str, Any], name: str) -> bool:
    for key in (f"{name}_time", f"{name}_time_utc"):
        if key in raw:
            return raw[key] is not None
    whole = raw.get(f"{name}_utc") or raw.get(name)
    return whole is not None and len(whole) > _DATE_LENGTH


def _utc_text(raw: dict[str, Any], name: str) -> str | None:
    whole: str | None = raw.get(f"{name}_utc")
    day = raw.get(f"{name}_date_utc")
    return f"{day} {raw.get(f'{name}_time_utc')}" if whole is None and day else whole


def _local_text(raw: dict[str, Any], name: str) -> str | None:
    whole: str | None = raw.get(name)
    day = raw.get(f"{name}_date")
    return f"{day} {raw.get(f'{name}_time')}" if whole is None and day else whole


def _day_text(raw: dict[str, Any], name: str) -> str | None:
    day: str | None = raw.get(f"{name}_date") or raw.get(name) or raw.get(f"{name}_date_utc")
    day = day or raw.get(f"{name}_utc")
    return None if day is None else day[:_DATE_LENGTH]


def _read(raw: dict[str, Any], name: str) -> Any:  # a text that is no date stays
    if not _has_time(raw, name):
        return _parsed(_day_text(raw, name))
    known = _utc_text(raw, name)
    if known is None:
        return _read_local(raw, name)
    moment = _parsed(known)
    return moment.replace(tzinfo=UTC) if isinstance(moment, datetime) else moment


def _read_local(raw: dict[str, Any], name: str) -> Any:  # a text that is no date stays
    return _parsed((_local_text if _has_time(raw, name) else _day_text)(raw, name))


def _parsed(text: str | None) -> datetime | date | str | None:
    if text is None:
        return None
    try:
        if len(text) == _DATE_LENGTH:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _podio(raw: dict[str, Any], name: str) -> dict[str, str]:
    if not _has_time(raw, name):
        day = _day_text(raw, name)
        return {} if day is None else {f"{name}_date": day}
    known = _utc_text(raw, name)
    if known is not None:
        # guess: docs name start_date and start_time; clients write *_utc, the only exact form.
        return {f"{name}_utc": known}
    whole = _local_text(raw, name)
    return {} if whole is None else {name: whole}
