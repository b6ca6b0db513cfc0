"""The pages of the documentation and the Python examples in them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

_FENCE = re.compile(
    r"(?P<before>^[^\n]*\n)?^(?P<indent> *)```(?P<info>python[^\n]*)\n(?P<code>.*?)^(?P=indent)```",
    re.MULTILINE | re.DOTALL,
)
_REASON = re.compile(r"<!-- no-run: \S.* -->")


class Example(NamedTuple):
    """One block of Python.

    Attributes:
        page: The page, from the project's root.
        line: The page's line on which the code begins, from 1.
        runs: Whether it is to be run; a block marked `python no-run` is compiled only.
        reason: Whether the line above the block says why it does not run.
        code: The code.
    """

    page: str
    line: int
    runs: bool
    reason: bool
    code: str

    def compiled(self) -> CodeType:
        """The code object; a traceback shows the page's own lines."""
        padded = "\n" * (self.line - 1) + self.code
        return compile(padded, self.page, "exec", dont_inherit=True)

    def names(self) -> set[str]:
        """The names that the code reads."""
        return {node.id for node in ast.walk(ast.parse(self.code)) if isinstance(node, ast.Name)}


def examples(page: Path, root: Path = ROOT) -> list[Example]:
    """The blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    found: list[Example] = []
    for match in _FENCE.finditer(text):
        indent = len(match["indent"])
        lines = match["code"].splitlines()
        found.append(
            Example(
                page=str(page.relative_to(root)),
                line=text.count("\n", 0, match.start("code")) + 1,
                runs="no-run" not in match["info"],
                reason=bool(_REASON.search(match["before"] or "")),
                code="\n".join(line[indent:] for line in lines) + "\n",
            )
        )
    return found


def run(blocks: list[Example], names: Mapping[str, object]) -> ModuleType:
    """Run the blocks of one page, one after the other, as one module."""
    module = ModuleType("documentation_example")
    vars(module).update(names)
    # Classes that are defined on a page look for their own module, as dataclasses do.
    sys.modules[module.__name__] = module
    try:
        for block in blocks:
            if block.runs:
                exec(block.compiled(), vars(module))  # noqa: S102 -- our own pages
    finally:
        with suppress(KeyError):
            del sys.modules[module.__name__]
        for value in list(vars(module).values()):
            close = getattr(value, "close", None)
            if type(value).__name__ == "Podio" and close is not None:
                close()
    return module
