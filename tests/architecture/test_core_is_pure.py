"""The core decides and does nothing: no socket, no clock, no file, no thread."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source_tree import package_modules, read_module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.architecture.source_tree import Module

DOES_SOMETHING = frozenset(
    {
        "_thread",
        "anyio",
        "asyncio",
        "concurrent",
        "contextvars",
        "fcntl",
        "filelock",
        "ftplib",
        "http.client",
        "http.server",
        "io",
        "mmap",
        "multiprocessing",
        "pathlib",
        "queue",
        "select",
        "selectors",
        "shutil",
        "signal",
        "socket",
        "socketserver",
        "sqlite3",
        "ssl",
        "subprocess",
        "tempfile",
        "threading",
        "trio",
        "urllib.request",
    }
)
CLOCKS = frozenset({"monotonic", "monotonic_ns", "perf_counter", "sleep", "time", "time_ns"})
ASKS_THE_WORLD = frozenset(
    {f"time.{name}" for name in CLOCKS}
    | {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
    | {"open", "print", "input", "os.environ", "os.getenv", "os.open"}
)
JSON_LIVES_IN = "podio.core.codec"


def impurities(module: Module) -> Iterator[str]:
    """Whatever in the module does something or asks the world around it."""
    for each in module.imports():
        if _belongs_to(each.imported, DOES_SOMETHING) and not each.for_types_only:
            yield str(each)
        if each.imported in {f"time.{name}" for name in CLOCKS}:
            yield str(each)
        if each.imported.split(".")[0] == "json" and module.name != JSON_LIVES_IN:
            yield f"{each}: JSON is read and written in {JSON_LIVES_IN}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name) and _asks_the_world(ast.unparse(node)):
            yield f"{module.name}, line {node.lineno}, uses {ast.unparse(node)}"


def _belongs_to(imported: str, modules: frozenset[str]) -> bool:
    return any(imported == name or imported.startswith(f"{name}.") for name in modules)


def _asks_the_world(expression: str) -> bool:
    return expression in ASKS_THE_WORLD or expression.removeprefix("datetime.") in ASKS_THE_WORLD


def test_the_core_does_nothing_and_asks_nothing() -> None:
    core = [each for each in package_modules() if f"{each.name}.".startswith("podio.core.")]
    found = [impurity for module in core for impurity in impurities(module)]
    assert core
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "import socket",
        "def f():\n    from asyncio import Lock",
        "import http.client",
        "from http import client",
        "import time\nnow = time.time()",
        "import time\nclock = time.monotonic",
        "from time import sleep",
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\nnow = datetime.datetime.now(datetime.UTC)",
        "def read(name):\n    return open(name).read()",
        "import json",
        "import httpx2\nimport threading",
    ],
)
def test_what_is_not_pure_is_found(tmp_path: Path, text: str) -> None:
    assert list(impurities(_core_module(tmp_path, text)))


@pytest.mark.parametrize(
    "text",
    [
        "from time import strptime",
        "from http import HTTPStatus",
        "from datetime import datetime\nread = datetime.fromisoformat",
        "from urllib.parse import quote",
    ],
)
def test_what_is_pure_is_fine(tmp_path: Path, text: str) -> None:
    assert not list(impurities(_core_module(tmp_path, text)))


def _core_module(folder: Path, text: str) -> Module:
    path = folder / "module.py"
    path.write_text(text, encoding="utf-8")
    return read_module("podio.core.module", path)
