"""Functions of one screen, and names that say what is inside."""

from __future__ import annotations

import ast

from tests.architecture.source_tree import ROOT, package_modules, project_files

LONGEST_FUNCTION = 60  # lines
SAYS_NOTHING = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}

PYTHON_FILES = [path for path in project_files() if path.suffix == ".py"]


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
