"""Pages, docstrings and messages are written in plain, modern English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import PAGES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

# What is written, and what to write instead.
BETTER = {
    r"at the most\b": "at most",
    r"at the worst\b": "in the worst case",
    r"of no use\b": "unusable, or what cannot be done with it",
    r"for ever\b": "forever",
    r"\b(?:of|in) either kind\b": "blocking or async",
    r"all in all\b": "in total",
    r"in the course of\b": "during, within",
    r"\bamid\b": "during, in the middle of",
    r"worth nothing\b": "no longer valid, useless",
    r"\bBegin (?:with|without) \w+\.": "nothing: the class says how to make one",
    r'"""(?:Begin|Hold|Take|Keep)(?: the)? ?\w*\."""': "what it does, or on __init__ nothing",
}
SOURCES = sorted((ROOT / "src/podio").rglob("*.py"))
TEXTS = [*PAGES, *(ROOT / f"{name}.md" for name in ("CHANGELOG", "CONTRIBUTING")), *SOURCES]


def stilted(text: str) -> list[str]:
    """What could be said more plainly, with what to say instead."""
    flat = re.sub(r"\s+(?:#\s+)?", " ", text)
    return [
        f"{found.group()!r}: write {instead!r}"
        for phrase, instead in BETTER.items()
        for found in re.finditer(phrase, flat, re.IGNORECASE)
    ]


def test_words_are_those_of_today() -> None:
    found = {str(path.relative_to(ROOT)): stilted(_text(path)) for path in TEXTS}
    assert len(found) > 250
    assert not {name: phrases for name, phrases in found.items() if phrases}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "two pages at\n    # the most",
        "It waits for ever.",
        '"""Begin with none."""',
        '"""Hold the fields."""',
    ],
)
def test_a_stilted_phrase_is_found(text: str) -> None:
    assert stilted(text)


@pytest.mark.parametrize("text", ["at most two", "forever", "the most used tags at the moment"])
def test_a_plain_phrase_is_fine(text: str) -> None:
    assert not stilted(text)
