"""Names of a package that are imported when they are first asked for: importing it is cheap."""

from __future__ import annotations

# Not from typing, which takes longer to import than all of this; checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy_names(
    package: str, where: Mapping[str, str], apart: Mapping[str, str] | None = None
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make the `__getattr__` and the `__dir__` of a package.

    Args:
        package: Its `__name__`.
        where: For each name the module that it is in, below the package.
        apart: The same for names whose module needs a library of its own: who asks the package
            for one is told where it is.
    """
    elsewhere = apart or {}

    def find(name: str) -> object:
        """Import a name when it is first asked for."""
        import sys
        from importlib import import_module

        if name in elsewhere:
            module = f"{package}.{elsewhere[name]}"
            message = f"{name} is in a module of its own: from {module} import {name}"
            raise ImportError(message)
        if name not in where:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        found: object = getattr(import_module(f"{package}.{where[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    def names() -> list[str]:
        """List the names of the package, also those that are not imported yet."""
        import sys

        return sorted({*vars(sys.modules[package]), *where})

    return find, names
