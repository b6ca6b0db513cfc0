"""Iterate over listings, page by page; what comes next is decided by `Listing`.

The next page is fetched while the current one is used, but not before half of it was: a walk
that is left early does not spend a call of the hour's budget for nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from podio.core.operations.driver import AwaitingDriver, BlockingDriver
    from podio.core.operations.request import Listing, Page, Request

T = TypeVar("T")
R = TypeVar("R")


class _Walk(Generic[T]):
    """Where a walk stands."""

    def __init__(self, listing: Listing[T]) -> None:
        self.listing = listing
        self.offset = listing.offset
        self.taken = 0
        self.over = False

    def request(self) -> Request[Page[T]]:
        """Return the request for the page that comes next."""
        return self.listing.page_request(self.offset, self.taken)

    def take(self, page: Page[T]) -> Page[T]:
        """Step over a page."""
        self.offset += len(page.items)
        self.taken += len(page.items)
        self.over = self.listing.is_last(page, self.taken)
        return page


class Pager(Generic[T]):
    """The elements of a listing: `for element in pager`, `.pages()`, `.first()`, `.total()`.

    Pages are fetched as they are needed, so a walk over 100,000 items holds at most two
    pages. Elements that are added or removed while walking move the others along: an order in
    which new ones come last (by creation, ascending) keeps a walk from missing any.
    """

    def __init__(self, driver: BlockingDriver, listing: Listing[T]) -> None:
        self.driver = driver
        self._listing = listing

    def pages(self) -> Iterator[Page[T]]:
        """Iterate page by page; each is fetched when it is asked for."""
        walk = _Walk(self._listing)
        while not walk.over:
            yield walk.take(self.driver.run(walk.request()))

    def __iter__(self) -> Iterator[T]:
        """Iterate over the elements."""
        walk = _Walk(self._listing)
        page = walk.take(self.driver.run(walk.request()))
        while True:
            half = (len(page.items) + 1) // 2
            yield from page.items[:half]
            if walk.over:
                yield from page.items[half:]
                return
            with self.driver.ahead(walk.request()) as ahead:
                yield from page.items[half:]
                page = walk.take(ahead.result())

    def first(self) -> T | None:
        """Return the first element, or None where there is none; fetches one."""
        page = self.driver.run(self._listing.window_of(1))
        return page.items[0] if page.items else None

    def total(self) -> int | None:
        """Ask how many elements match; None where Podio does not say."""
        return self.driver.run(self._listing.window_of(1)).total

    def into(self, model: type[R]) -> Pager[R]:
        """Give the elements as your own class: a Struct, dataclass or pydantic model."""
        return Pager(self.driver, self._listing.into(model))


class AsyncPager(Generic[T]):
    """The elements of a listing: `async for element in pager`, `.pages()`, `.first()`, `.total()`.

    Pages are fetched as they are needed; see `Pager`.
    """

    def __init__(self, driver: AwaitingDriver, listing: Listing[T]) -> None:
        self.driver = driver
        self._listing = listing

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate page by page; each is fetched when it is asked for."""
        walk = _Walk(self._listing)
        while not walk.over:
            yield walk.take(await self.driver.run(walk.request()))

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the elements."""
        walk = _Walk(self._listing)
        page = walk.take(await self.driver.run(walk.request()))
        while True:
            half = (len(page.items) + 1) // 2
            for element in page.items[:half]:
                yield element
            if walk.over:
                for element in page.items[half:]:
                    yield element
                return
            with self.driver.ahead(walk.request()) as ahead:
                for element in page.items[half:]:
                    yield element
                page = walk.take(await ahead.result())

    async def first(self) -> T | None:
        """Return the first element, or None where there is none; fetches one."""
        page = await self.driver.run(self._listing.window_of(1))
        return page.items[0] if page.items else None

    async def total(self) -> int | None:
        """Ask how many elements match; None where Podio does not say."""
        return (await self.driver.run(self._listing.window_of(1))).total

    def into(self, model: type[R]) -> AsyncPager[R]:
        """Give the elements as your own class: a Struct, dataclass or pydantic model."""
        return AsyncPager(self.driver, self._listing.into(model))
