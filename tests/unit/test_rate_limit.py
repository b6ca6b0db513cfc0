"""What Podio says of its rate limits, in headers and texts."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest

from podio import Request
from podio.errors import RateLimited
from tests.unit.scripted import CALL, NOW, Script, ok, refusal, session


def ready() -> Script:
    """Return a client with a fresh session."""
    script = Script(session())
    script.load()
    return script


def test_before_the_first_answer_nothing_is_known() -> None:
    budget = ready().engine.limit.last
    assert (budget.limit, budget.remaining, budget.seen_at) == (None, None, None)


def test_the_last_answer_tells_the_budget() -> None:
    script = ready()
    for remaining in ("999", "998"):
        script.clock.now += 1
        script.answers(
            ok(headers={"x-rate-limit-limit": "1000", "x-rate-limit-remaining": remaining})
        )
        script.run(CALL)
    budget = script.engine.limit.last
    assert (budget.limit, budget.remaining, budget.seen_at) == (1000, 998, NOW + 2)


def test_errors_tell_it_too() -> None:
    script = ready()
    headers = {"x-rate-limit-limit": "250", "x-rate-limit-remaining": "0"}
    script.answers(refusal(420, "rate_limit", "", headers))
    with pytest.raises(RateLimited):
        script.run(CALL)
    assert script.engine.limit.last.remaining == 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-rate-limit-limit": "1000"},
        {"x-rate-limit-limit": "many", "x-rate-limit-remaining": "some"},
        {"x-rate-limit-limit": "", "x-rate-limit-remaining": ""},
    ],
)
def test_headers_that_say_nothing_change_nothing(headers: dict[str, str]) -> None:
    script = ready()
    known = {"x-rate-limit-limit": "1000", "x-rate-limit-remaining": "5"}
    script.answers(ok(headers=known), ok(headers=headers))
    script.run(CALL)
    script.run(CALL)
    assert script.engine.limit.last.remaining == 5


@pytest.mark.parametrize(
    ("text", "headers", "seconds"),
    [
        ("You have hit the rate limit. Please wait 1800 seconds before trying again", {}, 1800.0),
        ("Please WAIT 61 second", {}, 61.0),
        ("You have hit the rate limit", {}, 3600.0),
        ("", {}, 3600.0),
        ("", {"retry-after": "120"}, 120.0),
        ("Please wait 1800 seconds", {"retry-after": "90.5"}, 90.5),
        ("", {"retry-after": "-5"}, 0.0),
        ("", {"retry-after": "soon"}, 3600.0),
    ],
)
def test_the_time_to_wait(text: str, headers: dict[str, str], seconds: float) -> None:
    script = ready()
    script.answers(*[refusal(420, "rate_limit", text, headers)] * 3)
    with pytest.raises(RateLimited) as caught:
        script.run(Request[Any]("GET", "/x"))
    assert caught.value.retry_after == seconds


def test_a_date_to_wait_for_is_seconds_from_now() -> None:
    script = ready()
    moment = format_datetime(datetime.fromtimestamp(NOW + 300, UTC), usegmt=True)
    script.answers(refusal(420, "rate_limit", "", {"retry-after": moment}))
    with pytest.raises(RateLimited) as caught:
        script.run(CALL)
    assert caught.value.retry_after == pytest.approx(300.0, abs=1)


def test_a_date_that_is_near_is_waited_for() -> None:
    script = ready()
    moment = format_datetime(datetime.fromtimestamp(NOW + 30, UTC), usegmt=True)
    script.answers(refusal(429, headers={"retry-after": moment}), ok())
    script.run(CALL)
    assert sum(script.slept) == pytest.approx(30.0, abs=2)


def test_the_message_of_the_error_says_what_to_do() -> None:
    script = ready()
    script.answers(refusal(420, "rate_limit", "Please wait 1800 seconds"))
    with pytest.raises(RateLimited, match=r"420.*1800 seconds.*wait before the next call"):
        script.run(CALL)


def test_one_budget_for_a_client_and_its_twins() -> None:
    script = ready()
    twin = script.engine.with_options(timeout=5.0, retry=None, on_wait=None, defaults={})
    script.answers(ok(headers={"x-rate-limit-limit": "1000", "x-rate-limit-remaining": "7"}))
    script.drive(twin.execute(CALL))
    assert script.engine.limit.last.remaining == 7
