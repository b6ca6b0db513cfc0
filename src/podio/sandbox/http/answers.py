"""What a handler gives back: JSON, bytes, or a whole answer with a status of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import Json

JSON_TYPE = "application/json; charset=utf-8"


@dataclass(slots=True)
class Answer:
    """Status, headers and body of an answer."""

    status: int
    body: bytes = b""
    media_type: str | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])


def as_json(content: Json, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """Answer with JSON."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, JSON_TYPE, headers or {})


def nothing() -> Answer:
    """Answer without a body."""
    return Answer(204)


def answer_of(result: Json) -> Answer:
    """Make an answer of whatever a handler returned; None means 204."""
    if isinstance(result, Answer):
        return result
    return nothing() if result is None else as_json(result)
