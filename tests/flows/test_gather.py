"""Several requests at the same time, on both clients."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from podio import AsyncPodio, PodioError, Request
from podio.areas.batch import Batch
from podio.areas.items import Items
from podio.areas.tasks import Tasks
from podio.errors import InvalidArgumentError, NotFound
from podio.models import Task
from tests.areas import cases
from tests.flows import gathering
from tests.flows.callers import AnyPodio, Caller, api_requests, signed_in, token_requests
from tests.flows.servers import RawServer, answer
from tests.stores.apart import result_of, start_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podio.sandbox import Sandbox

TICKETS = range(3_000_001, 3_000_041)


class Crowd:
    """Answers with a task, and notes how many ask at the same time.

    Args:
        bound: How many should; the first of them are held for a moment, for more to come.
    """

    def __init__(self, bound: int) -> None:
        self.most = 0
        self._came = 0
        self._here = 0
        self._bound = bound
        self._turn = threading.Condition()

    def __call__(self, head: str) -> bytes:
        number = int(head.split(" ")[1].rpartition("/")[2])
        with self._turn:
            self._here += 1
            self._came += 1
            self.most = max(self.most, self._here)
            self._turn.notify_all()
            if self._came <= self._bound + 1:
                self._turn.wait_for(lambda: self.most >= self._bound, timeout=30)
                self._turn.wait_for(lambda: self.most > self._bound, timeout=0.3)
            self._here -= 1
        if number % 5 == 0:
            return answer(b'{"error": "not_found"}', status="404 Not Found")
        return answer(b'{"task_id": %d, "text": "x"}' % number)


def client(call: Caller, url: str) -> AnyPodio:
    podio = call.client(api_url=url)
    podio.oauth = cases.signed_in()
    return podio


def text_of(result: Task | PodioError) -> object:
    return result.task_id if isinstance(result, Task) else type(result)


@pytest.mark.parametrize("concurrency", [1, 3, 8])
def test_results_and_errors_come_in_order_and_no_more_at_once(
    call: Caller, concurrency: int
) -> None:
    numbers = list(range(1, 25))
    crowd = Crowd(concurrency)
    with RawServer(crowd) as server:
        podio = client(call, server.url)
        described = [Tasks.get(number) for number in numbers]
        results = call(podio.gather(described, concurrency=concurrency))
    expected = [NotFound if number % 5 == 0 else number for number in numbers]
    assert [text_of(one) for one in results] == expected
    assert crowd.most == concurrency


def test_eight_at_once_unless_told_otherwise(call: Caller) -> None:
    crowd = Crowd(8)
    with RawServer(crowd) as server:
        call(client(call, server.url).gather(Tasks.get(number) for number in range(1, 25)))
    assert crowd.most == 8


def test_progress_counts_what_is_done_errors_too(call: Caller) -> None:
    told: list[int] = []
    with RawServer(Crowd(0)) as server:
        podio = client(call, server.url)
        described = [Tasks.get(number) for number in range(1, 11)]
        call(podio.gather(described, on_progress=told.append))
    assert told == list(range(1, 11))


def test_the_sandboxs_items_with_one_refresh(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    numbers = [item.item_id for item in call.every(podio.items.filter(26_002, limit=20))]
    sandbox.expire_access_tokens()
    results = call(podio.gather([Items.get(number) for number in numbers]))
    assert [one.item_id for one in results if not isinstance(one, PodioError)] == numbers
    assert token_requests(sandbox, "refresh_token") == 1


def test_nothing_to_do_is_nothing_done(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    before = api_requests(sandbox)
    nothing: list[Request[Task]] = []
    assert call(podio.gather(nothing)) == []
    assert api_requests(sandbox) == before


def test_flows_and_requests_of_all_kinds(call: Caller, sandbox: Sandbox) -> None:
    podio: Any = signed_in(call)
    batch_id = call(podio.items.export(26_002, "xlsx", limit=3))
    described = [Batch.wait(batch_id, timeout=0.1), Request("GET", "/user/status"), Items.get(7)]
    batch, status, missing = call(podio.gather(described))
    assert batch.status == "completed"
    assert status["user"]["user_id"] == sandbox.user_id
    assert isinstance(missing, NotFound)


@pytest.mark.parametrize("wrong", [7, "x", Task({}), Tasks.find(), None, [Tasks.get(7)]])
def test_what_is_no_request_is_told_in_its_place(call: Caller, wrong: object) -> None:
    with RawServer(Crowd(0)) as server:
        podio: Any = client(call, server.url)
        refused, task = call(podio.gather([wrong, Tasks.get(7)]))
    assert isinstance(refused, InvalidArgumentError)
    assert "is no request: describe the call on the class" in str(refused)
    assert task.task_id == 7


@pytest.mark.parametrize("wrong", [0, -1, True, "8"])
def test_how_many_at_once_is_a_number_of_one_or_more(call: Caller, wrong: object) -> None:
    podio: Any = call.client()
    with pytest.raises(InvalidArgumentError, match="concurrency"):
        call(podio.gather([Tasks.get(7)], concurrency=wrong))


def test_an_error_of_the_callers_own_ends_it(call: Caller) -> None:
    def fail(_: int) -> None:
        message = "my own"
        raise ZeroDivisionError(message)

    with RawServer(Crowd(0)) as server:
        podio = client(call, server.url)
        described = [Tasks.get(number) for number in range(1, 101)]
        with pytest.raises(ZeroDivisionError, match="my own"):
            call(podio.gather(described, concurrency=2, on_progress=fail))
    assert len(server.heads) < 20, "what had not begun is not begun"


def test_an_answer_that_cannot_be_read_by_the_callers_reader_ends_it(call: Caller) -> None:
    def read(_: object) -> int:
        message = "the reader's own"
        raise ZeroDivisionError(message)

    with RawServer(Crowd(0)) as server:
        podio = client(call, server.url)
        described = [Request("GET", f"/task/{number}", read) for number in range(1, 101)]
        with pytest.raises(ZeroDivisionError, match="the reader's own"):
            call(podio.gather(described, concurrency=2))
    assert len(server.heads) < 20


def results_of(error: BaseException) -> list[Any]:
    results: list[Any] = getattr(error, "results")  # noqa: B009 -- no exception declares it
    return results


class Own(Exception):
    """An exception of the caller's own, which lets nobody set anything."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)


