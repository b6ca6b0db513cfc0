from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from podio.sandbox import Sandbox
from tests.sandbox.api import Api, Clock, password_of

if TYPE_CHECKING:
    import httpx2

BACK = "http://localhost:9/back?from=podio"


def wanted(api: Api, **changes: str) -> dict[str, str]:
    return {
        "client_id": api.sandbox.client_id,
        "redirect_uri": BACK,
        "state": "a b&c",
        "scope": "user:read",
    } | changes


def open_page(api: Api, **changes: str) -> dict[str, str]:
    """Open the page like a browser and read its hidden fields."""
    page = api.http.get("/oauth/authorize?" + urlencode(wanted(api, **changes)))
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: value.replace("&amp;", "&") for name, value in fields}


def press(api: Api, fields: dict[str, str], decision: str, **typed: str) -> httpx2.Response:
    return api.http.post("/oauth/authorize", data=fields | {"decision": decision} | typed)


def sign_in(api: Api) -> dict[str, str]:
    return {"username": api.sandbox.username, "password": api.sandbox.password}


def allowed_code(api: Api) -> str:
    answer = press(api, open_page(api), "allow", **sign_in(api))
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def test_an_allowed_client_gets_a_code_for_one_exchange(anybody: Api) -> None:
    answer = press(anybody, open_page(anybody), "allow", **sign_in(anybody))
    place = urlsplit(answer.headers["Location"])
    query = parse_qs(place.query)
    assert place.netloc == "localhost:9"
    assert (query["from"], query["state"]) == (["podio"], ["a b&c"])
    exchange = {
        "grant_type": "authorization_code",
        "code": query["code"][0],
        "redirect_uri": BACK,
    }
    tokens = anybody.token(**exchange).json()
    assert tokens["scope"] == "user:read"
    assert tokens["ref"]["id"] == anybody.sandbox.user_id
    again = anybody.token(**exchange)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_a_code_is_used_up_by_a_wrong_exchange(anybody: Api) -> None:
    code = allowed_code(anybody)
    for redirect_uri in ("http://localhost:9/other", BACK):
        answer = anybody.token(
            grant_type="authorization_code", code=code, redirect_uri=redirect_uri
        )
        assert answer.json()["error"] == "invalid_grant"


def test_a_code_is_short_lived(clock: Clock) -> None:
    with Sandbox(clock=clock) as sandbox, Api(sandbox) as api:
        code = allowed_code(api)
        clock.now += 601
        answer = api.token(grant_type="authorization_code", code=code, redirect_uri=BACK)
        assert answer.json()["error"] == "invalid_grant"


def test_the_client_side_flow_answers_in_the_fragment(anybody: Api) -> None:
    fields = open_page(anybody, response_type="token")
    answer = press(anybody, fields, "allow", **sign_in(anybody))
    place = urlsplit(answer.headers["Location"])
    assert "access_token" not in place.query
    tokens = {name: values[0] for name, values in parse_qs(place.fragment).items()}
    assert tokens["token_type"] == "bearer"
    assert tokens["state"] == "a b&c"
    with Api(anybody.sandbox, tokens["access_token"]) as api:
        api.get("/user/status")


def test_a_denied_client_is_told_so(anybody: Api) -> None:
    answer = press(anybody, open_page(anybody), "deny")
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query["error"] == ["access_denied"]
    assert query["error_reason"] == ["user_denied"]
    assert query["state"] == ["a b&c"]
    assert "code" not in query


def test_a_wrong_password_shows_the_form_again(anybody: Api) -> None:
    answer = press(anybody, open_page(anybody), "allow", username="ada@sandbox.example")
    assert answer.status_code == 400
    assert "is wrong" in answer.text
    assert "Location" not in answer.headers


def test_the_page_asks_for_the_second_factor(anybody: Api) -> None:
    fields = open_page(anybody)
    assert press(anybody, fields, "allow", **password_of("mia")).status_code == 400
    otp = anybody.sandbox.mfa_otp
    assert press(anybody, fields, "allow", **password_of("mia"), otp=otp).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "nobody"},
        {"redirect_uri": "http://evil.example/"},
        {"redirect_uri": "http://localhost.evil.example/"},
        {"redirect_uri": "javascript:alert(1)"},
        {"response_type": "magic"},
        {"scope": "nonsense"},
    ],
)
def test_a_wrong_link_never_redirects(anybody: Api, changes: dict[str, str]) -> None:
    query = wanted(anybody, **changes)
    for answer in (
        anybody.http.get("/oauth/authorize", params=query),
        press(anybody, query, "allow", **sign_in(anybody)),
    ):
        assert answer.status_code == 400
        assert "Location" not in answer.headers


def test_what_the_link_says_is_shown_as_text(anybody: Api) -> None:
    query = urlencode(wanted(anybody, state='"><script>alert(1)</script>'))
    page = anybody.http.get("/oauth/authorize?" + query)
    assert "<script>" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_of_repeated_parameters_the_last_counts(anybody: Api) -> None:
    query = urlencode([("state", "first"), *wanted(anybody, state="last").items()])
    page = anybody.http.get("/oauth/authorize?" + query)
    assert 'name="state" value="last"' in page.text
