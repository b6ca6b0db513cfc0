"""Operations declared once, callable both ways: the whole trick is `__get__`.

An area is a class whose methods return a `Call` (one request), a `Listing` (a paged one) or
are generators that yield requests (a flow). On `Podio` they are plain calls, on `AsyncPodio`
coroutines; on the class itself (`Tasks.get(7)`) they are values, and nothing is sent. The
`self` of such a method is never used: on the class it is None.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import update_wrapper
from types import MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Self,
    TypeVar,
    cast,
    overload,
)

from podio.core.operations.driver import AwaitingDriver, BlockingDriver, Driven, S
from podio.core.operations.id_arguments import IdArgument, check_ids, id_arguments
from podio.core.operations.quietly import checked, quietly
from podio.core.operations.request import Call, Listing, Plan, Request, Verb
from podio.core.operations.route import Route
from podio.core.operations.shown import result_of, shown

if TYPE_CHECKING:
    from podio.core.operations.pager import AsyncPager, Pager

__all__ = [
    "Area",
    "Declared",
    "ListingOperation",
    "Operation",
    "RequestOperation",
    "S",
    "flow",
    "listing",
    "operation",
]

P = ParamSpec("P")
T = TypeVar("T")


class Area(Driven[S]):
    """A group of operations over a driver, whose kind decides how they are called."""

    __slots__ = ()


class operation:  # noqa: N801 -- a decorator
    """Declare an operation of one request: `@operation("GET", "/task/{task_id}")`.

    Args:
        method: The verb.
        path: The path, with a placeholder for each argument of the returned `Call`.
        repeatable: Whether twice is once: sending it again does and says what sending it once
            does. By default that is true of every verb but POST.
    """

    def __init__(self, method: Verb, path: str, *, repeatable: bool | None = None) -> None:
        """Split the path once."""
        self.route = Route(method, path)
        self.method: Verb = method
        self.repeatable = method != "POST" if repeatable is None else repeatable

    def __call__(self, describe: Callable[Concatenate[Any, P], Call[T]]) -> RequestOperation[P, T]:
        """Take the method that says what to send."""
        method, route, repeatable = self.method, self.route, self.repeatable
        ids: tuple[IdArgument, ...] | None = None  # found at the first call, not at import

        def plan(area: object, /, *args: P.args, **kwargs: P.kwargs) -> Request[T]:
            nonlocal ids
            if ids is None:
                ids = id_arguments(describe, route.names)
            if ids:
                check_ids(ids, args, kwargs)
            call = describe(area, *args, **kwargs)
            request = cast("Request[T]", object.__new__(Request))
            # Set one by one: Request's own constructor would cost each call a microsecond.
            request.method = method
            request.path = route.fill(call.arguments)
            request.result = call.result
            request.query = call.query
            request.body = call.body
            request.repeatable = repeatable if call.repeatable is None else call.repeatable
            request.authorized = call.authorized
            request.timeout = call.timeout
            request.sink = call.sink
            request.template = route.path
            return request

        return RequestOperation(describe, plan, route, repeatable=repeatable)


class listing:  # noqa: N801 -- a decorator
    """Declare a paged operation: `@listing("GET", "/task/")`."""

    def __init__(self, method: Verb, path: str) -> None:
        """Split the path once."""
        self.route = Route(method, path)
        self.method: Verb = method

    def __call__(
        self, describe: Callable[Concatenate[Any, P], Listing[T]]
    ) -> ListingOperation[P, T]:
        """Take the method that says what to list."""
        method, route = self.method, self.route
        ids: tuple[IdArgument, ...] | None = None

        def plan(area: object, /, *args: P.args, **kwargs: P.kwargs) -> Listing[T]:
            nonlocal ids
            if ids is None:
                ids = id_arguments(describe, route.names)
            check_ids(ids, args, kwargs)
            listed = describe(area, *args, **kwargs)
            listed.request = Request(
                method,
                route.fill(listed.arguments),
                query=listed.query,
                body=listed.body,
                repeatable=True,
                template=route.path,
            )
            return listed

        return ListingOperation(describe, plan, route)


def flow(describe: Callable[Concatenate[Any, P], Plan[T]]) -> Operation[P, T]:
    """Declare an operation of several requests: a generator that yields from others."""
    return Operation(describe, describe, None, repeatable=False)


class Declared:
    """What all declarations have: the function behind them, and its place in the API."""

    describe: Callable[..., Any]
    route: Route | None
    repeatable: bool
    area: str
    name: str

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn what it is called and where."""
        self.area = owner.__module__.rpartition(".")[2]
        self.name = name


