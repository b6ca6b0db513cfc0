"""One valid call of each operation, taken from the tables of what each sends and reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from podio.operations import OperationInfo, find
from tests.areas.cases import Case


class ValidCall(NamedTuple):
    """Arguments that an operation takes, and what is answered then."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    answer: Any

    def bound(self, operation: OperationInfo) -> dict[str, Any]:
        """Return the arguments by name."""
        names = [parameter.name for parameter in operation.parameters]
        return {**dict(zip(names, self.args, strict=False)), **self.kwargs}


def cases() -> Iterator[Case]:
    """Give every row of every table of this folder."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        tables = vars(import_module(f"tests.areas.{path.stem}")).values()
        for table in tables:
            if isinstance(table, list):
                yield from (row for row in table if isinstance(row, Case))


class Noted:
    """Stands for a client, its areas and their operations; notes what is called on it."""

    def __init__(self, calls: dict[str, ValidCall], answer: object, name: str = "") -> None:
        self._calls = calls
        self._answer = answer
        self._name = name

    def __getattr__(self, name: str) -> Noted:
        return Noted(self._calls, self._answer, f"{self._name}.{name}".lstrip("."))

    def __call__(self, *args: object, **kwargs: object) -> Noted:
        self._calls.setdefault(self._name, ValidCall(args, kwargs, self._answer))
        return Noted(self._calls, self._answer, f"{self._name}()")


@cache
def valid_calls() -> dict[str, ValidCall]:
    """Return a valid call of each operation by its name, such as `tasks.get`."""
    calls: dict[str, ValidCall] = {}
    for case in cases():
        case.call(Noted(calls, case.answer))
    return calls


def described(name: str, /, **changes: object) -> Any:  # a Request or a Listing
    """Describe a valid call of an operation, some of its arguments changed; nothing is sent."""
    operation = find(name)
    declared: Any = operation.declared  # callable, as every declaration is
    return declared(**{**valid_calls()[name].bound(operation), **changes})
