"""Reading stored sessions: our own, and those that other Podio clients have left behind (T21)."""

from __future__ import annotations

import json
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podio.core.ref import Ref
from podio.core.session.oauth import PodioOAuth
from podio.errors import StoreCorruptError

ACCESS = "ce4d1b7f9f0a4f2e8c5d3a6b7e8f9012"
REFRESH = "52a0b9e6c1d84f7e93b2a1c0d9e8f7a6"

TOKEN_ANSWER = {
    "access_token": ACCESS,
    "token_type": "bearer",
    "ref": {"type": "user", "id": 122687},
    "expires_in": 28800,
    "refresh_token": REFRESH,
    "scope": "global:all",
}

# What users of other clients have in their files, databases and web sessions. None of them says
# when the tokens were given out.
FOREIGN: dict[str, dict[str, Any]] = {
    "the token endpoint's answer as it came": TOKEN_ANSWER,
    "podio-php: PodioSession, an array in the web session": {
        "podio-php-session": {
            "access_token": ACCESS,
            "refresh_token": REFRESH,
            "expires_in": 28800,
            "ref": {"type": "user", "id": 122687},
        }
    },
    "podio-php: json_encode of a PodioOAuth": {
        "access_token": ACCESS,
        "refresh_token": REFRESH,
        "expires_in": 28799,
        "scope": None,
        "ref": {"type": "user", "id": 122687},
    },
    "podio-php: the flat Redis hash of its manual": {
        "access_token": ACCESS,
        "refresh_token": REFRESH,
        "expires_in": "28800",
        "ref_type": "user",
        "ref_id": "122687",
    },
    "podio-dotnet: Newtonsoft, which knows the API's names": {
        "access_token": ACCESS,
        "refresh_token": REFRESH,
        "expires_in": "28799",
        "token_type": "bearer",
        "ref": {"type": "user", "id": 122687},
    },
    "podio-dotnet: a serializer that writes the properties' names": {
        "RefreshToken": REFRESH,
        "ExpiresIn": "28799",
        "TokenType": "bearer",
        "Ref": {"Type": "user", "Id": 122687},
        "AccessToken": ACCESS,
    },
    "podio-dotnet: System.Text.Json with its web defaults": {
        "refreshToken": REFRESH,
        "expiresIn": "28799",
        "tokenType": "bearer",
        "ref": {"type": "user", "id": 122687},
        "accessToken": ACCESS,
    },
    "podio-dotnet: SessionAuthStore, under its key": {
        "PodioOAuth": {
            "access_token": ACCESS,
            "refresh_token": REFRESH,
            "expires_in": "28799",
            "token_type": "bearer",
            "ref": {"type": "user", "id": 122687},
        }
    },
    "podio-js: what its sessionStore is given": {
        "accessToken": ACCESS,
        "refreshToken": REFRESH,
        "expiresIn": 28800,
        "ref": {"type": "user", "id": 122687},
        "transferToken": None,
    },
}


@pytest.mark.parametrize("shape", FOREIGN)
def test_a_foreign_session_can_be_continued(shape: str) -> None:
    found = PodioOAuth.from_json(json.dumps(FOREIGN[shape]))
    assert found.access_token == ACCESS
    assert found.refresh_token == REFRESH
    assert found.ref == Ref("user", 122687)
    assert found.token_type == "bearer"


@pytest.mark.parametrize("shape", FOREIGN)
def test_a_foreign_access_token_is_taken_as_expired(shape: str) -> None:
    # Without the time it was given out, its lifetime says nothing: the refresh token decides.
    found = PodioOAuth.from_dict(FOREIGN[shape])
    assert (found.issued_at, found.expires_at, found.refresh_expires_at) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("shape", FOREIGN)
def test_a_foreign_session_is_stored_as_ours(shape: str) -> None:
    entry = PodioOAuth.from_dict(FOREIGN[shape]).to_dict()
    assert entry["format"] == 1
    assert entry["access_token"] == ACCESS
    assert entry["ref"] == {"type": "user", "id": 122687}
    assert not {"expires_in", "ref_type", "ref_id", "AccessToken", "accessToken"} & entry.keys()


