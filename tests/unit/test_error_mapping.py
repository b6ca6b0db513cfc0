"""Every documented status and body becomes the error that says what it means and what to do."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from podio import Request, errors
from podio.core.effects import Reply
from podio.core.session.grants import password_grant
from tests.unit.scripted import NOW, Script, refusal, session, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = [
    (400, "invalid_value", "", errors.InvalidValue),
    (400, "invalid_client", "oauth.client.invalid_id", errors.InvalidClient),
    (400, "invalid_grant", "user.invalid.password", errors.InvalidGrant),
    (400, "invalid_request", "", errors.BadRequest),
    (400, "invalid_second_factor", "Invalid second factor", errors.BadRequest),
    (400, "nonce_validation_error", "Invalid or expired nonce", errors.BadRequest),
    (401, "unauthorized", "expired_token", errors.TokenExpired),
    (401, "unauthorized", "invalid_request", errors.Unauthorized),
    (401, "invalid_token", "", errors.TokenExpired),
    (401, "invalid_grant", "", errors.InvalidGrant),
    (401, "invalid_client", "", errors.InvalidClient),
    (402, "payment_required", "", errors.PaymentRequired),
    (403, "forbidden", "", errors.Forbidden),
    (403, "requestable_forbidden", "", errors.AccessRequestable),
    (404, "not_found", "Object not found", errors.NotFound),
    (405, "method_not_allowed", "", errors.BadRequest),
    (409, "conflict", "", errors.Conflict),
    (410, "gone", "", errors.Gone),
    (412, "precondition", "", errors.BadRequest),
    (420, "rate_limit", "Please wait 3600 seconds", errors.RateLimited),
    (429, "too_many", "", errors.RateLimited),
    (500, "server_error", "", errors.ServerError),
    (501, "not_implemented", "", errors.ServerError),
    (502, "bad_gateway", "", errors.Unavailable),
    (503, "unavailable", "", errors.Unavailable),
    (504, "timeout", "", errors.Unavailable),
    (599, "", "", errors.ServerError),
]


def error_of(reply: Reply, request: Request[Any] | None = None) -> errors.ApiError:
    """Return the error that a call raises for an answer, without a session."""
    script = Script()
    script.answers(*[reply] * 3)
    with pytest.raises(errors.ApiError) as caught:
        script.run(request or Request[Any]("GET", "/item/7", authorized=False))
    return caught.value


@pytest.mark.parametrize(("status", "code", "description", "kind"), TABLE)
def test_status_and_code_make_the_class(
    status: int, code: str, description: str, kind: type[errors.ApiError]
) -> None:
    error = error_of(refusal(status, code, description))
    assert type(error) is kind
    assert (error.status, error.error, error.error_description) == (status, code, description)
    assert error.method == "GET"
    assert error.path == "/item/7"
    for part in ("GET /item/7", str(status), code, description):
        assert part in str(error)


@pytest.mark.parametrize(
    "kind", [errors.InvalidClient, errors.InvalidGrant, errors.Unauthorized, errors.TokenExpired]
)
def test_a_failed_sign_in_is_caught_either_way(kind: type[errors.ApiError]) -> None:
    assert issubclass(kind, errors.ApiError)
    assert issubclass(kind, errors.AuthenticationError)


def test_all_that_podio_says_is_there() -> None:
    body = {
        "error": "invalid_value",
        "error_detail": "item.field.wrong",
        "error_description": "must be a number",
        "error_parameters": {"field": "price", "expected": "number"},
        "error_propagate": True,
        "request": {"url": "/item/app/1/", "query_string": "silent=1", "method": "POST"},
        "something_new": [1, 2],
    }
    request = Request[Any]("POST", "/item/app/1/", authorized=False, template="/item/app/{app_id}/")
    error = error_of(reply(400, body, {"x-podio-request-id": "abc123"}), request)
    assert error.error_detail == "item.field.wrong"
    assert error.error_parameters == {"field": "price", "expected": "number"}
    assert error.error_propagate is True
    assert error.request["query_string"] == "silent=1"
    assert error.request_id == "abc123"
    assert error.raw == body
    assert error.path == "/item/app/{app_id}/"
    assert "price" in str(error)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Bad Gateway</body></html>",
        b"[]",
        b'"text"',
        b"null",
        b"{",
        b"\xff\xfe\x00",
        b'{"error": 5, "error_description": {"a": 1}, "error_parameters": [], "request": "x"}',
        b'{"error": null, "error_description": null}',
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("status", [400, 401, 404, 420, 502])
def test_a_body_of_any_shape_is_an_error_of_its_status(content: bytes, status: int) -> None:
    error = error_of(Reply(status, {}, content))
    assert error.status == status
    assert str(status) in str(error)


def test_errors_can_be_copied_and_pickled() -> None:
    error = error_of(refusal(420, "rate_limit", "Please wait 3600 seconds"))
    assert isinstance(error, errors.RateLimited)
    for twin in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 -- its own bytes
        assert type(twin) is errors.RateLimited
        assert str(twin) == str(error)
        assert (twin.status, twin.retry_after, twin.raw) == (420, 3600.0, error.raw)


@pytest.mark.parametrize(
    "error",
    [
        errors.ReauthenticationRequired("again", authorize_url="https://x.test", reason="ended"),
        errors.SecondFactorRequired("code", nonce="n"),
        errors.ConnectionFailed("gone", sent=False),
        errors.RequestTimeout("late"),
        errors.DecodeError("no JSON", status=200, raw="<html>"),
        errors.StoreUnavailableError("down"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_other_errors_can_be_copied_and_pickled(error: errors.PodioError) -> None:
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 -- its own bytes
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


ECHOES = [
    pytest.param("the-access-token", id="access token"),
    pytest.param("the-refresh-token", id="refresh token"),
    pytest.param("client-secret", id="client secret"),
]


@pytest.mark.parametrize("secret", ECHOES)
@pytest.mark.parametrize("status", [400, 403, 409, 500])
def test_an_echo_of_a_secret_is_blacked_out(secret: str, status: int) -> None:
    script = Script(session("the-access-token", "the-refresh-token"))
    script.load()
    body = {
        "error": "forbidden",
        "error_description": f"not with {secret}!",
        "error_parameters": {secret: [{"deep": f"OAuth2 {secret}"}]},
        "request": {"url": "/x", "query_string": f"oauth_token={secret}"},
    }
    script.answers(reply(status, body))
    with pytest.raises(errors.ApiError) as caught:
        script.run(Request[Any]("POST", "/x"))
    error = caught.value
    assert secret not in f"{error} {error!r} {vars(error)}"
    assert "***" in error.error_description


def test_an_echo_that_is_cut_at_the_end_of_what_is_kept_is_blacked_out() -> None:
    script = Script(session("the-access-token-" + "x" * 111, "the-refresh-token"))
    script.load()
    for before in range(380, 500, 7):
        script.answers(
            Reply(403, {}, b"<" * before + script.storage.oauth.access_token.encode() + b">")
        )
        with pytest.raises(errors.ApiError) as caught:
            script.run(Request[Any]("POST", "/x"))
        assert "the-access" not in str(caught.value.raw)


def test_a_page_that_echoes_the_token_is_blacked_out_where_json_was_expected() -> None:
    script = Script(session("the-access-token", "the-refresh-token"))
    script.load()
    script.answers(Reply(200, {"content-type": "text/html"}, b"<p>OAuth2 the-access-token</p>"))
    with pytest.raises(errors.DecodeError) as caught:
        script.run(Request[Any]("GET", "/x"))
    assert "the-access-token" not in f"{caught.value} {vars(caught.value)}"


def test_the_token_that_was_sent_is_blacked_out_though_another_is_held_by_now() -> None:
    script = Script(session("the-access-token", "the-refresh-token"))
    script.load()

    def another_renews(_: object) -> Reply:
        script.answers(tokens("the-new-token", "r2"))
        script.renew()
        return reply(403, {"error_description": "not with the-access-token"})

    script.answers(another_renews)
    with pytest.raises(errors.Forbidden) as caught:
        script.run(Request[Any]("GET", "/x"))
    assert "the-access-token" not in f"{caught.value} {vars(caught.value)}"


@pytest.mark.parametrize("password", ["grant", "invalid", "user", "e"])
def test_a_password_that_is_an_ordinary_word_does_not_change_the_error(password: str) -> None:
    script = Script()
    script.load()
    script.answers(refusal(400, "invalid_grant", "user.invalid.password"))
    with pytest.raises(errors.InvalidGrant):
        script.sign_in(password_grant("ann@example.com", password))


def test_the_token_endpoints_answer_is_never_kept() -> None:
    script = Script(session(left=-5))
    script.load()
    script.answers(Reply(200, {}, b'{"access_token": "half-a-tok'))
    with pytest.raises(errors.DecodeError) as caught:
        script.run(Request[Any]("GET", "/x"))
    assert "half-a-tok" not in f"{caught.value} {vars(caught.value)}"
    assert script.shelf.oauth == session(left=-5)
    assert script.clock.now == NOW


def reply(status: int, body: Mapping[str, object], headers: dict[str, str] | None = None) -> Reply:
    """Return an answer of JSON."""
    return Reply(status, headers or {}, json.dumps(body).encode())
