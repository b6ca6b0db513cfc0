"""What the commands print."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from podio.core.operations.wire import wire
from podio.core.shapes import is_list
from podio.core.views.model import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podio import Podio, PodioError
    from podio.operations import OperationInfo


def print_session(podio: Podio) -> None:
    """Print where a session stands, without its tokens."""
    oauth = podio.oauth
    typer.echo(f"status   {podio.session.status.value}")
    if oauth:
        whose = f"{oauth.ref.type} {oauth.ref.id}" if oauth.ref else "unknown"
        typer.echo(f"identity {whose}")
        typer.echo(f"access   until {_moment(oauth.expires_at)}")
        typer.echo(f"refresh  until {_moment(oauth.refresh_expires_at)}")


def print_operations(chosen: Sequence[OperationInfo]) -> None:
    """Print a line for each operation."""
    width = max(len(f"{each.area}.{each.name}") for each in chosen)
    for each in chosen:
        typer.echo(f"{each.area + '.' + each.name:<{width}}  {each.summary}")


def print_json(result: object) -> None:
    """Print a result as Podio sent it."""
    if isinstance(result, bytes):
        typer.echo(result, nl=False)
        return
    typer.echo(json.dumps(_plain(result), ensure_ascii=False, indent=2))


def error_line(error: PodioError) -> typer.Exit:
    """Print an error in one line and return the exit."""
    typer.echo(f"podio: {error}", err=True)
    return typer.Exit(code=1)


def _plain(value: object) -> object:
    if isinstance(value, Model):
        return value.to_dict()
    if is_list(value):
        return [_plain(one) for one in value]
    return wire(value)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
