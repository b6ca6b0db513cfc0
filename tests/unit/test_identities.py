"""A store holds one session at a time, and keeps the other identity's beside it."""

from __future__ import annotations

from typing import Any

import pytest

from podio import Ref
from podio.core.secret import Secret
from podio.core.session.browser_sign_in import sharefile_header
from podio.core.session.grants import app_grant, password_grant
from podio.core.session.lifetime import Lifetime
from podio.errors import NotAuthenticatedError, SessionMismatchError
from tests.unit.scripted import CALL, TOKEN, Script, dead, expired, ok, session, tokens

USER, APP = Ref("user", 7), Ref("app", 42)
AS_APP = {"type": "app", "id": 42}
SHAREFILE = sharefile_header("account", Secret("sharefile-token"))


def user_then_app() -> Script:
    """Return a client that signed in as a user, then as an app."""
    script = Script()
    script.load()
    script.answers(tokens("user-token", "user-refresh"))
    script.sign_in(password_grant("ann@example.com", "password"))
    script.answers(tokens("app-token", "app-refresh", ref=AS_APP))
    script.sign_in(app_grant(42, "app-secret"))
    return script


def test_signing_in_as_another_keeps_the_first() -> None:
    script = user_then_app()
    assert script.shelf.oauth.ref == APP
    assert list(script.shelf.oauth.extra["identities"]) == ["user:7"]


def test_one_can_go_back_and_forth() -> None:
    script = user_then_app()
    script.answers(ok(), ok(), ok())
    script.run(CALL)
    script.drive(script.renewal.switch_to(USER))
    script.run(CALL)
    script.drive(script.renewal.switch_to(APP))
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 app-token", "OAuth2 user-token", "OAuth2 app-token"]
    assert script.calls.count(TOKEN) == 2, "nobody had to sign in again"


def test_the_switch_is_stored() -> None:
    script = user_then_app()
    script.drive(script.renewal.switch_to(USER))
    second = Script(shelf=script.shelf, clock=script.clock)
    second.load()
    assert second.storage.oauth.ref == USER
    second.drive(second.renewal.switch_to(APP))
    assert second.storage.oauth.access_token == "app-token"


def test_an_identity_that_ended_meanwhile_is_renewed() -> None:
    script = user_then_app()
    script.clock.now += 30_000
    script.drive(script.renewal.switch_to(USER))
    script.answers(tokens("user-token-2", "user-refresh-2"), ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 user-token-2"]
    assert list(script.shelf.oauth.extra["identities"]) == ["app:42"]


def test_versions_grow_over_every_switch() -> None:
    script = user_then_app()
    versions = [script.storage.oauth.version]
    for ref in (USER, APP, USER):
        script.drive(script.renewal.switch_to(ref))
        versions.append(script.storage.oauth.version)
    assert versions == sorted(set(versions))


def test_switching_to_nobody_known_changes_nothing() -> None:
    script = user_then_app()
    before = script.shelf.oauth
    with pytest.raises(NotAuthenticatedError):
        script.drive(script.renewal.switch_to(Ref("user", 8)))
    assert script.shelf.oauth is before
    assert script.storage.oauth.ref == APP
    assert script.shelf.owner is None


def test_after_a_switch_the_other_credentials_are_not_used() -> None:
    script = user_then_app()
    script.drive(script.renewal.switch_to(USER))
    script.clock.now += 29 * 86_400
    script.answers(dead())
    with pytest.raises(Exception, match="sign in again"):
        script.run(CALL)
    assert script.calls.count(TOKEN) == 3, "the app's secret was not sent for the user"


def test_another_persons_session_in_the_store_is_not_taken_over() -> None:
    script = Script(session(left=-5))
    script.load()
    script.shelf.oauth = session("of-another", "r9", ref=Ref("user", 8), left=30_000)
    with pytest.raises(SessionMismatchError, match="somebody else"):
        script.run(CALL)
    assert script.tokens_sent == []
    assert script.shelf.oauth.access_token == "of-another"


@pytest.mark.parametrize(
    "theirs", [{"client_id": "another-client"}, {"api_url": "https://other-podio.test"}]
)
def test_a_session_of_another_client_or_host_is_not_loaded(theirs: dict[str, Any]) -> None:
    script = Script(session(**theirs))
    with pytest.raises(SessionMismatchError, match="store or key of its own"):
        script.load()
    with pytest.raises(SessionMismatchError):
        script.run(CALL)
    assert script.sent == []


@pytest.mark.parametrize(
    "theirs", [{"client_id": "another-client"}, {"api_url": "https://other-podio.test"}]
)
def test_a_session_of_another_client_or_host_is_not_signed_in_over(theirs: dict[str, Any]) -> None:
    script = Script(session(**theirs))
    script.answers(tokens())
    with pytest.raises(SessionMismatchError):
        script.sign_in(app_grant(42, "app-secret"))
    assert script.shelf.oauth == session(**theirs)
    assert script.sent == []


def test_a_session_of_another_client_cannot_be_handed_over() -> None:
    script = Script()
    with pytest.raises(SessionMismatchError):
        script.storage.hand_over(session(client_id="another-client"))
    assert not script.storage.oauth


def test_sharefiles_token_is_used_though_a_session_is_there() -> None:
    script = Script(session())
    script.load()
    script.renewal.sharefile = Lifetime.carrying(SHAREFILE)
    script.answers(ok())
    script.run(CALL)
    assert script.sent[0].secret is not None
    assert script.sent[0].secret[0] == "X-SF-Authorization"
    assert script.tokens_sent == ["account sharefile-token"]


def test_sharefiles_token_is_not_renewed() -> None:
    script = Script()
    script.load()
    script.renewal.sharefile = Lifetime.carrying(SHAREFILE)
    script.answers(expired())
    with pytest.raises(Exception, match="401"):
        script.run(CALL)
    assert script.calls == ["GET /user/status"]
