"""What runs steps and plans: blocking, or in coroutines. Everything declared once is bound to one.

The drivers themselves are in `podio.drivers`; here is what declarations have to know of them.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from podio.core.engine import Engine
    from podio.core.operations.request import Plan, Request

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Blocks:
    """Does steps and returns what they return."""

    awaits: ClassVar[bool] = False

    def drive(self, steps: Generator[Any, Any, T]) -> T:
        """Do steps to their end."""
        raise NotImplementedError  # whoever does them says how


class Awaits:
    """Does steps in a coroutine."""

    awaits: ClassVar[bool] = True

    async def drive(self, steps: Generator[Any, Any, T]) -> T:
        """Do steps to their end."""
        raise NotImplementedError  # whoever does them says how


class Driver:
    """What an area needs: something that runs plans, in one of two ways."""

    awaits: ClassVar[bool]

    def with_engine(self, engine: Engine) -> Self:
        """Return a driver over the same store and network with another engine."""
        raise NotImplementedError  # the driver itself does it


class BlockingDriver(Blocks, Driver):
    """Runs a plan and returns its result; see `podio.drivers.blocking`."""

    def run(self, plan: Plan[T]) -> T:
        """Do everything the plan asks for."""
        raise NotImplementedError  # the driver itself does it

    def ahead(self, request: Request[T]) -> AbstractContextManager[Ahead[T]]:
        """Begin a request whose answer is wanted in a moment; leaving gives it up."""
        raise NotImplementedError  # the driver itself does it


class AwaitingDriver(Awaits, Driver):
    """Runs a plan in a coroutine; see `podio.drivers.awaiting`."""

    async def run(self, plan: Plan[T]) -> T:
        """Do everything the plan asks for."""
        raise NotImplementedError  # the driver itself does it

    def ahead(self, request: Request[T]) -> AbstractContextManager[AsyncAhead[T]]:
        """Begin a request whose answer is wanted in a moment; leaving gives it up."""
        raise NotImplementedError  # the driver itself does it


class Ahead(Protocol[T_co]):
    """A request under way."""

    def result(self) -> T_co:
        """Wait for its result; raises what went wrong."""
        ...


class AsyncAhead(Protocol[T_co]):
    """A request under way."""

    async def result(self) -> T_co:
        """Wait for its result; raises what went wrong."""
        ...


S = TypeVar("S", bound=Driver)
D_co = TypeVar("D_co", covariant=True)


class Driven(Generic[D_co]):
    """Something that has a driver, whose kind decides how its operations and steps are called."""

    __slots__ = ("driver",)

    def __init__(self, driver: D_co) -> None:
        self.driver = driver
