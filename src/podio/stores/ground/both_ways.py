"""One text for both faces of a store: a verb is written as steps, and called plainly or awaited.

A verb is a generator. It yields commands (a statement, a call to another store) and is sent what
came of each. `blocking` makes a plain method of it, `awaiting` a coroutine function:

    class MyStore:
        get = blocking(verbs.get)

    class MyAsyncStore:
        get = awaiting(verbs.get)

Names, defaults, types and docstring are the verb's, for type checkers as for `help()`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    ParamSpec,
    Protocol,
    TypeVar,
    cast,
)

from podio.core.operations.shown import result_of, shown
from podio.core.operations.steps import Steps
from podio.errors import PodioError

if TYPE_CHECKING:
    from types import CoroutineType

__all__ = ["Steps", "awaiting", "blocking", "run", "run_awaiting"]

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Blocks(Protocol):
    """Does a command at once."""

    def _do(self, command: Any, /) -> object: ...  # commands are each store's own


class Awaits(Protocol):
    """Does a command in a coroutine."""

    async def _do(self, command: Any, /) -> object: ...  # as above


class Plain(Protocol[P, T_co]):
    """A method that is a plain call: a function, as type checkers are told of it.

    They look at `__get__` where the method is called, and some at `__call__` where the store is
    compared with a protocol. A `Callable` in a class is bound by some of them, and not by others.
    """

    def __get__(self, store: object, owner: type | None = None) -> Callable[P, T_co]:
        """Bind to a store."""
        ...

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Do the verb."""
        ...


class Awaited(Protocol[P, T_co]):
    """A method that is a coroutine function; see `Plain`."""

    def __get__(
        self, store: object, owner: type | None = None
    ) -> Callable[P, CoroutineType[Any, Any, T_co]]:
        """Bind to a store."""
        ...

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> CoroutineType[Any, Any, T_co]:
        """Do the verb."""
        ...


# An argument may be a secret, and tracebacks may show locals: while the steps run, no frame
# here holds the arguments any more.
def blocking(verb: Callable[Concatenate[Any, P], Steps[T]]) -> Plain[P, T]:
    """Make a plain method of a verb."""

    def call(store: Blocks, /, *args: P.args, **kwargs: P.kwargs) -> T:
        steps = verb(store, *args, **kwargs)
        del args, kwargs
        return run(steps, store._do)  # noqa: SLF001 -- its own

    return cast("Plain[P, T]", shown(call, verb, result_of(verb)))


def awaiting(verb: Callable[Concatenate[Any, P], Steps[T]]) -> Awaited[P, T]:
    """Make a coroutine function of a verb."""

    async def call(store: Awaits, /, *args: P.args, **kwargs: P.kwargs) -> T:
        steps = verb(store, *args, **kwargs)
        del args, kwargs
        return await run_awaiting(steps, store._do)  # noqa: SLF001 -- its own

    return cast("Awaited[P, T]", shown(call, verb, result_of(verb)))


def run(steps: Steps[T], do: Callable[[Any], object]) -> T:
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


async def run_awaiting(steps: Steps[T], do: Callable[[Any], Awaitable[object]]) -> T:
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
