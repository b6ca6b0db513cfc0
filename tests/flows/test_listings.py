"""Walks over listings: what is sent and when, on both clients."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from podio.areas.items import Items
from podio.areas.tasks import Tasks
from podio.errors import DecodeError, InvalidArgumentError, Unavailable
from tests.areas import cases
from tests.flows.callers import AnyPodio, Caller, api_requests, signed_in
from tests.flows.listing_server import Shelf, Walk, count_of, pages_of
from tests.flows.servers import RawServer

if TYPE_CHECKING:
    from podio.models import Item, Task
    from podio.sandbox import Sandbox

T = TypeVar("T")
MEBIBYTE = 1024 * 1024
TICKETS = 26_002  # the sandbox's app of 2,000 items


@dataclass
class Ticket:
    item_id: int
    title: str


Open = Callable[[Shelf], AnyPodio]


@pytest.fixture
def open_shelf(call: Caller) -> Iterator[Open]:
    """Serve a shelf, and return a client of it."""
    servers: list[RawServer] = []

    def opened(shelf: Shelf) -> AnyPodio:
        server = RawServer(shelf)
        servers.append(server.__enter__())
        podio = call.client(api_url=server.url)
        podio.oauth = cases.signed_in()
        return podio

    yield opened
    for server in servers:
        server.__exit__()


def ids(items: list[Item]) -> list[int]:
    return [item.item_id for item in items]


def task_ids(tasks: list[Task]) -> list[int]:
    return [task.task_id for task in tasks]


def test_a_walk_gives_every_element_once_and_in_order(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(25)
    podio = open_shelf(shelf)
    assert ids(call.every(podio.items.list(7, page_size=10))) == shelf.items
    assert shelf.windows == [(10, 0), (10, 10), (10, 20)]


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 20])
def test_pages_that_are_just_full_or_just_not(call: Caller, open_shelf: Open, count: int) -> None:
    shelf = Shelf(count)
    podio = open_shelf(shelf)
    assert ids(call.every(podio.items.list(7, page_size=10))) == shelf.items
    assert len(shelf.windows) == max(1, -(-count // 10)), "the number in all tells the last page"


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (19, 1), (20, 2), (45, 3), (60, 4)])
def test_where_podio_does_not_say_how_many_a_short_page_is_the_last(
    call: Caller, open_shelf: Open, count: int, requests: int
) -> None:
    shelf = Shelf(count)
    podio = open_shelf(shelf)
    assert task_ids(call.every(podio.tasks.find(page_size=20))) == shelf.items
    assert len(shelf.windows) == requests


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_one_that_is_left_in_the_first_half_of_a_page_sends_one_request(
    call: Caller, open_shelf: Open, size: int
) -> None:
    shelf = Shelf(100)
    podio = open_shelf(shelf)
    walk = Walk(call, podio.items.list(7, page_size=size))
    assert len(walk.take((size + 1) // 2)) == (size + 1) // 2
    assert not walk.sees_asked(shelf, 2, patience=0.2)
    walk.leave()
    call.leave(podio)
    assert shelf.windows == [(size, 0)]


def test_the_next_page_is_fetched_while_the_second_half_is_used(
    call: Caller, open_shelf: Open
) -> None:
    shelf = Shelf(100)
    walk = Walk(call, open_shelf(shelf).items.list(7, page_size=10))
    walk.take(6)
    assert walk.sees_asked(shelf, 2), "four are left of this page, and the next is on its way"
    assert shelf.windows == [(10, 0), (10, 10)]


def test_never_more_than_one_page_is_fetched_ahead(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(100)
    podio = open_shelf(shelf)
    walk = Walk(call, podio.items.list(7, page_size=10))
    walk.take(10)
    assert walk.sees_asked(shelf, 2)
    walk.take(5)
    assert not walk.sees_asked(shelf, 3, patience=0.2)
    walk.leave()
    call.leave(podio)
    assert shelf.windows == [(10, 0), (10, 10)]


def test_an_error_comes_where_the_page_would_and_not_before(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    walk = Walk(call, podio.items.filter(TICKETS, page_size=10))
    walk.take(5)
    sandbox.fault(f"/item/app/{TICKETS}/filter/", status=503, count=3)
    assert len(walk.take(5)) == 5
    with pytest.raises(Unavailable):
        walk.take(1)


def test_a_page_that_failed_after_the_walk_was_left_makes_no_noise(
    call: Caller, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    podio = signed_in(call)
    walk = Walk(call, podio.items.filter(TICKETS, page_size=10))
    walk.take(5)
    sandbox.fault(f"/item/app/{TICKETS}/filter/", status=404, body={}, count=1)
    walk.take(1)
    call(podio.users.get_status())  # meanwhile the next page comes to nothing
    call(podio.users.get_status())
    walk.leave()
    gc.collect()
    assert caplog.records == []


def test_the_limit_is_of_all_pages(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(100)
    podio = open_shelf(shelf)
    assert len(call.every(podio.items.list(7, limit=25, page_size=10))) == 25
    assert shelf.windows == [(10, 0), (10, 10), (5, 20)]
    shelf.windows.clear()
    assert len(call.every(podio.items.list(7, limit=3))) == 3
    assert shelf.windows == [(3, 0)]
    shelf.windows.clear()
    assert len(call.every(podio.items.list(7, limit=10, page_size=10))) == 10
    assert shelf.windows == [(10, 0)]


def test_the_offset_is_where_it_begins(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(30)
    podio = open_shelf(shelf)
    assert ids(call.every(podio.items.list(7, offset=25, page_size=10))) == [26, 27, 28, 29, 30]
    assert ids(call.every(podio.items.list(7, offset=30))) == []
    assert ids(call.every(podio.items.list(7, offset=28, limit=1))) == [29]


def test_a_window_that_cannot_be_is_refused(open_shelf: Open) -> None:
    shelf = Shelf(30)
    podio: Any = open_shelf(shelf)
    for wrong in ({"limit": 0}, {"limit": -1}, {"offset": -1}, {"page_size": 0}, {"limit": "9"}):
        with pytest.raises(InvalidArgumentError, match=next(iter(wrong))):
            podio.items.list(7, **wrong)
    assert shelf.windows == []


@pytest.mark.parametrize("cap", [20, 33, 99])
def test_a_smaller_page_than_was_asked_for_is_not_the_end(
    call: Caller, open_shelf: Open, cap: int
) -> None:
    shelf = Shelf(120, cap=cap)
    podio = open_shelf(shelf)
    assert task_ids(call.every(podio.tasks.find())) == shelf.items
    assert ids(call.every(podio.items.list(7))) == shelf.items


def test_with_a_number_in_all_even_one_at_a_time_is_enough(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(5, cap=1)
    assert ids(call.every(open_shelf(shelf).items.list(7))) == shelf.items


def test_what_is_added_at_the_end_while_walking_is_met(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(20)

    def add(requests: int) -> None:
        if requests <= 2:
            shelf.items += [100 + requests]

    shelf.before = add
    assert ids(call.every(open_shelf(shelf).items.list(7, page_size=10))) == shelf.items
    assert shelf.items[-2:] == [101, 102]


def test_what_is_added_in_front_shifts_the_pages(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(20)
    shelf.before = lambda requests: shelf.items.insert(0, 100) if requests == 2 else None
    walked = ids(call.every(open_shelf(shelf).items.list(7, page_size=10)))
    assert walked == [*range(1, 11), *range(10, 21)], "one is met twice, none is missed"


def test_a_walk_over_the_sandbox_in_a_steady_order_misses_none(
    call: Caller, sandbox: Sandbox
) -> None:
    podio = signed_in(call)
    open_ones = {"status": [1]}
    pager = podio.items.filter(
        TICKETS, open_ones, sort_by="item_id", sort_desc=False, page_size=200
    )
    walk = Walk(call, pager)
    seen = ids(walk.take(250))
    made = call(podio.items.create(TICKETS, {"title": "New", "status": 1})).item_id
    seen += ids(walk.rest())
    call(podio.items.delete(made))
    assert len(seen) == len(set(seen)) == 501
    assert seen == sorted(seen)
    assert seen[-1] == made
    assert api_requests(sandbox) == 3 + 2


def test_pages(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(25)
    pages = pages_of(call, open_shelf(shelf).items.list(7, page_size=10))
    assert [len(page) for page in pages] == [10, 10, 5]
    assert [page.offset for page in pages] == [0, 10, 20]
    assert {page.total for page in pages} == {25}
    assert pages[2].raw["items"][4]["item_id"] == pages[2].items[4].item_id == 25
    assert repr(pages[1]) == "Page(10..20 of 25)"


def test_the_first(call: Caller, open_shelf: Open) -> None:
    shelf, empty = Shelf(25), Shelf(0)
    first = call(open_shelf(shelf).items.list(7, offset=4).first())
    assert first is not None
    assert first.item_id == 5
    assert shelf.windows == [(1, 4)]
    assert call(open_shelf(empty).items.list(7).first()) is None


def test_the_number_in_all(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(25)
    podio = open_shelf(shelf)
    assert call(podio.items.list(7, limit=3).total()) == 25
    assert call(podio.tasks.find().total()) is None
    assert shelf.windows == [(1, 0), (1, 0)]


def test_a_listing_can_be_walked_again(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(12)
    pager = open_shelf(shelf).items.list(7, page_size=10)
    assert ids(call.every(pager)) == ids(call.every(pager)) == shelf.items


def test_two_walks_do_not_disturb_each_other(call: Caller, open_shelf: Open) -> None:
    shelf = Shelf(12)
    pager = open_shelf(shelf).items.list(7, page_size=4)
    first, second = Walk(call, pager), Walk(call, pager)
    assert ids(first.take(5)) == [1, 2, 3, 4, 5]
    assert ids(second.rest()) == shelf.items
    assert ids(first.rest()) == shelf.items[5:]


def test_into_a_class_of_ones_own(call: Caller, open_shelf: Open) -> None:
    podio = open_shelf(Shelf(12))
    walked = call.every(podio.items.list(7, page_size=10).into(Ticket))
    assert walked[11] == Ticket(12, "")
    assert call(podio.items.list(7).into(Ticket).first()) == Ticket(1, "")


def test_an_element_that_does_not_fit_is_told_and_kept(call: Caller, open_shelf: Open) -> None:
    @dataclass
    class Strict:
        item_id: int
        missing: str

    podio = open_shelf(Shelf(3))
    with pytest.raises(DecodeError, match=r"Strict.*missing") as error:
        call.every(podio.items.list(7).into(Strict))
    assert error.value.raw == {"item_id": 1, "task_id": 1, "title": ""}


def test_what_is_described_sends_nothing_and_can_be_asked_for_a_page(
    call: Caller, open_shelf: Open
) -> None:
    shelf = Shelf(30)
    podio = open_shelf(shelf)
    described = Items.list(7, page_size=10)
    assert shelf.windows == []
    page = call(podio.request(described.page_request(10, 10)))
    assert ids(list(page.items)) == list(range(11, 21))
    assert Tasks.find().request is not None


def test_a_walk_over_ten_thousand_holds_two_pages(call: Caller, open_shelf: Open) -> None:
    pager = open_shelf(Shelf(10_000, padding=500)).items.list(7, page_size=100)
    assert call(pager.first()) is not None  # all is imported by now
    tracemalloc.start()
    try:
        assert count_of(call, pager) == 10_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEBIBYTE, "all of them would take ten"
