"""Inside a part imports go down only, as between the parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.architecture.source_tree import package_modules, read_module

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.architecture.source_tree import Import, Module

# The layers of each part from the bottom up. What stands in one layer may import the layers below
# it, and itself; two names in one layer stand beside each other and know nothing of each other.
# The longest name that fits a module is its own: `http.app` stands above the rest of `http`.
# `*` stands for all that have no name here: stores beside each other.
LAYERS: dict[str, tuple[str, ...]] = {
    "core": (
        "codec shapes",
        "limits ref retry secret",
        "views",
        "operations.body session.entry_format",
        "session.oauth",
        "session.identities session.order",
        "effects session.token_answer",
        "operations",
        "answers session.browser_sign_in session.events session.grants session.lifetime",
        "settings",
        "session.storage",
        "budget exchange session.store_lock",
        "session.token_endpoint",
        "session.renewal",
        "engine session.state",
        # Where declarations and steps meet what drives them: the driver knows the engine.
        "operations.driver",
        "operations.pager",
        "operations.operation operations.steps",
    ),
    "fields": (
        "field_type shapes",
        "pointing",
        "types",
        "registry",
        "reading writing",
        "filters",
    ),
    "stores": (
        "protocol null",
        "ground",
        "faces",
        "keyed memory",
        "wrappers",
        "*",
        "keyring",
    ),
    "sandbox": (
        "jsontypes",
        "state",
        "http.answers http.errors",
        "http.reading",
        "rights.scopes",
        "rights.tokens",
        "http",
        "rights",
        "views",
        "values",
        "areas",
        "seed",
        "control",
        "http.app connections",
        "serve",
        "__main__",
    ),
}


def layer_of(part: str, module: str) -> tuple[int, str] | None:
    """How high a module of a part stands, and under which name; None if it has no layer."""
    below = module.removeprefix(f"podio.{part}.")
    fitting = [
        (len(name), height, name)
        for height, layer in enumerate(LAYERS[part])
        for name in layer.split()
        if below == name or below.startswith(f"{name}.")
    ]
    if fitting:
        return max(fitting)[1:]
    return (LAYERS[part].index("*"), below.split(".")[0]) if "*" in LAYERS[part] else None


def wrong_ways(part: str, modules: Iterable[Module]) -> list[Import]:
    """The imports inside a part that go up or aside, those for types alone included."""
    return [
        each
        for module in modules
        if module.name.startswith(f"podio.{part}.")
        for each in module.imports()
        if each.imported.startswith(f"podio.{part}.") and not _goes_down(part, each)
    ]


def _goes_down(part: str, each: Import) -> bool:
    here, there = layer_of(part, each.importer), layer_of(part, each.imported)
    return here is None or there is None or here == there or there[0] < here[0]


@pytest.mark.parametrize("part", LAYERS)
def test_every_module_of_the_part_has_its_layer(part: str) -> None:
    inside = [one.name for one in package_modules() if one.name.startswith(f"podio.{part}.")]
    assert inside
    missing = [name for name in inside if layer_of(part, name) is None and not _split(part, name)]
    assert not missing, f"{missing} need their place in LAYERS"


def _split(part: str, module: str) -> bool:
    """Whether it is a folder whose modules have layers of their own."""
    below = module.removeprefix(f"podio.{part}.")
    return any(name.startswith(f"{below}.") for layer in LAYERS[part] for name in layer.split())


@pytest.mark.parametrize("part", LAYERS)
def test_imports_inside_the_part_go_down(part: str) -> None:
    found = wrong_ways(part, package_modules())
    assert not found, "\n".join(str(each) for each in found)


@pytest.mark.parametrize(
    ("name", "statement", "found"),
    [
        ("podio.core.effects", "from podio.core.engine import Engine", 1),
        ("podio.core.session.lifetime", "from podio.core.session.grants import Grant", 1),
        ("podio.core.session.renewal", "from podio.core.session.grants import Grant", 0),
        ("podio.stores.ground.keys", "from podio.stores.memory import MemoryAuthStore", 1),
        ("podio.stores.sql.schema", "from podio.stores.redis.scripts import SAVE", 1),
        ("podio.stores.ground.keys", "if TYPE_CHECKING:\n    from podio.stores.sql import x", 1),
        ("podio.stores.sql.schema", "from podio.stores.sql.address import read", 0),
        ("podio.stores.sql.schema", "from podio.stores.ground.keys import checked", 0),
        ("podio.fields.types.dates", "from podio.fields.registry import taking", 1),
        ("podio.fields.field_type", "from podio.fields.types.texts import TextType", 1),
        ("podio.fields.types.money", "from podio.fields.types.numbers import read_number", 0),
        ("podio.sandbox.http.call", "from podio.sandbox.http.app import SandboxApp", 1),
        ("podio.sandbox.http.app", "from podio.sandbox.http.call import Call", 0),
        ("podio.sandbox.values.dates", "from podio.sandbox.areas.items import changes", 1),
    ],
)
def test_an_import_that_goes_up_or_aside_is_found(
    tmp_path: Path, name: str, statement: str, found: int
) -> None:
    path = tmp_path / "module.py"
    path.write_text(statement, encoding="utf-8")
    part = name.split(".")[1]
    assert len(wrong_ways(part, [read_module(name, path)])) == found
