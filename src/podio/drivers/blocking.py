"""The blocking driver: does what the engine says, one thing after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Coroutine, Generator, Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from podio.core import effects
from podio.core.operations.driver import BlockingDriver
from podio.drivers.store_port import StorePort, as_store_error, is_coroutine
from podio.errors import PodioError, StoreUnavailableError

if TYPE_CHECKING:
    from podio.core.engine import Engine
    from podio.core.operations.request import Plan, Request
    from podio.transports.files import FileSink
    from podio.transports.protocol import Transport

T = TypeVar("T")


LOOK = 1.0
"""Seconds between two looks whether work that others wait for has been begun."""


class Loop(Protocol):
    """Where the coroutines of an async store run, and those of the user's own."""

    def run(self, function: Callable[..., Coroutine[Any, Any, Any]], *arguments: object) -> Any:
        """Run a coroutine function to its end and return its result."""
        ...

    def close(self) -> None:
        """Stop it."""
        ...


class Blocking(BlockingDriver):
    """Does what the engine says, and blocks meanwhile; safe for any number of threads."""

    def __init__(
        self,
        engine: Engine,
        store: StorePort,
        transport: Transport,
        background: Loop | None = None,
    ) -> None:
        """Connect the engine's effects with the store and the network.

        Args:
            engine: What decides.
            store: Where the session is kept.
            transport: The network.
            background: Where coroutines run, shared by the clients over one session.
        """
        self.engine = engine
        self.store = store
        self.transport = transport
        self.owns = True  # a twin made by with_engine() closes nothing
        self._background = background
        self._do: dict[type, Callable[[Any], Any]] = {
            effects.Send: transport.send,
            effects.OpenSink: _open,
            effects.Sleep: lambda effect: time.sleep(effect.seconds),
            effects.Turn: lambda effect: effect.ask(),
            effects.Told: lambda effect: effect.ask(),
            effects.Join: self._join,
            effects.Call: self._call,
            effects.StoreGet: lambda _: store.check(self._store(store.get)),
            effects.StoreSet: self._set,
            effects.Lock: lambda effect: self._lock_store(store.lock, effect.lease),
            effects.Unlock: self._unlock,
        }

    def run(self, plan: Plan[T]) -> T:
        """Do everything the plan asks for."""
        return self.drive(self.engine.execute(plan))

    def ahead(self, request: Request[T]) -> _Ahead[T]:
        """Begin a request in a thread of its own."""
        return _Ahead(self, request)

    def gather(
        self,
        plans: Iterable[Plan[T]],
        concurrency: int,
        on_progress: Callable[[int], object] | None,
    ) -> list[T | PodioError]:
        """Do several plans at the same time; results and errors in the plans' order."""
        from queue import SimpleQueue

        from podio.drivers.gathering import Gathering

        gathering = Gathering(plans, on_progress)
        over: SimpleQueue[None] = SimpleQueue()

        def work() -> None:
            while (place := gathering.next()) is not None:
                try:
                    self.drive(gathering.steps(place, self.engine.execute))
                except BaseException as error:  # noqa: BLE001 -- raised where it is waited for
                    gathering.end(error)
                over.put(None)

        threads = [
            threading.Thread(target=work, name="podio-gather", daemon=True)
            for _ in range(min(concurrency, len(gathering)))
        ]
        try:
            for thread in threads:
                thread.start()
            for _ in range(len(gathering)):
                over.get()
                if gathering.ended is not None:
                    break
                gathering.count()
        except BaseException as error:  # noqa: BLE001 -- raised below, with the results so far
            gathering.end(error)
        for thread in threads:
            if thread.ident is not None:
                thread.join()
        return gathering.outcome()

    def drive(self, steps: Generator[Any, Any, T]) -> T:
        """Do steps to their end."""
        do = self._do
        try:
            effect = steps.send(None)
            while True:
                try:
                    done = do[type(effect)](effect)
                except BaseException as error:  # noqa: BLE001 -- the steps decide; locks are given back
                    effect = steps.throw(error)
                else:
                    effect = steps.send(done)
        except StopIteration as stop:
            value: T = stop.value
            return value

    def with_engine(self, engine: Engine) -> Blocking:
        """Return a driver over the same store and network with another engine."""
        twin = Blocking(engine, self.store, self.transport, self._background)
        twin.owns = False
        return twin

    def find_session(self) -> None:
        """Read the store; one that is down is remembered, and asked again by the first call."""
        try:
            # Nobody else has the client yet, so there is nobody to share this with.
            self.drive(self.engine.storage.load())
        except StoreUnavailableError:
            return

    def close(self) -> None:
        """Save what is not saved yet and give connections back; whatever fails, all is closed."""
        with ExitStack() as closing:
            if self.owns:
                closing.callback(self.transport.close)
                closing.callback(self.release)
            self.drive(self.engine.renewal.settle())
            self.drive(self.engine.renewal.save_again(now=True))

    def retire(self) -> bool:
        """Save what is not saved, unless somebody is about to; tell whether all is saved."""
        self.drive(self.engine.renewal.save_again())
        self.release()
        return not self.engine.storage.dirty

    def release(self) -> None:
        """Give the store's connections back."""
        try:
            if self.store.close is not None:
                self._store(self.store.close)
        finally:
            if self._background is not None:
                self._background.close()

    def _join(self, effect: effects.Join) -> None:
        work, until = effect.work, time.monotonic() + effect.limit
        work.begin(self.drive)
        while not work.wait(LOOK):
            if time.monotonic() > until:
                raise StoreUnavailableError(too_long(effect.limit))
            work.begin(self.drive)  # who was to begin it may have been interrupted before

    def _call(self, effect: effects.Call) -> object:
        if is_coroutine(effect.function):
            return self._loop().run(effect.function, *effect.arguments)
        return effect.function(*effect.arguments)

    def _set(self, effect: effects.StoreSet) -> bool:
        if self.store.compare_and_set is not None:
            return bool(self._store(self.store.compare_and_set, effect.oauth, effect.expected))
        self._store(self.store.set, effect.oauth)
        return True

    def _unlock(self, effect: effects.Unlock) -> bool:
        try:
            return bool(self._lock_store(self.store.unlock, effect.owner))
        except Exception:  # noqa: BLE001 -- the lease ends by itself; the work is done
            return False

    def _loop(self) -> Loop:
        if self._background is None:
            from podio.drivers.background import BackgroundLoop  # for coroutines alone

            self._background = BackgroundLoop()
        return self._background

    def _lock_store(self, call: Callable[..., Any], *arguments: object) -> Any:
        if not self.store.locks_itself:
            return call(*arguments)
        return self._store(call, *arguments)

    def _store(self, call: Callable[..., Any], *arguments: object) -> Any:  # the store's answer
        failure: PodioError
        try:
            if not self.store.awaits:
                return call(*arguments)
            return self._loop().run(call, *arguments)
        except Exception as error:  # noqa: BLE001 -- a store may raise anything
            # Not raised here: a database's own exception may quote what it was given.
            failure = as_store_error(error, self.store.store)
        raise failure


def _open(effect: effects.OpenSink) -> FileSink:
    from podio.transports.files import FileSink

    return FileSink(effect.destination)


class _Ahead(Generic[T]):
    """One request that is done in a thread of its own while something else goes on."""

    def __init__(self, driver: Blocking, request: Request[T]) -> None:
        from concurrent.futures import ThreadPoolExecutor  # from page two on

        self._pool = ThreadPoolExecutor(1, thread_name_prefix="podio-next-page")
        self._answer = self._pool.submit(driver.run, request)

    def result(self) -> T:
        """Wait for the result; raises what went wrong."""
        return self._answer.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def too_long(seconds: float) -> str:
    """Say that work on the session takes longer than anybody waits."""
    return (
        f"work on the session has been under way for {seconds:.0f} s: does the auth store hang? "
        "It goes on, and later calls find what it comes to"
    )
