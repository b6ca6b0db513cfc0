"""What is there once is named in every place that CONTRIBUTING says it is named in."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pkgutil import iter_modules

import pytest

import podio.contrib
import podio.fields
import podio.models
import podio.sandbox.areas
from podio.core.views.model import Model
from podio.fields.registry import BY_NAME
from podio.sandbox.areas.routes import ROUTES
from podio.sandbox.values.registry import FIELD_TYPES
from tests.architecture.source_tree import ROOT, package_modules

HOW_TO = ROOT / "docs" / "how-to"
AREA_FILES = [one.name for one in iter_modules(podio.models.__path__)]
FRAMEWORKS = ["django", "flask", "starlette"]
SANDBOX_AREAS = [one.name for one in iter_modules(podio.sandbox.areas.__path__)]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("area", AREA_FILES)
def test_every_model_is_found_by_its_name(area: str) -> None:
    module = import_module(f"podio.models.{area}")
    models = [
        name
        for name, kind in vars(module).items()
        if isinstance(kind, type(Model)) and kind.__module__ == module.__name__ and name[0] != "_"
    ]
    assert set(models) <= set(dir(podio.models))


def first_column(text: str) -> set[str]:
    """The words in the first column of the tables of a text."""
    rows = re.findall(r"^\| ([\w, ]+) \|", text, re.MULTILINE)
    return {word for row in rows for word in re.findall(r"\w+", row)}


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_type_of_field_is_explained_tested_and_in_the_sandbox(name: str) -> None:
    assert name in first_column(podio.fields.__doc__ or "")
    assert name in first_column(read("docs/how-to/item-values.md"))
    assert f'"{name}"' in read("tests/fields/test_reading.py")
    assert name in FIELD_TYPES


def stores() -> list[str]:
    """The public stores, each by its blocking name."""
    names = re.findall(r'^    "(\w*AuthStore)": "(?!protocol)', _STORES, re.MULTILINE)
    return [name for name in names if not name.startswith("Async")]


_STORES = read("src/podio/stores/__init__.py")


@pytest.mark.parametrize("store", stores())
def test_every_store_has_a_page_and_passes_the_suite(store: str) -> None:
    pages = [page for page in HOW_TO.glob("*.md") if store in page.read_text(encoding="utf-8")]
    assert {page.stem for page in pages} - {"sessions", "security"}
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests/stores").glob("test_*.py")]
    assert any(store in text and "AuthStoreConformance" in text for text in tests)


def test_all_stores_are_seen() -> None:
    assert {"FileAuthStore", "SQLAuthStore", "LayeredAuthStore"} <= set(stores())
    assert "AuthStore" not in stores()


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_framework_has_its_extra_its_site_and_its_page(framework: str) -> None:
    extras = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]
    assert framework in extras
    assert framework in re.findall(r"\w+", extras["all"][0])
    assert f"tests.contrib.{framework}_" in read("tests/contrib/sites.py")
    assert (HOW_TO / f"{framework}.md").exists()
    assert f"podio.contrib.{framework}" in read("docs/reference/web.md")
    assert f'"{framework}"' in read("tests/typing/test_reading.py")


def test_all_frameworks_are_seen() -> None:
    extras = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]
    glue = {one.name for one in iter_modules(podio.contrib.__path__)} & extras.keys()
    assert glue == set(FRAMEWORKS)


def test_every_route_of_the_sandbox_is_listed() -> None:
    handlers = {route.handler.__module__ for route in ROUTES}
    declaring = {
        module.name
        for module in package_modules()
        if module.name.startswith("podio.sandbox.areas.")
        and "Route(" in module.path.read_text(encoding="utf-8")
    }
    assert declaring
    assert declaring <= handlers


@pytest.mark.parametrize("area", sorted(set(SANDBOX_AREAS) - {"routes"}))
def test_an_area_of_the_sandbox_is_named_as_the_clients(area: str) -> None:
    clients = {one.name for one in iter_modules(import_module("podio.areas").__path__)}
    assert area in clients | {"oauth"}  # signing in is the session's, not an area's
