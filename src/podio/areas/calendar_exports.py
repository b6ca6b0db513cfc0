"""Calendars of other providers: what Podio copies to them, and the events in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, nothing, sent
from podio.core.views.model import many
from podio.models.calendar import CalendarEvent, CalendarExport

if TYPE_CHECKING:
    from datetime import date

Exported: TypeAlias = Literal["app", "space"]
"""What has a calendar of its own that can be exported."""


class CalendarExports(Area[S]):
    """The operations on other calendars; they are all on `podio.calendar`."""

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

    @operation("PUT", "/calendar/linked_account/{linked_account_id}/event/{uid}/duration")
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
