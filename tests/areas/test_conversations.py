"""Every operation on conversations: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from podio import Ref
from podio.areas.conversations import Conversations
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

if TYPE_CHECKING:
    from collections.abc import Callable

CONVERSATION = {
    "conversation_id": 41,
    "type": "group",
    "subject": "Budget",
    "ref": {"type": "item", "id": 55},
    "created_on": "2026-01-02 08:30:00",
    "created_by": {"type": "user", "id": 1, "name": "Bo"},
    "last_event_on": "2026-01-03 09:00:00",
    "participants": [{"user_id": 12, "name": "Ann", "avatar": 98}],
    "participants_full": [{"user": {"user_id": 12}, "created_on": "2026-01-02 08:30:00"}],
    "messages": [{"message_id": 43, "text": "Hello", "files": []}],
    "push": {"channel": "/conversation/41", "signature": "s3cret", "timestamp": 1767342600},
    "session": None,
    "live": {"live_id": 5, "provider": "omega"},
    "unread": True,
    "starred": False,
}
EVENT = {
    "event_id": 44,
    "action": "message",
    "data": {"message_id": 43, "text": "Hello"},
    "created_on": "2026-01-02 08:30:00",
    "created_by": {"type": "user", "id": 1, "name": "Bo"},
}

CASES = [
    Case(
        "conversations.get",
        lambda podio: podio.conversations.get(41),
        sends="GET /conversation/41",
        answer=CONVERSATION,
        reads=lambda one: (
            one.subject,
            one.created_on,
            one.created_by.name,
            one.participants[0].name,
            one.participants_full[0].user.user_id,
            one.messages[0].text,
            one.push.channel,
            one.session,
            one.live.provider,
            one.ref.id,
        ),
        gives=(
            "Budget",
            datetime(2026, 1, 2, 8, 30, tzinfo=UTC),
            "Bo",
            "Ann",
            12,
            "Hello",
            "/conversation/41",
            None,
            "omega",
            55,
        ),
    ),
    Case(
        "conversations.find",
        lambda podio: podio.conversations.find(limit=10),
        sends="GET /conversation/?limit=10&offset=0",
        answer=[CONVERSATION],
        reads=lambda found: [(one.type, one.last_event_on) for one in found],
        gives=[("group", datetime(2026, 1, 3, 9, tzinfo=UTC))],
    ),
    Case(
        "conversations.flagged",
        lambda podio: podio.conversations.flagged("unread", page_size=50),
        sends="GET /conversation/unread/?limit=50&offset=0",
        answer=[CONVERSATION],
        reads=lambda found: [one.unread for one in found],
        gives=[True],
    ),
    Case(
        "conversations.count_flagged",
        lambda podio: podio.conversations.count_flagged("starred"),
        sends="GET /conversation/starred/count",
        answer={"value": 3},
        gives=3,
    ),
    Case(
        "conversations.search",
        lambda podio: podio.conversations.search("budget", participants=False, limit=5),
        sends="GET /conversation/search/?limit=5&offset=0&participants=0&text=budget",
        answer=[CONVERSATION],
        reads=lambda found: [one.subject for one in found],
        gives=["Budget"],
    ),
    Case(
        "conversations.search_v2",
        lambda podio: podio.conversations.search_v2("ann", participants=True, limit=5),
        sends="POST /conversation/search/?limit=5&offset=0",
        body={"text": "ann", "participants": True},
        answer=[CONVERSATION],
        reads=lambda found: [one.subject for one in found],
        gives=["Budget"],
    ),
    Case(
        "conversations.direct",
        lambda podio: podio.conversations.direct(12),
        sends="GET /conversation/direct/12",
        answer=CONVERSATION,
        reads=lambda one: one.conversation_id,
        gives=41,
    ),
    Case(
        "conversations.for_object",
        lambda podio: podio.conversations.for_object("item", 55),
        sends="GET /conversation/item/55/",
        answer=[CONVERSATION],
        reads=lambda found: [one.conversation_id for one in found],
        gives=[41],
    ),
    Case(
        "conversations.create_v2",
        lambda podio: podio.conversations.create_v2(
            subject="Budget",
            text="Hello",
            participants=[12, 13],
            file_ids=[91],
            embed_id=17,
            embed_url="https://example.com",
            session={"type": "omega", "data": {"room": 1}},
        ),
        sends="POST /conversation/v2/",
        body={
            "subject": "Budget",
            "text": "Hello",
            "participants": [12, 13],
            "file_ids": [91],
            "embed_id": 17,
            "embed_url": "https://example.com",
            "session": {"type": "omega", "data": {"room": 1}},
        },
        answer=CONVERSATION,
        reads=lambda one: one.messages[0].message_id,
        gives=43,
    ),
    Case(
        "conversations.create",
        lambda podio: podio.conversations.create(subject="Budget", text="Hello", participants=[12]),
        sends="POST /conversation/",
        body={"subject": "Budget", "text": "Hello", "participants": [12]},
        answer={"conversation_id": 41, "message_id": 43},
        reads=lambda created: (created.conversation_id, created.message_id),
        gives=(41, 43),
    ),
    Case(
        "conversations.create_on",
        lambda podio: podio.conversations.create_on(
            "item", 55, subject="Budget", text="Hello", participants=[12], file_ids=[91]
        ),
        sends="POST /conversation/item/55/",
        body={"subject": "Budget", "text": "Hello", "participants": [12], "file_ids": [91]},
        answer={"conversation_id": 41},
        reads=lambda created: (created.conversation_id, created.message_id),
        gives=(41, None),
    ),
    Case(
        "conversations.reply_v2",
        lambda podio: podio.conversations.reply_v2(
            41,
            "Hello",
            file_ids=[91],
            embed_id=17,
            embed_url="https://example.com",
            embed_file_id=92,
        ),
        sends="POST /conversation/41/reply/v2",
        body={
            "text": "Hello",
            "file_ids": [91],
            "embed_id": 17,
            "embed_url": "https://example.com",
            "embed_file_id": 92,
        },
        answer=EVENT,
        reads=lambda event: (event.event_id, event.data["text"]),
        gives=(44, "Hello"),
    ),
    Case(
        "conversations.reply",
        lambda podio: podio.conversations.reply(41, "Hello", embed_id=17),
        sends="POST /conversation/41/reply",
        body={"text": "Hello", "embed_id": 17},
        answer={"message_id": 43},
        gives=43,
    ),
    Case(
        "conversations.add_participants_v2",
        lambda podio: podio.conversations.add_participants_v2(
            41, [12, Ref("profile", 120), {"type": "mail", "id": "a@b.example"}]
        ),
        sends="POST /conversation/41/participant/v2/",
        body={
            "participants": [
                {"type": "user", "id": 12},
                {"type": "profile", "id": 120},
                {"type": "mail", "id": "a@b.example"},
            ]
        },
        status=204,
    ),
    Case(
        "conversations.add_participants",
        lambda podio: podio.conversations.add_participants(41, [12, 13]),
        sends="POST /conversation/41/participant/",
        body={"participants": [12, 13]},
        answer={"event_id": 44},
        gives={"event_id": 44},
    ),
    Case(
        "conversations.events",
        lambda podio: podio.conversations.events(41, limit=3, offset=6),
        sends="GET /conversation/41/event/?limit=3&offset=6",
        answer=[EVENT],
        reads=lambda events: [(event.action, event.created_by.name) for event in events],
        gives=[("message", "Bo")],
    ),
    Case(
        "conversations.get_event",
        lambda podio: podio.conversations.get_event(44),
        sends="GET /conversation/event/44",
        answer=EVENT,
        reads=lambda event: event.created_on,
        gives=datetime(2026, 1, 2, 8, 30, tzinfo=UTC),
    ),
    Case(
        "conversations.leave",
        lambda podio: podio.conversations.leave(41),
        sends="POST /conversation/41/leave",
        status=204,
    ),
    Case(
        "conversations.mark_read",
        lambda podio: podio.conversations.mark_read(41),
        sends="POST /conversation/41/read",
        status=204,
    ),
    Case(
        "conversations.mark_unread",
        lambda podio: podio.conversations.mark_unread(41),
        sends="DELETE /conversation/41/read",
        status=204,
    ),
    Case(
        "conversations.mark_all_read",
        lambda podio: podio.conversations.mark_all_read(),
        sends="POST /conversation/read",
        status=204,
    ),
    Case(
        "conversations.star",
        lambda podio: podio.conversations.star(41),
        sends="POST /conversation/41/star",
        status=204,
    ),
    Case(
        "conversations.unstar",
        lambda podio: podio.conversations.unstar(41),
        sends="DELETE /conversation/41/star",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Conversations.create_v2(subject="s", text="t", participants=[]),
        lambda: Conversations.create(subject="s", text="t", participants=[]),
        lambda: Conversations.create_on("item", 55, subject="s", text="t", participants=[]),
        lambda: Conversations.add_participants(41, []),
        lambda: Conversations.add_participants_v2(41, []),
        lambda: Conversations.add_participants_v2(41, [0]),
        lambda: Conversations.get(0),
    ],
)
def test_a_call_that_cannot_work_is_refused_before_it_is_sent(call: Callable[[], object]) -> None:
    with pytest.raises(InvalidArgumentError):
        call()
