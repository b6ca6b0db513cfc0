"""T9: Podio refuses the access token: one renewal, one replay, never a loop."""

from __future__ import annotations

import io
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

from podio import Request
from podio.core.operations.body import Upload
from podio.errors import AuthenticationError, Unauthorized
from tests.unit.scripted import CALL, TOKEN, Script, expired, ok, refusal, session, tokens

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send


def fresh() -> Script:
    """Return a client that takes its token for fresh."""
    script = Script(session())
    script.load()
    return script


def test_one_renewal_and_one_replay() -> None:
    script = fresh()
    script.answers(expired(), tokens(), ok({"done": True}))
    assert script.run(CALL) == {"done": True}
    assert script.calls == ["GET /user/status", TOKEN, "GET /user/status"]
    assert script.tokens_sent == ["OAuth2 a1", "OAuth2 a2"]


def test_a_server_that_always_says_401_is_asked_twice() -> None:
    script = fresh()
    script.answers(expired(), tokens(), expired())
    with pytest.raises(AuthenticationError):
        script.run(CALL)
    assert script.calls == ["GET /user/status", TOKEN, "GET /user/status"]


@pytest.mark.parametrize(
    "refused",
    [
        expired(),
        refusal(401, "invalid_token"),
        refusal(401, "unauthorized", "invalid_request"),
        refusal(401),
        refusal(403, "forbidden"),
        refusal(400, "invalid_grant"),
        refusal(404, "not_found"),
    ],
)
def test_no_answer_of_the_api_clears_the_store(refused: Reply) -> None:
    script = fresh()
    script.answers(refused, tokens(), refused)
    with pytest.raises(Exception):  # noqa: B017, PT011 -- which one is not the point
        script.run(CALL)
    assert script.shelf.oauth.access_token
    assert script.shelf.oauth.refresh_token
    assert script.shelf.oauth.revoked is None
    assert "delete" not in script.trace


def test_a_newer_token_in_memory_is_used_without_a_renewal() -> None:
    script = fresh()

    def another_renews(_: Send) -> Reply:
        script.answers(tokens("newer", "r2"))
        script.renew()
        script.answers(ok())
        return expired()

    script.answers(another_renews)
    script.run(CALL)
    assert script.calls.count(TOKEN) == 1, "the one of the other caller"
    assert script.trace.count("lock") == 1, "nor is the store asked"
    assert script.tokens_sent == ["OAuth2 a1", "OAuth2 newer"]


def test_a_newer_token_in_the_store_is_used_without_a_renewal() -> None:
    script = fresh()
    script.shelf.oauth = session("elsewhere", "r9", left=30_000)
    script.answers(expired(), ok())
    script.run(CALL)
    assert script.calls == ["GET /user/status"] * 2
    assert script.tokens_sent == ["OAuth2 a1", "OAuth2 elsewhere"]


def test_bytes_are_sent_again() -> None:
    script = fresh()
    script.answers(expired(), tokens(), ok({"file_id": 1}))
    upload = Request[object]("POST", "/file/v2/", body=Upload(b"abc", "a.txt"))
    assert script.run(upload) == {"file_id": 1}
    assert script.sent[2].body is script.sent[0].body


def test_a_file_is_rewound_to_where_it_stood() -> None:
    script = fresh()
    source = io.BytesIO(b"skipped:abc")
    source.seek(8)
    bodies: list[bytes] = []

    def read(reply: Reply) -> Reply:
        bodies.append(source.read())
        return reply

    script.answers(lambda _: read(expired()), tokens(), lambda _: read(ok({"file_id": 1})))
    script.run(Request[object]("POST", "/file/v2/", body=Upload(source, "a.txt")))
    assert bodies == [b"abc", b"abc"]


def test_a_body_that_can_be_sent_once_is_not_replayed_but_the_session_is_fresh() -> None:
    script = fresh()
    script.answers(expired(), tokens())
    once = Request[object]("POST", "/file/v2/", body=Upload(iter([b"abc"]), "a.txt"))
    with pytest.raises(Unauthorized, match=r"fresh now.*once only"):
        script.run(once)
    assert script.calls == ["POST /file/v2/", TOKEN]
    assert script.storage.oauth.access_token == "a2"


def test_a_renewal_that_fails_is_the_error() -> None:
    script = fresh()
    script.answers(expired(), refusal(400, "invalid_client"))
    with pytest.raises(AuthenticationError, match="client_secret"):
        script.run(CALL)
    assert script.calls == ["GET /user/status", TOKEN]


def test_a_call_that_needs_no_sign_in_is_not_renewed() -> None:
    script = fresh()
    script.answers(expired())
    with pytest.raises(Unauthorized):
        script.run(Request[object]("GET", "/open", authorized=False))
    assert script.calls == ["GET /open"]
    assert script.tokens_sent == []


def test_a_failure_after_the_renewal_is_retried_with_the_new_token() -> None:
    script = fresh()
    script.answers(expired(), tokens(), refusal(503), ok())
    script.run(CALL)
    assert script.calls.count(TOKEN) == 1
    assert script.tokens_sent == ["OAuth2 a1", "OAuth2 a2", "OAuth2 a2"]


def test_a_plan_sees_the_error_and_may_go_on() -> None:
    script = fresh()

    def careful() -> Generator[Request[Any], Any, object]:
        try:
            yield CALL
        except Unauthorized:
            return (yield Request[object]("GET", "/other"))
        return None

    script.answers(expired(), tokens(), expired(), ok({"from": "other"}))
    assert script.run(careful()) == {"from": "other"}


def test_a_token_that_another_machine_dated_wrong_is_renewed_too() -> None:
    # That machine's clock is five hours ahead: what it stored looks fresh here, and has ended.
    script = fresh()
    script.shelf.oauth = session("theirs", "r2", left=5 * 3600.0).replace(
        version=script.storage.oauth.version + 1
    )
    script.answers(expired(), expired(), tokens("a3", "r3"), ok({"done": True}))
    assert script.run(CALL) == {"done": True}
    assert script.calls == ["GET /user/status"] * 2 + [TOKEN, "GET /user/status"]
    assert script.tokens_sent == ["OAuth2 a1", "OAuth2 theirs", "OAuth2 a3"]


def test_a_server_that_always_says_401_is_asked_three_times_at_most() -> None:
    script = fresh()
    script.shelf.oauth = session("theirs", "r2").replace(version=script.storage.oauth.version + 1)
    script.answers(expired(), expired(), tokens("a3", "r3"), expired())
    with pytest.raises(AuthenticationError):
        script.run(CALL)
    assert script.tokens_sent == ["OAuth2 a1", "OAuth2 theirs", "OAuth2 a3"]