class Operation(Declared, Generic[P, T]):
    """An operation declared once: plain call on `Podio`, awaitable on `AsyncPodio`."""

    def __init__(
        self,
        describe: Callable[..., Any],
        plan: Callable[Concatenate[Any, P], Plan[T]],
        route: Route | None,
        *,
        repeatable: bool,
    ) -> None:
        """Make the two callables that attribute access hands out."""
        self.describe = describe
        self.plan = plan
        self.route = route
        self.repeatable = repeatable

        # An argument may be a secret, and tracebacks may show locals: when something fails
        # while sending, no frame here holds the arguments any more.
        def call(area: Area[BlockingDriver], /, *args: P.args, **kwargs: P.kwargs) -> T:
            described = quietly(plan, area, args, kwargs)
            del args, kwargs
            return area.driver.run(checked(described))

        async def acall(area: Area[AwaitingDriver], /, *args: P.args, **kwargs: P.kwargs) -> T:
            described = quietly(plan, area, args, kwargs)
            del args, kwargs
            return await area.driver.run(checked(described))

        result = result_of(describe)
        self._call = shown(call, describe, result)
        self._acall = shown(acall, describe, result)
        update_wrapper(self, self._call)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Plan[T]:
        """Describe the call: `Tasks.get(7)` on the class. Nothing is sent."""
        return self.plan(None, *args, **kwargs)

    @overload
    def __get__(self, area: None, owner: type) -> Self: ...
    @overload
    def __get__(self, area: Area[BlockingDriver], owner: type | None = None) -> Callable[P, T]: ...
    @overload
    def __get__(
        self, area: Area[AwaitingDriver], owner: type | None = None
    ) -> Callable[P, Coroutine[object, object, T]]: ...
    def __get__(self, area: Area[Any] | None, owner: type | None = None) -> Any:
        """Bind to the area's driver, blocking or awaiting."""
        if area is None:
            return self
        return MethodType(self._acall if area.driver.awaits else self._call, area)


class RequestOperation(Operation[P, T]):
    """An operation of one request: on the class, a call of it is that `Request`."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Request[T]:
        """Describe the call: `Tasks.get(7)` on the class. Nothing is sent."""
        return cast("Request[T]", self.plan(None, *args, **kwargs))


class ListingOperation(Declared, Generic[P, T]):
    """A paged operation: `for` on `Podio`, `async for` on `AsyncPodio`."""

    def __init__(
        self,
        describe: Callable[..., Any],
        plan: Callable[Concatenate[Any, P], Listing[T]],
        route: Route,
    ) -> None:
        """Make the two callables that attribute access hands out."""
        self.describe = describe
        self.plan = plan
        self.route = route
        self.repeatable = True

        def call(area: Area[BlockingDriver], /, *args: P.args, **kwargs: P.kwargs) -> Pager[T]:
            from podio.core.operations.pager import Pager  # not every program walks

            return Pager(area.driver, plan(area, *args, **kwargs))

        def acall(
            area: Area[AwaitingDriver], /, *args: P.args, **kwargs: P.kwargs
        ) -> AsyncPager[T]:
            from podio.core.operations.pager import AsyncPager  # not every program walks

            return AsyncPager(area.driver, plan(area, *args, **kwargs))

        result = result_of(describe)
        self._call = shown(call, describe, f"Pager[{result}]")
        self._acall = shown(acall, describe, f"AsyncPager[{result}]")
        update_wrapper(self, self._call)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Listing[T]:
        """Describe the listing. Nothing is sent."""
        return self.plan(None, *args, **kwargs)

    @overload
    def __get__(self, area: None, owner: type) -> ListingOperation[P, T]: ...
    @overload
    def __get__(
        self, area: Area[BlockingDriver], owner: type | None = None
    ) -> Callable[P, Pager[T]]: ...
    @overload
    def __get__(
        self, area: Area[AwaitingDriver], owner: type | None = None
    ) -> Callable[P, AsyncPager[T]]: ...
    def __get__(self, area: Area[Any] | None, owner: type | None = None) -> Any:
        """Bind to the area's driver, blocking or awaiting."""
        if area is None:
            return self
        return MethodType(self._acall if area.driver.awaits else self._call, area)
