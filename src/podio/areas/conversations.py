"""Conversations: messages between two users or among several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from podio.core.operations.arguments import not_empty
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, nothing, raw, sent
from podio.core.views.model import integer, many, member
from podio.models.contact_identifier import ContactIdentifier, identified
from podio.models.conversations import Conversation, ConversationCreated, ConversationEvent

Flag: TypeAlias = Literal["unread", "starred"]
"""What a conversation can be marked with."""


class Conversations(Area[S]):
    """Messages between two users or among several; you see only those you are in."""

    @operation("GET", "/conversation/{conversation_id}")
    def get(self, conversation_id: int) -> Call[Conversation]:
        """Fetch one conversation.

        https://developers.podio.com/doc/conversations/get-conversation-22369
        """
        return Call(Conversation, conversation_id)

    @listing("GET", "/conversation/")
    def find(
        self, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[Conversation]:
        """Walk over your conversations, the one with the latest event first.

        https://developers.podio.com/doc/conversations/get-conversations-34822801
        """
        return Listing(Conversation, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/conversation/{flag}/")
    def flagged(
        self, flag: Flag, *, limit: int | None = None, offset: int = 0, page_size: int = 100
    ) -> Listing[Conversation]:
        """Walk over your unread or your starred conversations.

        https://developers.podio.com/doc/conversations/get-flagged-conversations-35466860
        """
        return Listing(Conversation, flag, limit=limit, offset=offset, page_size=page_size)

    @operation("GET", "/conversation/{flag}/count")
    def count_flagged(self, flag: Flag) -> Call[int]:
        """Count your unread or your starred conversations.

        https://developers.podio.com/doc/conversations/get-flagged-conversation-counts-35467925
        """
        return Call(member("value", integer), flag)

    @listing("GET", "/conversation/search/")
    def search(
        self,
        text: str,
        *,
        participants: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Conversation]:
        """Walk over the conversations with a text, the one with the latest event first.

        Args:
            participants: True to look through names and mail addresses of those taking part,
                False (Podio's default) for subjects and messages.

        https://developers.podio.com/doc/conversations/search-conversations-36885550
        """
        return Listing(
            Conversation,
            query={"text": text, "participants": participants},
            limit=limit,
            offset=offset,
            page_size=page_size,
        )

    @listing("POST", "/conversation/search/")
    def search_v2(
        self,
        text: str,
        *,
        participants: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Conversation]:
        """Walk over the conversations with a text; `search` is the documented way.

        Not on a page of its own; seen in the ts client.
        """
        # guess: ts has limit and offset in the query and no body; the rest is as for `search`.
        return Listing(
            Conversation,
            body=sent(text=text, participants=participants),
            limit=limit,
            offset=offset,
            page_size=page_size,
        )

    @operation("GET", "/conversation/direct/{user_id}")
    def direct(self, user_id: int) -> Call[Conversation]:
        """Fetch your direct conversation with a user.

        Raises:
            NotFound: There is none yet.

        https://developers.podio.com/doc/conversations/get-existing-direct-conversation-44969910
        """
        return Call(Conversation, user_id)

    @operation("GET", "/conversation/{ref_type}/{ref_id}/")
    def for_object(self, ref_type: str, ref_id: int) -> Call[list[Conversation]]:
        """Fetch the conversations on an object that you take part in.

        https://developers.podio.com/doc/conversations/get-conversations-on-object-22443
        """
        return Call(many(Conversation), ref_type, ref_id)

    @operation("POST", "/conversation/v2/")
    def create_v2(
        self,
        *,
        subject: str,
        text: str,
        participants: Sequence[int],
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
        session: Mapping[str, Json] | None = None,
    ) -> Call[Conversation]:
        """Start a conversation with its first message.

        Args:
            participants: User ids, without your own.
            embed_id: A link made with `podio.embeds`; or give the address as `embed_url`.
            session: A chat or video session: its `type`, normal or omega, and its `data`.

        Raises:
            InvalidArgumentError: Nobody takes part.

        https://developers.podio.com/doc/conversations/create-conversation-v2-37301474
        """
        body = _started(subject, text, participants, file_ids, embed_id, embed_url, session)
        return Call(Conversation, body=body)

    @operation("POST", "/conversation/")
    def create(
        self,
        *,
        subject: str,
        text: str,
        participants: Sequence[int],
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
        session: Mapping[str, Json] | None = None,
    ) -> Call[ConversationCreated]:
        """Start a conversation; deprecated: `create_v2` answers the whole conversation.

        The arguments are those of `create_v2`.

        Raises:
            InvalidArgumentError: Nobody takes part.

        https://developers.podio.com/doc/conversations/create-conversation-22441
        """
        body = _started(subject, text, participants, file_ids, embed_id, embed_url, session)
        return Call(ConversationCreated, body=body)

    @operation("POST", "/conversation/{ref_type}/{ref_id}/")
    def create_on(
        self,
        ref_type: str,
        ref_id: int,
        *,
        subject: str,
        text: str,
        participants: Sequence[int],
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
        session: Mapping[str, Json] | None = None,
    ) -> Call[ConversationCreated]:
        """Start a conversation on an object.

        The arguments are those of `create_v2`.

        Raises:
            InvalidArgumentError: Nobody takes part.

        https://developers.podio.com/doc/conversations/create-conversation-on-object-22442
        """
        body = _started(subject, text, participants, file_ids, embed_id, embed_url, session)
        return Call(ConversationCreated, ref_type, ref_id, body=body)

    @operation("POST", "/conversation/{conversation_id}/reply/v2")
    def reply_v2(
        self,
        conversation_id: int,
        text: str,
        *,
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
        embed_file_id: int | None = None,
    ) -> Call[ConversationEvent]:
        """Write a message in a conversation; the answer is the event of it.

        Args:
            embed_id: A link made with `podio.embeds`; or give the address as `embed_url`.

        https://developers.podio.com/doc/conversations/reply-to-conversation-v2-37260916
        """
        body = sent(
            text=text,
            file_ids=file_ids,
            embed_id=embed_id,
            embed_url=embed_url,
            embed_file_id=embed_file_id,
        )
        return Call(ConversationEvent, conversation_id, body=body)

    @operation("POST", "/conversation/{conversation_id}/reply")
    def reply(
        self,
        conversation_id: int,
        text: str,
        *,
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
    ) -> Call[int]:
        """Write a message; deprecated: `reply_v2` answers more than the message's id.

        https://developers.podio.com/doc/conversations/reply-to-conversation-22444
        """
        body = sent(text=text, file_ids=file_ids, embed_id=embed_id, embed_url=embed_url)
        return Call(member("message_id", integer), conversation_id, body=body)

    @operation("POST", "/conversation/{conversation_id}/participant/v2/")
    def add_participants_v2(
        self, conversation_id: int, participants: Sequence[ContactIdentifier]
    ) -> Call[None]:
        """Bring people into a conversation.

        Args:
            participants: User ids, or references such as `Ref("profile", 7)`.

        Raises:
            InvalidArgumentError: The list is empty.

        https://developers.podio.com/doc/conversations/add-participants-v2-37282400
        """
        not_empty(participants=participants)
        people = [_contact(one) for one in participants]
        return Call(nothing, conversation_id, body={"participants": people})

    @operation("POST", "/conversation/{conversation_id}/participant/")
    def add_participants(self, conversation_id: int, participants: Sequence[int]) -> Call[Json]:
        """Bring users into a conversation; deprecated: use `add_participants_v2`.

        Args:
            participants: User ids.

        Raises:
            InvalidArgumentError: The list is empty.

        https://developers.podio.com/doc/conversations/add-participants-384261
        """
        not_empty(participants=participants)
        # No source shows the answer, so it comes as it is.
        return Call(raw, conversation_id, body={"participants": participants})

    @listing("GET", "/conversation/{conversation_id}/event/")
    def events(
        self,
        conversation_id: int,
        *,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[ConversationEvent]:
        """Walk over what happened in a conversation: messages, and who came and went.

        https://developers.podio.com/doc/conversations/get-conversation-events-35440697
        """
        return Listing(
            ConversationEvent, conversation_id, limit=limit, offset=offset, page_size=page_size
        )

    @operation("GET", "/conversation/event/{event_id}")
    def get_event(self, event_id: int) -> Call[ConversationEvent]:
        """Fetch one event of a conversation.

        https://developers.podio.com/doc/conversations/get-conversation-event-35628220
        """
        return Call(ConversationEvent, event_id)

    @operation("POST", "/conversation/{conversation_id}/leave")
    def leave(self, conversation_id: int) -> Call[None]:
        """Take part in a conversation no longer.

        https://developers.podio.com/doc/conversations/leave-conversation-35483748
        """
        return Call(nothing, conversation_id)

    @operation("POST", "/conversation/{conversation_id}/read")
    def mark_read(self, conversation_id: int) -> Call[None]:
        """Mark a conversation as read.

        https://developers.podio.com/doc/conversations/mark-conversation-as-read-35441525
        """
        return Call(nothing, conversation_id)

    @operation("DELETE", "/conversation/{conversation_id}/read")
    def mark_unread(self, conversation_id: int) -> Call[None]:
        """Mark a conversation as unread.

        https://developers.podio.com/doc/conversations/mark-conversation-as-unread-35441542
        """
        return Call(nothing, conversation_id)

    @operation("POST", "/conversation/read")
    def mark_all_read(self) -> Call[None]:
        """Mark all your conversations as read.

        https://developers.podio.com/doc/conversations/mark-all-conversations-as-read-38080233
        """
        return Call(nothing)

    @operation("POST", "/conversation/{conversation_id}/star")
    def star(self, conversation_id: int) -> Call[None]:
        """Put a star on a conversation; one that has it keeps it.

        https://developers.podio.com/doc/conversations/star-conversation-35106944
        """
        return Call(nothing, conversation_id)

    @operation("DELETE", "/conversation/{conversation_id}/star")
    def unstar(self, conversation_id: int) -> Call[None]:
        """Take the star off a conversation.

        https://developers.podio.com/doc/conversations/unstar-conversation-35106990
        """
        return Call(nothing, conversation_id)


def _started(
    subject: str,
    text: str,
    participants: Sequence[int],
    file_ids: Sequence[int] | None,
    embed_id: int | None,
    embed_url: str | None,
    session: Mapping[str, Json] | None,
) -> dict[str, object]:
    not_empty(participants=participants)
    return sent(
        subject=subject,
        text=text,
        participants=participants,
        file_ids=file_ids,
        embed_id=embed_id,
        embed_url=embed_url,
        session=session,
    )


def _contact(who: ContactIdentifier) -> object:
    # guess: no page; .NET sends references here, so a bare user id becomes one.
    return {"type": "user", "id": who} if type(who) is int and who > 0 else identified(who)
