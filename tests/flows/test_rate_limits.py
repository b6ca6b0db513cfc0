"""Rate limits as users want them: waited for or raised, and visible before they are reached."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Literal

import pytest

from podio import Podio, RateLimit, Retry
from podio.errors import RateLimited
from podio.sandbox import Sandbox
from tests.flows.callers import AnyPodio, Caller, api_requests, signed_in

AT_ONCE = {"Retry-After": "0"}
STATUS = "/user/status"


class ChosenTime:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


def limited(on_rate_limit: Literal["wait", "raise"], **more: Any) -> Retry:  # Retry's keywords
    return Retry(on_rate_limit=on_rate_limit, first_wait=0.0, **more)


def test_waiting_is_what_happens_unless_told_otherwise(call: Caller, sandbox: Sandbox) -> None:
    told: list[float] = []
    podio = signed_in(call, retry=Retry()).with_options(on_wait=told.append)
    sandbox.fault(STATUS, status=420, headers=AT_ONCE)
    before = api_requests(sandbox)
    call(podio.users.get_status())
    assert api_requests(sandbox) == before + 2
    assert len(told) == 1


def test_raising_is_at_once_and_says_how_long_to_wait(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call, retry=limited("raise"))
    sandbox.fault(STATUS, status=420, headers={"Retry-After": "1.5"})
    before = api_requests(sandbox)
    with pytest.raises(RateLimited) as error:
        call(podio.users.get_status())
    assert error.value.retry_after == 1.5
    assert error.value.status == 420
    assert api_requests(sandbox) == before + 1


def test_a_wait_longer_than_wanted_is_raised_instead(call: Caller, sandbox: Sandbox) -> None:
    told: list[float] = []
    retry = limited("wait", rate_limit_wait=60.0)
    podio = signed_in(call, retry=retry).with_options(on_wait=told.append)
    sandbox.fault(STATUS, status=429, headers={"Retry-After": "61.5"})
    with pytest.raises(RateLimited) as error:
        call(podio.users.get_status())
    assert error.value.retry_after == 61.5
    assert told == []


def test_a_post_is_sent_again_too_since_nothing_was_done(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    sandbox.fault("/file/", method="POST", status=420, headers=AT_ONCE)
    file = call(podio.files.upload(b"once", "once.txt"))
    assert call(podio.files.read(file.file_id)) == b"once"


def test_an_iterator_cannot_be_sent_again_and_is_not(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    sandbox.fault("/file/", method="POST", status=420, headers=AT_ONCE)
    with pytest.raises(RateLimited):
        call(podio.files.upload(iter([b"on", b"ce"]), "once.txt"))


def test_who_waits_may_be_told_and_stop_it(call: Caller, sandbox: Sandbox) -> None:
    class NoTimeError(Exception):
        pass

    def refuse(seconds: float) -> None:
        raise NoTimeError(seconds)

    podio = signed_in(call).with_options(on_wait=refuse)
    sandbox.fault(STATUS, status=420, headers={"Retry-After": "30"})
    with pytest.raises(NoTimeError) as error:
        call(podio.users.get_status())
    assert 30.0 <= error.value.args[0] <= 31.0


def test_other_waits_are_not_told_as_the_rate_limits(call: Caller, sandbox: Sandbox) -> None:
    told: list[float] = []
    podio = signed_in(call).with_options(on_wait=told.append)
    sandbox.fault(STATUS, status=503)
    call(podio.users.get_status())
    assert told == []


# The hour's calls, as the sandbox counts them


@pytest.fixture
def small() -> Iterator[tuple[Sandbox, ChosenTime]]:
    """A Podio of five calls an hour, three of them rate limited."""
    clock = ChosenTime()
    with Sandbox(rate_limit=5, rate_limited=3, clock=clock) as sandbox:
        yield sandbox, clock


def client(
    call: Caller, sandbox: Sandbox, **options: Any
) -> AnyPodio:  # the constructor's keywords
    podio = call.client(api_url=sandbox.url, **options)
    call(podio.authenticate_with_password(sandbox.username, sandbox.password))
    return podio


def test_what_is_left_of_the_hour_is_seen(call: Caller, small: tuple[Sandbox, ChosenTime]) -> None:
    podio = client(call, small[0], retry=limited("raise"))
    left: list[int | None] = []
    for _ in range(3):
        call(podio.users.get_status())
        left.append(podio.rate_limit.remaining)
    assert left == [4, 3, 2]
    assert podio.rate_limit.limit == 5
    assert podio.rate_limit.seen_at is not None
    assert "limit=5, remaining=2" in repr(podio.rate_limit)
    assert podio.with_options(silent=True).rate_limit.remaining == 2


def test_before_the_first_answer_nothing_is_known() -> None:
    with Podio("client", "secret") as podio:
        budget: RateLimit = podio.rate_limit
        assert (budget.limit, budget.remaining, budget.seen_at) == (None, None, None)


def test_where_nothing_is_left_the_error_says_until_when(
    call: Caller, small: tuple[Sandbox, ChosenTime]
) -> None:
    sandbox, clock = small
    podio = client(call, sandbox, retry=limited("raise"))
    for _ in range(5):
        call(podio.users.get_status())
    with pytest.raises(RateLimited) as error:
        call(podio.users.get_status())
    assert podio.rate_limit.remaining == 0
    assert 0 < error.value.retry_after <= 3600
    clock.now += error.value.retry_after + 1
    call(podio.users.get_status())
    assert podio.rate_limit.remaining == 4


def test_the_smaller_pool_is_told_by_its_limit(
    call: Caller, small: tuple[Sandbox, ChosenTime]
) -> None:
    podio = client(call, small[0], retry=limited("raise"))
    for _ in range(3):
        call(podio.items.filter(26_002).first())
    assert (podio.rate_limit.limit, podio.rate_limit.remaining) == (3, 0)
    with pytest.raises(RateLimited):
        call(podio.items.filter(26_002).first())
    call(podio.users.get_status())
    assert podio.rate_limit.limit == 5, "the other pool has calls left"
