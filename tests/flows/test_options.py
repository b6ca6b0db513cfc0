"""`with_options()`: other defaults for the calls of one client, over the same session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import httpx2
import pytest

from podio import NO_RETRY, AsyncPager, AsyncPodio, Pager, Podio, Retry
from podio.errors import ConfigurationError, RateLimited, RequestTimeout, Unavailable
from podio.operations import OperationInfo, operations
from tests.areas import cases
from tests.areas.valid_calls import valid_calls
from tests.flows.callers import AT_ONCE, AnyPodio, Caller, signed_in, token_requests

if TYPE_CHECKING:
    from podio.sandbox import Sandbox

Query = dict[str, list[str]]

OPTIONS: dict[str, Any] = {"silent": True, "hook": False, "fields": "title,link"}
OTHERS: dict[str, Any] = {"silent": False, "hook": True, "fields": "link"}
TYPES = {"silent": "bool | None", "hook": "bool | None", "fields": "str | None"}
"""How an operation has the options; in some, `fields` is something else."""


def taken(operation: OperationInfo) -> list[str]:
    """Return the options that an operation takes."""
    if operation.area == "integrations":
        return []  # there, `silent` is a property of the integration
    return [one.name for one in operation.parameters if TYPES.get(one.name) == one.annotation]


def written(operation: OperationInfo, value: object) -> list[str]:
    """Return an option as it stands in the query."""
    if operation.method == "GET" and isinstance(value, bool):
        return [str(int(value))]
    return [str(value).lower()]


TAKING_OPTIONS = [operation for operation in operations() if taken(operation)]


def query_of(
    kind: str, operation: OperationInfo, prepare: Callable[[Any], Any], **more: object
) -> Query:
    """Make a valid call on a client that was prepared first; return the query that was sent."""
    valid = valid_calls()[f"{operation.area}.{operation.name}"]
    given = {name: value for name, value in valid.bound(operation).items() if name not in TYPES}
    given |= {name: valid.bound(operation)[name] for name in ("fields",) if must_have(operation)}
    recorder = cases.Recorder(cases.Case("", prepare, sends="", answer=valid.answer))
    if kind == "awaiting":
        asyncio.run(_awaited(recorder, operation, prepare, {**given, **more}))
    else:
        with httpx2.Client(transport=httpx2.MockTransport(recorder)) as http:
            podio = Podio("client", "secret", http_client=http)
            podio.oauth = cases.signed_in()
            call = getattr(getattr(prepare(podio), operation.area), operation.name)
            result = call(**given, **more)
            if isinstance(result, Pager):
                result.first()
    return parse_qs(recorder.sent[0][0].partition("?")[2])


async def _awaited(
    recorder: cases.Recorder,
    operation: OperationInfo,
    prepare: Callable[[Any], Any],
    given: dict[str, object],
) -> None:
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(recorder.awaited)) as http:
        podio = AsyncPodio("client", "secret", http_client=http)
        podio.oauth = cases.signed_in()
        call = getattr(getattr(prepare(podio), operation.area), operation.name)
        result = call(**given)
        await (result.first() if isinstance(result, AsyncPager) else result)


def must_have(operation: OperationInfo) -> bool:
    """Tell whether `fields` of an operation is an argument that it cannot do without."""
    return any(one.name == "fields" and one.required for one in operation.parameters)


@pytest.fixture(params=TAKING_OPTIONS, ids=lambda op: f"{op.area}.{op.name}")
def operation(request: pytest.FixtureRequest) -> OperationInfo:
    value: OperationInfo = request.param
    return value


def test_as_many_operations_take_them_as_podio_has() -> None:
    taking = dict.fromkeys(TYPES, 0)
    for one in TAKING_OPTIONS:
        for name in taken(one):
            taking[name] += 1
    assert taking["silent"] >= 33
    assert taking["hook"] >= 24
    assert taking["fields"] >= 4


def test_options_reach_every_operation_that_takes_them(kind: str, operation: OperationInfo) -> None:
    query = query_of(kind, operation, lambda podio: podio.with_options(**OPTIONS))
    for name in TYPES:
        expected = written(operation, OPTIONS[name]) if name in taken(operation) else None
        assert query.get(name) == expected


def test_without_options_nothing_is_sent_of_them(kind: str, operation: OperationInfo) -> None:
    query = query_of(kind, operation, lambda podio: podio)
    assert not query.keys() & TYPES.keys()


def test_what_the_call_says_counts_more(kind: str, operation: OperationInfo) -> None:
    own = {name: OTHERS[name] for name in taken(operation)}
    query = query_of(kind, operation, lambda podio: podio.with_options(**OPTIONS), **own)
    for name, value in own.items():
        assert query[name] == written(operation, value)


def test_options_add_up(kind: str) -> None:
    (update,) = (one for one in TAKING_OPTIONS if (one.area, one.name) == ("items", "update"))
    query = query_of(
        kind, update, lambda podio: podio.with_options(silent=True).with_options(hook=False)
    )
    assert (query["silent"], query["hook"]) == (["true"], ["false"])
    again = query_of(
        kind, update, lambda podio: podio.with_options(silent=True).with_options(silent=False)
    )
    assert again["silent"] == ["false"]


# Over the sandbox: the session, and how exchanges are made


def shares_session(first: AnyPodio, second: AnyPodio) -> bool:
    return first.oauth is second.oauth


def test_the_session_is_the_same(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    silent = podio.with_options(silent=True)
    call(silent.authenticate_with_password(sandbox.username, sandbox.password))
    assert podio.is_authenticated()
    sandbox.expire_access_tokens()
    call(silent.users.get_status())
    call(podio.users.get_status())
    assert token_requests(sandbox, "refresh_token") == 1
    assert shares_session(podio, silent)
    assert silent.rate_limit is podio.rate_limit
    call(podio.logout())
    assert not silent.is_authenticated()


def test_a_timeout_of_its_own(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call, retry=NO_RETRY)
    sandbox.fault("/user/status", delay=2.0, count=1)
    with pytest.raises(RequestTimeout, match=r"0\.1 s"):
        call(podio.with_options(timeout=0.1).users.get_status())
    call(podio.users.get_status())


def test_a_timeout_is_a_number_of_seconds(call: Caller) -> None:
    podio: Any = call.client()
    for wrong in (0, -1.0, "5", True, float("nan")):
        with pytest.raises(ConfigurationError, match="timeout"):
            podio.with_options(timeout=wrong)


def test_retries_of_its_own(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call, retry=AT_ONCE)
    sandbox.fault("/user/status", status=503, count=1)
    with pytest.raises(Unavailable):
        call(podio.with_options(retry=NO_RETRY).users.get_status())
    sandbox.fault("/user/status", status=503, count=2)
    call(podio.users.get_status())


def test_its_own_waits_are_told(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    told: list[float] = []
    headers = {"Retry-After": "0"}
    sandbox.fault("/user/status", status=420, headers=headers, count=1)
    call(podio.with_options(on_wait=told.append).users.get_status())
    assert len(told) == 1
    assert 0.0 <= told[0] <= 1.0
    sandbox.fault("/user/status", status=420, headers=headers, count=1)
    raising = podio.with_options(on_wait=told.append, retry=Retry(on_rate_limit="raise"))
    with pytest.raises(RateLimited):
        call(raising.users.get_status())
    assert len(told) == 1


def test_it_is_typed_as_the_client_that_it_comes_from(call: Caller) -> None:
    podio = call.client()
    assert type(podio.with_options(silent=True)) is type(podio)
