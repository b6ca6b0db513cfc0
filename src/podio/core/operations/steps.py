"""One text for both ways: a method is written as steps, and called plainly or awaited.

    class Client(Driven[S]):
        @steps
        def logout(self) -> Steps[None]:
            \"\"\"Forget the session.\"\"\"
            yield from self._renewal.log_out()

The body is a generator: it yields what has to be done (see `podio.core.effects` for clients;
stores have commands of their own) and is sent what came of it. On something with a blocking
driver the method is a plain call, on something with an awaiting driver a coroutine function.
It is to clients and stores what `@operation` is to the areas.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator
from types import MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Self,
    TypeAlias,
    TypeVar,
    overload,
)

from podio.core.operations.quietly import checked, quietly
from podio.core.operations.shown import result_of, shown

if TYPE_CHECKING:
    from podio.core.operations.driver import Awaits, Blocks, Driven

P = ParamSpec("P")
T = TypeVar("T")

Steps: TypeAlias = Generator[Any, Any, T]
"""What a method under `@steps` is annotated with: `Steps[PodioOAuth]` returns a `PodioOAuth`."""


class steps(Generic[P, T]):  # noqa: N801 -- a decorator
    """Make a method of steps that a blocking driver does, and an awaiting one."""

    def __init__(self, plan: Callable[Concatenate[Any, P], Steps[T]]) -> None:
        """Make the two callables that attribute access hands out."""
        self.plan = plan

        # An argument may be a secret, and tracebacks may show locals: while the steps run, no
        # frame here holds the arguments any more.
        def call(it: Driven[Blocks], /, *args: P.args, **kwargs: P.kwargs) -> T:
            begun = quietly(plan, it, args, kwargs)
            del args, kwargs
            return it.driver.drive(checked(begun))

        async def acall(it: Driven[Awaits], /, *args: P.args, **kwargs: P.kwargs) -> T:
            begun = quietly(plan, it, args, kwargs)
            del args, kwargs
            return await it.driver.drive(checked(begun))

        result = result_of(plan)
        self._call = shown(call, plan, result)
        self._acall = shown(acall, plan, result)
        self.__doc__ = plan.__doc__
        self.__wrapped__ = self._call

    @overload
    def __get__(self, it: None, owner: type) -> Self: ...
    @overload
    def __get__(self, it: Driven[Blocks], owner: type | None = None) -> Callable[P, T]: ...
    @overload
    def __get__(
        self, it: Driven[Awaits], owner: type | None = None
    ) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, it: Driven[Any] | None, owner: type | None = None) -> Any:
        """Bind to what has the driver, blocking or awaiting."""
        if it is None:
            return self
        return MethodType(self._acall if it.driver.awaits else self._call, it)
