"""Every operation that is declared, as data: for tests, tools and the curious.

from podio.operations import find, operations

for operation in operations():
print(operation.area, operation.name, operation.method, operation.path)
find("items.get").parameters
"""

from __future__ import annotations

import inspect
from functools import cache, cached_property
from importlib import import_module
from typing import Any, Literal

from podio.areas import Areas
from podio.core.operations.operation import Area, Declared, ListingOperation
from podio.core.operations.shown import result_of

Kind = Literal["request", "listing", "flow"]


class Parameter:
    """One argument of an operation.

    Attributes:
        name: What it is called.
        annotation: Its type, as written.
        required: Whether there is no default.
        default: The default, None where there is none.
        in_path: Whether it fills a placeholder of the path.
    """

    __slots__ = ("annotation", "default", "in_path", "name", "required")

    def __init__(self, parameter: inspect.Parameter, *, in_path: bool) -> None:
        self.name = parameter.name
        self.annotation = str(parameter.annotation)
        self.required = parameter.default is inspect.Parameter.empty
        self.default: object = None if self.required else parameter.default
        self.in_path = in_path

    def __repr__(self) -> str:
        """Show it as it is written."""
        default = "" if self.required else f" = {self.default!r}"
        return f"{self.name}: {self.annotation}{default}"


class OperationInfo:
    """One declaration.

    Attributes:
        area: The attribute of the client, such as `items`.
        name: The method, such as `get`.
        kind: One request, a paged listing, or a flow of several requests.
        method: The verb; empty for a flow.
        path: The path with its placeholders; empty for a flow.
        parameters: What it takes.
        result: What it gives, as written.
        repeatable: Whether twice is once, so that it is sent again when its answer was lost.
        summary: The first line of its docstring.
        doc: The address of Podio's page on it, None where it has none.
    """

    def __init__(self, area: str, name: str, declared: Declared) -> None:
        self.area = area
        self.name = name
        self.declared = declared
        route = declared.route
        self.method = route.method if route is not None else ""
        self.path = route.path if route is not None else ""
        self.repeatable = declared.repeatable
        if isinstance(declared, ListingOperation):
            self.kind: Kind = "listing"
        else:
            self.kind = "request" if route is not None else "flow"

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes."""
        route = self.declared.route
        in_path = set(route.names) if route is not None else set[str]()
        found = inspect.signature(self.declared.describe).parameters.values()
        return tuple(Parameter(one, in_path=one.name in in_path) for one in list(found)[1:])

    @property
    def result(self) -> str:
        """What it gives, as written."""
        return result_of(self.declared.describe)

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (inspect.getdoc(self.declared.describe) or "").partition("\n")[0]

    @property
    def doc(self) -> str | None:
        """The address of Podio's page on it."""
        lines = (inspect.getdoc(self.declared.describe) or "").splitlines()
        last = lines[-1].strip() if lines else ""
        return last if last.startswith("https://") else None

    def __repr__(self) -> str:
        """Show name and route."""
        return f"OperationInfo({self.area}.{self.name}: {self.method} {self.path})"


def area_names() -> list[str]:
    """Return the areas, as the attributes of a client."""
    return [name for name, value in vars(Areas).items() if isinstance(value, cached_property)]


def area_class(name: str) -> type[Area[Any]]:
    """Return the class that declares an area."""
    annotation = vars(Areas)[name].func.__annotations__["return"]
    found: type = getattr(import_module(f"podio.areas.{name}"), annotation.partition("[")[0])
    return found


@cache
def operations() -> tuple[OperationInfo, ...]:
    """Return all declarations, by area and name."""
    found: list[OperationInfo] = []
    for area in area_names():
        owner = area_class(area)
        for name in sorted(dir(owner)):
            declared = inspect.getattr_static(owner, name)
            if isinstance(declared, Declared):
                found.append(OperationInfo(area, name, declared))
    return tuple(found)


def find(name: str) -> OperationInfo:
    """Return one declaration, such as `find("items.get")`.

    Raises:
        KeyError: There is none of this name.
    """
    for operation in operations():
        if f"{operation.area}.{operation.name}" == name:
            return operation
    raise KeyError(name)
