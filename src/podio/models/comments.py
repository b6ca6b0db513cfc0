"""Comments on items, tasks, statuses, files and other objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.models.contacts import Contact
    from podio.models.embeds import Embed
    from podio.models.files import File
    from podio.models.questions import Question
    from podio.models.reference import Reference
    from podio.models.users import ByLine, User, Via


class Comment(Model):
    """What somebody wrote below an object.

    Attributes:
        value: The text.
        rich_value: The text with its mentions still marked up.
        last_edit_on: None for one that was never edited.
        granted_users: Who was given access by being mentioned; only in the answer to `add`.

    https://developers.podio.com/models/comment
    """

    comment_id: int
    value: str | None
    rich_value: str | None
    external_id: str | None
    ref: Reference | None
    space_id: int | None
    user: User | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None
    last_edit_on: datetime | None
    files: list[File]
    file_ids: list[int]
    embed: Embed | None
    embed_id: int | None
    embed_file: File | None
    embed_file_id: int | None
    questions: list[Question]
    like_count: int | None
    is_liked: bool | None
    rights: list[str]
    alerts: list[Contact]
    granted_users: list[Contact]
    invited_users: list[Contact]
