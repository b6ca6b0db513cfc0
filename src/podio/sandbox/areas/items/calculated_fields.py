"""Works out fields of type calculation: arithmetic over other number fields of the item."""

from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from podio.sandbox.state.app_records import App, Field
    from podio.sandbox.values.written import Values

TOKEN = re.compile(r"@\[[^\]]*\]\(field_(\d+)\)")
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right,
}


def calculated(values: Values, app: App) -> Values:
    """Return the values with every calculation of the app worked out anew."""
    fields = [field for field in app.active_fields if field.type == "calculation"]
    if not fields:
        return values
    result = dict(values)
    for field in fields:
        number = _work_out(field, result)
        key = str(field.field_id)
        result.pop(key, None)
        if number is not None:
            result[key] = [{"value": f"{number:.4f}"}]
    return result


def _work_out(field: Field, values: Values) -> float | None:
    # guess: Podio runs JavaScript; the sandbox does plus, minus, times and divided by
    script = TOKEN.sub(r"field_\1", str(field.settings.get("script") or ""))
    try:
        return _number(ast.parse(script, mode="eval").body, values)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return None


def _number(node: ast.expr, values: Values) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name) if name.startswith("field_"):
            found = values.get(name.removeprefix("field_"))
            if not found:
                raise ValueError(name)
            return float(found[0]["value"])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_number(left, values), _number(right, values))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, values)
        case _:
            message = "more than arithmetic"
            raise ValueError(message)
