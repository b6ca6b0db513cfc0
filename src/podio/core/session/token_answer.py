"""Reads what the token endpoint answers: the tokens first, then what is sound around them.

Podio gives a token once. Whatever stands beside it in the answer, however odd, never costs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from podio.core.ref import read_ref
from podio.core.session.entry_format import RESERVED, is_sound, seconds
from podio.core.session.oauth import PodioOAuth
from podio.core.session.order import token_fingerprint
from podio.core.shapes import is_object

if TYPE_CHECKING:
    from podio.core.ref import Ref

LONGEST_TOKEN = 8192


def answer_problem(answer: object) -> str:
    """Say why an answer gives no session, without quoting it; empty where it does."""
    if not is_object(answer):
        return "it is no object"
    access, refresh = answer.get("access_token"), answer.get("refresh_token")
    if not isinstance(access, str) or not access:
        return "it has no access_token"
    if not _can_be_sent(access):
        return "its access_token has letters in it that no token has, or far too many"
    if refresh is not None and not isinstance(refresh, str):
        return "its refresh_token is no text"
    if refresh and not _can_be_sent(refresh):
        return "its refresh_token has letters in it that no token has, or far too many"
    return ""


def ref_of(answer: Mapping[str, Any]) -> Ref | None:
    """Return whose tokens they are, if the answer says so in a way that can be read."""
    return read_ref(answer.get("ref"))


def read_answer(
    answer: Mapping[str, Any],
    *,
    now: float,
    previous: PodioOAuth,
    chain: str,
    client_id: str,
    api_url: str,
    refreshed: bool,
) -> PodioOAuth:
    """Make a session of a token answer that has no `answer_problem`.

    Whether the refresh token changes with each refresh is not documented: the one in the
    answer counts, and where there is none the old one goes on.

    Args:
        answer: What came.
        now: When it came.
        previous: The session before.
        chain: What a sign-in begins.
        client_id: The API client.
        api_url: Where it came from.
        refreshed: Whether the same session goes on.
    """
    token = answer.get("refresh_token") or (previous.refresh_token if refreshed else "")
    rotated = token != previous.refresh_token
    scope, kind = _text_in(answer, "scope"), _text_in(answer, "token_type")
    return PodioOAuth(
        answer["access_token"],
        token,
        issued_at=now,
        expires_at=now + seconds(answer.get("expires_in")),
        # A refresh token that stays the same may keep its old end: expect the earlier one.
        refresh_expires_at=0.0 if rotated or not refreshed else previous.refresh_expires_at,
        ref=ref_of(answer) or (previous.ref if refreshed else None),
        scope=scope or (previous.scope if refreshed else None),
        token_type=kind or "bearer",
        client_id=client_id,
        api_url=api_url,
        chain=previous.chain if refreshed else chain,
        parent=token_fingerprint(previous) if refreshed else "",
        version=previous.version + 1,
        extra={
            **previous.extra,
            **{key: value for key, value in answer.items() if _is_kept(key, value)},
        },
    )


def _can_be_sent(token: str) -> bool:
    return len(token) <= LONGEST_TOKEN and all("!" <= letter <= "~" for letter in token)


def _text_in(answer: Mapping[str, Any], name: str) -> str:
    value = answer.get(name)
    return value if isinstance(value, str) and is_sound(value) else ""


def _is_kept(key: str, value: object) -> bool:
    return key not in RESERVED and is_sound(key) and is_sound(value)
