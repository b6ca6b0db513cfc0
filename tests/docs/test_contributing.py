"""What CONTRIBUTING says of five changes is true: the files are there, and no step is left out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# A change of each kind that was made: what stands in its files' names.
MADE = {
    "an operation": {"area": "tags"},
    "a type of field": {"family": "durations", "kind": "numeric"},
    "a store": {"store": "keyring"},
    "a framework": {"framework": "flask"},
    "an area to the sandbox": {"area": "files"},
}


def lists() -> dict[str, list[str]]:
    """The files that each of the walks names."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    walks = re.findall(r"^### Add (.+?)\n(.*?)(?=^##)", text, re.MULTILINE | re.DOTALL)
    return {what: re.findall(r"^\| `([^`]+)` \|", walk, re.MULTILINE) for what, walk in walks}


def test_there_are_five_walks() -> None:
    assert lists().keys() == MADE.keys()
    assert min(len(files) for files in lists().values()) >= 9


@pytest.mark.parametrize("what", MADE)
def test_every_file_of_a_list_is_there_for_a_change_that_was_made(what: str) -> None:
    for file in lists()[what]:
        named = re.sub(r"<(\w+)>", lambda found: MADE[what][found[1]], file)
        assert (ROOT / named).exists(), f"{file} in the list of {what}"


@pytest.mark.parametrize("what", MADE)
def test_every_change_is_told(what: str) -> None:
    assert "CHANGELOG.md" in lists()[what]


# An operation that does not exist, added as the list says: for each file what is put before what.

OPERATION = '''    @operation("POST", "/tag/org/{org_id}/merge")
    def merge(self, org_id: int, *, names: Sequence[str], target_id: int) -> Call[TagMerge]:
        """Merge tags of an organization into one.

        https://developers.podio.com/doc/tags/merge-tags-1
        """
        not_empty(names=names)
        return Call(TagMerge, org_id, body=sent(names=names, target_id=target_id))

'''
MODEL = '''class TagMerge(Model):
    """What became of merged tags."""

    merge_id: int


'''
CASE = """    Case(
        "tags.merge",
        lambda podio: podio.tags.merge(5, names=["a", "b"], target_id=9),
        sends="POST /tag/org/5/merge",
        body={"names": ["a", "b"], "target_id": 9},
        answer={"merge_id": 3},
        reads=lambda merged: merged.merge_id,
        gives=3,
    ),
"""
FACT = json.dumps(
    ["tags", "merge", "POST", "/tag/org/{org_id}/merge", "https://developers.podio.com/doc/tags/1"]
)
OPERATION_FILES: dict[str, list[tuple[str, str]]] = {
    "src/podio/areas/<area>.py": [
        ('    @operation("GET", "/tag/app/{app_id}/")', OPERATION),
        ("\nTaggable:", "from podio.core.operations.request import sent\n"),
        ("\nTaggable:", "from podio.models.tags import TagMerge\n"),
    ],
    "src/podio/models/<area>.py": [("class TaggedObject", MODEL)],
    "src/podio/models/__init__.py": [('TaggedObject",', "TagMerge ")],
    "tests/areas/test_<area>.py": [('    Case(\n        "tags.list_in_app"', CASE)],
    "tests/facts/operations.json": [('["tags",', f"{FACT},\n")],
    "tests/areas/test_registry.py": [(" == 461", " - 1")],
}
NOT_HERE = {
    "tests/areas/test_bad_arguments.py",
    "src/podio/sandbox/control/coverage.py",
    "CHANGELOG.md",
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of what the rules about operations look at."""
    unwanted = shutil.ignore_patterns("__pycache__")
    for folder in ("src", "tests/areas", "tests/facts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def add_the_operation(there: Path, *, but: str | None = None) -> None:
    """Write into each file of the list what it says, or into all but one."""
    for file, insertions in OPERATION_FILES.items():
        path = there / file.replace("<area>", "tags")
        text = path.read_text(encoding="utf-8")
        for before, new in () if file == but else insertions:
            assert before in text, f"{file} has changed: {before!r}"
            text = text.replace(before, new + before, 1)
        path.write_text(text, encoding="utf-8")


def rules_hold(there: Path) -> tuple[bool, str]:
    """Run the rules about all operations; tell whether they hold, and what pytest says."""
    rules = [f"tests/areas/test_{name}.py" for name in ("registry", "bad_arguments", "tags")]
    tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *rules],
        cwd=there,
        env={**os.environ, "PYTHONPATH": str(there / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    return tests.returncode == 0, tests.stdout


def test_the_list_of_an_operation_has_what_is_tried_here() -> None:
    assert set(lists()["an operation"]) == OPERATION_FILES.keys() | NOT_HERE


def test_an_operation_is_added_by_the_list(copied: Path) -> None:
    add_the_operation(copied)
    hold, told = rules_hold(copied)
    assert hold, told


@pytest.mark.parametrize(
    "file", [file for file in OPERATION_FILES if file.startswith("tests/")], ids=str
)
def test_a_file_of_the_list_that_was_forgotten_is_told(copied: Path, file: str) -> None:
    add_the_operation(copied, but=file)
    hold, told = rules_hold(copied)
    assert not hold, told
