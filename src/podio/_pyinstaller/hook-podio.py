"""What a frozen program needs of podio besides what its import statements show.

Names of `podio` and its packages are imported when they are used, by name, which no analysis of
code can see. What needs another package (`podio.stores.redis`) is found where the program imports
it, and is left out where it does not.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1]
APART = (
    "_pyinstaller",
    "budgets.redis",
    "cli",
    "contrib",
    "sandbox",
    "stores.encrypted",
    "stores.keyring",
    "stores.redis",
    "stores.sql",
    "testing",
)


def _modules() -> list[str]:
    found: list[str] = []
    for file in sorted(FOLDER.rglob("*.py")):
        parts = file.relative_to(FOLDER).with_suffix("").parts
        below = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not any(below == each or below.startswith(f"{each}.") for each in APART):
            found.append(f"podio.{below}" if below else "podio")
    return found


hiddenimports = [*_modules(), "anyio._backends._asyncio"]
