"""Every operation on comments: what is sent, and what the answer becomes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.comments import Comments
from podio.errors import InvalidArgumentError
from podio.models.comments import Comment
from tests.areas.cases import Case, check

COMMENT = {
    "comment_id": 4,
    "value": "Looks good, Ann",
    "rich_value": "Looks good, @[Ann](user:12)",
    "external_id": None,
    "ref": {"type": "item", "id": 55},
    "created_on": "2026-01-02 08:30:00",
    "created_by": {"type": "user", "id": 1, "name": "Bo"},
    "created_via": {"id": 1, "name": "Podio"},
    "last_edit_on": None,
    "files": [{"file_id": 91, "name": "plan.pdf"}],
    "embed": {"embed_id": 17, "url": "https://example.com"},
    "like_count": 2,
    "is_liked": True,
}

CASES = [
    Case(
        "comments.get",
        lambda podio: podio.comments.get(4),
        sends="GET /comment/4",
        answer=COMMENT,
        reads=lambda comment: (
            comment.value,
            comment.created_on,
            comment.created_by.name,
            comment.last_edit_on,
            comment.ref.id,
            [file.name for file in comment.files],
            comment.embed.url,
            comment.is_liked,
        ),
        gives=(
            "Looks good, Ann",
            datetime(2026, 1, 2, 8, 30, tzinfo=UTC),
            "Bo",
            None,
            55,
            ["plan.pdf"],
            "https://example.com",
            True,
        ),
    ),
    Case(
        "comments.for_object",
        lambda podio: podio.comments.for_object("item", 55, limit=5, offset=10),
        sends="GET /comment/item/55/?limit=5&offset=10",
        answer=[COMMENT, {"comment_id": 5, "value": "Yes"}],
        reads=lambda comments: [comment.value for comment in comments],
        gives=["Looks good, Ann", "Yes"],
    ),
    Case(
        "comments.add",
        lambda podio: podio.comments.add("item", 55, "Looks good, Ann"),
        sends="POST /comment/item/55/",
        body={"value": "Looks good, Ann"},
        answer={**COMMENT, "granted_users": [{"profile_id": 120, "name": "Ann"}]},
        reads=lambda comment: (comment.comment_id, comment.granted_users[0].name),
        gives=(4, "Ann"),
    ),
    Case(
        "comments.add with everything",
        lambda podio: podio.comments.add(
            "task",
            7,
            "See this",
            external_id="a-1",
            file_ids=[91],
            embed_id=17,
            embed_url="https://example.com",
            alert_invite=True,
            silent=True,
            hook=False,
        ),
        sends="POST /comment/task/7/?alert_invite=true&hook=false&silent=true",
        body={
            "value": "See this",
            "external_id": "a-1",
            "file_ids": [91],
            "embed_id": 17,
            "embed_url": "https://example.com",
        },
        answer={"comment_id": 4},
        reads=lambda comment: (comment.comment_id, comment.granted_users),
        gives=(4, []),
    ),
    Case(
        "comments.update",
        lambda podio: podio.comments.update(
            4,
            "Looks good",
            external_id="a-1",
            file_ids=[],
            embed_id=17,
            embed_url="https://example.com",
        ),
        sends="PUT /comment/4",
        body={
            "value": "Looks good",
            "external_id": "a-1",
            "file_ids": [],
            "embed_id": 17,
            "embed_url": "https://example.com",
        },
        status=204,
    ),
    Case(
        "comments.delete",
        lambda podio: podio.comments.delete(4, hook=False),
        sends="DELETE /comment/4?hook=false",
        status=204,
    ),
    Case(
        "comments.liked_by",
        lambda podio: podio.comments.liked_by(4),
        sends="GET /comment/4/liked_by/",
        answer=[{"profile_id": 120, "user_id": 12, "name": "Ann"}],
        reads=lambda contacts: [(one.user_id, one.name) for one in contacts],
        gives=[(12, "Ann")],
    ),
    Case(
        "comments.revisions",
        lambda podio: podio.comments.revisions(4),
        sends="GET /comment/4/revision",
        answer=[{"value": "Loks good"}],
        gives=[{"value": "Loks good"}],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_comment_id_is_checked_before_anything_is_sent() -> None:
    with pytest.raises(InvalidArgumentError, match="comment_id"):
        Comments.delete(-4)


def test_a_comment_that_lacks_its_id_says_what_it_has() -> None:
    comment = Comment({"value": "Yes", "files": None, "questions": [None]})
    shown: list[object] = [comment.value, comment.files, comment.questions]
    assert shown == ["Yes", [], [None]]
    with pytest.raises(AttributeError, match="value"):
        _ = comment.comment_id
