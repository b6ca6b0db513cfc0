"""Puts the pages of the documentation in order, and makes those that are made of the code."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

SOURCE = Path(__file__).parent.parent / "src" / "podio"
FIRST = ("index.md", "tutorial.md")
STORE_TABLES = ("_WHERE", "_APART")
SECTIONS = {"How-to": "how-to", "Explanation": "explanation", "Reference": "reference"}
DECISIONS = "explanation/decisions"

PAGE = """# podio.{name}

::: podio.areas.{name}.{cls}
    options:
      inherited_members: true
      show_root_heading: false
      show_root_toc_entry: false
"""
ANSWERS = """
## What comes back

::: podio.models.{name}
    options:
      heading_level: 3
      show_root_heading: false
      show_root_toc_entry: false
"""


STORES = """# Stores

::: podio.stores.protocol
    options:
      show_root_heading: false
      show_root_toc_entry: false
"""


class Area(NamedTuple):
    """An area of the API, as the client lists it."""

    name: str
    cls: str
    summary: str

    def page(self) -> str:
        """Return the page of reference on it."""
        text = PAGE.format(name=self.name, cls=self.cls)
        if (SOURCE / "models" / f"{self.name}.py").exists():
            text += ANSWERS.format(name=self.name)
        return text


def areas() -> list[Area]:
    """Read the areas out of the class that lists them."""
    tree = ast.parse((SOURCE / "areas" / "__init__.py").read_text(encoding="utf-8"))
    listed = next(
        node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Areas"
    )
    return [
        Area(node.name, node.returns.value.id, ast.get_docstring(node) or "")
        for node in listed.body
        if isinstance(node, ast.FunctionDef)
        and isinstance(node.returns, ast.Subscript)
        and isinstance(node.returns.value, ast.Name)
    ]


def stores() -> list[str]:
    """Read the stores, as `module.Store`, out of the tables that say where each is."""
    tree = ast.parse((SOURCE / "stores" / "__init__.py").read_text(encoding="utf-8"))
    where: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in STORE_TABLES:
            where.update(ast.literal_eval(node.value))
    return [f"{module}.{name}" for name, module in where.items() if module != "protocol"]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each area, and a menu of all pages there are."""
    listed = areas()
    rows = [f"| [`podio.{one.name}`](areas/{one.name}.md) | {one.summary} |" for one in listed]
    text = "# Areas of the API\n\nOne page for each, with every operation.\n\n"
    text += "\n".join(("| Area | What it is about |", "| --- | --- |", *rows)) + "\n"
    files.append(File.generated(config, "reference/areas.md", content=text))
    for one in listed:
        files.append(File.generated(config, f"reference/areas/{one.name}.md", content=one.page()))
    text = STORES + "".join(f"\n::: podio.stores.{store}\n" for store in stores())
    files.append(File.generated(config, "reference/stores.md", content=text))
    config.nav = _menu(files)
    return files


def _menu(files: Files) -> list[object]:
    pages = sorted(file.src_uri for file in files.documentation_pages())
    menu: list[object] = list(FIRST)
    for title, folder in SECTIONS.items():
        section: list[object] = list(_first_to_last(pages, folder))
        if folder == "reference":
            below = [page for page in pages if page.startswith("reference/areas/")]
            section.remove("reference/areas.md")
            section.append({"Areas": ["reference/areas.md", *below]})
        if folder == "explanation":
            section.append({"Decisions": _first_to_last(pages, DECISIONS)})
        menu.append({title: section})
    return menu


def _first_to_last(pages: list[str], folder: str) -> list[str]:
    """Return the pages of a folder, without those below it; its index is the first."""
    own = [page for page in pages if page.rpartition("/")[0] == folder]
    return sorted(own, key=lambda page: (not page.endswith("index.md"), page))
