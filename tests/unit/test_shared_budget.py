"""Calls that are shared: who goes, who waits, and what each answer teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from podio import Ref, Request, Retry, SharedBudget
from podio.core.effects import Reply, Send, Told, Turn
from podio.errors import (
    ConnectionFailed,
    InvalidArgumentError,
    RateLimited,
    ReauthenticationRequired,
    RedirectError,
)
from tests.unit.scripted import CALL, Clock, Script, ok, refusal, session, tokens

if TYPE_CHECKING:
    from podio.core.limits import CallBudget

ANN, BEN = "demo user:1", "demo user:2"
ITEMS, FILTER = "/item/{item_id}", "/item/app/{app_id}/filter/"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def budget(clock: Clock) -> SharedBudget:
    """A budget that knows both pools of one account, with plenty in each."""
    budget = SharedBudget(clock=clock)
    budget.told(ANN, ITEMS, 1000, 500, None)
    budget.told(ANN, FILTER, 250, 100, None)
    return budget


def taken(budget: SharedBudget, count: int, what: str = ITEMS) -> list[float]:
    return [budget.turn(ANN, what) for _ in range(count)]


def test_before_anything_is_known_everybody_calls(clock: Clock) -> None:
    assert taken(SharedBudget(clock=clock), 50) == [0.0] * 50


def test_the_last_calls_are_shared_out_and_one_goes_ahead(budget: SharedBudget) -> None:
    budget.told(ANN, ITEMS, 1000, 2, None)
    assert taken(budget, 2) == [0.0, 0.0]
    assert taken(budget, 1) == [0.0], "the one that goes ahead"
    assert all(0 < wait < 1 for wait in taken(budget, 20)), "the others look again soon"


def test_the_one_that_went_ahead_finds_a_new_hour(budget: SharedBudget) -> None:
    budget.told(ANN, ITEMS, 1000, 0, None)
    budget.turn(ANN, ITEMS)
    budget.told(ANN, ITEMS, 1000, 999, None)
    assert taken(budget, 999) == [0.0] * 999
    assert taken(budget, 2)[1] > 0


def test_the_one_that_went_ahead_is_refused_and_all_wait_as_long(
    budget: SharedBudget, clock: Clock
) -> None:
    budget.told(ANN, ITEMS, 1000, 0, None)
    budget.turn(ANN, ITEMS)
    budget.told(ANN, ITEMS, 1000, 0, 1800.0)
    clock.now += 300
    assert taken(budget, 3) == [1500.0] * 3
    clock.now += 1500
    waits = taken(budget, 3)
    assert waits[0] == 0.0, "one looks whether the hour is over"
    assert all(0 < wait < 1 for wait in waits[1:])


def test_the_one_that_went_ahead_never_comes_back(budget: SharedBudget, clock: Clock) -> None:
    budget.told(ANN, ITEMS, 1000, 0, None)
    assert taken(budget, 2)[1] > 0
    clock.now += 60
    assert taken(budget, 1) == [0.0]
    assert taken(budget, 1) > [0.0]


def test_an_answer_that_comes_late_gives_no_call_back(budget: SharedBudget) -> None:
    budget.told(ANN, ITEMS, 1000, 3, None)
    budget.told(ANN, ITEMS, 1000, 400, None)
    assert taken(budget, 4) == [0.0] * 4
    assert taken(budget, 1) > [0.0]


def test_calls_under_way_are_not_counted_on_twice(clock: Clock) -> None:
    """Podio may not have counted them when it answered the first of them."""
    budget = SharedBudget(clock=clock)
    assert taken(budget, 8) == [0.0] * 8
    budget.told(ANN, ITEMS, 1000, 9, None)
    assert taken(budget, 2) == [0.0, 0.0]
    assert taken(budget, 1) == [0.0], "the one that goes ahead"
    assert taken(budget, 1) > [0.0]


def test_calls_that_were_never_answered_are_forgotten_after_a_while(clock: Clock) -> None:
    budget = SharedBudget(clock=clock)
    taken(budget, 8)
    clock.now += 600
    taken(budget, 1)
    budget.told(ANN, ITEMS, 1000, 5, None)
    assert taken(budget, 5) == [0.0] * 5


def test_calls_of_programs_that_do_not_share_count_as_well(budget: SharedBudget) -> None:
    budget.told(ANN, ITEMS, 1000, 1, None)
    assert taken(budget, 2) == [0.0, 0.0]
    assert taken(budget, 1) > [0.0]


def test_a_late_answer_of_before_does_not_end_the_wait_for_the_one_ahead(
    budget: SharedBudget,
) -> None:
    budget.told(ANN, ITEMS, 1000, 1, None)
    assert taken(budget, 2) == [0.0, 0.0], "one of before, and one that goes ahead"
    budget.told(ANN, ITEMS, 1000, 7, None)
    assert taken(budget, 1) > [0.0], "what an answer says is old while another is missing"
    budget.told(ANN, ITEMS, 1000, 1, None)
    assert taken(budget, 1) == [0.0], "the lowest of them counts"
    assert taken(budget, 1) == [0.0], "and then one goes ahead again"
    assert taken(budget, 1) > [0.0]


def test_the_two_pools_do_not_stop_each_other(budget: SharedBudget) -> None:
    budget.told(ANN, FILTER, 250, 0, 1800.0)
    assert taken(budget, 1, FILTER) == [1800.0]
    assert taken(budget, 5, ITEMS) == [0.0] * 5


def test_users_do_not_stop_each_other(budget: SharedBudget) -> None:
    budget.told(ANN, ITEMS, 1000, 0, 1800.0)
    assert budget.turn(BEN, ITEMS) == 0.0


def test_a_refusal_that_names_no_pool_stops_all_operations(
    budget: SharedBudget, clock: Clock
) -> None:
    budget.told(ANN, "/unknown", None, None, 90.0)
    assert taken(budget, 1, ITEMS) == taken(budget, 1, FILTER) == taken(budget, 1, "/x") == [90.0]
    assert budget.turn(BEN, ITEMS) == 0.0
    clock.now += 90
    assert taken(budget, 2) == [0.0, 0.0]


# In a client


class Asked:
    """A budget that says what it is told to, and notes what it hears."""

    blocks = False

    def __init__(self, *waits: float) -> None:
        self.waits = list(waits)
        self.given_back = 0
        self.turns: list[tuple[str, str]] = []
        self.heard: list[tuple[int | None, int | None, float | None]] = []

    def turn(self, account: str, what: str) -> float:
        self.turns.append((account, what))
        return self.waits.pop(0) if self.waits else 0.0

    def told(
        self,
        account: str,
        what: str,
        limit: int | None,
        remaining: int | None,
        wait: float | None,
    ) -> None:
        assert (account, what) == self.turns[-1]
        self.heard.append((limit, remaining, wait))

    def give_back(self, account: str, what: str) -> None:
        assert (account, what) == self.turns[-1]
        self.given_back += 1


def ready(budget: CallBudget, retry: Retry | None = None) -> Script:
    """A client with a fresh session and a shared budget."""
    script = Script(session(), retry=retry, budget=budget)
    script.load()
    return script


def limits(limit: int, remaining: int) -> dict[str, str]:
    return {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": str(remaining)}


def test_a_call_takes_its_turn_and_tells_what_came_back() -> None:
    budget = Asked()
    script = ready(budget)
    script.answers(ok(headers=limits(1000, 7)), ok())
    script.run(CALL)
    script.run(Request[Any]("GET", "/item/7", template=ITEMS))
    assert budget.turns == [("demo user:7", "/user/status"), ("demo user:7", ITEMS)]
    assert budget.heard == [(1000, 7, None), (None, None, None)]


def test_a_call_waits_for_its_turn_before_it_is_sent() -> None:
    script = ready(Asked(5.0, 0.1, 0.0))
    waited: list[float] = []
    script.engine = script.engine.with_options(
        timeout=None, retry=None, on_wait=waited.append, defaults={}
    )
    script.answers(ok())
    script.run(CALL)
    assert script.trace == ["sleep", "sleep", "GET /user/status"]
    assert script.slept == [5.0, 0.1]
    assert waited == [5.0], "a look whether it is over yet is no wait to speak of"


@pytest.mark.parametrize(
    "retry", [Retry(on_rate_limit="raise"), Retry(rate_limit_wait=60.0), Retry(rate_limit_wait=0.0)]
)
def test_a_wait_that_is_too_long_is_an_error_and_costs_no_call(retry: Retry) -> None:
    budget = Asked(1800.0)
    script = ready(budget, retry)
    with pytest.raises(RateLimited, match=r"1800 seconds.*not sent") as caught:
        script.run(CALL)
    assert caught.value.retry_after == 1800.0
    assert script.sent == []
    assert budget.heard == []


def test_several_waits_add_up() -> None:
    script = ready(Asked(*[25.0] * 9), Retry(rate_limit_wait=60.0))
    with pytest.raises(RateLimited):
        script.run(CALL)
    assert script.slept == [25.0, 25.0]


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (refusal(420, "rate_limit", "Please wait 1800 seconds", limits(1000, 0)), 1800.0),
        (refusal(429, headers={"retry-after": "90", **limits(1000, 0)}), 90.0),
        (refusal(420, "rate_limit", "no more", limits(1000, 0)), 60.0),
        (Reply(420, limits(1000, 0), b"no json at all; wait 30 seconds"), 30.0),
    ],
)
def test_a_refusal_is_told_with_the_time_that_it_names(answer: Reply, wait: float) -> None:
    budget = Asked()
    script = ready(budget, Retry(on_rate_limit="raise"))
    script.answers(answer)
    with pytest.raises(RateLimited):
        script.run(CALL)
    assert budget.heard == [(1000, 0, wait)]


def test_every_attempt_takes_a_turn_and_what_is_no_call_does_not() -> None:
    budget = Asked()
    script = ready(budget)
    script.answers(refusal(503), ConnectionFailed("broken"), ok())
    script.run(CALL)
    assert len(budget.turns) == len(budget.heard) == 3
    assert budget.heard[1] == (None, None, None), "that no answer will come"
    script.answers(ok())
    script.run(Request[Any]("GET", "/oauth/x", authorized=False))
    assert len(budget.turns) == 3


def test_a_token_that_ends_while_a_call_waits_is_renewed_first() -> None:
    script = Script(
        session(left=1_100.0), retry=Retry(rate_limit_wait=3_600.0), budget=Asked(1_200.0)
    )
    script.load()
    script.answers(tokens("a2"), ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2"]


class Interrupted(BaseException):
    """What comes from outside: Ctrl-C, a cancelled task."""


ENDS = [
    # what ends a call after it took its turn, and whether it was sent for all that is known
    (ConnectionFailed("refused", sent=False), False),
    (InvalidArgumentError("no such file"), False),
    (ConnectionFailed("broken", sent=True), True),
    (RedirectError("elsewhere"), True),
    (Interrupted(), True),
    (ZeroDivisionError(), True),
]


@pytest.mark.parametrize(("error", "sent"), ENDS, ids=lambda one: type(one).__name__)
def test_a_call_that_fails_is_given_back_or_no_more_under_way(
    error: BaseException, *, sent: bool
) -> None:
    budget = Asked()
    script = ready(budget, Retry(attempts=1))
    steps = script.engine.execute(CALL)
    effect = steps.send(None)
    while not isinstance(effect, Send):
        effect = steps.send(effect.ask() if isinstance(effect, Turn) else None)
    told = steps.throw(error)
    assert isinstance(told, Told)
    with pytest.raises(type(error)):
        steps.send(told.ask())
    assert (len(budget.heard), budget.given_back) == ((1, 0) if sent else (0, 1))


def test_a_call_that_finds_no_session_is_given_back() -> None:
    budget = Asked()
    script = Script(session(left=-10.0), budget=budget)
    script.load()
    script.answers(refusal(400, "invalid_grant", "the refresh token is used up"))
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    assert (len(budget.turns), budget.heard, budget.given_back) == (1, [], 1)


@pytest.mark.parametrize("sent", [False, True])
def test_steps_that_nobody_goes_on_with_give_back_too(*, sent: bool) -> None:
    budget = Asked()
    script = ready(budget) if sent else Script(session(left=-10.0), budget=budget)
    script.load()
    steps = script.engine.execute(CALL)
    effect = steps.send(None)
    while not isinstance(effect, Turn):
        effect = steps.send(None)
    effect = steps.send(effect.ask())
    assert isinstance(effect, Send) == sent
    steps.close()
    assert (len(budget.heard), budget.given_back) == ((1, 0) if sent else (0, 1))


def test_who_signs_in_as_somebody_else_meanwhile_owes_the_other_nothing() -> None:
    budget = Asked()
    script = ready(budget)

    def switched(_: Send) -> Reply:
        script.storage.hand_over(session("a9", "r9", ref=Ref("user", 9)))
        return ok(headers=limits(1000, 7))

    script.answers(switched)
    script.run(CALL)
    assert script.storage.oauth.ref == Ref("user", 9)
    assert budget.heard == [(1000, 7, None)]


def test_a_call_that_was_never_sent_can_be_made_by_another(budget: SharedBudget) -> None:
    budget.told(ANN, ITEMS, 1000, 2, None)
    assert taken(budget, 2) == [0.0, 0.0]
    budget.give_back(ANN, ITEMS)
    assert taken(budget, 2) == [0.0, 0.0], "the one that was given back, and one that goes ahead"
    assert taken(budget, 1) > [0.0]
    budget.told(ANN, ITEMS, 1000, 0, 1800.0)
    budget.give_back(ANN, ITEMS)
    assert taken(budget, 1) == [1800.0], "a call of an hour that is over"


def test_who_went_ahead_and_did_not_send_lets_the_next_go_ahead(budget: SharedBudget) -> None:
    budget.told(ANN, ITEMS, 1000, 0, None)
    assert taken(budget, 2)[1] > 0
    budget.give_back(ANN, ITEMS)
    assert taken(budget, 1) == [0.0]
    assert taken(budget, 1) > [0.0]
    budget.told(ANN, ITEMS, None, None, None)
    assert taken(budget, 1) == [0.0], "nor does one wait for an answer that does not come"


def test_what_is_not_under_way_any_more_is_not_counted(budget: SharedBudget) -> None:
    assert taken(budget, 5) == [0.0] * 5
    budget.give_back(ANN, ITEMS)
    for _ in range(3):
        budget.told(ANN, ITEMS, None, None, None)
    budget.told(ANN, ITEMS, 1000, 3, None)
    assert taken(budget, 3) == [0.0] * 3