def test_where_describing_one_fails_nothing_is_sent(call: Caller) -> None:
    def described() -> Iterator[Request[Task]]:
        yield from (Tasks.get(number) for number in range(1, 11))
        raise Own

    with RawServer(Crowd(0)) as server:
        with pytest.raises(Own) as caught:
            call(client(call, server.url).gather(described(), concurrency=2))
        assert server.heads == []
    assert results_of(caught.value) == []


@pytest.mark.parametrize("when", [1, 7, 20])
def test_what_ends_it_has_all_results_so_far(call: Caller, when: int) -> None:
    def fail(done: int) -> None:
        if done == when:
            raise Own

    numbers = list(range(1, 21))
    with RawServer(Crowd(0)) as server:
        podio = client(call, server.url)
        with pytest.raises(Own) as caught:
            call(podio.gather(map(Tasks.get, numbers), concurrency=3, on_progress=fail))
        sent = {int(head.split(" ")[1].rpartition("/")[2]) for head in server.heads}
    results = dict(zip(numbers, results_of(caught.value), strict=True))
    known = {number for number, one in results.items() if isinstance(one, Task | NotFound)}
    assert known == sent, "what was sent is reported"
    assert all("not sent" in str(results[number]) for number in numbers if number not in sent)


def test_the_others_results_are_known_when_a_reader_fails(call: Caller) -> None:
    def read(data: Any) -> int:
        if data["task_id"] == 3:
            raise Own
        return int(data["task_id"])

    with RawServer(Crowd(0)) as server:
        podio = client(call, server.url)
        described = [Request("GET", f"/task/{number}", read) for number in range(1, 5)]
        with pytest.raises(Own) as caught:
            call(podio.gather(described, concurrency=1))
    first, second, third, fourth = results_of(caught.value)
    assert (first, second) == (1, 2)
    assert "Podio may have done it" in str(third)
    assert "not sent" in str(fourth)


def test_who_waits_to_be_sent_again_is_given_up(call: Caller) -> None:
    waiting = threading.Event()

    def busy(head: str) -> bytes:
        if "/task/1 " in head:
            waiting.set()
            return answer(b"{}", status="420 No", more="Retry-After: 50\r\n")
        waiting.wait(30)
        return answer(b'{"task_id": 2}')

    def fail(_: int) -> None:
        raise Own

    with RawServer(busy) as server:
        podio = client(call, server.url)
        begun = time.monotonic()
        with pytest.raises(Own) as caught:
            call(podio.gather([Tasks.get(1), Tasks.get(2)], on_progress=fail))
    assert time.monotonic() - begun < 20
    refused, task = results_of(caught.value)
    assert "given up" in str(refused)
    assert task.task_id == 2


def test_a_task_that_is_cancelled_sends_nothing_further() -> None:
    came = threading.Event()

    def hold(_: str) -> bytes:
        came.set()
        server.wait()
        return b""

    async def cancelled() -> None:
        async with AsyncPodio("client", "secret", api_url=server.url) as podio:
            podio.oauth = cases.signed_in()
            described = [Tasks.get(number) for number in range(1, 101)]
            task = asyncio.create_task(podio.gather(described, concurrency=2))
            await asyncio.to_thread(came.wait, 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert len(results_of(caught.value)) == 100

    with RawServer(hold) as server:
        asyncio.run(cancelled())
    assert 1 <= len(server.heads) <= 2


@pytest.mark.skipif(os.name == "nt", reason="signals are sent to processes")
def test_ctrl_c_ends_it_and_sends_nothing_further(kind: str) -> None:
    came, interrupted = threading.Event(), threading.Event()

    def hold(_: str) -> bytes:
        came.set()
        interrupted.wait(30)
        return answer(b'{"task_id": 1}')

    with RawServer(hold) as server:
        process = start_apart(gathering.gather, kind, server.url)
        assert came.wait(30)
        process.send_signal(signal.SIGINT)
        if kind == "blocking":
            # What is under way is waited for; the signal is there before it is answered.
            threading.Event().wait(1.0)
        interrupted.set()
        assert result_of(process) == "interrupted, 40 results, no thread left"
    assert len(server.heads) <= 4
