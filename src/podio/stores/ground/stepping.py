"""Drives the steps of a store, written once, for its blocking and its awaited form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar

from podio.errors import PodioError

C = TypeVar("C")
T = TypeVar("T")


def run(steps: Generator[C, Any, T], do: Callable[[C], object]) -> T:
    """Do every command of the steps and return their result."""
    try:
        command = steps.send(None)
        while True:
            try:
                done = do(command)
            except PodioError as error:
                command = steps.throw(error)
            else:
                command = steps.send(done)
    except StopIteration as stop:
        result: T = stop.value
        return result


async def run_awaiting(steps: Generator[C, Any, T], do: Callable[[C], Awaitable[object]]) -> T:
    """Await every command of the steps and return their result."""
    try:
        command = steps.send(None)
        while True:
            try:
                done = await do(command)
            except PodioError as error:
                command = steps.throw(error)
            else:
                command = steps.send(done)
    except StopIteration as stop:
        result: T = stop.value
        return result
