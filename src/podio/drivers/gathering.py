"""Several plans at the same time: what both drivers do alike, and how it ends.

All requests are described before the first one is sent: where describing one fails, nothing was
sent. An exception that is none of Podio's (of `on_progress`, of the caller's own reader or flow)
ends the rest: what is under way is finished, what waits is given up, and the exception is raised
with the results so far on it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from podio.core.effects import Effect, Sleep
from podio.errors import PodioError

if TYPE_CHECKING:
    from podio.core.operations.request import Plan

T = TypeVar("T")

LOOK = 0.1
"""Seconds between two looks of a call that waits whether the rest has ended."""


class Gathering(Generic[T]):
    """The plans of one `gather`, and what has come of them.

    Attributes:
        results: One for each plan, in their order.
        ended: What ended the rest, if something did.
    """

    def __init__(
        self, plans: Iterable[Plan[T]], on_progress: Callable[[int], object] | None
    ) -> None:
        try:
            self._plans = list(plans)
        except BaseException as error:
            _give(error, [])
            raise
        self._on_progress = on_progress
        self._guard = threading.Lock()
        self._next = self._done = 0
        self.ended: BaseException | None = None
        not_sent = PodioError("not sent: the rest was ended before its turn")
        self.results: list[T | PodioError] = [not_sent] * len(self._plans)
        self._cut_off = PodioError("cut off while it was under way: Podio may have done it")

    def __len__(self) -> int:
        """Return how many plans there are."""
        return len(self._plans)

    def next(self) -> int | None:
        """Return the place of the next plan, or None where there is nothing left to begin."""
        with self._guard:
            place = self._next
            if self.ended is not None or place >= len(self._plans):
                return None
            self._next += 1
        self.results[place] = self._cut_off
        return place

    def steps(
        self, place: int, execute: Callable[[Plan[T]], Generator[Effect, Any, T]]
    ) -> Generator[Effect, Any, None]:
        """Do a plan and keep its result; its waits end when the rest is ended."""
        try:
            self.results[place] = yield from self._impatient(execute(self._plans[place]))
        except PodioError as error:
            self.results[place] = error

    def count(self) -> None:
        """Tell the caller that one more is done."""
        self._done += 1
        if self._on_progress is not None and self.ended is None:
            self._on_progress(self._done)

    def end(self, error: BaseException) -> None:
        """Begin nothing more; the first error is the one that is raised."""
        if self.ended is None:
            self.ended = error

    def outcome(self) -> list[T | PodioError]:
        """Return the results, or raise what ended the rest, with the results so far on it."""
        ended = self.ended
        if ended is None:
            return self.results
        _give(ended, self.results)
        raise ended

    def _impatient(self, steps: Generator[Effect, Any, T]) -> Generator[Effect, Any, T]:
        try:
            effect = steps.send(None)
            while True:
                try:
                    if isinstance(effect, Sleep):
                        yield from self._slept(effect.seconds)
                        done: object = None
                    else:
                        done = yield effect
                except BaseException as error:  # noqa: BLE001 -- the steps decide
                    effect = steps.throw(error)
                else:
                    effect = steps.send(done)
        except StopIteration as stop:
            value: T = stop.value
            return value

    def _slept(self, seconds: float) -> Generator[Effect, Any, None]:
        while seconds > 0 and self.ended is None:
            yield Sleep(min(LOOK, seconds))
            seconds -= LOOK
        if self.ended is not None:
            message = "given up: the rest was ended while it waited to be sent again"
            raise PodioError(message)


def _give(error: BaseException, results: list[T | PodioError]) -> None:
    # Past what its class makes of attributes, which may be frozen.
    BaseException.__setattr__(error, "results", results)
