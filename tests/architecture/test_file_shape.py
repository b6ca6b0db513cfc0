"""One idea per file: short files, short functions, and names that say what is inside."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source_tree import ROOT, package_modules, project_files

LONGEST_FILE = 400  # lines
LONGEST_TABLE = 600  # lines, where a file is one long table: a big area's declarations, their cases
LONGEST_FUNCTION = 60  # lines
SAYS_NOTHING = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}

PYTHON_FILES = [path for path in project_files() if path.suffix == ".py"]


def test_no_file_is_long() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in PYTHON_FILES
    }
    assert lengths
    assert not {str(name): length for name, length in lengths.items() if length >= limit(name)}


def limit(name: Path) -> int:
    """How long a file may be."""
    tables = Path("src/podio/areas"), Path("tests/areas")
    return LONGEST_TABLE if name.parent in tables else LONGEST_FILE


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{module.name}.{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for module in package_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}


def test_every_name_says_what_is_inside() -> None:
    names = [path.relative_to(ROOT) for path in PYTHON_FILES]
    assert not [str(name) for name in names if _words(name.with_suffix("").parts) & SAYS_NOTHING]


def _words(parts: tuple[str, ...]) -> set[str]:
    return {word for part in parts for word in (part, part.strip("_"))}
