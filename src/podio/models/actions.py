"""Things that happened in a workspace: a member came, an app was installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.comments import Comment
    from podio.models.users import ByLine, Presence, Push, Via


class Action(Model):
    """An entry of the stream that Podio writes itself.

    Attributes:
        type: Such as `space_created`, `member_added`, `app_installed`; more may come.
        data: The space, the member or the app that it is about, depending on the type.

    https://developers.podio.com/doc/actions
    """

    action_id: int
    type: str | None
    data: Json
    text: str | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None
    comments: list[Comment]
    is_liked: bool | None
    like_count: int | None
    pinned: bool | None
    subscribed: bool | None
    subscribed_count: int | None
    rights: list[str]
    presence: Presence | None
    push: Push | None
