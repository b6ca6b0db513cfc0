"""Imports go one way only: areas to core, and drivers to core, transports and stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.architecture.source_tree import package_modules, read_module

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.architecture.source_tree import Import, Module

CLIENT = frozenset(
    {
        "_lazy",
        "_version",
        "areas",
        "assembly",
        "budgets",
        "client",
        "core",
        "credentials",
        "errors",
        "fields",
        "fork_safety",
        "kept_threads",
        "many_users",
        "models",
        "operations",
        "drivers",
        "stores",
        "transports",
    }
)
EVERYTHING = CLIENT | {"cli", "contrib", "podio", "sandbox", "testing", "webhooks"}

# What each part may import of the others; "podio" is the package itself, with the public names.
ALLOWED: dict[str, frozenset[str]] = {
    "_lazy": frozenset(),
    "_pyinstaller": frozenset(),
    "_version": frozenset(),
    "errors": frozenset(),
    "fork_safety": frozenset(),
    "kept_threads": frozenset({"fork_safety"}),
    "core": frozenset({"_version", "errors"}),
    "models": frozenset({"_lazy", "core", "errors"}),
    "fields": frozenset({"_lazy", "core", "errors", "models"}),
    "areas": frozenset({"core", "errors", "fields", "models"}),
    "transports": frozenset({"_version", "core", "errors", "fork_safety"}),
    "stores": frozenset({"_lazy", "core", "errors", "fork_safety", "kept_threads"}),
    "drivers": frozenset({"core", "errors", "fork_safety", "kept_threads", "stores", "transports"}),
    "credentials": frozenset({"core", "errors"}),
    "assembly": frozenset({"_version", "core", "drivers", "errors", "stores"}),
    "operations": frozenset({"areas", "core"}),
    "client": CLIENT,
    "many_users": CLIENT,
    "budgets": frozenset({"core", "errors", "fork_safety", "stores"}),
    "webhooks": frozenset({"core", "errors", "fields", "models"}),
    "podio": CLIENT | {"webhooks"},
    "contrib": CLIENT | {"podio", "webhooks"},
    "sandbox": frozenset(),
    "testing": EVERYTHING,
    "cli": EVERYTHING,
    "__main__": EVERYTHING,
}

# The one place for each HTTP library; what the client never imports may use them freely.
HTTP_LIBRARIES = frozenset({"httpcore2", "httpx", "httpx2", "requests", "urllib3"})
FREE_TO_USE_HTTP = frozenset({"cli", "contrib", "sandbox", "testing", "transports"})


def part_of(dotted: str) -> str:
    """The part of the package that a module is in: `podio.core.engine` is in `core`."""
    pieces = dotted.split(".")
    return pieces[1] if len(pieces) > 1 else pieces[0]


def part_imported(imported: str) -> str | None:
    """The part that an import reaches into; None if it is not ours."""
    pieces = imported.split(".")
    if pieces[0] != "podio":
        return None
    return pieces[1] if len(pieces) > 1 and pieces[1] in EVERYTHING else "podio"


def upward_imports(modules: Iterable[Module]) -> list[Import]:
    """The imports that go where their part may not go, those for types alone included."""
    return [each for module in modules for each in module.imports() if not may(each)]


def may(each: Import) -> bool:
    """Whether an import goes along the direction, or out of the package."""
    part, target = part_of(each.importer), part_imported(each.imported)
    allowed = ALLOWED.get(part, frozenset()) | {part}
    return target is None or target in allowed


def stray_http(modules: Iterable[Module]) -> list[Import]:
    """The imports of an HTTP library outside the parts that may know one."""
    return [
        each
        for module in modules
        if part_of(module.name) not in FREE_TO_USE_HTTP
        for each in module.imports()
        if each.imported.split(".")[0] in HTTP_LIBRARIES
    ]


def shown(imports: Iterable[Import]) -> str:
    return "\n".join(str(each) for each in imports)


def test_every_part_of_the_package_has_its_rule() -> None:
    parts = {part_of(module.name) for module in package_modules()}
    assert parts <= ALLOWED.keys(), "a new part needs its line in ALLOWED"


def test_no_module_imports_against_the_direction() -> None:
    found = upward_imports(package_modules())
    assert not found, shown(found)


def test_only_the_transports_know_the_http_library() -> None:
    found = stray_http(package_modules())
    assert not found, shown(found)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("podio.core.engine", "from podio.stores import FileAuthStore"),
        ("podio.core.engine", "from ..transports.blocking import Transport"),
        ("podio.areas.items", "from podio import drivers"),
        ("podio.models.items", "def f():\n    from podio.fields.reading import read"),
        ("podio.areas.items", "def f():\n    import podio.drivers.blocking"),
        (
            "podio.core.operations.operation",
            "if TYPE_CHECKING:\n    from podio.drivers import blocking",
        ),
        ("podio.core.operations.operation", "from podio.drivers import blocking"),
        ("podio.areas.items", "if TYPE_CHECKING:\n    from podio.drivers import blocking"),
        ("podio.client", "from podio.sandbox import Sandbox"),
        ("podio.stores.file.file_store", "from podio.testing import conformance"),
        ("podio.sandbox.http.app", "from podio.errors import PodioError"),
        ("podio.core.operations.request", "from podio import Podio"),
    ],
)
def test_an_import_against_the_direction_is_found(
    tmp_path: Path, name: str, statement: str
) -> None:
    assert upward_imports([written(tmp_path, name, statement)])


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("podio.areas.items", "from podio.core.operations.request import Request"),
        ("podio.core.engine", "from .request import Request"),
        ("podio.core.engine", "from ..errors import PodioError"),
        ("podio.drivers.blocking", "from podio.transports import Transport"),
        ("podio.cli", "from podio import Podio"),
        ("podio.sandbox.http.app", "import starlette.applications"),
    ],
)
def test_an_import_along_the_direction_is_fine(tmp_path: Path, name: str, statement: str) -> None:
    assert not upward_imports([written(tmp_path, name, statement)])


def test_an_http_library_in_the_wrong_part_is_found(tmp_path: Path) -> None:
    statement = "if True:\n    from httpx2 import Client"
    assert stray_http([written(tmp_path, "podio.drivers.blocking", statement)])
    assert not stray_http([written(tmp_path, "podio.transports.blocking", statement)])


def written(folder: Path, name: str, text: str) -> Module:
    """A module of that name and text, in a file of its own."""
    path = folder / "module.py"
    path.write_text(text, encoding="utf-8")
    return read_module(name, path)