def test_the_attributes_of_a_pypodio2_token_are_read() -> None:
    # OAuthToken of pypodio2 has these three, and no more; its users store vars(token).
    found = PodioOAuth.from_dict(
        {"expires_in": 28800, "access_token": ACCESS, "refresh_token": REFRESH}
    )
    assert (found.access_token, found.refresh_token, found.ref) == (ACCESS, REFRESH, None)


@pytest.mark.parametrize(
    "cleared",
    [
        {},
        {"access_token": None, "refresh_token": None, "expires_in": None, "ref": None},
        {"AccessToken": None, "RefreshToken": None, "ExpiresIn": None, "Ref": None},
    ],
    ids=["podio-js", "podio-php", "podio-dotnet"],
)
def test_a_session_that_was_cleared_is_an_empty_one(cleared: dict[str, Any]) -> None:
    assert not PodioOAuth.from_dict(cleared)


@pytest.mark.parametrize(
    ("expires_in", "lifetime"),
    [(3600, 3600.0), (3600.5, 3600.5), ("3600", 3600.0), ("3600.5", 3600.5)]
    + [(unusable, 28800.0) for unusable in (None, "", "soon", 0, -1, True, "nan", "inf", 10**400)],
)
def test_a_lifetime_counts_from_the_time_of_issue(expires_in: object, lifetime: float) -> None:
    found = PodioOAuth.from_dict(
        {**TOKEN_ANSWER, "expires_in": expires_in, "issued_at": 1_700_000_000}
    )
    assert found.expires_at == 1_700_000_000 + lifetime


@pytest.mark.parametrize(
    "ref",
    [None, "user", [], {}, {"type": "user"}, {"id": 1}, {"type": 1, "id": 1}]
    + [{"type": "user", "id": number} for number in (None, True, -1, 1.5, "²", "x")],
)
def test_a_ref_that_points_nowhere_is_none(ref: object) -> None:
    assert PodioOAuth.from_dict({**TOKEN_ANSWER, "ref": ref}).ref is None


def test_keys_of_a_newer_version_survive_reading_and_writing() -> None:
    entry = {
        **PodioOAuth(ACCESS, REFRESH, issued_at=1.0, version=3).to_dict(),
        "format": 7,
        "device": {"name": "new"},
    }
    assert PodioOAuth.from_dict(entry).to_dict() == entry


def test_our_own_entry_comes_back_equal() -> None:
    session = PodioOAuth(ACCESS, REFRESH, issued_at=1_700_000_000.25, version=9, ref=Ref("app", 4))
    assert PodioOAuth.from_json(session.to_json()) == session


UNREADABLE: list[dict[str, Any]] = [
    {"access_token": 1},
    {"refresh_token": [REFRESH]},
    {"client_id": {}},
    {"issued_at": "yesterday"},
    {"expires_at": float("nan")},
    {"expires_at": float("inf")},
    {"refresh_expires_at": 10**400},
    {"issued_at": True},
    {"version": "1"},
    {"version": float("inf")},
    {"format": "1"},
    {"format": True},
]


@pytest.mark.parametrize("wrong", UNREADABLE, ids=lambda wrong: f"{wrong!r:.40}")
def test_what_is_no_session_is_corrupt(wrong: dict[str, Any]) -> None:
    with pytest.raises(StoreCorruptError, match=f"as {next(iter(wrong))}; sign in again"):
        PodioOAuth.from_dict({**TOKEN_ANSWER, **wrong})


@given(
    st.dictionaries(
        st.sampled_from([*TOKEN_ANSWER, "version", "format", "ref_id", "oauth"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
    )
)
def test_any_json_object_is_a_session_or_corrupt(entry: dict[str, Any]) -> None:
    try:
        assert isinstance(PodioOAuth.from_dict(entry), PodioOAuth)
    except StoreCorruptError:
        return


def test_the_error_shows_no_token() -> None:
    entry = {**TOKEN_ANSWER, "version": "one"}
    with pytest.raises(StoreCorruptError) as caught:
        PodioOAuth.from_dict(entry)
    inside = caught.tb.tb_next
    assert inside is not None
    shown = traceback.TracebackException(
        StoreCorruptError, caught.value, inside, capture_locals=True
    )
    assert ACCESS not in "".join(shown.format())
    assert REFRESH not in "".join(shown.format())
