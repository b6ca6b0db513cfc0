"""Which of two entries takes the place of the other: by what was made from what, never by a clock.

A sign-in begins a *chain*, a random id that all its refreshes keep. A refresh makes its parent's
version + 1 and notes the fingerprint of the refresh token that it was made from (`parent`). An
*ending* says that Podio no longer takes the refresh token that it names; it stands at the version
of the very entry that it ends. A *mark* says that somebody has logged out of a chain.

Two machines' clocks may differ by hours, and a slow process may save late: neither matters here.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth

LOGGED_OUT = "logged_out"
"""What a mark has in the place of a reason."""


def is_mark(entry: PodioOAuth) -> bool:
    """Tell whether somebody has logged out of the entry's chain."""
    return entry.revoked == LOGGED_OUT and not entry


def is_nothing(entry: PodioOAuth) -> bool:
    """Tell whether an entry says nothing at all: no session, and no end of one."""
    return not entry and not entry.revoked


def takes_place_of(mine: PodioOAuth, theirs: PodioOAuth) -> bool:
    """Tell whether one entry of a chain replaces another of the same chain.

    - A mark replaces everything, and nothing replaces it but another chain.
    - The higher version replaces the lower one.
    - At the same version an ending replaces the entry that it ends, and an entry with another
      refresh token replaces the ending: it speaks only of the token that it names.
    """
    if is_mark(theirs) or is_mark(mine):
        return is_mark(mine) and not is_mark(theirs)
    if mine.version != theirs.version:
        return mine.version > theirs.version
    if mine.refresh_token == theirs.refresh_token:
        return bool(mine.revoked) and not theirs.revoked
    return not mine.revoked and bool(theirs.revoked)


def are_siblings(one: PodioOAuth, other: PodioOAuth) -> bool:
    """Tell whether two entries were made of one parent: nobody knows which of them Podio takes."""
    return (
        one.chain == other.chain
        and one.version == other.version
        and one.refresh_token != other.refresh_token
        and bool(one and other)
        and not one.revoked
        and not other.revoked
    )


def ending_of(entry: PodioOAuth, reason: str) -> PodioOAuth:
    """Return the ending of an entry, in the place of that entry."""
    return entry.replace(revoked=reason)


def token_fingerprint(entry: PodioOAuth) -> str:
    """Return what a child of an entry notes of its refresh token: the same on every machine."""
    if not entry.refresh_token:
        return ""
    key, token = entry.chain.encode(), entry.refresh_token.encode("utf-8", "replace")
    return hmac.digest(key, token, "sha256").hex()[:16]
