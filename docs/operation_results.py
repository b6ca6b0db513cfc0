"""Lets the reference show operations as they are called, not as they are declared."""

from __future__ import annotations

from typing import Any

import griffe

WAYS = {"Call": "{}", "Flow": "{}", "Listing": "Pager[{}]"}


class OperationResults(griffe.Extension):
    """Shows `-> Task` where the declaration says `-> Call[Task]`."""

    def on_function(self, *, func: griffe.Function, **others: Any) -> None:  # noqa: ARG002 -- griffe passes it, nothing here needs it
        """Unwrap the result of a declared operation."""
        declared = {str(decorator.value).partition("(")[0] for decorator in func.decorators}
        if not declared & {"operation", "listing", "flow"}:
            return
        kind, _, rest = str(func.returns).replace("builtins.", "").partition("[")
        if kind in WAYS and rest:
            func.returns = WAYS[kind].format(rest.removesuffix("]"))
        if len(func.parameters) and func.parameters[0].name == "self":
            func.decorators = []
