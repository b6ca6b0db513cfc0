"""No file of the project names a package registry, or a folder of one person's machine."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source_tree import ROOT, project_files

# Spelled with a gap, so that this file holds none of what it looks for.
REGISTRIES = [
    "pypi{}org",
    "pythonhosted{}org",
    "npmjs{}org",
    "npmjs{}com",
    "deb.debian{}org",
    "crates{}io",
    "proxy.golang{}org",
]
HOMES = ["work", "root", "farm", "home/[a-z_][a-z0-9_-]*", "Users/[A-Za-z][A-Za-z0-9._-]*"]

REGISTRY = re.compile("|".join(re.escape(name.format(".")) for name in REGISTRIES))
MACHINE_PATH = re.compile(rf"(?<![\w.$/}}-])/(?:{'|'.join(HOMES)})/")


def foreign(text: str) -> list[str]:
    """The registry hosts and machine paths in a text."""
    return [found.group() for rule in (REGISTRY, MACHINE_PATH) for found in rule.finditer(text)]


def test_no_file_names_a_registry_or_a_folder_of_this_machine() -> None:
    found: dict[str, list[str]] = {}
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if names := foreign(text):
            found[str(path.relative_to(ROOT))] = names
    assert not found


@pytest.mark.parametrize("name", REGISTRIES)
def test_a_registry_is_found(name: str) -> None:
    assert foreign(f"--index-url https://{name.format('.')}/simple")


@pytest.mark.parametrize("parts", [("work", "x"), ("root", ".cache"), ("home", "ann", "src")])
def test_a_folder_of_one_machine_is_found(parts: tuple[str, ...]) -> None:
    path = "/" + "/".join(parts) + "/"
    assert foreign(f"open('{path}')")
    assert foreign(f"see {path}")


def test_addresses_and_relative_paths_are_fine() -> None:
    assert not foreign(
        "https://api.podio.com/org/1 src/work/x ./root/x https://developers.podio.com"
    )
