"""The stream: what happened lately in Podio, an organization, a space, an app or to an object.

Each stream exists in up to three versions, as the paths say; only the third is described on
pages that are not cut short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, nothing, sent
from podio.core.views.model import many
from podio.models.stream import ActivityGroup, StreamMute, StreamObject, StreamObjectV3

EventType: TypeAlias = Literal[
    "comment",
    "file",
    "rating",
    "creation",
    "update",
    "task",
    "answer",
    "rsvp",
    "grant",
    "reference",
    "vote",
    "participation",
]
Streamed: TypeAlias = Literal["item", "status", "task"]


class Stream(Area[S]):
    """What happened lately, object by object."""

    @listing("GET", "/stream/")
    def find(
        self, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what happened everywhere that the active user can see.

        https://developers.podio.com/doc/stream/get-global-stream-80012
        """
        return Listing(StreamObject, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/v3/")
    def find_v3(
        self,
        *,
        groups_event_types: Sequence[EventType] | None = None,
        groups_limit: int | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[StreamObjectV3]:
        """List what happened everywhere that the active user can see.

        Args:
            groups_event_types: The events to put into groups; all if not given.
            groups_limit: The most groups of each object; 2 if not given.

        https://developers.podio.com/doc/stream/get-global-stream-v3-100405451
        """
        query = _groups(groups_event_types, groups_limit)
        return Listing(StreamObjectV3, query=query, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/personal/")
    def find_personal(
        self, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what happened around the active user.

        Not on a page of its own; seen in the php, py and rb clients.
        """
        return Listing(StreamObject, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/org/{org_id}/")
    def find_in_organization(
        self, org_id: int, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what happened in an organization.

        https://developers.podio.com/doc/stream/get-organization-stream-80038
        """
        return Listing(StreamObject, org_id, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/org/{org_id}/v2/")
    def find_in_organization_v2(
        self, org_id: int, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what happened in an organization.

        https://developers.podio.com/doc/stream/get-organization-stream-80038
        """
        # guess: no page of this version; the rb client passes options on, as for the first one
        return Listing(StreamObject, org_id, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/org/{org_id}/v3/")
    def find_in_organization_v3(
        self,
        org_id: int,
        *,
        groups_event_types: Sequence[EventType] | None = None,
        groups_limit: int | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[StreamObjectV3]:
        """List what happened in an organization; for the arguments see `find_v3`.

        https://developers.podio.com/doc/stream/get-org-stream-v3-100405933
        """
        query = _groups(groups_event_types, groups_limit)
        return Listing(
            StreamObjectV3, org_id, query=query, limit=limit, offset=offset, page_size=page_size
        )

    @listing("GET", "/stream/space/{space_id}/")
    def find_in_space(
        self, space_id: int, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what happened in a space.

        https://developers.podio.com/doc/stream/get-space-stream-80039
        """
        return Listing(StreamObject, space_id, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/space/{space_id}/v2/")
    def find_in_space_v2(
        self, space_id: int, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what happened in a space.

        https://developers.podio.com/doc/stream/get-space-stream-80039
        """
        # guess: no page of this version; the rb client passes options on, as for the first one
        return Listing(StreamObject, space_id, limit=limit, offset=offset, page_size=page_size)

    @operation("GET", "/stream/space/{space_id}/v3/")
    def find_in_space_v3(
        self,
        space_id: int,
        *,
        groups_event_types: Sequence[EventType] | None = None,
        groups_limit: int | None = None,
    ) -> Call[list[StreamObjectV3]]:
        """Fetch what happened last in a space; it has no further pages.

        For the arguments see `find_v3`.

        https://developers.podio.com/doc/stream/get-space-stream-v3-116373969
        """
        query = _groups(groups_event_types, groups_limit)
        return Call(many(StreamObjectV3), space_id, query=query)

    @listing("GET", "/stream/app/{app_id}/")
    def find_in_app(
        self, app_id: int, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what happened in an app.

        https://developers.podio.com/doc/stream/get-app-stream-264673
        """
        return Listing(StreamObject, app_id, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/app/{app_id}/v3")
    def find_in_app_v3(
        self,
        app_id: int,
        *,
        groups_event_types: Sequence[EventType] | None = None,
        groups_limit: int | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[StreamObjectV3]:
        """List what happened in an app; for the arguments see `find_v3`.

        https://developers.podio.com/doc/stream/get-application-stream-v3-100406563
        """
        query = _groups(groups_event_types, groups_limit)
        return Listing(
            StreamObjectV3, app_id, query=query, limit=limit, offset=offset, page_size=page_size
        )

    @listing("POST", "/stream/app/{app_id}/filter")
    def filter_in_app(
        self,
        app_id: int,
        *,
        view_id: int | str | None = None,
        filters: Mapping[str, Json] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[StreamObject]:
        """List what happened to those items of an app that a view or filters let through.

        Args:
            view_id: A view, the name of a standard view, "default", or 0 for the last used.
            filters: As for filtering items.

        https://developers.podio.com/doc/stream/filter-app-stream-198349855
        """
        return Listing(
            StreamObject,
            app_id,
            body=sent(view_id=view_id, filters=filters),
            limit=limit,
            offset=offset,
            page_size=page_size,
            window="body",
        )

    @listing("GET", "/stream/user/{user_id}/")
    def find_by_user(
        self, user_id: int, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[StreamObject]:
        """List what a user touched last, as far as the active user can see it.

        https://developers.podio.com/doc/stream/get-user-stream-1289318
        """
        return Listing(StreamObject, user_id, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/stream/user/{user_id}/v3")
    def find_by_user_v3(
        self,
        user_id: int,
        *,
        groups_event_types: Sequence[EventType] | None = None,
        groups_limit: int | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[StreamObjectV3]:
        """List what a user touched last; for the arguments see `find_v3`.

        https://developers.podio.com/doc/stream/get-user-stream-v3-100406822
        """
        query = _groups(groups_event_types, groups_limit)
        return Listing(
            StreamObjectV3, user_id, query=query, limit=limit, offset=offset, page_size=page_size
        )

    @operation("GET", "/stream/{ref_type}/{ref_id}")
    def get(self, ref_type: Streamed, ref_id: int) -> Call[StreamObject]:
        """Fetch one object as it stands in a stream.

        https://developers.podio.com/doc/stream/get-stream-object-80054
        """
        return Call(StreamObject, ref_type, ref_id)

    @operation("GET", "/stream/{ref_type}/{ref_id}/v2")
    def get_v2(self, ref_type: Streamed, ref_id: int) -> Call[StreamObject]:
        """Fetch one object as it stands in a stream.

        https://developers.podio.com/doc/stream/get-stream-object-80054
        """
        return Call(StreamObject, ref_type, ref_id)

    @operation("GET", "/stream/{ref_type}/{ref_id}/v3")
    def get_v3(
        self,
        ref_type: str,
        ref_id: int,
        *,
        groups_event_types: Sequence[EventType] | None = None,
        groups_limit: int | None = None,
    ) -> Call[StreamObjectV3]:
        """Fetch one object as it stands in a stream; for the arguments see `find_v3`.

        https://developers.podio.com/doc/stream/get-stream-object-v3-116373396
        """
        query = _groups(groups_event_types, groups_limit)
        # The page tells of one object, dotnet reads a list: the page wins.
        return Call(StreamObjectV3, ref_type, ref_id, query=query)

    @operation("GET", "/stream/{ref_type}/{ref_id}/group/{event_id}")
    def get_event_group(
        self,
        ref_type: str,
        ref_id: int,
        event_id: int,
        *,
        event_types: Sequence[EventType] | None = None,
    ) -> Call[ActivityGroup | None]:
        """Fetch the group of events that an event is in, or None if no event matches.

        Args:
            event_types: The events to leave in the group; all if not given.

        https://developers.podio.com/doc/stream/get-object-event-group-by-event-id-88512202
        """
        query = {"event_types": event_types}
        return Call(_group, ref_type, ref_id, event_id, query=query)

    @operation("GET", "/stream/mute/v2/")
    def mutes(self) -> Call[list[StreamMute]]:
        """List what the active user has muted in the global stream.

        https://developers.podio.com/doc/stream/get-mutes-in-global-stream-62742
        """
        return Call(many(StreamMute))

    @operation("POST", "/stream/mute/{scope_type}/{scope_id}")
    def mute(self, scope_type: str, scope_id: int) -> Call[None]:
        """Mute an object, and all within it, in the global stream.

        Args:
            scope_type: The type of the object, such as "app" or "space".

        https://developers.podio.com/doc/stream/mute-object-from-global-stream-79424
        """
        return Call(nothing, scope_type, scope_id)

    @operation("DELETE", "/stream/mute/{scope_type}/{scope_id}")
    def unmute(self, scope_type: str, scope_id: int) -> Call[None]:
        """Let an object be seen in the global stream again.

        https://developers.podio.com/doc/stream/unmute-objects-from-the-global-stream-79426
        """
        return Call(nothing, scope_type, scope_id)


def _groups(event_types: Sequence[EventType] | None, limit: int | None) -> dict[str, object]:
    at_least(1, groups_limit=limit)
    return {"groups_event_types": event_types, "groups_limit": limit}


def _group(data: Json) -> ActivityGroup | None:
    # guess: the page says the group is left out; that may be null, nothing, or an empty value
    return ActivityGroup(data) if data else None
