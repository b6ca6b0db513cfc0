"""Conversations between users, their messages and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.embeds import Embed
    from podio.models.files import File
    from podio.models.live import Live
    from podio.models.reference import Reference
    from podio.models.users import ByLine, Presence, Push, User, Via


class Conversation(Model):
    """Messages between two users or among several.

    Attributes:
        session: The chat or video session, if there is one: its type, and how to join it.
        last_event_on: When somebody last wrote, joined or left.

    https://developers.podio.com/doc/conversations/get-conversation-22369
    """

    conversation_id: int
    type: Literal["direct", "group"] | None
    subject: str | None
    excerpt: str | None
    text: str | None
    link: str | None
    ref: Reference | None
    created_on: datetime | None
    created_by: ByLine | None
    last_event_on: datetime | None
    participants: list[User]
    participants_full: list[ConversationParticipant]
    messages: list[ConversationMessage]
    message_id: int | None
    files: list[File]
    file_ids: list[int]
    embed: Embed | None
    embed_id: int | None
    embed_url: str | None
    embed_file: File | None
    embed_file_id: int | None
    live: Live | None
    session: Json
    starred: bool | None
    unread: bool | None
    unread_count: int | None
    total_unread_count: int | None
    pinned: bool | None
    presence: Presence | None
    push: Push | None
    # What Podio's own Android app reads besides, in conversations that arrive by push.
    event_id: int | None
    action: str | None
    data: Json
    count: int | None
    settings: Json
    popup: bool | None
    sound: bool | None


class ConversationCreated(Model):
    """What the older create operations answer.

    https://developers.podio.com/doc/conversations/create-conversation-22441
    """

    conversation_id: int
    message_id: int | None


class ConversationEvent(Model):
    """Something that happened in a conversation: a message, somebody who joined or left.

    Attributes:
        action: What happened.
        data: The message or the participant, depending on the action.
    """

    event_id: int
    action: str | None
    data: Json
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None


class ConversationMessage(Model):
    """One message of a conversation."""

    message_id: int
    text: str | None
    created_on: datetime | None
    created_by: ByLine | None
    files: list[File]
    embed: Embed | None
    embed_id: int | None
    embed_file: File | None
    embed_file_id: int | None


class ConversationParticipant(Model):
    """Somebody in a conversation, and who brought them in."""

    user: User | None
    created_on: datetime | None
    created_by: ByLine | None
    created_via: Via | None
