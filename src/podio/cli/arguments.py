"""From the words of a command line to the arguments of an operation."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, cast

import typer

from podio.core.operations.pager import Pager

if TYPE_CHECKING:
    from podio import Podio
    from podio.operations import OperationInfo


def called(podio: Podio, operation: OperationInfo, words: list[str]) -> object:
    """Call an operation with the words of a command line.

    Args:
        podio: The client.
        operation: What to call.
        words: Values by position, then `name=value`; each is JSON where it can be read as
            such, else text.
    """
    known = {parameter.name for parameter in operation.parameters}
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for word in words:
        name, mark, value = word.partition("=")
        if mark and name in known:
            named[name] = _value(value)
        else:
            positional.append(_value(word))
    method = getattr(getattr(podio, operation.area), operation.name)
    try:
        result = method(*positional, **named)
    except TypeError as error:
        usage = ", ".join(repr(parameter) for parameter in operation.parameters)
        typer.echo(f"{operation.area}.{operation.name}({usage}): {error}", err=True)
        raise typer.Exit(code=2) from None
    return list(cast("Pager[object]", result)) if isinstance(result, Pager) else result


def json_body(text: str | None) -> object:
    """Read the JSON body of a request; `-` is standard input."""
    if text is None:
        return None
    try:
        return json.loads(sys.stdin.read() if text == "-" else text)
    except ValueError as error:
        typer.echo(f"--body is not JSON: {error}", err=True)
        raise typer.Exit(code=2) from None


def _value(word: str) -> Any:  # any JSON value
    try:
        return json.loads(word)
    except ValueError:
        return word
