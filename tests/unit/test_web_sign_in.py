"""The parts of a sign-in in a browser: the address, the state, and what comes back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from podio import AsyncPodio, Podio
from podio.errors import AuthenticationError, ConfigurationError, StateMismatchError

BACK = "https://app.example/back"


@pytest.fixture(params=[Podio, AsyncPodio])
def podio(request: pytest.FixtureRequest) -> Podio | AsyncPodio:
    """Either client; nothing is sent."""
    client: Podio | AsyncPodio = request.param("demo", "client-secret")
    return client


def test_the_address_leads_to_podios_page_and_holds_no_secret(podio: Podio | AsyncPodio) -> None:
    state = podio.new_state()
    url = podio.authorize_url(BACK, scope=["space:read", "user:read"], state=state)
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "podio.com", "/oauth/authorize")
    assert parse_qs(parts.query) == {
        "client_id": ["demo"],
        "redirect_uri": [BACK],
        "response_type": ["code"],
        "scope": ["space:read user:read"],
        "state": [state],
    }
    assert "client-secret" not in url


@pytest.mark.parametrize(("redirect_uri", "state"), [("", "s"), (BACK, "")])
def test_without_state_or_address_there_is_no_sign_in(
    podio: Podio | AsyncPodio, redirect_uri: str, state: str
) -> None:
    with pytest.raises(ConfigurationError):
        podio.authorize_url(redirect_uri, state=state)


def test_no_two_states_are_alike() -> None:
    states = {Podio.new_state() for _ in range(100)}
    assert len(states) == 100
    assert min(map(len, states)) >= 32


def test_the_code_comes_back_with_the_state() -> None:
    url = f"{BACK}?code=the-code&state=the-state"
    assert Podio.code_from_redirect(url, state="the-state") == "the-code"
    assert (
        Podio.code_from_redirect("code=the-code&state=the-state", state="the-state") == "the-code"
    )


@pytest.mark.parametrize(
    ("sent", "returned"),
    [
        ("the-state", "another"),
        ("the-state", ""),
        ("the-state", None),
        (None, "the-state"),
        (None, None),
        ("", ""),
        ("the-state", "thé-state"),
    ],
)
def test_another_sign_in_is_refused(sent: str | None, returned: str | None) -> None:
    query: dict[str, Any] = {"code": "the-code"}
    if returned is not None:
        query["state"] = returned
    with pytest.raises(StateMismatchError, match="begin the sign-in again") as caught:
        Podio.code_from_redirect(f"{BACK}?{urlencode(query)}", state=sent)
    assert "the-state" not in str(caught.value)
    with pytest.raises(StateMismatchError):
        Podio.check_state(sent, returned)


def test_who_says_no_is_an_error_that_says_so() -> None:
    query = urlencode(
        {
            "error_reason": "user_denied",
            "error": "access_denied",
            "error_description": "The user denied your request",
            "state": "the-state",
        }
    )
    with pytest.raises(AuthenticationError, match="user_denied The user denied your request"):
        Podio.code_from_redirect(f"{BACK}?{query}", state="the-state")


@pytest.mark.parametrize("query", ["state=the-state", "state=the-state&code="])
def test_a_redirect_without_a_code_is_an_error(query: str) -> None:
    with pytest.raises(AuthenticationError, match="neither a code nor an error"):
        Podio.code_from_redirect(f"{BACK}?{query}", state="the-state")


def test_a_no_for_another_sign_in_is_not_believed() -> None:
    with pytest.raises(StateMismatchError):
        Podio.code_from_redirect(f"{BACK}?error=access_denied&state=x", state="the-state")
