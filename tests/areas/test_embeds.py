"""Embeds: web pages, images and videos from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podio.areas.embeds import Embeds
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "embeds.add",
        lambda podio: podio.embeds.add("https://example.com/film", mode="immediate"),
        sends="POST /embed/",
        body={"url": "https://example.com/film", "mode": "immediate"},
        answer={
            "embed_id": 61,
            "type": "video",
            "title": "Film",
            "original_url": "https://example.com/film",
            "resolved_url": "https://example.com/film/",
            "embed_width": "640",
            "embed_height": 360,
            "files": [{"file_id": 500, "name": "still.png"}],
            "created_on": "2026-03-01 08:30:00",
        },
        reads=lambda embed: (
            embed.embed_id,
            embed.type,
            embed.embed_width,
            embed.embed_height,
            embed.files[0].file_id,
            embed.created_on,
        ),
        gives=(61, "video", 640, 360, 500, datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
    ),
    Case(
        "embeds.add what does not answer",
        lambda podio: podio.embeds.add("https://example.com/gone"),
        sends="POST /embed/",
        body={"url": "https://example.com/gone"},
        answer={"embed_id": 62, "type": "unresolved"},
        reads=lambda embed: (embed.embed_id, embed.type, embed.title, embed.files),
        gives=(62, "unresolved", None, []),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_embed_has_an_address() -> None:
    with pytest.raises(InvalidArgumentError, match="url must not be empty"):
        Embeds.add("")
