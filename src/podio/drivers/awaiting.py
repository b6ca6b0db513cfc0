"""The awaiting driver: does what the engine says, and lets others run meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterable
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from podio.core import effects
from podio.core.operations.driver import AwaitingDriver
from podio.drivers.store_port import LockTaken, StorePort, as_store_error
from podio.errors import PodioError, StoreUnavailableError

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
        apart: set[asyncio.Task[Any]] | None = None,
    ) -> None:
        """Connect the engine's effects with the store and the network.

        Args:
            engine: What decides.
            store: Where the session is kept.
            transport: The network.
            apart: Work that outlives its caller, shared with the clients over one session.
        """
        self.engine = engine
        self.store = store
        self.transport = transport
        self.owns = True  # a twin made by with_engine() closes nothing
        self._apart_tasks: set[asyncio.Task[Any]] = set() if apart is None else apart
        self._do: dict[type, Callable[[Any], _Done]] = {
            effects.Send: transport.send,
            effects.OpenSink: _open,
            effects.Sleep: lambda effect: asyncio.sleep(effect.seconds),
            effects.Turn: _ask_budget,
            effects.Told: _ask_budget,
            effects.Join: _join,
            effects.Call: _call,
            effects.Apart: self._apart,
            effects.StoreGet: self._get,
            effects.StoreSet: self._set,
            effects.StoreDelete: self._delete,
            effects.Lock: self._lock,
            effects.Unlock: self._unlock,
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
        room = asyncio.Semaphore(concurrency)
        done = 0

        async def one(plan: Plan[T]) -> T | PodioError:
            nonlocal done
            async with room:
                try:
                    result: T | PodioError = await self.run(plan)
                except PodioError as error:
                    result = error
            done += 1
            if on_progress is not None:
                on_progress(done)
            return result

        try:
            async with asyncio.TaskGroup() as group:
                begun = [group.create_task(one(plan)) for plan in plans]
        except BaseExceptionGroup as errors:
            # The caller's own error, as the blocking client raises it; the rest was cancelled.
            raise errors.exceptions[0] from None
        return [each.result() for each in begun]

    async def drive(self, steps: Generator[Any, Any, T]) -> T:
        """Do steps to their end."""
        try:
            first = steps.send(None)
        except StopIteration as stop:
            value: T = stop.value
            return value
        return await self._go_on(steps, first)

    async def _go_on(self, steps: Generator[Any, Any, T], effect: Any) -> T:  # an Effect
        do = self._do
        try:
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
        twin = Awaiting(engine, self.store, self.transport, self._apart_tasks)
        twin.owns = False
        return twin

    async def settle(self) -> None:
        """Wait for renewals whose callers went away: Podio's answer is all there is of them."""
        here = asyncio.get_running_loop()
        under_way = [task for task in self._apart_tasks if task.get_loop() is here]
        if under_way:
            await asyncio.wait(under_way)

    async def find_session(self) -> None:
        """Read the store; one that is down is remembered, and asked again by the first call."""
        try:
            await self.drive(self.engine.renewal.load())
        except StoreUnavailableError:
            return

    async def close(self) -> None:
        """Save what is not saved yet and give connections back."""
        try:
            await self.settle()
            await self.drive(self.engine.renewal.save_again(now=True))
        finally:
            if self.owns:
                await self.release()
                await self.transport.aclose()

    async def retire(self) -> bool:
        """Save what is not saved, unless somebody is about to; tell whether all is saved."""
        await self.drive(self.engine.renewal.save_again())
        await self.release()
        return not self.engine.storage.dirty

    async def release(self) -> None:
        """Give the store's connections back."""
        if self.store.close is not None:
            await self._store(self.store.close)

    async def _apart(self, effect: effects.Apart) -> object:
        # A caller that is cancelled must not take a refresh with it: Podio may have rotated
        # the token already, and the answer is all there is of the new one.
        steps = effect.steps
        try:
            # Begun here, not in the task: one that is cancelled before it runs would leave
            # the others waiting for work that nobody does.
            first = steps.send(None)
        except StopIteration as stop:
            return cast("object", stop.value)
        task = asyncio.ensure_future(self._go_on(steps, first))
        self._apart_tasks.add(task)
        task.add_done_callback(lambda task: self._over(task, steps))
        return await asyncio.shield(task)

    def _over(self, task: asyncio.Task[Any], steps: Generator[Any, Any, Any]) -> None:
        self._apart_tasks.discard(task)
        steps.close()
        if not task.cancelled():
            task.exception()  # seen, so that asyncio does not report it where the caller left

    async def _get(self, _: effects.StoreGet) -> object:
        return self.store.check(await self._store(self.store.get))

    async def _set(self, effect: effects.StoreSet) -> bool:
        if self.store.compare_and_set is not None:
            expected = effect.expected
            return bool(await self._store(self.store.compare_and_set, effect.oauth, expected))
        await self._store(self.store.set, effect.oauth)
        return True

    async def _delete(self, effect: effects.StoreDelete) -> None:
        if self.store.delete is not None:
            await self._store(self.store.delete)
        else:
            await self._store(self.store.set, effect.emptied)

    async def _lock(self, effect: effects.Lock) -> object:
        store = self.store
        if store.awaits or not store.locks_itself:
            return await self._lock_store(store.lock, effect.lease)
        taking = LockTaken(store)
        try:
            return await self._store(taking.take, effect.lease)
        except asyncio.CancelledError:
            # The thread takes the lock all the same, and nobody is left to give it back.
            _ = asyncio.get_running_loop().run_in_executor(None, taking.give_up)
            raise

    async def _unlock(self, effect: effects.Unlock) -> bool:
        try:
            return bool(await self._lock_store(self.store.unlock, effect.owner))
        except Exception:  # noqa: BLE001 -- the lease ends by itself; the work is done
            return False

    async def _lock_store(self, call: Callable[..., Any], *arguments: object) -> Any:
        if not self.store.locks_itself:
            return call(*arguments)
        return await self._store(call, *arguments)

    async def _store(
        self, call: Callable[..., Any], *arguments: object
    ) -> Any:  # the store's answer
        failure: PodioError
        try:
            if self.store.awaits:
                return await call(*arguments)
            return await asyncio.to_thread(call, *arguments)
        except Exception as error:  # noqa: BLE001 -- a store may raise anything
            # Not raised here: a database's own exception may quote what it was given.
            failure = as_store_error(error, self.store.store)
        raise failure


async def _call(effect: effects.Call) -> object:
    return effect.function(*effect.arguments)


def _settle(over: asyncio.Future[None]) -> None:
    if not over.done():
        over.set_result(None)


async def _open(effect: effects.OpenSink) -> FileSink:
    from podio.transports.files import FileSink

    return FileSink(effect.destination)


async def _ask_budget(effect: effects.Turn | effects.Told) -> object:
    return await asyncio.to_thread(effect.ask) if effect.budget.blocks else effect.ask()


async def _join(effect: effects.Join) -> None:
    loop = asyncio.get_running_loop()
    over: asyncio.Future[None] = loop.create_future()

    def tell() -> None:
        try:
            loop.call_soon_threadsafe(_settle, over)
        except RuntimeError:  # the loop that waited is closed: nobody waits any more
            return

    effect.work.when_over(tell)
    await over


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
