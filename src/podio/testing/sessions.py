"""Sessions for tests: plain ones, and every kind that there can be."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from podio.core.ref import Ref
from podio.core.session.oauth import PodioOAuth
from podio.core.session.order import LOGGED_OUT

_ISSUED = 1_700_000_000.0


def a_session(version: int, **changes: Any) -> PodioOAuth:  # PodioOAuth's keywords
    """Return a session whose tokens name its version.

    Args:
        version: Its version.
        changes: Other fields, by the keywords of `PodioOAuth`.
    """
    return PodioOAuth(
        f"access-token-{version}",
        f"refresh-token-{version}",
        issued_at=_ISSUED + version,
        version=version,
        ref=Ref("user", 1),
    ).replace(**changes)


def a_mark(version: int, **changes: Any) -> PodioOAuth:  # PodioOAuth's keywords
    """Return what a logout leaves: a chain and a version, and no tokens.

    Args:
        version: Its version.
        changes: Other fields, by the keywords of `PodioOAuth`.
    """
    return PodioOAuth(chain="chain", version=version, revoked=LOGGED_OUT).replace(**changes)


def sessions() -> st.SearchStrategy[PodioOAuth]:
    """Return a Hypothesis strategy for sessions with all that a store has to keep."""
    words = st.text(min_size=1, max_size=40)
    times = st.floats(min_value=0.0, max_value=4e9)
    refs = st.builds(Ref, words, st.integers(min_value=0, max_value=2**53))
    return st.builds(
        PodioOAuth,
        words,
        words,
        issued_at=times,
        expires_at=times,
        refresh_expires_at=times,
        ref=st.none() | refs,
        scope=st.none() | words,
        token_type=words,
        client_id=st.none() | words,
        api_url=st.none() | words,
        chain=st.just("") | words,
        parent=st.just("") | words,
        version=st.integers(min_value=0, max_value=2**48),
        revoked=st.none() | words,
        extra=_unknown_keys(),
    )


def _unknown_keys() -> st.SearchStrategy[dict[str, Any]]:
    """Make what newer versions may have put there; none of the keys has a meaning today."""
    flat = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    flat = flat.filter(lambda value: value not in (float("inf"), float("-inf")))
    values: st.SearchStrategy[Any] = st.recursive(
        flat,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    )
    keys = st.text(max_size=10).map(lambda name: f"x-{name}")
    unknown = st.dictionaries(keys, values, max_size=4)
    newer = st.integers(min_value=2, max_value=99)
    return unknown | st.builds(_of_newer_format, unknown, newer)


def _of_newer_format(entry: dict[str, Any], form: int) -> dict[str, Any]:
    return {**entry, "format": form}
