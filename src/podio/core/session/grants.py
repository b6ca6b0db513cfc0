"""The ways to get tokens: what is asked of the token endpoint and how its answer is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podio.core.operations.body import Concealed
from podio.core.operations.request import Request
from podio.core.ref import read_ref
from podio.core.secret import Secret, conceal
from podio.core.session.entry_format import seconds
from podio.core.session.oauth import PodioOAuth
from podio.core.shapes import is_object
from podio.errors import InvalidArgumentError

TOKEN_PATH = "/oauth/token/v2"  # noqa: S105 -- an address
"""Takes JSON; the older `/oauth/token` takes forms. Both are in use, this one is documented."""

OUR_KEYS = frozenset(
    (*PodioOAuth.FIELDS, "expires_in", "extra", "format", "identities", "revoked_at")
)
"""Keys of a stored entry that a token answer has no say in."""


class Grant:
    """One way to sign in, its secrets hidden.

    Attributes:
        name: Podio's `grant_type`.
        fields: What is sent besides the client's id and secret.
        repeatable: Whether it can be used again by itself when the session ends.
    """

    __slots__ = ("fields", "name", "repeatable")

    def __init__(
        self, name: str, fields: Mapping[str, object], *, repeatable: bool = False
    ) -> None:
        """Hold the fields."""
        self.name = name
        self.fields = fields
        self.repeatable = repeatable

    def __repr__(self) -> str:
        """Show the kind alone."""
        return f"Grant({self.name})"


def app_grant(app_id: int, app_token: Secret | str) -> Grant:
    """Sign in as an app, with the token from its developer page."""
    if type(app_id) is not int or app_id <= 0:
        app_token = ""
        message = f"app_id must be a positive int, got {app_id!r}"
        raise InvalidArgumentError(message)
    fields = {"app_id": app_id, "app_token": _given("app_token", conceal(app_token))}
    return Grant("app", fields, repeatable=True)


def password_grant(username: str, password: Secret | str) -> Grant:
    """Sign in as a user, with mail address and password."""
    fields = {
        "username": _given("username", conceal(username)).reveal(),
        "password": _given("password", conceal(password)),
    }
    return Grant("password", fields, repeatable=True)


def code_grant(code: Secret | str, redirect_uri: str) -> Grant:
    """Sign in with the code that the authorize page sent back."""
    fields = {
        "code": _given("code", conceal(code)),
        "redirect_uri": _given("redirect_uri", Secret(redirect_uri)).reveal(),
    }
    return Grant("authorization_code", fields)


def refresh_grant(oauth: PodioOAuth) -> Grant:
    """Exchange the refresh token for a new access token."""
    return Grant("refresh_token", {"refresh_token": Secret(oauth.refresh_token)})


def token_request(
    grant: Grant, client_id: str, client_secret: Secret, timeout: float
) -> Request[Any]:
    """Return the request that a grant makes."""
    body = {
        "grant_type": grant.name,
        "client_id": client_id,
        "client_secret": client_secret,
        **grant.fields,
    }
    return Request("POST", TOKEN_PATH, body=Concealed(body), authorized=False, timeout=timeout)


def second_factor_request(
    nonce: str, code: Secret, *, recovery: bool, timeout: float
) -> Request[Any]:
    """Return the request that goes on with a sign-in after its password was right.

    guess: known from podio-rb alone; it answers as the token endpoint does.
    """
    body = {
        "nonce": _given("nonce", Secret(nonce)).reveal(),
        "recoveryCode" if recovery else "otp": _given("code", code),
    }
    return Request("POST", "/mfa/verify", body=Concealed(body), authorized=False, timeout=timeout)


def answer_problem(answer: object) -> str:
    """Say why an answer holds no tokens, without quoting it; empty where it does."""
    if not is_object(answer):
        return "it is no object"
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        return "it has no access_token"
    if not isinstance(answer.get("refresh_token", ""), str | None):
        return "its refresh_token is no text"
    return ""


def read_answer(
    answer: Mapping[str, Any],
    *,
    now: float,
    previous: PodioOAuth,
    client_id: str,
    api_url: str,
    refreshed: bool,
) -> PodioOAuth:
    """Make a session of a token answer that has no `answer_problem`.

    Whether the refresh token changes with each refresh is not documented: the one in the
    answer counts, and where there is none the old one goes on.
    """
    token = answer.get("refresh_token") or (previous.refresh_token if refreshed else "")
    rotated = token != previous.refresh_token
    scope = answer.get("scope")
    return PodioOAuth(
        answer["access_token"],
        token,
        issued_at=now,
        expires_at=now + seconds(answer.get("expires_in")),
        # A refresh token that stays the same may keep its old end: expect the earlier one.
        refresh_expires_at=0.0 if rotated or not refreshed else previous.refresh_expires_at,
        ref=read_ref(answer.get("ref")) or (previous.ref if refreshed else None),
        scope=scope if isinstance(scope, str) else (previous.scope if refreshed else None),
        token_type=str(answer.get("token_type") or "bearer"),
        client_id=client_id,
        api_url=api_url,
        version=next_version(previous, now),
        extra={
            **{key: value for key, value in previous.extra.items() if key != "revoked_at"},
            **{key: value for key, value in answer.items() if key not in OUR_KEYS},
        },
    )


def next_version(previous: PodioOAuth, now: float) -> int:
    """Return a version above the previous one, and above those of sessions long deleted."""
    return max(previous.version + 1, int(now * 1000))


def _given(name: str, value: Secret) -> Secret:
    if not value.is_text():
        message = f"{name} must be a text that is not empty"
        raise InvalidArgumentError(message)
    return value
