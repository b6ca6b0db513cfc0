"""What is sent again, and what is not; how long that may take."""

from __future__ import annotations

import io
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Literal

import pytest

from podio import NO_RETRY, Request, Retry
from podio.areas.items import Items
from podio.areas.layout import Layout
from podio.areas.tasks import Tasks
from podio.core.operations.body import Upload
from podio.errors import (
    ApiError,
    ConfigurationError,
    ConnectionFailed,
    Gone,
    NotFound,
    RateLimited,
    RequestTimeout,
    TransportError,
    Unavailable,
)
from tests.unit.scripted import NOW, TOKEN, Script, ok, refusal, session, tokens

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send
    from podio.core.operations.request import Verb

REPEATED = "repeated"
ONCE = "once"

UNSENT = ConnectionFailed("connection refused", sent=False)
BROKEN = ConnectionFailed("the connection broke", sent=True)
LATE = RequestTimeout("no answer", sent=True)
LIMIT = refusal(420, "rate_limit", "You have hit the rate limit. Please wait 7 seconds")

TABLE = [
    # verb, what happens, and whether the exchange is repeated
    ("GET", UNSENT, REPEATED),
    ("GET", BROKEN, REPEATED),
    ("GET", LATE, REPEATED),
    ("PUT", BROKEN, REPEATED),
    ("DELETE", LATE, REPEATED),
    ("POST", UNSENT, REPEATED),
    ("POST", BROKEN, ONCE),
    ("POST", LATE, ONCE),
    ("GET", refusal(502), REPEATED),
    ("GET", refusal(503), REPEATED),
    ("GET", refusal(504), REPEATED),
    ("PUT", refusal(503), REPEATED),
    ("DELETE", refusal(503), REPEATED),
    ("POST", refusal(503), ONCE),
    ("POST", refusal(504), ONCE),
    ("GET", refusal(500), ONCE),
    ("GET", refusal(501), ONCE),
    ("GET", LIMIT, REPEATED),
    ("POST", LIMIT, REPEATED),
    ("POST", refusal(429, headers={"retry-after": "7"}), REPEATED),
    ("GET", refusal(420, "rate_limit"), ONCE),
    ("GET", refusal(400), ONCE),
    ("GET", refusal(402), ONCE),
    ("GET", refusal(403), ONCE),
    ("GET", refusal(404), ONCE),
    ("GET", refusal(409), ONCE),
    ("GET", refusal(410), ONCE),
    ("GET", refusal(412), ONCE),
]


def name_of(value: object) -> str:
    """Name a row for the test's id."""
    status = getattr(value, "status", None)
    return str(status or type(value).__name__ if not isinstance(value, str) else value)


def ready(retry: Retry | None = None) -> Script:
    """Return a client with a fresh session."""
    script = Script(session(), retry=retry)
    script.load()
    return script


@pytest.mark.parametrize(("verb", "happens", "outcome"), TABLE, ids=name_of)
def test_what_is_repeated(verb: Verb, happens: Reply | Exception, outcome: str) -> None:
    script = ready()
    script.answers(happens, ok({"done": True}))
    request = Request[Any](verb, "/x")
    if outcome == REPEATED:
        assert script.run(request) == {"done": True}
        assert len(script.sent) == 2
    else:
        with pytest.raises((ApiError, TransportError)):
            script.run(request)
        assert len(script.sent) == 1
        assert script.slept == []


def test_an_operation_may_call_a_post_repeatable() -> None:
    script = ready()
    script.answers(LATE, refusal(503), ok())
    script.run(Request[Any]("POST", "/item/app/1/filter/", repeatable=True))
    assert len(script.sent) == 3


def test_three_attempts_and_no_more() -> None:
    script = ready()
    script.answers(*[refusal(503)] * 9)
    with pytest.raises(Unavailable):
        script.run(Request[Any]("GET", "/x"))
    assert len(script.sent) == 3


def test_the_waits_grow_up_to_the_longest_with_jitter() -> None:
    retry = Retry(attempts=8, first_wait=1.0, longest_wait=8.0, total=1000.0)
    by_chance: dict[float, list[float]] = {}
    for chance in (0.0, 1.0):
        script = ready(retry)
        script.chance = chance
        script.answers(*[refusal(503)] * 8)
        with pytest.raises(Unavailable):
            script.run(Request[Any]("GET", "/x"))
        by_chance[chance] = script.slept
    assert by_chance[1.0] == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]
    assert by_chance[0.0] == [0.5, 1.0, 2.0, 4.0, 4.0, 4.0, 4.0]


def test_one_call_never_waits_longer_than_the_total() -> None:
    script = ready(Retry(attempts=100, first_wait=5.0, longest_wait=10.0, total=30.0))
    script.answers(*[refusal(503)] * 100)
    with pytest.raises(Unavailable):
        script.run(Request[Any]("GET", "/x"))
    assert 20.0 < sum(script.slept) <= 30.0


def test_a_named_time_beyond_the_total_is_not_waited_for() -> None:
    script = ready(Retry(total=30.0))
    script.answers(refusal(503, headers={"retry-after": "31"}))
    with pytest.raises(Unavailable):
        script.run(Request[Any]("GET", "/x"))
    assert script.slept == []


