"""Files: uploaded to Podio or linked from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.comments import Comment
    from podio.models.reference import Reference
    from podio.models.users import ByLine, Presence, Push, Via


class File(Model):
    """A file on an item, task, comment, status or space, or not attached to anything yet.

    https://developers.podio.com/models/file
    """

    file_id: int
    name: str | None
    description: str | None
    mimetype: str | None
    size: int | None  # bytes
    rights: list[str]
    hosted_by: str | None  # podio, google, dropbox, ...
    hosted_by_humanized_name: str | None
    external_file_id: str | None
    link: str | None  # to download; needs the session's token where Podio hosts it
    link_target: str | None  # _blank, _self
    perma_link: str | None
    permalink_link: str | None
    thumbnail_link: str | None
    context: Reference | None
    # The page of the model says a list, the page of Get file one file; one file stays raw.
    replaces: list[File]
    comments: list[Comment]
    activity: list[Json]
    is_liked: bool | None
    like_count: int | None
    pinned: bool | None
    subscribed: bool | None
    subscribed_count: int | None
    presence: Presence | None
    push: Push | None
    created_by: ByLine | None
    created_via: Via | None
    created_on: datetime | None
