"""No two modules import each other, straight or by way of others, not even for types alone.

Where two seem to need each other, find what both need and give it a file below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.architecture.source_tree import package_modules, read_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tests.architecture.source_tree import Module

Graph = dict[str, frozenset[str]]

# What comes back refers both ways (a user has a contact, a contact has a user), and a model says so
# by its annotations. They are looked up when a key is first read, so nothing is imported for them.
MAY_NAME_EACH_OTHER = "podio.models."


def import_graph(modules: Iterable[Module], *, for_types: bool) -> Graph:
    """Which modules of the package each one imports; with those for types alone, or without."""
    known = {module.name: module for module in modules}
    return {
        name: frozenset(
            target
            for each in module.imports()
            if for_types or not each.for_types_only
            for target in [_module_of(each.imported, known)]
            if target
            and target != name
            and not (each.for_types_only and _name_each_other(name, target))
        )
        for name, module in known.items()
    }


def _module_of(imported: str, known: Mapping[str, Module]) -> str:
    """The module behind `module.name`; an empty text if it is not ours."""
    while imported and imported not in known:
        imported = imported.rpartition(".")[0]
    return imported


def _name_each_other(one: str, other: str) -> bool:
    return one.startswith(MAY_NAME_EACH_OTHER) and other.startswith(MAY_NAME_EACH_OTHER)


def circles(graph: Graph) -> list[frozenset[str]]:
    """The groups of modules each of which reaches every other."""
    reached = {name: _reached(graph, name) for name in graph}
    groups = {
        frozenset(other for other in reached[name] if name in reached[other])
        for name in graph
        if name in reached[name]
    }
    return sorted(groups, key=sorted)


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(graph.get(name, ()))
    return found


@pytest.mark.parametrize("for_types", [False, True], ids=["when it runs", "for types too"])
def test_no_module_imports_itself_by_way_of_others(*, for_types: bool) -> None:
    graph = import_graph(package_modules(), for_types=for_types)
    found = circles(graph)
    assert len(graph) > 200
    assert not found, "\n".join(" ↔ ".join(sorted(one)) for one in found)


def test_a_circle_of_three_is_found_and_a_chain_is_none(tmp_path: Path) -> None:
    texts = {
        "podio.one": "from podio.two import a",
        "podio.two": "def f():\n    from podio import three",
        "podio.three": "if TYPE_CHECKING:\n    from podio.one import b",
        "podio.apart": "import podio.one",
    }
    modules = [_written(tmp_path, name, text) for name, text in texts.items()]
    assert circles(import_graph(modules, for_types=False)) == []
    assert circles(import_graph(modules, for_types=True)) == [
        frozenset({"podio.one", "podio.two", "podio.three"})
    ]


def test_models_name_each_other_for_types_alone(tmp_path: Path) -> None:
    there = _written(tmp_path, "podio.models.users", "from podio.models.contacts import Contact")
    named = "if TYPE_CHECKING:\n    from podio.models.users import User"
    imported = "from podio.models.users import User"
    for text, found in ((named, 0), (imported, 1)):
        back = _written(tmp_path, "podio.models.contacts", text)
        assert len(circles(import_graph([there, back], for_types=True))) == found


def _written(folder: Path, name: str, text: str) -> Module:
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return read_module(name, path)
