"""Tests use what users use: internals are for the tests of these parts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.architecture.source_tree import ROOT, read_module

if TYPE_CHECKING:
    from pathlib import Path

    from tests.architecture.source_tree import Import, Module

INTERNAL = frozenset({"core", "drivers", "transports"})
OF_THESE_PARTS = frozenset({"architecture", "bench", "simulation", "unit"})

_DRIVEN = "podio.testing's DrivenStore is given the loop that it waits on"
_NAMELESS = "the checkers are asked for a type that users receive and seldom name"
EXCEPTIONS = {
    ("tests/stores/places.py", "podio.drivers.background.BackgroundLoop"): _DRIVEN,
    ("tests/stores/sealed_places.py", "podio.drivers.background.BackgroundLoop"): _DRIVEN,
    ("tests/typing/ok.py", "podio.core.operations.body.Downloaded"): _NAMELESS,
    ("tests/typing/ok.py", "podio.core.operations.request.Plan"): _NAMELESS,
}


def modules_of_tests() -> list[Module]:
    tests = ROOT / "tests"
    return [
        read_module(path.relative_to(ROOT).as_posix(), path)
        for path in sorted(tests.rglob("*.py"))
        if path.relative_to(tests).parts[0] not in OF_THESE_PARTS
    ]


def internals(modules: list[Module]) -> list[Import]:
    """The imports that reach behind the public names."""
    return [
        each
        for module in modules
        for each in module.imports()
        if each.imported.startswith("podio.") and each.imported.split(".")[1] in INTERNAL
    ]


def test_no_test_of_something_else_reaches_behind_the_public_names() -> None:
    found = {(each.importer, each.imported): each for each in internals(modules_of_tests())}
    stray = [str(each) for key, each in found.items() if key not in EXCEPTIONS]
    assert not stray, "\n".join(stray)
    assert not EXCEPTIONS.keys() - found.keys(), "an exception that is no longer needed"


@pytest.mark.parametrize(
    "statement",
    [
        "from podio.core.effects import Sleep",
        "from podio.core import effects",
        "from podio import drivers",
        "import podio.transports",
        "def f():\n    from podio.drivers.background import BackgroundLoop",
    ],
)
def test_a_reach_behind_them_is_found(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "test_something.py"
    path.write_text(statement, encoding="utf-8")
    assert internals([read_module("tests/flows/test_something.py", path)])
