"""A server with one listing, as far as a walk over it needs one."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import parse_qs, urlsplit

from podio import AsyncPager, Page, Pager
from tests.flows.servers import answer

if TYPE_CHECKING:
    from tests.flows.callers import Caller

T = TypeVar("T")


class Shelf:
    """Answers with a window of numbered items, and notes which were asked for.

    Args:
        count: How many items there are at first.
        cap: The most that it gives at a time, whatever is asked for.
        padding: Letters in each item.

    Attributes:
        items: The items' ids, in their order.
        windows: Limit and offset of every request.
        before: Called before each answer with the number of requests so far.
    """

    def __init__(self, count: int, *, cap: int = 10_000, padding: int = 0) -> None:
        self.items = list(range(1, count + 1))
        self.windows: list[tuple[int, int]] = []
        self.before: Callable[[int], None] = lambda _: None
        self._cap = cap
        self._padding = "x" * padding
        self._asked = threading.Condition()

    def __call__(self, head: str) -> bytes:
        target = urlsplit(head.splitlines()[0].split(" ")[1])
        query = parse_qs(target.query)
        limit, offset = int(query["limit"][0]), int(query["offset"][0])
        with self._asked:
            self.windows.append((limit, offset))
            self._asked.notify_all()
        self.before(len(self.windows))
        ids = self.items[offset : offset + min(limit, self._cap)]
        shown = [{"item_id": one, "task_id": one, "title": self._padding} for one in ids]
        # Items come with their number in all, tasks without.
        counted = {"items": shown, "filtered": len(self.items), "total": len(self.items)}
        content = json.dumps(counted if target.path.startswith("/item/") else shown)
        return answer(content.encode())

    def was_asked(self, times: int, patience: float) -> bool:
        """Wait some seconds until so many requests came; False if they do not."""
        with self._asked:
            return self._asked.wait_for(lambda: len(self.windows) >= times, patience)


class Walk(Generic[T]):
    """A walk over a listing, step by step, on either client."""

    def __init__(self, call: Caller, pager: Pager[T] | AsyncPager[T]) -> None:
        self._call = call
        self._blocking: Iterator[T] | None = iter(pager) if isinstance(pager, Pager) else None
        self._awaiting: AsyncIterator[T] | None = (
            aiter(pager) if isinstance(pager, AsyncPager) else None
        )

    def take(self, count: int) -> list[T]:
        """Take the next few elements."""
        return [self._next() for _ in range(count)]

    def rest(self) -> list[T]:
        """Take all that follow."""
        taken: list[T] = []
        while True:
            try:
                taken.append(self._next())
            except (StopIteration, StopAsyncIteration):
                return taken

    def leave(self) -> None:
        """End the walk early, as `break` does."""
        if isinstance(self._awaiting, AsyncGenerator):
            self._call.wait(self._awaiting.aclose())
        self._blocking = None

    def sees_asked(self, shelf: Shelf, times: int, patience: float = 10.0) -> bool:
        """Let what was begun go on, until the shelf was asked so often."""
        if self._awaiting is None:
            return shelf.was_asked(times, patience)
        return self._call.wait(asyncio.to_thread(shelf.was_asked, times, patience))

    def _next(self) -> T:
        if self._awaiting is not None:
            return self._call.wait(self._anext(self._awaiting))
        assert self._blocking is not None
        return next(self._blocking)

    @staticmethod
    async def _anext(awaiting: AsyncIterator[T]) -> T:
        return await anext(awaiting)


def pages_of(call: Caller, pager: Pager[T] | AsyncPager[T]) -> list[Page[T]]:
    """Return all pages of a listing."""
    if isinstance(pager, Pager):
        return list(pager.pages())

    async def collected() -> list[Page[T]]:
        return [page async for page in pager.pages()]

    return call.wait(collected())


def count_of(call: Caller, pager: Pager[T] | AsyncPager[T]) -> int:
    """Walk over a listing and keep nothing but the number."""
    if isinstance(pager, Pager):
        return sum(1 for _ in pager)

    async def counted() -> int:
        count = 0
        async for _ in pager:
            count += 1
        return count

    return call.wait(counted())
