from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.tags import Tags
from podio.errors import DecodeError, InvalidArgumentError
from podio.models.tags import Tag, TaggedObject
from tests.areas.cases import Case, check

TAGS = [{"text": "urgent", "count": 4}, {"text": "on hold", "count": 1}]
CRANE = {
    "id": 77,
    "type": "item",
    "title": "Crane 4",
    "link": "https://podio.com/hoist/crane/apps/cranes/items/4",
    "created_on": "2026-03-01 08:30:00",
}


def counted(tags: list[Tag]) -> list[tuple[str, int | None]]:
    return [(tag.text, tag.count) for tag in tags]


def titles(tagged: list[TaggedObject]) -> list[str | None]:
    return [each.title for each in tagged]


CASES = [
    Case(
        "tags.list_in_app",
        lambda podio: podio.tags.list_in_app(7, text="u", limit=5),
        sends="GET /tag/app/7/?limit=5&text=u",
        answer=TAGS,
        reads=counted,
        gives=[("urgent", 4), ("on hold", 1)],
    ),
    Case(
        "tags.list_in_organization",
        lambda podio: podio.tags.list_in_organization(5),
        sends="GET /tag/org/5/",
        answer=TAGS,
        reads=counted,
        gives=[("urgent", 4), ("on hold", 1)],
    ),
    Case(
        "tags.list_in_space",
        lambda podio: podio.tags.list_in_space(6, text="u"),
        sends="GET /tag/space/6/?text=u",
        answer=[],
        gives=[],
    ),
    Case(
        "tags.top_in_app",
        lambda podio: podio.tags.top_in_app(7, limit=2),
        sends="GET /tag/app/7/top/?limit=2",
        answer=["urgent", "on hold"],
        gives=["urgent", "on hold"],
    ),
    Case(
        "tags.find_in_app",
        lambda podio: podio.tags.find_in_app(7, "urgent"),
        sends="GET /tag/app/7/search/?text=urgent",
        answer=[CRANE],
        reads=lambda found: [(each.type, each.id, each.created_on) for each in found],
        gives=[("item", 77, datetime(2026, 3, 1, 8, 30, tzinfo=UTC))],
    ),
    Case(
        "tags.find_in_organization",
        lambda podio: podio.tags.find_in_organization(5, "urgent"),
        sends="GET /tag/org/5/search/?text=urgent",
        answer=[CRANE],
        reads=titles,
        gives=["Crane 4"],
    ),
    Case(
        "tags.find_in_space",
        lambda podio: podio.tags.find_in_space(6, "a&b"),
        sends="GET /tag/space/6/search/?text=a%26b",
        answer=[CRANE],
        reads=titles,
        gives=["Crane 4"],
    ),
    Case(
        "tags.create",
        lambda podio: podio.tags.create("item", 77, ["urgent", "on hold"]),
        sends="POST /tag/item/77/",
        body=["urgent", "on hold"],
        status=204,
    ),
    Case(
        "tags.update",
        lambda podio: podio.tags.update("status", 12, []),
        sends="PUT /tag/status/12/",
        body=[],
        status=204,
    ),
    Case(
        "tags.remove",
        lambda podio: podio.tags.remove("item", 77, "urgent"),
        sends="DELETE /tag/item/77/?text=urgent",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_single_text_is_not_split_into_its_letters() -> None:
    with pytest.raises(InvalidArgumentError, match=r"write \['urgent'\]"):
        Tags.create("item", 77, "urgent")
    with pytest.raises(InvalidArgumentError, match=r"write \['urgent'\]"):
        Tags.update("item", 77, "urgent")


def test_a_tag_is_named() -> None:
    with pytest.raises(InvalidArgumentError, match="tags"):
        Tags.create("item", 77, [])
    with pytest.raises(InvalidArgumentError, match="text"):
        Tags.remove("item", 77, "")
    with pytest.raises(InvalidArgumentError, match="text"):
        Tags.find_in_app(7, "")
    with pytest.raises(InvalidArgumentError, match="text"):
        Tags.find_in_organization(5, "")
    with pytest.raises(InvalidArgumentError, match="text"):
        Tags.find_in_space(6, "")
    with pytest.raises(InvalidArgumentError, match="limit"):
        Tags.list_in_app(7, limit=0)


def test_an_answer_of_another_shape_says_so(kind: str) -> None:
    case = Case("", lambda podio: podio.tags.top_in_app(7), sends="", answer=[{"text": "urgent"}])
    with pytest.raises(DecodeError, match="a text"):
        check(case, kind)


def test_what_podio_adds_or_changes_stays_reachable() -> None:
    tag = Tag({"text": "urgent", "count": "many", "colour": "red"})
    assert tag.raw["colour"] == "red"
    assert tag.raw["count"] == tag.count
    with pytest.raises(AttributeError, match="no 'text'"):
        _ = Tag({"count": 1}).text
    assert TaggedObject({"id": 77}).created_on is None
