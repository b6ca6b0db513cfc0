"""The awaiting driver: does what the engine says, and lets others run meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from podio.core import effects
from podio.core.operations.driver import AwaitingDriver
from podio.drivers.apart import apart
from podio.drivers.blocking import LOOK, too_long
from podio.drivers.store_port import StorePort, as_store_error, is_coroutine
from podio.errors import ConfigurationError, PodioError, StoreUnavailableError

if TYPE_CHECKING:
    from podio.core.engine import Engine
    from podio.core.operations.request import Plan, Request
    from podio.transports.files import FileSink
    from podio.transports.protocol import AsyncTransport

T = TypeVar("T")
_Done = Coroutine[Any, Any, Any]


class Awaiting(AwaitingDriver):
    """Does what the engine says, awaiting it; safe for any number of tasks and loops."""

    def __init__(
        self,
        engine: Engine,
        store: StorePort,
        transport: AsyncTransport,
    ) -> None:
        """Connect the engine's effects with the store and the network.

        Args:
            engine: What decides.
            store: Where the session is kept.
            transport: The network.
        """
        self.engine = engine
        self.store = store
        self.transport = transport
        self.owns = True  # a twin made by with_engine() closes nothing
        self._do: dict[type, Callable[[Any], _Done]] = {
            effects.Send: transport.send,
            effects.OpenSink: _open,
            effects.Sleep: lambda effect: asyncio.sleep(effect.seconds),
            effects.Turn: _ask_budget,
            effects.Told: _ask_budget,
            effects.Join: self._join,
            effects.Call: _call,
        }

    async def run(self, plan: Plan[T]) -> T:
        """Do everything the plan asks for."""
        return await self.drive(self.engine.execute(plan))

    def ahead(self, request: Request[T]) -> _Ahead[T]:
        """Begin a request in a task of its own."""
        return _Ahead(self, request)

    async def gather(
        self,
        plans: Iterable[Plan[T]],
        concurrency: int,
        on_progress: Callable[[int], object] | None,
    ) -> list[T | PodioError]:
        """Do several plans at the same time; results and errors in the plans' order."""
        from podio.drivers.gathering import Gathering

        needs_asyncio()
        gathering = Gathering(plans, on_progress)

        async def work() -> None:
            while (place := gathering.next()) is not None:
                try:
                    await self.drive(gathering.steps(place, self.engine.execute))
                    gathering.count()
                except asyncio.CancelledError:
                    raise
                except BaseException as error:  # noqa: BLE001 -- raised below, as the blocking client does
                    gathering.end(error)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(concurrency, len(gathering))):
                    group.create_task(work())
        except asyncio.CancelledError as error:
            gathering.ended = error  # above all that happened inside
        return gathering.outcome()

    async def drive(self, steps: Generator[Any, Any, T]) -> T:
        """Do steps to their end."""
        needs_asyncio()
        do = self._do
        try:
            effect = steps.send(None)
            while True:
                try:
                    done = await do[type(effect)](effect)
                except BaseException as error:  # noqa: BLE001 -- the steps decide; locks are given back
                    effect = steps.throw(error)
                else:
                    effect = steps.send(done)
        except StopIteration as stop:
            value: T = stop.value
            return value

    def with_engine(self, engine: Engine) -> Awaiting:
        """Return a driver over the same store and network with another engine."""
        twin = Awaiting(engine, self.store, self.transport)
        twin.owns = False
        return twin

    async def find_session(self) -> None:
        """Read the store; one that is down is remembered, and asked again by the first call."""
        try:
            await self.drive(self.engine.renewal.load())
        except StoreUnavailableError:
            return

    async def close(self) -> None:
        """Save what is not saved yet and give connections back; whatever fails, all is closed."""
        needs_asyncio()
        async with AsyncExitStack() as closing:
            if self.owns:
                closing.push_async_callback(self.transport.aclose)
                closing.push_async_callback(self.release)
            await self.drive(self.engine.renewal.settle())
            await self.drive(self.engine.renewal.save_again(now=True))

    async def retire(self) -> bool:
        """Save what is not saved, unless somebody is about to; tell whether all is saved."""
        await self.drive(self.engine.renewal.save_again())
        await self.release()
        return not self.engine.storage.dirty

    async def release(self) -> None:
        """Give the store's connections back."""
        if self.store.close is not None:
            close, failure = self.store.close, None
            try:
                await (close() if self.store.awaits else asyncio.to_thread(close))
            except Exception as error:  # noqa: BLE001 -- a store may raise anything
                failure = as_store_error(error, self.store.store)
            if failure is not None:
                raise failure

    async def _join(self, effect: effects.Join) -> None:
        loop = asyncio.get_running_loop()
        over: asyncio.Future[None] = loop.create_future()

        def tell() -> None:
            try:
                loop.call_soon_threadsafe(_settle, over)
            except RuntimeError:  # the loop that waited is closed: nobody waits any more
                return

        work, until = effect.work, loop.time() + effect.limit
        drive = apart(self.engine, self.store, self.transport)
        work.begin(drive)
        work.when_over(tell)
        while not (await asyncio.wait([over], timeout=LOOK))[0]:
            if loop.time() > until:
                raise StoreUnavailableError(too_long(effect.limit))
            work.begin(drive)  # who was to begin it may have been cancelled before


def needs_asyncio() -> None:
    """Refuse to run under anything else, before anything is done.

    Raises:
        ConfigurationError: No asyncio event loop runs here.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        return
    raise ConfigurationError(
        "AsyncPodio needs asyncio: it runs inside of asyncio.run() or the like, not under trio, "
        "curio or no event loop at all; Podio, the blocking client, runs in any thread"
    )


async def _call(effect: effects.Call) -> object:
    if is_coroutine(effect.function):
        result: object = await effect.function(*effect.arguments)
        return result
    return await asyncio.to_thread(effect.function, *effect.arguments)


def _settle(over: asyncio.Future[None]) -> None:
    if not over.done():
        over.set_result(None)


async def _open(effect: effects.OpenSink) -> FileSink:
    from podio.transports.files import FileSink

    return FileSink(effect.destination)


async def _ask_budget(effect: effects.Turn | effects.Told) -> object:
    return await asyncio.to_thread(effect.ask) if effect.budget.blocks else effect.ask()


class _Ahead(Generic[T]):
    """One request that is done in a task of its own while something else goes on."""

    def __init__(self, driver: Awaiting, request: Request[T]) -> None:
        self._task = asyncio.ensure_future(driver.run(request))

    async def result(self) -> T:
        """Wait for the result; raises what went wrong."""
        return await self._task

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._task.cancel()
