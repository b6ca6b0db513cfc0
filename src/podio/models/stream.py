"""The stream: what happened lately, object by object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.applications import App
    from podio.models.comments import Comment
    from podio.models.files import File
    from podio.models.items import ItemRevision
    from podio.models.organizations import Organization
    from podio.models.ratings import Rating
    from podio.models.reference import Reference
    from podio.models.spaces import Space
    from podio.models.users import ByLine, Via


class Activity(Model):
    """One thing that happened to an object.

    https://developers.podio.com/models/activity
    """

    id: int | None
    type: str | None
    activity_type: str | None
    data: Json | None
    data_ref: Reference | None
    is_liked: bool | None
    like_count: int | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None


class ActivityGroup(Model):
    """Things that happened to one object and are shown together.

    Attributes:
        kind: Which attributes there are: `authors` with "type"; `type` and `data` with "single".
        created_on: When the first of them happened.

    https://developers.podio.com/models/activitygroup
    """

    group_id: int | None
    kind: str | None
    type: str | None
    data: Json | None
    activities: list[Activity]
    authors: list[ByLine]
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None


class StreamObject(Model):
    """An item, status, task, action or file in a stream, with its latest activity.

    Attributes:
        data: The object itself, shaped by `type`.

    https://developers.podio.com/doc/stream/get-global-stream-80012
    """

    id: int | None
    type: str | None
    title: str | None
    link: str | None
    data: Json | None
    object: Json | None
    activity: list[Activity]
    activities: list[Activity]
    last_update_on: datetime | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None
    app: App | None
    space: Space | None
    org: Organization | None
    organization: Organization | None
    comments: list[Comment]
    comments_allowed: bool | None
    allow_comments: bool | None
    files: list[File]
    ratings: list[Rating]
    user_ratings: dict[str, Json]
    revisions: list[ItemRevision]
    rights: list[str]


class StreamObjectV3(Model):
    """An object in a stream of version 3, with its latest activity in groups.

    https://developers.podio.com/doc/stream/get-global-stream-v3-100405451
    """

    id: int | None
    type: str | None
    title: str | None
    link: str | None
    data: Json | None
    activity_groups: list[ActivityGroup]
    created_on: datetime | None
    created_by: ByLine | None
    app: App | None
    space: Space | None
    org: Organization | None
    files: list[File]
    is_liked: bool | None
    like_count: int | None
    subscribed: bool | None
    subscribed_count: int | None
    rights: list[str]


class StreamMute(Model):
    """Something that the active user does not want to see in the global stream.

    https://developers.podio.com/doc/stream/get-mutes-in-global-stream-62742
    """

    id: int | None
    type: str | None
    title: str | None
    data: Json | None
    item: bool | None
    status: bool | None
    task: bool | None
