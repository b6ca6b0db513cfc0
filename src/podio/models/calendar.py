"""Calendars: events, summaries, what is muted and what is exported elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from podio.core.operations.request import Json
    from podio.core.views.types import LocalTime
    from podio.models.applications import App
    from podio.models.linked_accounts import LinkedAccount


class CalendarEvent(Model):
    """A task with a due date, a date field of an item, or an event of another calendar.

    Attributes:
        type: A task, an item or a meeting.
        id: The id of that task, item or meeting.
        start: In the user's time zone; `start_utc` is the moment, where Podio tells it.
        start_time: None for something that takes the whole day.
        status: The user's answer to the invitation, if there was one.
        source: The calendar it comes from: podio, google, exchange or live.
        group: What the app calls its items; None for a task.

    https://developers.podio.com/doc/calendar/get-app-calendar-22460
    """

    type: Literal["task", "item", "meeting"] | None
    id: int | None
    uid: str | None
    ref_type: str | None
    ref_id: int | None
    source: str | None
    group: str | None
    title: str | None
    description: str | None
    location: str | None
    status: str | None
    busy: bool | None
    start: LocalTime | None
    start_utc: datetime | None
    start_date: date | None
    start_time: time | None
    end: LocalTime | None
    end_utc: datetime | None
    end_date: date | None
    end_time: time | None
    link: str | None
    app: App | None
    color: str | None
    category_text: str | None
    forged: bool | None
    version: int | None


class CalendarSummary(Model):
    """What is on today and on the six days after it.

    https://developers.podio.com/doc/calendar/get-calendar-summary-1609256
    """

    today: CalendarSummaryGroup | None
    upcoming: CalendarSummaryGroup | None


class CalendarSummaryGroup(Model):
    """One part of a summary: the first few events, and how many there are in all."""

    total: int | None
    events: list[CalendarEvent]


class CalendarMute(Model):
    """A workspace or an app that is left out of the global calendar.

    Attributes:
        data: The workspace or the app, depending on the type.

    https://developers.podio.com/doc/calendar/get-mutes-in-global-calendar-62730
    """

    type: Literal["space", "app"] | None
    id: int | None
    title: str | None
    data: Json
    item: bool | None
    task: bool | None
    meeting: bool | None
    status: bool | None


class CalendarExport(Model):
    """A calendar that Podio copies into a calendar of another provider.

    Attributes:
        priority: The least priority an event must have to be copied.

    https://developers.podio.com/doc/calendar/get-global-exports-7554169
    """

    linked_account: LinkedAccount | None
    calendar_id: str | None
    calendar_name: str | None
    priority: int | None
    tasks: bool | None
