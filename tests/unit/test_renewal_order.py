"""T4: a renewal's steps come in one order, under a lease that outlives the token request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio import PodioOAuth
from podio.core.session.grants import app_grant
from podio.errors import StoreUnavailableError
from tests.unit.scripted import CALL, TOKEN, Script, Waiting, ok, refusal, session, tokens

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send

EXPIRED = session(left=-5)


def test_lock_read_decide_refresh_save_publish_unlock() -> None:
    script = Script(EXPIRED)
    script.load()
    script.answers(tokens(), ok())
    script.run(CALL)
    assert script.trace == [
        "lock",
        "read",
        TOKEN,
        "save",
        "publish",
        "unlock",
        "GET /user/status",
    ]
    assert script.tokens_sent == ["OAuth2 a2"]


def test_a_sign_in_goes_the_same_way() -> None:

    script = Script()
    script.load()
    script.answers(tokens())
    script.sign_in(app_grant(1, "app-token"))
    assert script.trace == ["lock", "read", TOKEN, "save", "publish", "unlock"]


def test_who_finds_a_new_token_after_the_lock_asks_for_none() -> None:
    script = Script(EXPIRED)
    script.load()
    script.shelf.oauth = session("elsewhere", "r9")
    script.answers(ok())
    script.run(CALL)
    assert script.trace == ["lock", "read", "publish", "unlock", "GET /user/status"]
    assert script.tokens_sent == ["OAuth2 elsewhere"]


def test_who_waits_for_the_lock_uses_what_its_owner_saved() -> None:
    script = Script(EXPIRED)
    script.load()
    script.shelf.owner = "another process"

    def owner_saves() -> None:
        script.shelf.oauth = session("elsewhere", "r9")

    script.before["sleep"] = owner_saves
    script.answers(ok())
    script.run(CALL)
    assert script.calls == ["GET /user/status"]
    assert script.tokens_sent == ["OAuth2 elsewhere"]
    assert script.shelf.owner == "another process"


def test_a_lock_that_is_never_given_back_ends_in_an_error_that_says_so() -> None:
    script = Script(EXPIRED)
    script.load()
    script.shelf.owner = "a process that hangs"
    with pytest.raises(StoreUnavailableError, match="hanging"):
        script.run(CALL)
    assert script.calls == []
    waited = sum(script.slept)
    lease = script.engine.settings.lease
    assert lease <= waited <= 2 * lease + 1
    # The first looks come quickly, the later ones less so: a thousand may wait for one that hangs.
    assert sum(script.slept[:4]) < 0.3
    assert max(script.slept) < 0.25
    assert len(script.slept) < 11 * waited


@pytest.mark.parametrize("timeout", [0.5, 5.0, 30.0, 300.0])
def test_the_lease_lasts_for_two_token_requests(timeout: float) -> None:
    script = Script(EXPIRED, timeout=timeout)
    script.load()
    script.answers(tokens(), ok())
    script.run(CALL)
    (token_request, _) = script.sent
    assert script.shelf.lease >= 2 * token_request.timeout


def test_trying_again_never_outlasts_the_lease() -> None:
    script = Script(EXPIRED)
    script.load()
    began = script.clock.now

    def slow(send: Send) -> Reply:
        script.clock.now += send.timeout
        return refusal(503)

    script.answers(*[slow] * 10)
    with pytest.raises(Exception, match="503"):
        script.run(CALL)
    assert script.clock.now - began <= script.shelf.lease
    assert len(script.sent) > 1


@pytest.mark.parametrize("failure", [refusal(400, "invalid_client"), refusal(500), KeyError("x")])
def test_the_lock_is_given_back_however_it_ends(failure: Reply | Exception) -> None:
    script = Script(EXPIRED)
    script.load()
    script.answers(*[failure] * 10)
    with pytest.raises(Exception):  # noqa: B017, PT011 -- which one is not the point
        script.run(CALL)
    assert script.shelf.owner is None
    assert script.trace[-1] == "unlock"


def test_only_the_owner_gives_the_lock_back() -> None:
    script = Script(EXPIRED)
    script.load()

    def lease_ends(_: Send) -> Reply:
        script.shelf.owner = "the next owner"
        return tokens()

    script.answers(lease_ends, ok())
    script.run(CALL)
    assert script.shelf.owner == "the next owner"


def test_after_a_lost_lease_a_newer_session_is_not_written_over() -> None:
    script = Script(EXPIRED)
    script.load()

    def another_goes_on(_: Send) -> Reply:
        script.shelf.owner = "the next owner"
        script.shelf.oauth = session("elsewhere", "r9", left=30_000)
        return tokens()

    script.answers(another_goes_on, ok())
    script.run(CALL)
    assert script.shelf.oauth.access_token == "elsewhere"
    assert script.tokens_sent == ["OAuth2 elsewhere"]


def test_after_a_lost_lease_an_older_session_is_replaced() -> None:
    script = Script(EXPIRED)
    script.load()

    def another_is_slower(_: Send) -> Reply:
        script.shelf.oauth = EXPIRED.replace(access_token="older", version=EXPIRED.version + 1)
        return tokens()

    script.answers(another_is_slower, ok())
    script.run(CALL)
    assert script.shelf.oauth.access_token == "a2"


def test_a_save_that_is_overtaken_twice_is_not_forgotten() -> None:
    script = Script(EXPIRED)
    script.load()

    def overtake() -> None:
        writes = script.trace.count("save")
        if writes <= 2:
            script.shelf.oauth = EXPIRED.replace(
                access_token=f"sibling-{writes}",
                refresh_token=f"sibling-{writes}",
                version=EXPIRED.version + 1,
            )

    script.before["save"] = overtake
    script.answers(tokens(), ok(), ok())
    script.run(CALL)
    script.clock.now += 60
    script.run(CALL)
    assert script.shelf.oauth.access_token == "a2"


def test_without_the_stores_lock_a_renewal_goes_on() -> None:
    script = Script(EXPIRED)
    script.load()
    script.shelf.down = {"lock"}
    script.answers(tokens(), ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2"]
    assert script.shelf.oauth.access_token == "a2"


def test_one_leads_and_the_others_wait_for_it() -> None:
    script = Script(EXPIRED)
    script.load()
    waiting: list[str] = []

    def others_come(_: Send) -> Reply:

        for number in range(3):
            with pytest.raises(Waiting):
                script.run(CALL)
            waiting.append(f"caller {number}")
        return tokens()

    script.answers(others_come, ok())
    script.run(CALL)
    assert len(waiting) == 3
    assert script.calls == [TOKEN, "GET /user/status"]


def test_an_adopted_session_that_has_ended_is_not_sent() -> None:
    script = Script(EXPIRED)
    script.load()

    def another_was_there(_: Send) -> Reply:
        script.shelf.oauth = session("ended", "r9", left=-1, version=EXPIRED.version + 1)
        return refusal(400, "invalid_grant")

    script.answers(another_was_there, tokens("a3", "r3"), ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a3"]


def test_nothing_is_asked_of_the_store_for_a_fresh_session() -> None:
    script = Script(session())
    script.load()
    script.answers(*[ok()] * 20)
    for _ in range(20):
        script.run(CALL)
    assert script.trace == ["GET /user/status"] * 20


def test_a_session_that_was_handed_over_is_saved_with_the_next_call() -> None:
    script = Script()
    script.storage.hand_over(PodioOAuth("given", "r", issued_at=script.clock.now))
    script.answers(ok())
    script.run(CALL)
    assert script.shelf.oauth.access_token == "given"
    assert script.tokens_sent == ["OAuth2 given"]
