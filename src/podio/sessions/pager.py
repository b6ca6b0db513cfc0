"""Iterate over listings, page by page; what comes next is decided by `Listing`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from podio.core.operation import AwaitingSession, BlockingSession
    from podio.core.request import Listing, Page

T = TypeVar("T")
R = TypeVar("R")


class Pager(Generic[T]):
    """The elements of a listing: `for element in pager`, `.pages()`, `.first()`, `.total()`.

    Pages are fetched as they are needed, so a walk over 100,000 items holds one page.
    Elements that are added or removed while walking move the others along: an order in which
    new ones come last (by creation, ascending) keeps a walk from missing any.
    """

    def __init__(self, session: BlockingSession, listing: Listing[T]) -> None:
        """Begin before the first page; nothing is sent."""
        self._session = session
        self._listing = listing

    def pages(self) -> Iterator[Page[T]]:
        """Iterate page by page."""
        listing, offset, taken = self._listing, self._listing.offset, 0
        while True:
            page = self._session.run(listing.page_request(offset, taken))
            offset += len(page.items)
            taken += len(page.items)
            yield page
            if listing.is_last(page, taken):
                return

    def __iter__(self) -> Iterator[T]:
        """Iterate over the elements."""
        for page in self.pages():
            yield from page.items

    def first(self) -> T | None:
        """Return the first element, or None where there is none; fetches one."""
        page = self._session.run(self._listing.window_of(1))
        return page.items[0] if page.items else None

    def total(self) -> int | None:
        """Ask how many elements match; None where Podio does not say."""
        return self._session.run(self._listing.window_of(1)).total

    def into(self, model: type[R]) -> Pager[R]:
        """Give the elements as your own class: a Struct, dataclass or pydantic model."""
        return Pager(self._session, self._listing.into(model))


class AsyncPager(Generic[T]):
    """The elements of a listing: `async for element in pager`, `.pages()`, `.first()`, `.total()`.

    Pages are fetched as they are needed; see `Pager`.
    """

    def __init__(self, session: AwaitingSession, listing: Listing[T]) -> None:
        """Begin before the first page; nothing is sent."""
        self._session = session
        self._listing = listing

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate page by page."""
        listing, offset, taken = self._listing, self._listing.offset, 0
        while True:
            page = await self._session.run(listing.page_request(offset, taken))
            offset += len(page.items)
            taken += len(page.items)
            yield page
            if listing.is_last(page, taken):
                return

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the elements."""
        async for page in self.pages():
            for element in page.items:
                yield element

    async def first(self) -> T | None:
        """Return the first element, or None where there is none; fetches one."""
        page = await self._session.run(self._listing.window_of(1))
        return page.items[0] if page.items else None

    async def total(self) -> int | None:
        """Ask how many elements match; None where Podio does not say."""
        return (await self._session.run(self._listing.window_of(1))).total

    def into(self, model: type[R]) -> AsyncPager[R]:
        """Give the elements as your own class: a Struct, dataclass or pydantic model."""
        return AsyncPager(self._session, self._listing.into(model))
