"""T6: a save that fails never disappears, and never takes the token with it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from podio.core.session.grants import app_grant
from podio.errors import StoreUnavailableError
from tests.unit.scripted import CALL, TOKEN, Script, Shelf, ok, session, tokens

if TYPE_CHECKING:
    from podio import PodioOAuth


def failing(*, strict: bool = False) -> Script:
    """Return a client whose store reads but does not write, in need of a new token."""
    script = Script(session(left=-5), strict=strict)
    script.load()
    script.shelf.down = {"set"}
    return script


def test_the_token_lives_on_in_memory() -> None:
    script = failing()
    script.answers(tokens(), ok(), ok())
    script.run(CALL)
    script.run(CALL)
    assert script.calls == [TOKEN, "GET /user/status", "GET /user/status"]
    assert script.tokens_sent == ["OAuth2 a2", "OAuth2 a2"]
    assert script.storage.dirty


def test_it_is_saved_with_a_later_call() -> None:
    script = failing()
    script.answers(tokens(), ok(), ok())
    script.run(CALL)
    script.shelf.down.clear()
    script.clock.now += 60
    script.run(CALL)
    assert script.shelf.oauth.access_token == "a2"
    assert not script.storage.dirty


def test_a_store_that_stays_down_is_not_asked_with_every_call() -> None:
    script = failing()
    script.answers(tokens(), *[ok()] * 100)
    for _ in range(100):
        script.run(CALL)
        script.clock.now += 0.01
    assert script.trace.count("save") <= 3


def test_there_is_one_warning_and_one_event(caplog: pytest.LogCaptureFixture) -> None:
    script = failing()
    script.answers(tokens(), *[ok()] * 5)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            script.run(CALL)
            script.clock.now += 60
    assert script.trace.count("save") == 5
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert script.names.count("save_failed") == 1
    failed = next(event for event in script.events if event.name == "save_failed")
    assert isinstance(failed.error, StoreUnavailableError)


def test_closing_saves_what_is_left() -> None:
    script = failing()
    script.answers(tokens(), ok())
    script.run(CALL)
    script.shelf.down.clear()
    script.drive(script.renewal.save_again(now=True))
    assert script.shelf.oauth.access_token == "a2"


def test_closing_writes_nothing_that_is_saved_already() -> None:
    script = Script(session(left=-5))
    script.load()
    script.answers(tokens(), ok())
    script.run(CALL)
    script.trace.clear()
    script.drive(script.renewal.save_again(now=True))
    assert script.trace == []


def test_closing_never_writes_over_a_newer_session() -> None:
    script = failing()
    script.answers(tokens(), ok())
    script.run(CALL)
    script.shelf.down.clear()
    script.shelf.oauth = session("newer", "r9", left=60_000)
    script.drive(script.renewal.save_again(now=True))
    assert script.shelf.oauth.access_token == "newer"
    assert not script.storage.dirty


def test_a_newer_session_found_while_saving_again_is_the_one_that_is_sent() -> None:
    script = failing()
    script.answers(tokens(), ok(), ok())
    script.run(CALL)
    script.shelf.down.clear()
    script.shelf.oauth = session("newer", "r9", left=60_000)
    script.clock.now += 60
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2", "OAuth2 newer"]


def test_strict_raises_when_a_renewal_cannot_be_saved() -> None:
    script = failing(strict=True)
    script.answers(tokens(), ok())
    with pytest.raises(StoreUnavailableError):
        script.renew()
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2"], "the token is good, though it is not saved"


def test_strict_raises_when_a_sign_in_cannot_be_saved() -> None:
    script = Script(strict=True)
    script.load()
    script.shelf.down = {"set"}
    script.answers(tokens(), ok())
    with pytest.raises(StoreUnavailableError):
        script.sign_in(app_grant(1, "app-token"))
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2"], "the token is good, though it is not saved"


def test_a_store_that_is_down_for_a_renewal_loses_nothing() -> None:
    script = Script(session(left=-5))
    script.load()
    script.shelf.down = {"get", "set", "lock"}
    script.answers(tokens(), ok(), ok())
    script.run(CALL)
    script.shelf.down.clear()
    script.clock.now += 60
    script.run(CALL)
    assert script.shelf.oauth.refresh_token == "r2"


def test_a_store_that_is_down_at_first_is_not_taken_for_signed_out() -> None:
    script = Script(session())
    script.shelf.down = {"get"}
    with pytest.raises(StoreUnavailableError):
        script.run(CALL)
    script.shelf.down.clear()
    script.answers(ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a1"]
    assert script.shelf.writes == []


def test_a_store_that_refuses_every_save_is_not_asked_forever() -> None:
    class Refusing(Shelf):
        def set(self, oauth: PodioOAuth, expected: int) -> bool:
            self.writes.append(oauth)
            assert len(self.writes) < 100, f"asked forever, now over {expected}"
            return False

    script = Script(shelf=Refusing(session(left=-5)))
    script.load()
    script.answers(tokens(), ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2"]
    assert script.storage.dirty


def test_a_sign_in_that_could_not_be_saved_outlives_its_renewal() -> None:
    # The old session is still in the store, and must not come back over the new one.
    script = failing()
    script.answers(tokens("new", "n1", expires_in=100), tokens("newer", "n2"), ok(), ok())
    script.sign_in(app_grant(1, "secret"))
    chain = script.storage.oauth.chain
    script.clock.now += 101
    script.run(CALL)
    script.shelf.down.clear()
    script.clock.now += 60
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 newer", "OAuth2 newer"]
    assert script.shelf.oauth.refresh_token == "n2"
    assert script.shelf.oauth.chain == chain


def test_a_logout_that_is_saved_late_leaves_a_newer_mark_alone() -> None:
    script = failing()
    script.drive(script.renewal.log_out())
    mine = script.storage.oauth
    script.shelf.oauth = theirs = mine.replace(version=mine.version + 5)
    script.shelf.down.clear()
    script.drive(script.renewal.save_again(now=True))
    assert script.shelf.oauth == theirs
    assert not script.storage.dirty
