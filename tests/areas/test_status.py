from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.status import Status
from podio.errors import InvalidArgumentError
from podio.models.status import Status as StatusMessage
from tests.areas.cases import Case, check

HELLO = {
    "status_id": 12,
    "value": "Hello @[Ann](user:123)",
    "rich_value": "Hello @[Ann](user:123)",
    "link": "https://podio.com/hoist/crane/activity/status/12",
    "created_on": "2026-03-01 08:30:00",
    "created_by": {"type": "user", "id": 123, "name": "Ann Lee"},
    "comments": [{"comment_id": 41, "value": "Nice"}],
    "files": [{"file_id": 91, "name": "crane.png"}],
    "tasks": [{"task_id": 9, "text": "Grease it"}],
    "questions": [{"question_id": 2, "text": "When?"}],
    "embed": {"embed_id": 51, "url": "https://example.com"},
    "ratings": {"like": {"counts": {"1": {"total": 2}}}},
    "is_liked": True,
    "like_count": 2,
    "push": {"channel": "/status/12", "signature": "s3cr3t", "timestamp": 1, "expires_in": 21600},
}
CASES = [
    Case(
        "status.create",
        lambda podio: podio.status.create(
            6,
            "When?",
            file_ids=[91],
            embed_id=51,
            embed_url="https://example.com",
            question={"text": "When?", "options": ["Now", "Later"]},
            alert_invite=True,
            silent=False,
        ),
        sends="POST /status/space/6/?alert_invite=true&silent=false",
        body={
            "value": "When?",
            "file_ids": [91],
            "embed_id": 51,
            "embed_url": "https://example.com",
            "question": {"text": "When?", "options": ["Now", "Later"]},
        },
        answer=HELLO,
        reads=lambda message: (message.status_id, message.questions[0].text),
        gives=(12, "When?"),
    ),
    Case(
        "status.create, only a text",
        lambda podio: podio.status.create(6, "Hello"),
        sends="POST /status/space/6/",
        body={"value": "Hello"},
        answer={"status_id": 12},
        reads=lambda message: (message.status_id, message.value, message.files),
        gives=(12, None, []),
    ),
    Case(
        "status.get",
        lambda podio: podio.status.get(12),
        sends="GET /status/12",
        answer=HELLO,
        reads=lambda message: (
            message.created_on,
            message.created_by.name,
            message.comments[0].value,
            message.files[0].file_id,
            message.tasks[0].text,
            message.embed.embed_id,
            message.ratings["like"]["counts"],
        ),
        gives=(
            datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
            "Ann Lee",
            "Nice",
            91,
            "Grease it",
            51,
            {"1": {"total": 2}},
        ),
    ),
    Case(
        "status.update",
        lambda podio: podio.status.update(
            12, "Bye", file_ids=[], embed_id=52, embed_url="https://example.com"
        ),
        sends="PUT /status/12",
        body={"value": "Bye", "file_ids": [], "embed_id": 52, "embed_url": "https://example.com"},
        status=204,
    ),
    Case(
        "status.delete",
        lambda podio: podio.status.delete(12),
        sends="DELETE /status/12",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_ids_are_positive() -> None:
    with pytest.raises(InvalidArgumentError, match="status_id"):
        Status.get(0)
    with pytest.raises(InvalidArgumentError, match="space_id"):
        Status.create(-6, "Hello")


def test_a_message_is_not_posted_twice_by_a_retry() -> None:
    assert not Status.create.repeatable


def test_what_opens_doors_is_not_shown() -> None:
    assert "s3cr3t" not in repr(StatusMessage(HELLO))


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    message = StatusMessage({"status_id": 12, "mood": "good", "ratings": [], "embed": "none"})
    assert message.raw["mood"] == "good"
    assert message.ratings == {}
    assert message.raw["embed"] == message.embed
    assert message.rights == []
