"""Iterate over listings, page by page; what comes next is decided by `Listing`.

The next page is fetched while the current one is used, but not before half of it was: a walk
that is left early does not spend a call of the hour's budget for nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

    from podio.core.operations.operation import AwaitingSession, BlockingSession
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

    Pages are fetched as they are needed, so a walk over 100,000 items holds two pages at the
    most. Elements that are added or removed while walking move the others along: an order in
    which new ones come last (by creation, ascending) keeps a walk from missing any.
    """

    def __init__(self, session: BlockingSession, listing: Listing[T]) -> None:
        """Begin before the first page; nothing is sent."""
        self._session = session
        self._listing = listing

    def pages(self) -> Iterator[Page[T]]:
        """Iterate page by page; each is fetched when it is asked for."""
        walk = _Walk(self._listing)
        while not walk.over:
            yield walk.take(self._session.run(walk.request()))

    def __iter__(self) -> Iterator[T]:
        """Iterate over the elements."""
        walk = _Walk(self._listing)
        page = walk.take(self._session.run(walk.request()))
        while True:
            half = (len(page.items) + 1) // 2
            yield from page.items[:half]
            if walk.over:
                yield from page.items[half:]
                return
            with _Ahead(self._session, walk.request()) as ahead:
                yield from page.items[half:]
                page = walk.take(ahead.result())

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


class _Ahead(Generic[T]):
    """One page that is fetched in a thread of its own while the present one is used."""

    def __init__(self, session: BlockingSession, request: Request[Page[T]]) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._pool = ThreadPoolExecutor(1, thread_name_prefix="podio-next-page")
        self._page: Future[Page[T]] = self._pool.submit(session.run, request)

    def result(self) -> Page[T]:
        """Wait for the page; raises what fetching it raised."""
        return self._page.result()

    def __enter__(self) -> _Ahead[T]:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


class AsyncPager(Generic[T]):
    """The elements of a listing: `async for element in pager`, `.pages()`, `.first()`, `.total()`.

    Pages are fetched as they are needed; see `Pager`.
    """

    def __init__(self, session: AwaitingSession, listing: Listing[T]) -> None:
        """Begin before the first page; nothing is sent."""
        self._session = session
        self._listing = listing

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate page by page; each is fetched when it is asked for."""
        walk = _Walk(self._listing)
        while not walk.over:
            yield walk.take(await self._session.run(walk.request()))

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the elements."""
        import asyncio

        walk = _Walk(self._listing)
        page = walk.take(await self._session.run(walk.request()))
        while True:
            half = (len(page.items) + 1) // 2
            for element in page.items[:half]:
                yield element
            ahead: asyncio.Task[Page[T]] | None = None
            if not walk.over:
                ahead = asyncio.ensure_future(self._session.run(walk.request()))
            try:
                for element in page.items[half:]:
                    yield element
                if ahead is None:
                    return
                page = walk.take(await ahead)
            finally:
                if ahead is not None:
                    ahead.cancel()

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
