"""The project's files as the architecture tests see them: parsed, never imported."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a module imports, wherever in the file the import stands."""

    importer: str
    imported: str
    line: int
    for_types_only: bool

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}, imports {self.imported}"


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the package."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def package(self) -> str:
        """What a relative import of one dot refers to."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]

    def imports(self) -> Iterator[Import]:
        """Every import of the file, `from a import b` as `a.b`."""
        typing_nodes = {
            id(inner)
            for block in ast.walk(self.tree)
            if _is_typing_block(block)
            for statement in block.body
            for inner in ast.walk(statement)
        }
        for node in ast.walk(self.tree):
            for imported in self._names(node):
                yield Import(self.name, imported, _line(node), id(node) in typing_nodes)

    def _names(self, node: ast.AST) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            return [f"{self._origin(node)}.{alias.name}" for alias in node.names]
        return []

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        above = parts[: len(parts) - node.level + 1]
        return ".".join([*above, node.module] if node.module else above)


def _is_typing_block(node: ast.AST) -> TypeGuard[ast.If]:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {
        "TYPE_CHECKING",
        "typing.TYPE_CHECKING",
    }


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def read_module(name: str, path: Path) -> Module:
    """Parse one file under the dotted name that it is imported by."""
    return Module(name, path, ast.parse(path.read_text(encoding="utf-8"), str(path)))


@cache
def package_modules() -> tuple[Module, ...]:
    """Every module of the package."""
    return tuple(
        read_module(_dotted(path.relative_to(SOURCE)), path)
        for path in sorted((SOURCE / "podio").rglob("*.py"))
    )


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is or may come under version control; outside of git, every file."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 -- the developer's git
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = listing.stdout.decode().split("\0") if listing.returncode == 0 else _walk()
    return tuple(path for path in (ROOT / name for name in names if name) if path.is_file())


def _walk() -> list[str]:
    made = {".venv", ".venv-demo", ".git", "build", "dist", "site", "__pycache__"}
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return [str(path) for path in found if not any(_is_made(part, made) for part in path.parts)]


def _is_made(part: str, made: set[str]) -> bool:
    return part in made or part.endswith("_cache")
