"""The other identities (a user, an app) that signed in over one store: kept in its entry."""

from __future__ import annotations

from typing import Any

from podio.core.ref import Ref
from podio.core.session.oauth import PodioOAuth

_KEY = "identities"


def identities_of(oauth: PodioOAuth) -> list[Ref]:
    """Return those that one can go back to."""
    entries: dict[str, Any] = oauth.extra.get(_KEY) or {}
    kinds = (key.partition(":") for key in entries)
    return [Ref(kind, int(number)) for kind, _, number in kinds]


def identity_of(oauth: PodioOAuth, ref: Ref) -> PodioOAuth | None:
    """Return the session of another identity, if there is one."""
    entries: dict[str, Any] = oauth.extra.get(_KEY) or {}
    entry = entries.get(_name(ref))
    del entries
    return None if entry is None else PodioOAuth.from_dict(entry)


def with_identities(before: PodioOAuth, fresh: PodioOAuth) -> PodioOAuth:
    """Keep the session before beside the new one, if it is of another identity."""
    others: dict[str, Any] = dict(before.extra.get(_KEY) or {})
    if before and before.ref is not None and before.ref != fresh.ref:
        entry = before.to_dict()
        entry.pop(_KEY, None)
        others[_name(before.ref)] = entry
    if fresh.ref is not None:
        others.pop(_name(fresh.ref), None)
    extra = {key: value for key, value in fresh.extra.items() if key != _KEY}
    return fresh.replace(extra={**extra, _KEY: others} if others else extra)


def _name(ref: Ref) -> str:
    return f"{ref.type}:{ref.id}"
