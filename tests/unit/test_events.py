"""T22: what the session tells, and that a listener cannot harm it."""

from __future__ import annotations

import logging

import pytest

from podio import PodioOAuth, Ref, SessionEvent
from podio.core.session.grants import app_grant, password_grant
from podio.errors import NotAuthenticatedError, StoreUnavailableError
from tests.unit.scripted import CALL, Script, dead, ok, session, tokens


def test_the_life_of_a_session_is_told_in_order() -> None:
    script = Script(session(left=-5))
    script.drive(script.renewal.load())
    script.answers(tokens("a2", "r1"), ok(), tokens("a3", "r3"))
    script.run(CALL)
    script.clock.now += 30_000
    script.renew()
    script.clock.now += 30_000
    script.answers(dead())
    with pytest.raises(Exception, match="ended"):
        script.renew()
    script.drive(script.renewal.log_out())
    assert script.names == [
        "loaded",
        "refreshed",
        "refreshed",
        "rotated",
        "reauthentication_required",
        "logged_out",
    ]


def test_an_empty_store_is_not_told() -> None:
    script = Script()
    script.drive(script.renewal.load())
    assert script.names == []


def test_an_event_says_whose_session_it_is_and_shows_no_token() -> None:
    script = Script()
    script.answers(tokens("the-access-token", "the-refresh-token"))
    script.sign_in(app_grant(1, "app-token"))
    (event,) = script.events
    assert event.name == "authenticated"
    assert event.ref == Ref("user", 7)
    assert event.version == script.storage.oauth.version
    shown = f"{event} {event!r} {[getattr(event, name) for name in event.__slots__]}"
    assert "the-access" not in shown
    assert "the-refresh" not in shown


@pytest.mark.parametrize("told", ["authenticated", "refreshed", "save_failed", "logged_out"])
def test_a_listener_that_fails_loses_nothing(told: str, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[str] = []

    def listener(event: SessionEvent) -> None:
        heard.append(event.name)
        if event.name == told:
            message = "the listener is broken"
            raise RuntimeError(message)

    script = Script(on_event=listener)
    script.load()
    script.answers(tokens("a2", "r2"), tokens("a3", "r3"), ok(), ok())
    with caplog.at_level(logging.ERROR):
        script.sign_in(password_grant("ann@example.com", "password"))
        script.clock.now += 30_000
        script.shelf.down = {"set"}
        script.run(CALL)
        script.shelf.down.clear()
        script.clock.now += 60
        script.run(CALL)
        assert script.shelf.oauth.access_token == "a3"
        script.drive(script.renewal.log_out())
    assert told in heard
    assert heard[-1] == "logged_out"
    assert not script.shelf.oauth
    assert script.shelf.owner is None
    assert told in caplog.text


def test_a_listener_that_fails_at_the_end_does_not_hide_it() -> None:
    def listener(event: SessionEvent) -> None:
        raise ValueError(event.name)

    script = Script(session(left=-5), on_event=listener)
    script.load()
    script.answers(dead())
    with pytest.raises(Exception, match="sign in again"):
        script.renew()
    assert script.shelf.oauth.revoked == "invalid_grant"


def test_logging_out_forgets_here_and_in_the_store() -> None:
    script = Script(session())
    script.load()
    script.drive(script.renewal.log_out())
    assert script.trace[-1] == "unlock"
    assert not script.storage.oauth
    assert script.shelf.oauth.revoked == "logged_out", "a mark, so that nothing late brings it back"
    assert not script.shelf.oauth
    with pytest.raises(NotAuthenticatedError, match="authenticate_with"):
        script.run(CALL)
    assert script.calls == []


def test_a_store_that_cannot_delete_keeps_an_empty_session() -> None:
    script = Script(session(), deletes=False)
    script.load()
    script.drive(script.renewal.log_out())
    assert not script.shelf.oauth
    assert script.shelf.oauth.version > session().version


def test_who_logs_out_after_the_session_was_replaced_and_left_changes_nothing() -> None:
    script = Script(session(), deletes=False)
    script.load()
    mark = PodioOAuth(version=session().version * 2, chain="another", revoked="logged_out")
    script.shelf.oauth = mark
    script.drive(script.renewal.log_out())
    assert script.shelf.oauth == mark
    assert not script.storage.oauth


def test_logging_out_leaves_another_persons_session() -> None:
    script = Script(session())
    script.load()
    another = session("of-another", "r9", ref=Ref("user", 8), left=30_000)
    script.shelf.oauth = another
    script.drive(script.renewal.log_out())
    assert script.shelf.oauth is another
    assert not script.storage.oauth


def test_logging_out_ends_a_session_that_was_renewed_elsewhere() -> None:
    script = Script(session())
    script.load()
    script.shelf.oauth = session("renewed", "r9", left=30_000)
    script.drive(script.renewal.log_out())
    assert not script.shelf.oauth


def test_a_sign_out_elsewhere_is_noticed_at_the_next_renewal() -> None:
    script = Script(session(left=-5))
    script.load()
    script.shelf.oauth = PodioOAuth()
    with pytest.raises(NotAuthenticatedError):
        script.run(CALL)
    assert script.calls == []


def test_a_logout_while_the_store_is_down_is_kept_and_saved_later() -> None:
    script = Script(session())
    script.load()
    script.shelf.down = {"get", "set", "lock"}
    script.drive(script.renewal.log_out())
    assert not script.storage.oauth
    assert script.shelf.oauth == session()
    script.shelf.down = set()
    script.drive(script.renewal.save_again(now=True))
    assert script.shelf.oauth.revoked == "logged_out"


def test_who_logs_out_of_nothing_that_is_known_is_told_that_the_store_is_down() -> None:
    script = Script(session())
    script.shelf.down = {"get"}
    with pytest.raises(StoreUnavailableError):
        script.drive(script.renewal.log_out())
    assert script.shelf.oauth == session()


def test_after_logging_out_credentials_do_not_sign_in_again_by_themselves() -> None:
    script = Script()
    script.load()
    script.answers(tokens())
    script.sign_in(app_grant(1, "app-token"))
    script.drive(script.renewal.log_out())
    with pytest.raises(NotAuthenticatedError):
        script.run(CALL)
