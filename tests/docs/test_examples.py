"""Every Python example of the documentation does what it says: it runs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import PAGES, ROOT, Example, examples, run

if TYPE_CHECKING:
    from pathlib import Path

WITH_EXAMPLES = [page for page in PAGES if examples(page)]
MOST_WITHOUT_RUNNING = 3


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
def test_the_examples_of_a_page_run(
    page: Path, names_for: Callable[[list[Example]], dict[str, object]]
) -> None:
    blocks = examples(page)
    run(blocks, names_for(blocks))


def test_the_store_of_the_page_on_stores_of_ones_own_passes_what_the_page_says(
    tmp_path: Path,
) -> None:
    blocks = examples(ROOT / "docs" / "how-to" / "own-store.md")
    parts = [block.code for block in blocks if "class " in block.code]
    (tmp_path / "test_page.py").write_text("\n".join(parts), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_page.py"]
    tests = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert tests.returncode == 0, tests.stdout
    passed = re.search(r"(\d+) passed", tests.stdout)
    assert passed
    assert int(passed[1]) >= 10
    assert "skipped" in tests.stdout  # it claims no lock


@pytest.mark.servers
def test_a_page_that_names_a_server_gets_a_real_one(
    names_for: Callable[[list[Example]], dict[str, object]],
) -> None:
    code = "import redis\nwith redis.Redis.from_url(redis_url) as there:\n    pong = there.ping()\n"
    block = Example("page.md", 1, runs=True, reason=False, code=code)
    assert vars(run([block], names_for([block])))["pong"] is True


def test_the_readme_has_an_example() -> None:
    assert ROOT / "README.md" in WITH_EXAMPLES


def test_an_example_that_does_not_run_is_rare_says_why_and_is_python() -> None:
    still = [block for page in PAGES for block in examples(page) if not block.runs]
    assert len(still) <= MOST_WITHOUT_RUNNING
    for block in still:
        block.compiled()
        assert block.reason, f"{block.page}:{block.line} needs <!-- no-run: why --> above it"


def test_an_example_that_is_wrong_fails_at_its_line() -> None:
    block = Example("page.md", 7, runs=True, reason=False, code="one = 1\nassert one == 2\n")
    with pytest.raises(AssertionError) as failure:
        run([block], {})
    assert failure.traceback[-1].lineno + 1 == 8


def test_blocks_are_found_with_their_lines_in_lists_and_marked_ones_too(tmp_path: Path) -> None:
    text = "# T\n\n```python\na = 1\n```\n\n- b\n\n    ```python\n    b = a\n    ```\n"
    text += "<!-- no-run: it would wait -->\n```python no-run\nc = 1\n```\n"
    copy = tmp_path / "page.md"
    copy.write_text(text, encoding="utf-8")
    found = examples(copy, root=tmp_path)
    assert [(block.line, block.code) for block in found] == [
        (4, "a = 1\n"),
        (10, "b = a\n"),
        (14, "c = 1\n"),
    ]
    assert [block.runs for block in found] == [True, True, False]
    assert found[2].reason


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_the_files_of_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    generated = re.compile(r"reference/(stores|areas(/\w+)?)\.md$")
    for link in links:
        target = (page.parent / link).resolve()
        known = target.exists() or generated.search(str(target))
        assert known, f"{name_of(page)} links to {link}, which is not there"
