"""T7: a refresh token that Podio does not take: a race that was lost, or the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio import Ref, Status
from podio.core.session.grants import app_grant, code_grant, password_grant
from podio.errors import (
    InvalidClient,
    InvalidGrant,
    ReauthenticationRequired,
    StoreUnavailableError,
)
from tests.unit.scripted import (
    CALL,
    TOKEN,
    Script,
    dead,
    expired,
    ok,
    refusal,
    session,
    tokens,
)

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send


def ended(**options: str) -> Script:
    """Return a client whose access token has ended."""
    script = Script(session(left=-5), redirect_uri=options.get("redirect_uri"))
    script.load()
    return script


def test_a_race_that_was_lost_is_no_error() -> None:
    script = ended()

    def another_was_first(_: Send) -> Reply:
        script.shelf.oauth = session("winner", "r9")
        return dead()

    script.answers(another_was_first, ok())
    script.run(CALL)
    assert script.calls == [TOKEN, "GET /user/status"]
    assert script.tokens_sent == ["OAuth2 winner"]
    assert script.shelf.oauth.access_token == "winner"
    assert "reauthentication_required" not in script.names


@pytest.mark.parametrize(
    "refused",
    [
        refusal(400, "invalid_grant"),
        refusal(401, "invalid_grant"),
        refusal(400, "invalid_token"),
        refusal(401, "unauthorized"),
    ],
    ids=["400 invalid_grant", "401 invalid_grant", "400 invalid_token", "401"],
)
def test_the_end_is_raised_once_and_the_entry_is_kept_with_its_reason(refused: Reply) -> None:
    script = ended()
    script.answers(refused)
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    entry = script.shelf.oauth
    assert (entry.access_token, entry.refresh_token) == ("a1", "r1"), "an entry is never blanked"
    assert entry.revoked
    assert entry.version == session(left=-5).version, (
        "an ending stands in the place of what it ends"
    )
    assert script.names == ["reauthentication_required"]
    assert script.renewal.status() is Status.REVOKED


def test_no_token_is_asked_for_in_the_next_30_seconds() -> None:
    script = ended()
    script.answers(dead())
    for _ in range(10):
        with pytest.raises(ReauthenticationRequired):
            script.run(CALL)
        script.clock.now += 2.9
    assert script.calls == [TOKEN]
    assert script.names == ["reauthentication_required"]


def test_then_the_refresh_token_is_tried_once_more() -> None:
    script = ended()
    script.answers(dead())
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    script.clock.now += 31
    script.answers(tokens(), ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2"]
    assert script.shelf.oauth.revoked is None


def test_the_quiet_time_is_seen_by_the_next_process() -> None:
    first = ended()
    first.answers(dead())
    with pytest.raises(ReauthenticationRequired):
        first.run(CALL)
    second = Script(shelf=first.shelf, clock=first.clock)
    second.load()
    with pytest.raises(ReauthenticationRequired) as caught:
        second.run(CALL)
    assert second.calls == []
    assert caught.value.reason == "invalid_grant"


def test_the_error_says_where_to_sign_in() -> None:
    script = ended(redirect_uri="https://app.example/back")
    script.answers(dead())
    with pytest.raises(ReauthenticationRequired, match="sign in again") as caught:
        script.run(CALL)
    url = caught.value.authorize_url or ""
    assert url.startswith("https://podio.test/oauth/authorize?")
    assert "client_id=demo" in url


def test_a_wrong_client_secret_does_not_end_the_session() -> None:
    script = ended()
    script.answers(refusal(400, "invalid_client", "oauth.client.invalid_secret"))
    with pytest.raises(InvalidClient):
        script.run(CALL)
    assert script.shelf.oauth == session(left=-5)
    assert script.shelf.writes == []


def test_an_app_sign_in_repeats_itself() -> None:
    script = Script()
    script.load()
    script.answers(tokens(), dead(), tokens("a3", "r3"), ok())
    script.sign_in(app_grant(1, "app-token"))
    script.clock.now += 30_000
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a3"]
    assert script.shelf.oauth.access_token == "a3"


def test_a_password_sign_in_repeats_itself() -> None:
    script = Script()
    script.load()
    script.answers(tokens(), dead(), tokens("a3", "r3"), ok())
    script.sign_in(password_grant("ann@example.com", "password"))
    script.clock.now += 30_000
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a3"]


def test_given_credentials_sign_in_again_and_at_first() -> None:
    script = Script(credentials=lambda: app_grant(1, "app-token"))
    script.load()
    script.answers(tokens(), ok(), dead(), tokens("a3", "r3"), ok())
    script.run(CALL)
    script.clock.now += 30_000
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a2", "OAuth2 a3"]


def test_credentials_that_are_refused_too_are_an_error_and_end_nothing() -> None:
    script = Script(session(left=-5), credentials=lambda: app_grant(1, "app-token"))
    script.load()
    script.answers(dead(), dead())
    with pytest.raises(InvalidGrant):
        script.run(CALL)
    assert script.shelf.oauth == session(left=-5)


def test_a_code_cannot_be_used_again() -> None:
    script = Script()
    script.load()
    script.answers(tokens(), dead())
    script.sign_in(code_grant("the-code", "https://app.example/back"))
    script.clock.now += 30_000
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    assert script.calls == [TOKEN, TOKEN]


def test_signing_in_ends_the_quiet_time() -> None:
    script = ended()
    script.answers(dead())
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    script.answers(tokens("a3", "r3"), ok())
    script.sign_in(password_grant("ann@example.com", "password"))
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a3"]
    assert script.shelf.oauth.revoked is None


def test_an_end_of_the_refresh_token_that_we_worked_out_stops_nobody_from_asking() -> None:
    script = Script(session(left=-5, refresh_expires_at=1_600_000_000.0))
    script.load()
    script.answers(tokens(), ok())
    script.run(CALL)
    assert script.calls == [TOKEN, "GET /user/status"]


def test_a_session_without_a_refresh_token_ends_with_its_access_token() -> None:
    script = Script(session("only", "", left=3_000))
    script.load()
    script.answers(ok(), expired())
    script.run(CALL)
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    assert script.calls == ["GET /user/status"] * 2


def test_an_answer_without_a_refresh_token_keeps_the_old_one() -> None:
    script = ended()
    script.answers(tokens("a2", None), ok())
    script.run(CALL)
    assert script.shelf.oauth.refresh_token == "r1"
    assert "rotated" not in script.names


def test_a_store_that_is_down_when_the_token_is_refused_ends_nothing() -> None:
    script = ended()

    def the_store_goes_down(_: Send) -> Reply:
        script.shelf.down = {"get", "set"}
        return dead()

    script.answers(the_store_goes_down)
    with pytest.raises(StoreUnavailableError, match="could not be asked"):
        script.run(CALL)
    assert not script.shelf.oauth.revoked
    assert not script.storage.oauth.revoked
    script.shelf.down.clear()
    script.shelf.oauth = session("winner", "r9")
    script.clock.now += 60
    script.answers(ok())
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 winner"]


def test_one_identitys_end_is_not_the_others() -> None:
    script = Script()
    script.load()
    script.answers(
        tokens("user", "ruuuu"), tokens("app", "raaaa", ref={"type": "app", "id": 1}), dead()
    )
    script.sign_in(code_grant("the-code", "https://app.example/back"))
    script.sign_in(code_grant("another", "https://app.example/back"))
    script.clock.now += 30_000
    with pytest.raises(ReauthenticationRequired):
        script.run(CALL)
    script.answers(tokens("a3", "r3"), ok())
    script.drive(script.renewal.switch_to(Ref("user", 7)))
    script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a3"]
