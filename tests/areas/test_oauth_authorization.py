"""Every OAuth operation: what is sent, and what the answer becomes."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from podio import Ref, Request, Secret
from podio.areas.oauth_authorization import OAuthAuthorization
from podio.errors import InvalidArgumentError
from podio.models.oauth import OAuthClient, OAuthToken
from tests.areas.cases import Case, check

TOKEN = {
    "access_token": "a" * 128,
    "token_type": "bearer",
    "expires_in": 28800,
    "refresh_token": "r" * 128,
    "ref": {"type": "user", "id": 12},
    "scope": "global:all",
}


def is_the_form(content: bytes) -> None:
    """Check that the older endpoint got a form, not JSON."""
    assert dict(parse_qsl(content.decode(), strict_parsing=True)) == {
        "grant_type": "password",
        "client_id": "demo",
        "client_secret": "s1",
        "username": "ann@example.com",
        "password": "p & q",
        "scope": "space:read",
    }


CASES = [
    Case(
        "oauth_authorization.get_access_token",
        lambda podio: podio.oauth_authorization.get_access_token(
            grant_type="password",
            client_id="demo",
            client_secret=Secret("s1"),
            username="ann@example.com",
            password="p & q",
            scope="space:read",
        ),
        sends="POST /oauth/token",
        body=is_the_form,
        answer=TOKEN,
        reads=lambda token: (token.access_token, token.ref, token.scope),
        gives=("a" * 128, Ref("user", 12), "global:all"),
    ),
    Case(
        "oauth_authorization.get_access_token_v2: app",
        lambda podio: podio.oauth_authorization.get_access_token_v2(
            grant_type="app", client_id="demo", client_secret="s1", app_id=42, app_token="t1"
        ),
        sends="POST /oauth/token/v2",
        body={
            "grant_type": "app",
            "client_id": "demo",
            "client_secret": "s1",
            "app_id": 42,
            "app_token": "t1",
        },
        answer={**TOKEN, "ref": {"type": "app", "id": 42}},
        reads=lambda token: (token.expires_in, token.refresh_token, token.ref),
        gives=(28800, "r" * 128, Ref("app", 42)),
    ),
    Case(
        "oauth_authorization.get_access_token_v2: code",
        lambda podio: podio.oauth_authorization.get_access_token_v2(
            grant_type="authorization_code",
            client_id="demo",
            client_secret="s1",
            code="c1",
            redirect_uri="https://example.com/back",
        ),
        sends="POST /oauth/token/v2",
        body={
            "grant_type": "authorization_code",
            "client_id": "demo",
            "client_secret": "s1",
            "code": "c1",
            "redirect_uri": "https://example.com/back",
        },
        answer=TOKEN,
        reads=lambda token: token.token_type,
        gives="bearer",
    ),
    Case(
        "oauth_authorization.get_scope",
        lambda podio: podio.oauth_authorization.get_scope(),
        sends="GET /oauth/scope",
        answer=[
            {"ref_type": None, "ref_id": None, "permissions": ["all"]},
            {
                "ref_type": "space",
                "ref_id": 7,
                "permissions": ["read", "write"],
                "ref_data": {"name": "Sales"},
            },
        ],
        reads=lambda scope: [
            (entry.ref_type, entry.ref_id, entry.permissions, entry.ref_data) for entry in scope
        ],
        gives=[
            (None, None, ["all"], None),
            ("space", 7, ["read", "write"], {"name": "Sales"}),
        ],
    ),
    Case(
        "oauth_authorization.get_client_info",
        lambda podio: podio.oauth_authorization.get_client_info(
            client_id="demo", redirect_uri="https://example.com/back", response_type="code"
        ),
        sends="POST /oauth/info",
        body={
            "client_id": "demo",
            "redirect_uri": "https://example.com/back",
            "response_type": "code",
        },
        answer={"name": "Demo", "implicit": False},
        reads=lambda info: (info.name, info.implicit),
        gives=("Demo", False),
    ),
    Case(
        "oauth_authorization.invalidate_grant",
        lambda podio: podio.oauth_authorization.invalidate_grant(),
        sends="POST /oauth/grant/invalidate",
        status=204,
    ),
    Case(
        "oauth_authorization.invalidate_tokens",
        lambda podio: podio.oauth_authorization.invalidate_tokens(),
        sends="POST /oauth/token/invalidate",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize("grant_type", ["authorization_code", "password", "app", "refresh_token"])
def test_a_grant_without_its_credentials_is_not_sent(grant_type: str) -> None:
    with pytest.raises(InvalidArgumentError, match=grant_type) as caught:
        OAuthAuthorization.get_access_token_v2(
            grant_type=grant_type,  # type: ignore[arg-type]  # one of the four
            client_id="demo",
            client_secret="s1-very-secret",
        )
    assert "s1-very-secret" not in str(caught.value)


def test_credentials_are_sent_without_the_session_and_not_shown() -> None:
    for exchange in (OAuthAuthorization.get_access_token, OAuthAuthorization.get_access_token_v2):
        request = exchange(
            grant_type="refresh_token",
            client_id="demo",
            client_secret="s1-very-secret",
            refresh_token="r1-very-secret",
        )
        assert isinstance(request, Request)
        assert not request.authorized
        assert "very-secret" not in repr(request)
        assert "very-secret" not in repr(request.body)


def test_tokens_are_not_shown() -> None:
    shown = repr(OAuthToken({**TOKEN, "transfer_token": "t" * 128, "server_nonce": "n" * 128}))
    assert not any(letter * 128 in shown for letter in "artn")
    assert "28800" in shown
    client = OAuthClient({"auth_client_id": 1, "key": "demo", "secret": "s1", "scope": None})
    assert "s1" not in repr(client)
    assert (client.key, client.secret, client.scope) == ("demo", "s1", [])


def test_an_answer_that_asks_for_a_second_factor_has_no_token() -> None:
    token = OAuthToken({"server_nonce": "n1"})
    assert token.server_nonce == "n1"
    with pytest.raises(AttributeError, match="server_nonce"):
        _ = token.access_token