def test_a_rate_limit_is_waited_for_as_long_as_podio_says() -> None:
    script = ready()
    waits: list[float] = []
    limited = script.engine.with_options(
        timeout=None, retry=None, on_wait=waits.append, defaults={}
    )
    script.answers(LIMIT, ok())
    script.drive(limited.execute(Request[Any]("POST", "/x")))
    assert script.slept == waits
    assert 7.0 <= sum(waits) <= 8.0


@pytest.mark.parametrize("seconds", [61, 3600, 10**9])
def test_a_rate_limit_that_lasts_too_long_is_an_error_with_the_time(seconds: int) -> None:
    script = ready()
    script.answers(refusal(420, "rate_limit", f"Please wait {seconds} seconds"))
    with pytest.raises(RateLimited) as caught:
        script.run(Request[Any]("GET", "/x"))
    assert caught.value.retry_after == seconds
    assert script.slept == []


def test_rate_limits_may_be_raised_at_once() -> None:
    script = ready(Retry(on_rate_limit="raise"))
    script.answers(LIMIT)
    with pytest.raises(RateLimited):
        script.run(Request[Any]("GET", "/x"))
    assert script.slept == []


@pytest.mark.parametrize("happens", [UNSENT, LATE, refusal(503), LIMIT], ids=name_of)
def test_no_retry_tries_nothing_twice(happens: Reply | Exception) -> None:
    script = ready(NO_RETRY)
    script.answers(happens)
    with pytest.raises((ApiError, TransportError)):
        script.run(Request[Any]("GET", "/x"))
    assert len(script.sent) == 1


def test_no_retry_goes_for_token_requests_too() -> None:
    script = Script(session(left=-5), retry=NO_RETRY)
    script.load()
    script.answers(*[refusal(503)] * 5)
    with pytest.raises(Unavailable):
        script.run(Request[Any]("GET", "/x"))
    assert script.calls == [TOKEN]


def test_a_file_is_rewound_for_another_try() -> None:
    script = ready()
    source = io.BytesIO(b"abc")
    bodies: list[bytes] = []

    def limited(_: object) -> Reply:
        bodies.append(source.read())
        return LIMIT if len(bodies) == 1 else ok()

    script.answers(limited, limited)
    script.run(Request[Any]("POST", "/file/v2/", body=Upload(source, "a.txt")))
    assert bodies == [b"abc", b"abc"]


def test_a_body_that_can_be_sent_once_is_not_tried_again() -> None:
    script = ready()
    script.answers(LIMIT)
    with pytest.raises(RateLimited):
        script.run(Request[Any]("POST", "/file/v2/", body=Upload(iter([b"abc"]), "a.txt")))


@pytest.mark.parametrize(
    "settings",
    [
        {"attempts": 0},
        {"attempts": -1},
        {"first_wait": -1.0},
        {"longest_wait": -0.1},
        {"total": -1.0},
        {"rate_limit_wait": -1.0},
    ],
)
def test_numbers_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        Retry(**settings)


def test_a_word_that_is_no_choice_is_refused() -> None:
    choice: Literal["wait", "raise"] = "never"  # type: ignore[assignment] # the mistake under test
    with pytest.raises(ConfigurationError, match="'wait' or 'raise'"):
        Retry(on_rate_limit=choice)


def deleted(request: Request[Any], *answers: Reply | Exception) -> Any:
    script = ready()
    script.answers(*answers)
    return script.run(request)


GONE = [refusal(404), refusal(410)]
PERHAPS_DONE = [BROKEN, LATE, refusal(502), refusal(504)]


@pytest.mark.parametrize("gone", GONE, ids=name_of)
@pytest.mark.parametrize("lost", PERHAPS_DONE, ids=name_of)
def test_a_delete_that_finds_nothing_when_it_is_repeated_is_done(
    lost: Reply | Exception, gone: Reply
) -> None:
    assert deleted(Items.delete(7), lost, gone) is None
    assert deleted(Request[Any]("DELETE", "/x"), lost, refusal(503), gone) is None


@pytest.mark.parametrize("gone", GONE, ids=name_of)
def test_what_cannot_have_been_deleted_by_us_is_not_found(gone: Reply) -> None:
    for before in ([], [UNSENT], [refusal(503)], [LIMIT]):
        with pytest.raises((NotFound, Gone)):
            deleted(Items.delete(7), *before, gone)


def test_only_a_delete_without_a_result_is_done_by_finding_nothing() -> None:
    others = Request[Any]("GET", "/x"), Tasks.update_text(7, "x"), Layout.reset(7, "badge")
    for request in others:
        with pytest.raises(NotFound):
            deleted(request, BROKEN, refusal(404))


@pytest.mark.parametrize("status", [420, 429, 503])
def test_a_named_date_counts_from_the_answer(status: int) -> None:
    script = ready()
    named = formatdate(script.clock() + 18, usegmt=True)

    def slow(_: Send) -> Reply:
        script.clock.now += 10
        return refusal(status, headers={"retry-after": named})

    script.answers(slow, ok(), slow, tokens())
    script.run(Request[Any]("GET", "/x"))
    assert script.slept == [pytest.approx(8.0, abs=1.1)]
    script.clock.now = NOW
    script.renew()
    assert script.slept[1:] == [pytest.approx(8.0, abs=1.1)]
