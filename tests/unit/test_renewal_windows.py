"""T11: a token is renewed in passing first, then by all means, and never handed out too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio.errors import ConnectionFailed, ReauthenticationRequired, RequestTimeout, ServerError
from tests.unit.scripted import (
    CALL,
    LIFE,
    TOKEN,
    Script,
    Waiting,
    dead,
    ok,
    refusal,
    session,
    tokens,
)

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send

ADVISORY = 900.0
MANDATORY = 60.0


def with_left(seconds: float, chance: float = 0.5) -> Script:
    """Return a client whose token has some seconds left."""
    script = Script(session(left=seconds))
    script.chance = chance
    script.load()
    return script


@pytest.mark.parametrize(
    ("chance", "window"), [(0.0, 0.8 * ADVISORY), (0.5, ADVISORY), (1.0, 1.2 * ADVISORY)]
)
def test_the_advisory_window_is_15_minutes_give_or_take_a_fifth(
    chance: float, window: float
) -> None:
    before = with_left(window + 2, chance)
    before.answers(ok())
    before.run(CALL)
    assert before.calls == ["GET /user/status"]
    inside = with_left(window - 2, chance)
    inside.answers(tokens(), ok())
    inside.run(CALL)
    assert inside.calls == [TOKEN, "GET /user/status"]
    assert inside.tokens_sent == ["OAuth2 a2"]


def test_the_windows_of_a_short_token_are_short() -> None:
    script = Script()
    script.answers(tokens(expires_in=64))
    script.storage.hand_over(session(left=-5))
    script.renew()
    script.answers(ok(), tokens("a3", "r3"), ok())
    script.clock.now += 61
    script.run(CALL)
    script.clock.now += 2
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2", "OAuth2 a3"]


def test_in_the_advisory_window_the_others_go_on_with_the_old_token() -> None:
    script = with_left(600)

    def others_call(_: Send) -> Reply:
        script.answers(ok(), ok(), ok())
        for _number in range(3):
            script.run(CALL)
        script.answers(ok())
        return tokens()

    script.answers(others_call)
    script.run(CALL)
    assert script.calls.count(TOKEN) == 1
    assert script.tokens_sent == ["OAuth2 a1"] * 3 + ["OAuth2 a2"]


def test_in_the_mandatory_window_all_wait() -> None:
    script = with_left(MANDATORY - 1)

    def others_call(_: Send) -> Reply:
        with pytest.raises(Waiting):
            script.run(CALL)
        return tokens()

    script.answers(others_call, ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2"]


def test_nobody_waits_for_another_process_in_the_advisory_window() -> None:
    script = with_left(600)
    script.shelf.owner = "another process"
    script.answers(ok())
    script.run(CALL)
    assert script.slept == []
    assert script.tokens_sent == ["OAuth2 a1"]


def test_while_another_process_renews_not_every_call_asks_the_store_about_it() -> None:
    script = with_left(600)
    script.shelf.owner = "another process"
    for _ in range(100):
        script.answers(ok())
        script.run(CALL)
        script.clock.now += 0.02
    assert script.tokens_sent == ["OAuth2 a1"] * 100
    assert len([step for step in script.trace if step.startswith("lock")]) <= 3
    script.shelf.owner = None
    script.clock.now += 1
    script.answers(tokens(), ok())
    script.run(CALL)
    assert script.tokens_sent[-1] == "OAuth2 a2"


def test_ten_minutes_without_a_token_endpoint_fail_no_call() -> None:
    script = with_left(ADVISORY - 60)

    def half_a_podio(send: Send) -> Reply:
        if send.secret is None:
            raise ConnectionFailed("connection refused", sent=False)
        return ok()

    minutes = 10
    for _ in range(minutes * 60):
        script.answers(half_a_podio, half_a_podio)
        script.run(CALL)
        script.forget_answers()
        script.clock.now += 1
    assert script.calls.count("GET /user/status") == minutes * 60
    assert script.calls.count(TOKEN) <= minutes * 2 + 1, "nor is the endpoint stormed"
    assert script.slept == [], "nor does any call wait"


@pytest.mark.parametrize(
    "failure",
    [
        refusal(420, "rate_limit", "Please wait 300 seconds"),
        refusal(429),
        refusal(500),
        refusal(503, headers={"retry-after": "120"}),
        RequestTimeout("no answer"),
        refusal(302, headers={"location": "https://elsewhere.test/"}),
    ],
    ids=["420", "429", "500", "503", "timeout", "redirect"],
)
def test_a_failed_renewal_in_passing_is_no_error(failure: Reply | Exception) -> None:
    script = with_left(600)
    script.answers(failure, ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a1"]


def test_a_token_known_to_have_ended_is_never_handed_out() -> None:
    script = with_left(0)
    script.answers(*[refusal(503)] * 10)
    with pytest.raises(ServerError):
        script.run(CALL)
    assert script.tokens_sent == []


def test_in_the_mandatory_window_a_failure_is_survived_while_the_token_lives() -> None:
    script = with_left(MANDATORY - 1)
    script.answers(refusal(400, "temporarily_confused"), ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a1"]


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (refusal(420, "rate_limit", "Please wait 7 seconds before trying again"), 7.0),
        (refusal(429, headers={"retry-after": "3"}), 3.0),
        (refusal(503, headers={"retry-after": "4"}), 4.0),
    ],
)
def test_the_endpoint_names_the_time_to_wait(answer: Reply, wait: float) -> None:
    script = with_left(-5)
    script.answers(answer, tokens(), ok())
    script.run(CALL)
    assert [wait <= slept <= wait + 1 for slept in script.slept] == [True]


def test_without_a_named_time_the_waits_grow_with_jitter() -> None:
    waits: list[list[float]] = []
    for chance in (0.0, 1.0):
        script = with_left(-5, chance)
        script.answers(refusal(503), refusal(500), tokens(), ok())
        script.run(CALL)
        waits.append(script.slept)
    assert all(first < second for first, second in waits)
    assert all(least < most for least, most in zip(*waits, strict=True))


def test_a_time_that_does_not_fit_the_lease_is_not_waited_for() -> None:
    script = with_left(-5)
    script.answers(refusal(420, "rate_limit", "Please wait 3000 seconds"))
    with pytest.raises(Exception, match="420"):
        script.run(CALL)
    assert script.slept == []
    assert script.shelf.owner is None


def test_a_token_request_without_an_answer_is_tried_again() -> None:
    script = with_left(-5)
    script.answers(RequestTimeout("no answer"), tokens(), ok())
    script.run(CALL)
    assert script.calls == [TOKEN, TOKEN, "GET /user/status"]


def test_podio_rotated_and_the_answer_was_lost() -> None:
    script = with_left(-5)
    script.answers(ConnectionFailed("the connection broke"), dead())
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    assert script.calls == [TOKEN, TOKEN], "the old refresh token is tried once"


def test_a_renewal_in_passing_is_not_tried_again_at_once() -> None:
    script = with_left(600)
    script.answers(refusal(503), ok(), ok(), tokens(), ok())
    script.run(CALL)
    script.run(CALL)
    assert script.calls.count(TOKEN) == 1
    script.clock.now += 45
    script.run(CALL)
    assert script.tokens_sent[-1] == "OAuth2 a2"


def test_eight_hours_of_calls_renew_once() -> None:
    script = with_left(LIFE)
    while script.clock.now < session().issued_at + LIFE + 3600:
        script.answers(lambda send: tokens() if send.secret is None else ok(), ok())
        script.run(CALL)
        script.forget_answers()
        script.clock.now += 30
    assert script.calls.count(TOKEN) == 1
