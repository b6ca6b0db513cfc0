"""One table row per operation: what a call sends, and how its answer is read, on both clients."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import httpx2

from podio import AsyncPager, AsyncPodio, Pager, Podio, PodioOAuth

IN_AN_HOUR = 4_102_444_800.0  # far enough: nothing is refreshed here


def itself(value: Any) -> Any:  # whatever a call gives
    return value


class Case(NamedTuple):
    """What a call sends and gives.

    Attributes:
        name: Area and operation, such as `tasks.get`.
        call: Makes the call on a client.
        sends: Verb, path and query as they must have gone out, the query's keys sorted.
        body: The JSON that must have been sent, or a check of the bytes.
        answer: The JSON, or the bytes, that come back.
        status: The HTTP status that comes back.
        reads: What to look at in the result; for listings in the list of elements.
        gives: What that must be.
    """

    name: str
    call: Callable[[Any], Any]
    sends: str
    body: Any = None
    answer: Any = None
    status: int = 200
    reads: Callable[[Any], Any] = itself
    gives: Any = None


class Recorder:
    """The network: notes what was sent, answers what the case says; further pages are empty."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.sent: list[tuple[str, bytes]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append((line_of(request), request.read()))
        return self.respond()

    async def awaited(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append((line_of(request), await request.aread()))
        return self.respond()

    def respond(self) -> httpx2.Response:
        answer = self.case.answer
        if len(self.sent) > 1:
            answer = [] if isinstance(answer, list) else {key: [] for key in answer}
        if isinstance(answer, bytes):
            return httpx2.Response(self.case.status, content=answer)
        if answer is None:
            return httpx2.Response(self.case.status)
        return httpx2.Response(self.case.status, json=answer)


def line_of(request: httpx2.Request) -> str:
    """Return verb, path and query; the order of query parameters has no meaning."""
    path, mark, query = request.url.raw_path.decode().partition("?")
    return f"{request.method} {path}{mark}{'&'.join(sorted(query.split('&')))}"


def check(case: Case, kind: str) -> None:
    """Make the call on one of the clients and compare."""
    recorder = Recorder(case)
    blocking = kind == "blocking"
    result = _blocking(case, recorder) if blocking else asyncio.run(_await(case, recorder))
    line, content = recorder.sent[0]
    assert line == case.sends
    if callable(case.body):
        case.body(content)
    else:
        assert (json.loads(content) if content else None) == case.body
    assert case.reads(result) == case.gives


def signed_in() -> PodioOAuth:
    return PodioOAuth("access", "refresh", issued_at=IN_AN_HOUR - 28800)


def _blocking(case: Case, recorder: Recorder) -> Any:  # whatever a call gives
    with httpx2.Client(transport=httpx2.MockTransport(recorder)) as http:
        podio = Podio("client", "secret", http_client=http)
        podio.oauth = signed_in()
        result = case.call(podio)
        return list(result) if isinstance(result, Pager) else result


async def _await(case: Case, recorder: Recorder) -> Any:  # whatever a call gives
    transport = httpx2.MockTransport(recorder.awaited)
    async with httpx2.AsyncClient(transport=transport) as http:
        podio = AsyncPodio("client", "secret", http_client=http)
        podio.oauth = signed_in()
        result = case.call(podio)
        if isinstance(result, AsyncPager):
            return [element async for element in result]
        return await result
