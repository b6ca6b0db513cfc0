"""Status messages: what people post to a space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.app_market import AppMarketShare
    from podio.models.comments import Comment
    from podio.models.conversations import Conversation
    from podio.models.embeds import Embed
    from podio.models.files import File
    from podio.models.questions import Question
    from podio.models.tasks import Task
    from podio.models.users import ByLine, Presence, Push, Via


class Status(Model):
    """A message on the stream of a space.

    Attributes:
        value: The text.
        rich_value: The text with its mentions as Podio writes them.

    https://developers.podio.com/doc/status/get-status-message-22337
    """

    status_id: int
    value: str | None
    rich_value: str | None
    link: str | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None
    last_edit_on: datetime | None
    comments: list[Comment]
    conversations: list[Conversation]
    files: list[File]
    file_ids: list[int]
    embed: Embed | None
    embed_id: int | None
    embed_file: File | None
    embed_file_id: int | None
    questions: list[Question]
    tasks: list[Task]
    shares: list[AppMarketShare]
    alerts: list[Json]
    is_liked: bool | None
    like_count: int | None
    ratings: dict[str, Json]
    user_ratings: dict[str, Json]
    pinned: bool | None
    subscribed: bool | None
    subscribed_count: int | None
    rights: list[str]
    presence: Presence | None
    push: Push | None
