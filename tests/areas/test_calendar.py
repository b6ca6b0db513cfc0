"""Every operation on calendars: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from podio.areas.calendar import Calendar
from podio.errors import InvalidArgumentError
from podio.models.calendar import CalendarEvent
from tests.areas.cases import Case, check

EVENT = {
    "type": "item",
    "id": 55,
    "group": "Meeting",
    "title": "Budget",
    "start": "2026-01-02 09:30:00",
    "start_utc": "2026-01-02 08:30:00",
    "start_date": "2026-01-02",
    "start_time": "09:30:00",
    "end": None,
    "end_date": "2026-01-02",
    "end_time": None,
    "link": "https://podio.com/x/item/55",
    "app": {"app_id": 4, "name": "Meetings", "item_name": "Meeting", "icon": "4.png"},
    "description": "About money",
    "location": None,
    "status": "accepted",
}
EXPORT = {
    "linked_account": {"linked_account_id": 61, "provider": "google", "label": "ann@b.example"},
    "calendar_id": "primary",
    "calendar_name": "Ann",
    "priority": 2,
    "tasks": True,
}
SUMMARY = {
    "today": {"total": 1, "events": [EVENT]},
    "upcoming": {"total": 0, "events": []},
}
ICAL = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

CASES = [
    Case(
        "calendar.get",
        lambda podio: podio.calendar.get(
            date_from=date(2026, 1, 1), date_to=date(2026, 1, 31), priority=2
        ),
        sends="GET /calendar/?date_from=2026-01-01&date_to=2026-01-31&priority=2",
        answer=[EVENT],
        reads=lambda events: [
            (one.title, one.start, one.start_utc, one.start_date, one.start_time, one.end)
            for one in events
        ],
        gives=[
            (
                "Budget",
                datetime(2026, 1, 2, 9, 30),  # noqa: DTZ001 -- the time on the user's wall
                datetime(2026, 1, 2, 8, 30, tzinfo=UTC),
                date(2026, 1, 2),
                time(9, 30),
                None,
            )
        ],
    ),
    Case(
        "calendar.for_space",
        lambda podio: podio.calendar.for_space(
            31, date_from=date(2026, 1, 1), date_to=date(2026, 1, 31), priority=1, tasks=False
        ),
        sends="GET /calendar/space/31/?date_from=2026-01-01&date_to=2026-01-31&priority=1&tasks=0",
        answer=[EVENT],
        reads=lambda events: [one.app.name for one in events],
        gives=["Meetings"],
    ),
    Case(
        "calendar.for_app",
        lambda podio: podio.calendar.for_app(4, date_from=date(2026, 1, 1), tasks=True),
        sends="GET /calendar/app/4/?date_from=2026-01-01&tasks=1",
        answer=[EVENT],
        reads=lambda events: [(one.type, one.id, one.status) for one in events],
        gives=[("item", 55, "accepted")],
    ),
    Case(
        "calendar.filter_app",
        lambda podio: podio.calendar.filter_app(
            4,
            date_from=date(2026, 1, 1),
            date_to=date(2026, 1, 31),
            priority=1,
            tasks=False,
            view_id="default",
            filters={"deadline": {"from": date(2026, 1, 1), "to": None}},
        ),
        sends="POST /calendar/app/4/filter",
        body={
            "date_from": "2026-01-01",
            "date_to": "2026-01-31",
            "priority": 1,
            "tasks": False,
            "view_id": "default",
            "filters": {"deadline": {"from": "2026-01-01", "to": None}},
        },
        answer=[EVENT],
        reads=lambda events: [one.id for one in events],
        gives=[55],
    ),
    Case(
        "calendar.filter_app by the last used view",
        lambda podio: podio.calendar.filter_app(4, view_id=0),
        sends="POST /calendar/app/4/filter",
        body={"view_id": 0},
        answer=[],
        gives=[],
    ),
    Case(
        "calendar.summary",
        lambda podio: podio.calendar.summary(limit=5, priority=1),
        sends="GET /calendar/summary?limit=5&priority=1",
        answer=SUMMARY,
        reads=lambda summary: (
            summary.today.total,
            summary.today.events[0].title,
            summary.upcoming.events,
        ),
        gives=(1, "Budget", []),
    ),
    Case(
        "calendar.summary_for_space",
        lambda podio: podio.calendar.summary_for_space(31, limit=5, priority=2),
        sends="GET /calendar/space/31/summary?limit=5&priority=2",
        answer=SUMMARY,
        reads=lambda summary: summary.today.total,
        gives=1,
    ),
    Case(
        "calendar.summary_for_personal",
        lambda podio: podio.calendar.summary_for_personal(limit=5, priority=2),
        sends="GET /calendar/personal/summary?limit=5&priority=2",
        answer=SUMMARY,
        reads=lambda summary: summary.today.total,
        gives=1,
    ),
    Case(
        "calendar.update_event",
        lambda podio: podio.calendar.update_event(
            "item-55/1@podio",
            start_date=date(2026, 1, 2),
            start_time=time(9, 30),
            end_date=date(2026, 1, 2),
            end_time=time(10),
        ),
        sends="PUT /calendar/event/item-55%2F1%40podio",
        body={
            "start_date": "2026-01-02",
            "start_time": "09:30:00",
            "end_date": "2026-01-02",
            "end_time": "10:00:00",
        },
        status=204,
    ),
    Case(
        "calendar.mutes",
        lambda podio: podio.calendar.mutes(),
        sends="GET /calendar/mute/",
        answer=[
            {
                "type": "space",
                "id": 31,
                "title": "Sales",
                "data": {"space_id": 31, "name": "Sales"},
                "item": True,
                "task": False,
                "meeting": False,
            }
        ],
        reads=lambda mutes: [(one.id, one.data["name"], one.item, one.status) for one in mutes],
        gives=[(31, "Sales", True, None)],
    ),
    Case(
        "calendar.mute",
        lambda podio: podio.calendar.mute("space", 31),
        sends="POST /calendar/mute/space/31/",
        status=204,
    ),
    Case(
        "calendar.unmute",
        lambda podio: podio.calendar.unmute("app", 4),
        sends="DELETE /calendar/mute/app/4/",
        status=204,
    ),
    Case(
        "calendar.ical",
        lambda podio: podio.calendar.ical(12, "c0de"),
        sends="GET /calendar/ics/12/c0de/",
        answer=ICAL,
        gives=ICAL,
    ),
    Case(
        "calendar.ical_for_space",
        lambda podio: podio.calendar.ical_for_space(31, 12, "c0de", tasks=False),
        sends="GET /calendar/space/31/ics/12/c0de/?tasks=0",
        answer=ICAL,
        gives=ICAL,
    ),
    Case(
        "calendar.ical_for_app",
        lambda podio: podio.calendar.ical_for_app(4, 12, "c0de"),
        sends="GET /calendar/app/4/ics/12/c0de/",
        answer=ICAL,
        gives=ICAL,
    ),
    Case(
        "calendar.ical_for_task",
        lambda podio: podio.calendar.ical_for_task(7),
        sends="GET /calendar/task/7/ics/",
        answer=ICAL,
        gives=ICAL,
    ),
    Case(
        "calendar.ical_for_item_field",
        lambda podio: podio.calendar.ical_for_item_field(55, 101),
        sends="GET /calendar/item/55/field/101/ics/",
        answer=ICAL,
        gives=ICAL,
    ),
    Case(
        "calendar.exports",
        lambda podio: podio.calendar.exports(),
        sends="GET /calendar/export/",
        answer=[EXPORT],
        reads=lambda exports: [
            (one.linked_account.provider, one.calendar_id, one.priority, one.tasks)
            for one in exports
        ],
        gives=[("google", "primary", 2, True)],
    ),
    Case(
        "calendar.get_export",
        lambda podio: podio.calendar.get_export(61),
        sends="GET /calendar/export/linked_account/61",
        answer=EXPORT,
        reads=lambda export: export.calendar_name,
        gives="Ann",
    ),
    Case(
        "calendar.set_export",
        lambda podio: podio.calendar.set_export(61, priority=2, tasks=True),
        sends="PUT /calendar/export/linked_account/61",
        body={"priority": 2, "tasks": True},
        status=204,
    ),
    Case(
        "calendar.exports_for_object",
        lambda podio: podio.calendar.exports_for_object("space", 31),
        sends="GET /calendar/export/space/31/",
        answer=[EXPORT],
        reads=lambda exports: [one.calendar_name for one in exports],
        gives=["Ann"],
    ),
    Case(
        "calendar.get_export_for_object",
        lambda podio: podio.calendar.get_export_for_object(61, "app", 4),
        sends="GET /calendar/export/linked_account/61/app/4",
        answer=EXPORT,
        reads=lambda export: export.linked_account.label,
        gives="ann@b.example",
    ),
    Case(
        "calendar.set_export_for_object",
        lambda podio: podio.calendar.set_export_for_object(61, "app", 4, priority=1, tasks=False),
        sends="PUT /calendar/export/linked_account/61/app/4",
        body={"priority": 1, "tasks": False},
        status=204,
    ),
    Case(
        "calendar.stop_export_for_object",
        lambda podio: podio.calendar.stop_export_for_object(61, "space", 31),
        sends="DELETE /calendar/export/linked_account/61/space/31",
        status=204,
    ),
    Case(
        "calendar.for_linked_account",
        lambda podio: podio.calendar.for_linked_account(
            61, date_from=date(2026, 1, 1), date_to=date(2026, 1, 31)
        ),
        sends="GET /calendar/linked_account/61/?date_from=2026-01-01&date_to=2026-01-31",
        answer=[{"source": "google", "uid": "abc", "busy": True, "ref_type": None, "app": None}],
        reads=lambda events: [(one.source, one.uid, one.busy, one.app) for one in events],
        gives=[("google", "abc", True, None)],
    ),
    Case(
        "calendar.update_external_duration",
        lambda podio: podio.calendar.update_external_duration(
            61, "abc", day_delta=0, minute_delta=-15
        ),
        sends="PUT /calendar/linked_account/61/event/abc/duration",
        body={"day_delta": 0, "minute_delta": -15},
        status=204,
        gives=None,
    ),
    Case(
        "calendar.move_external",
        lambda podio: podio.calendar.move_external(
            61, "abc", day_delta=1, minute_delta=0, all_day=False
        ),
        sends="POST /calendar/linked_account/61/event/abc/move",
        body={"day_delta": 1, "minute_delta": 0, "all_day": False},
        answer={"uid": "abc", "start_date": "2026-01-03"},
        reads=lambda event: event.start_date,
        gives=date(2026, 1, 3),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize("uid", ["", " ", ".."])
def test_an_event_is_named_by_a_uid(uid: str) -> None:
    with pytest.raises(InvalidArgumentError, match="uid"):
        Calendar.update_event(uid)


def test_an_event_with_times_that_nobody_can_read_keeps_them() -> None:
    event = CalendarEvent({"start": "soon", "start_time": "noon", "end_date": 5, "colour": "red"})
    shown: list[object] = [event.start, event.start_time, event.end_date]
    assert shown == ["soon", "noon", 5]
    assert event.to_dict()["colour"] == "red"
