"""The pages that explain name what is there, and decisions are written in one form."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from podio import AsyncPodio, Podio
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXPLANATION = ROOT / "docs" / "explanation"
DECISIONS = EXPLANATION / "decisions"
PAGES_OF_DECISIONS = sorted(set(DECISIONS.glob("*.md")) - {DECISIONS / "index.md"})
HEADINGS = ["Context", "Decision", "Consequences", "What would change it"]


def names_in(text: str) -> set[str]:
    """The dotted names of modules, classes and areas that a page has in backticks."""
    outside_blocks = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return set(re.findall(r"`(podio(?:\.\w+)+)`", outside_blocks))


def is_there(name: str) -> bool:
    """Whether a name is a module, what a module holds, or an area of the clients."""
    module, _, attribute = name.rpartition(".")
    if module == "podio" and hasattr(Podio, attribute) and hasattr(AsyncPodio, attribute):
        return True
    if _is_module(name):
        return True
    return _is_module(module) and hasattr(import_module(module), attribute)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize(
    "page", sorted(EXPLANATION.rglob("*.md")), ids=lambda page: str(page.relative_to(EXPLANATION))
)
def test_every_name_on_a_page_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not [name for name in sorted(names_in(text)) if not is_there(name)]


def test_names_that_are_not_there_are_told() -> None:
    text = "`podio.core.engine`, `podio.tasks`, `podio.errors.Gone`; `podio.turns`, `podio.core.x`"
    missing = {name for name in names_in(text) if not is_there(name)}
    assert missing == {"podio.turns", "podio.core.x"}


def test_a_word_of_the_glossary_is_explained_once() -> None:
    rows = re.findall(
        r"^\| (\w+) \| (?!What it means)",
        (EXPLANATION / "glossary.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(rows) > 30
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("page", PAGES_OF_DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_its_four_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


def test_the_list_of_decisions_names_each_once() -> None:
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (DECISIONS / "index.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [page.name for page in PAGES_OF_DECISIONS]


def rules() -> list[tuple[int, str]]:
    """The rules about sessions: their numbers, and what is said to show them."""
    text = (EXPLANATION / "sessions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| T(\d+) \| .+ \| (.+) \|$", text, re.MULTILINE)
    return [(int(number), shown_by) for number, shown_by in rows]


def test_each_rule_about_sessions_stands_once() -> None:
    assert [number for number, _ in rules()] == list(range(1, 35))


@pytest.mark.parametrize(("number", "shown_by"), rules())
def test_what_shows_a_rule_is_there(number: int, shown_by: str) -> None:
    files = [ROOT / "tests" / name for name in re.findall(r"`(\w+(?:/\w+)+(?:\.py|/))`", shown_by)]
    assert files or "no test yet" in shown_by, number
    texts = [file.read_text(encoding="utf-8") for file in files if file.suffix]
    for test in re.findall(r"`(test_\w+)`", shown_by):
        assert any(f"def {test}(" in text for text in texts), test
    assert all(file.exists() for file in files)
