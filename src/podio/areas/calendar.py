"""Calendars: tasks and items by date, and what is copied to calendars of other providers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, content, nothing, sent
from podio.core.views.model import many
from podio.models.calendar import CalendarEvent, CalendarExport, CalendarMute, CalendarSummary

if TYPE_CHECKING:
    from datetime import date, time

Exported: TypeAlias = Literal["app", "space"]
"""What has a calendar of its own that can be exported."""


class Calendar(Area[S]):
    """Tasks and items by date, for a user, an app or a workspace."""

    @operation("GET", "/calendar/")
    def get(
        self,
        *,
        date_from: date | None = None,
        date_to: date | None = None,
        priority: int | None = None,
    ) -> Call[list[CalendarEvent]]:
        """Fetch your global calendar: the items that you see and the tasks that are yours.

        Args:
            priority: The least priority an event must have; 1 if left out.

        https://developers.podio.com/doc/calendar/get-global-calendar-22458
        """
        query = {"date_from": date_from, "date_to": date_to, "priority": priority}
        return Call(many(CalendarEvent), query=query)

    @operation("GET", "/calendar/space/{space_id}/")
    def for_space(
        self,
        space_id: int,
        *,
        date_from: date | None = None,
        date_to: date | None = None,
        priority: int | None = None,
        tasks: bool | None = None,
    ) -> Call[list[CalendarEvent]]:
        """Fetch the calendar of a workspace.

        Args:
            priority: The least priority an event must have; 1 if left out.
            tasks: False to leave out tasks.

        https://developers.podio.com/doc/calendar/get-space-calendar-22459
        """
        return Call(
            many(CalendarEvent),
            space_id,
            query={
                "date_from": date_from,
                "date_to": date_to,
                "priority": priority,
                "tasks": tasks,
            },
        )

    @operation("GET", "/calendar/app/{app_id}/")
    def for_app(
        self,
        app_id: int,
        *,
        date_from: date | None = None,
        date_to: date | None = None,
        priority: int | None = None,
        tasks: bool | None = None,
    ) -> Call[list[CalendarEvent]]:
        """Fetch the calendar of an app.

        Args:
            priority: The least priority an event must have; 1 if left out.
            tasks: False to leave out tasks.

        https://developers.podio.com/doc/calendar/get-app-calendar-22460
        """
        return Call(
            many(CalendarEvent),
            app_id,
            query={
                "date_from": date_from,
                "date_to": date_to,
                "priority": priority,
                "tasks": tasks,
            },
        )

    @operation("POST", "/calendar/app/{app_id}/filter", repeatable=True)
    def filter_app(
        self,
        app_id: int,
        *,
        date_from: date | None = None,
        date_to: date | None = None,
        priority: int | None = None,
        tasks: bool | None = None,
        view_id: int | str | None = None,
        filters: Mapping[str, Json] | None = None,
    ) -> Call[list[CalendarEvent]]:
        """Fetch those events of an app's calendar that pass a filter.

        Args:
            priority: The least priority an event must have.
            tasks: False to leave out tasks.
            view_id: A saved view, the name of a standard one, "default", or 0 for the last used.
            filters: Values by field, as in `podio.items.filter`.

        https://developers.podio.com/doc/calendar/filter-app-calendar-198354260
        """
        body = sent(
            date_from=date_from,
            date_to=date_to,
            priority=priority,
            tasks=tasks,
            view_id=view_id,
            filters=filters,
        )
        return Call(many(CalendarEvent), app_id, body=body)

    @operation("GET", "/calendar/summary")
    def summary(
        self, *, limit: int | None = None, priority: int | None = None
    ) -> Call[CalendarSummary]:
        """Sum up today and the six days after it.

        Args:
            limit: The most events to show in each group; 5 if left out.
            priority: The least priority an event must have; 1 if left out.

        https://developers.podio.com/doc/calendar/get-calendar-summary-1609256
        """
        at_least(1, limit=limit)
        return Call(CalendarSummary, query={"limit": limit, "priority": priority})

    @operation("GET", "/calendar/space/{space_id}/summary")
    def summary_for_space(
        self, space_id: int, *, limit: int | None = None, priority: int | None = None
    ) -> Call[CalendarSummary]:
        """Sum up today and the six days after it, in a workspace.

        Args:
            limit: The most events to show in each group; 5 if left out.
            priority: The least priority an event must have; 1 if left out.

        https://developers.podio.com/doc/calendar/get-calendar-summary-for-space-1609328
        """
        at_least(1, limit=limit)
        return Call(CalendarSummary, space_id, query={"limit": limit, "priority": priority})

    @operation("GET", "/calendar/personal/summary")
    def summary_for_personal(
        self, *, limit: int | None = None, priority: int | None = None
    ) -> Call[CalendarSummary]:
        """Sum up today and the six days after it, outside of organizations.

        Args:
            limit: The most events to show in each group; 5 if left out.
            priority: The least priority an event must have; 1 if left out.

        https://developers.podio.com/doc/calendar/get-calendar-summary-for-personal-1657903
        """
        at_least(1, limit=limit)
        return Call(CalendarSummary, query={"limit": limit, "priority": priority})

    @operation("PUT", "/calendar/event/{uid}")
    def update_event(
        self,
        uid: str,
        *,
        start_date: date | None = None,
        start_time: time | None = None,
        end_date: date | None = None,
        end_time: time | None = None,
    ) -> Call[None]:
        """Give an event a new start and end, in the time zone of the user.

        https://developers.podio.com/doc/calendar/update-calendar-event-78177950
        """
        body = sent(
            start_date=start_date, start_time=start_time, end_date=end_date, end_time=end_time
        )
        # guess: no page was read; .NET, the source of the body, ignores the answer.
        return Call(nothing, uid, body=body)

    @operation("GET", "/calendar/mute/")
    def mutes(self) -> Call[list[CalendarMute]]:
        """Fetch what is left out of your global calendar.

        https://developers.podio.com/doc/calendar/get-mutes-in-global-calendar-62730
        """
        return Call(many(CalendarMute))

    @operation("POST", "/calendar/mute/{scope_type}/{scope_id}/")
    def mute(self, scope_type: Literal["space", "app"], scope_id: int) -> Call[None]:
        """Leave a workspace or an app out of your global calendar.

        https://developers.podio.com/doc/calendar/mute-objects-from-global-calendar-79418
        """
        return Call(nothing, scope_type, scope_id)

    @operation("DELETE", "/calendar/mute/{scope_type}/{scope_id}/")
    def unmute(self, scope_type: Literal["space", "app"], scope_id: int) -> Call[None]:
        """Show a workspace or an app in your global calendar again.

        https://developers.podio.com/doc/calendar/unmute-objects-from-the-global-calendar-79420
        """
        return Call(nothing, scope_type, scope_id)

    @operation("GET", "/calendar/ics/{user_id}/{token}/")
    def ical(self, user_id: int, token: str) -> Call[bytes]:
        """Fetch the next 90 days of a user's global calendar as an iCalendar file.

        Args:
            token: The `calendar_code` of the user's status; who has it can read the calendar.

        https://developers.podio.com/doc/calendar/get-global-calendar-as-ical-22513
        """
        return Call(content, user_id, token)

    @operation("GET", "/calendar/space/{space_id}/ics/{user_id}/{token}/")
    def ical_for_space(
        self, space_id: int, user_id: int, token: str, *, tasks: bool | None = None
    ) -> Call[bytes]:
        """Fetch the next 90 days of a workspace's calendar as an iCalendar file.

        Args:
            token: The `calendar_code` of the user's status; who has it can read the calendar.
            tasks: False to leave out tasks.

        https://developers.podio.com/doc/calendar/get-space-calendar-as-ical-22514
        """
        return Call(content, space_id, user_id, token, query={"tasks": tasks})

    @operation("GET", "/calendar/app/{app_id}/ics/{user_id}/{token}/")
    def ical_for_app(self, app_id: int, user_id: int, token: str) -> Call[bytes]:
        """Fetch the next 90 days of an app's calendar as an iCalendar file.

        Args:
            token: The `calendar_code` of the user's status; who has it can read the calendar.

        https://developers.podio.com/doc/calendar/get-app-calendar-as-ical-22515
        """
        return Call(content, app_id, user_id, token)

    @operation("GET", "/calendar/task/{task_id}/ics/")
    def ical_for_task(self, task_id: int) -> Call[bytes]:
        """Fetch a task as an iCalendar file.

        https://developers.podio.com/doc/calendar/get-task-calendar-as-ical-10195650
        """
        return Call(content, task_id)

    @operation("GET", "/calendar/item/{item_id}/field/{field_id}/ics/")
    def ical_for_item_field(self, item_id: int, field_id: int) -> Call[bytes]:
        """Fetch a date field of an item as an iCalendar file.

        https://developers.podio.com/doc/calendar/get-item-field-calendar-as-ical-10195681
        """
        return Call(content, item_id, field_id)

    @operation("GET", "/calendar/export/")
    def exports(self) -> Call[list[CalendarExport]]:
        """Fetch the exports of your global calendar.

        https://developers.podio.com/doc/calendar/get-global-exports-7554169
        """
        return Call(many(CalendarExport))

    @operation("GET", "/calendar/export/linked_account/{linked_account_id}")
    def get_export(self, linked_account_id: int) -> Call[CalendarExport]:
        """Fetch the export of your global calendar to one account.

        https://developers.podio.com/doc/calendar/get-global-export-9381099
        """
        return Call(CalendarExport, linked_account_id)

    @operation("PUT", "/calendar/export/linked_account/{linked_account_id}")
    def set_export(
        self, linked_account_id: int, *, priority: int | None = None, tasks: bool | None = None
    ) -> Call[None]:
        """Export your global calendar to an account of another provider.

        Args:
            priority: The least priority an event must have to be copied.
            tasks: Whether tasks are copied too.

        Not on a page of its own; seen in the rb client.
        """
        # guess: rb sends any body; these are the keys of the same call for an app or a space.
        body = sent(priority=priority, tasks=tasks)
        return Call(nothing, linked_account_id, body=body)

    @operation("GET", "/calendar/export/{ref_type}/{ref_id}/")
    def exports_for_object(self, ref_type: Exported, ref_id: int) -> Call[list[CalendarExport]]:
        """Fetch the exports of the calendar of an app or a workspace.

        https://developers.podio.com/doc/calendar/get-exports-by-reference-7554180
        """
        return Call(many(CalendarExport), ref_type, ref_id)

    @operation("GET", "/calendar/export/linked_account/{linked_account_id}/{ref_type}/{ref_id}")
    def get_export_for_object(
        self, linked_account_id: int, ref_type: Exported, ref_id: int
    ) -> Call[CalendarExport]:
        """Fetch the export of the calendar of an app or a workspace to one account.

        https://developers.podio.com/doc/calendar/get-export-by-ref-9387942
        """
        return Call(CalendarExport, linked_account_id, ref_type, ref_id)

    @operation("PUT", "/calendar/export/linked_account/{linked_account_id}/{ref_type}/{ref_id}")
    def set_export_for_object(
        self,
        linked_account_id: int,
        ref_type: Exported,
        ref_id: int,
        *,
        priority: int | None = None,
        tasks: bool | None = None,
    ) -> Call[None]:
        """Export the calendar of an app or a workspace to an account of another provider.

        Args:
            priority: The least priority an event must have to be copied.
            tasks: Whether tasks are copied too.

        https://developers.podio.com/doc/calendar/set-reference-export-9183515
        """
        body = sent(priority=priority, tasks=tasks)
        return Call(nothing, linked_account_id, ref_type, ref_id, body=body)

    @operation("DELETE", "/calendar/export/linked_account/{linked_account_id}/{ref_type}/{ref_id}")
    def stop_export_for_object(
        self, linked_account_id: int, ref_type: Exported, ref_id: int
    ) -> Call[None]:
        """Stop exporting the calendar of an app or a workspace to an account.

        https://developers.podio.com/doc/calendar/stop-reference-export-9183590
        """
        return Call(nothing, linked_account_id, ref_type, ref_id)

    @operation("GET", "/calendar/linked_account/{linked_account_id}/")
    def for_linked_account(
        self,
        linked_account_id: int,
        *,
        date_from: date | None = None,
        date_to: date | None = None,
    ) -> Call[list[CalendarEvent]]:
        """Fetch the events in the primary calendar of an account of another provider.

        https://developers.podio.com/doc/calendar/get-linked-account-calendar-78081299
        """
        query = {"date_from": date_from, "date_to": date_to}
        return Call(many(CalendarEvent), linked_account_id, query=query)

    # A difference: each attempt adds it.
    @operation(
        "PUT", "/calendar/linked_account/{linked_account_id}/event/{uid}/duration", repeatable=False
    )
    def update_external_duration(
        self,
        linked_account_id: int,
        uid: str,
        *,
        day_delta: int | None = None,
        minute_delta: int | None = None,
    ) -> Call[CalendarEvent | None]:
        """Make an event in another calendar longer, or shorter by negative numbers.

        https://developers.podio.com/doc/calendar/update-external-calendar-event-duration-453275552
        """
        body = sent(day_delta=day_delta, minute_delta=minute_delta)
        return Call(_event, linked_account_id, uid, body=body)

    @operation("POST", "/calendar/linked_account/{linked_account_id}/event/{uid}/move")
    def move_external(
        self,
        linked_account_id: int,
        uid: str,
        *,
        day_delta: int | None = None,
        minute_delta: int | None = None,
        all_day: bool | None = None,
    ) -> Call[CalendarEvent | None]:
        """Move an event in another calendar: later, or earlier by negative numbers.

        Args:
            all_day: Whether it takes the whole day from now on.

        https://developers.podio.com/doc/calendar/move-external-calendar-event-453275322
        """
        body = sent(day_delta=day_delta, minute_delta=minute_delta, all_day=all_day)
        return Call(_event, linked_account_id, uid, body=body)


def _event(data: Json) -> CalendarEvent | None:
    # guess: rb reads an event, the pages show no answer; an empty one must not fail what was done.
    return CalendarEvent(data) if data else None
