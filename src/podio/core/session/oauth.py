"""What a sign-in gives: the tokens, whose they are, and when they end, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from podio.core.codec import read_json, write_json
from podio.core.secret import fingerprint
from podio.core.session.entry_format import (
    ACCESS_TOKEN_SECONDS,
    FORMAT,
    REFRESH_TOKEN_SECONDS,
    read_entry,
)
from podio.core.shapes import is_object
from podio.errors import StoreCorruptError

if TYPE_CHECKING:
    from podio.core.ref import Ref

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_FIELDS = (
    "access_token",
    "refresh_token",
    "issued_at",
    "expires_at",
    "refresh_expires_at",
    "ref",
    "scope",
    "token_type",
    "client_id",
    "api_url",
    "chain",
    "parent",
    "version",
    "revoked",
)


class PodioOAuth:
    """The tokens of one session, immutable; an empty one (`PodioOAuth()`) is falsy.

    Times are absolute, in seconds since 1970 (UTC), so that a session that was stored and
    found again an hour later knows how long it still has.

    Attributes:
        access_token: What is sent with each call; lives 8 hours.
        refresh_token: What a new access token is asked for with; lives 28 days.
        issued_at: When Podio gave the tokens out.
        expires_at: When the access token ends.
        refresh_expires_at: When the refresh token ends.
        ref: Whose session it is: a user or an app.
        scope: What the session may do; None where Podio did not say.
        client_id: The API client that the tokens were given to.
        api_url: The Podio that gave them.
        chain: What one sign-in began: a random id that all its refreshes keep.
        parent: A fingerprint of the refresh token that these tokens were made from.
        version: One more than its parent's; see `podio.core.session.order`.
        revoked: Why the session ended, or None while it lives.
        extra: Keys of the stored entry that this version does not know; they are kept.
    """

    __slots__ = (*_FIELDS, "extra")
    FIELDS: ClassVar[tuple[str, ...]] = _FIELDS
    access_token: str
    refresh_token: str
    issued_at: float
    expires_at: float
    refresh_expires_at: float
    ref: Ref | None
    scope: str | None
    token_type: str
    client_id: str | None
    api_url: str | None
    chain: str
    parent: str
    version: int
    revoked: str | None
    extra: Mapping[str, Any]

    def __init__(
        self,
        access_token: str = "",
        refresh_token: str = "",
        *,
        issued_at: float = 0.0,
        expires_at: float = 0.0,
        refresh_expires_at: float = 0.0,
        ref: Ref | None = None,
        scope: str | None = None,
        token_type: str = "bearer",  # noqa: S107 -- the kind, not the token
        client_id: str | None = None,
        api_url: str | None = None,
        chain: str = "",
        parent: str = "",
        version: int = 0,
        revoked: str | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """Take the tokens; a time that is not given follows from `issued_at`."""
        put = object.__setattr__
        put(self, "access_token", access_token)
        put(self, "refresh_token", refresh_token)
        put(self, "issued_at", issued_at)
        put(self, "expires_at", expires_at or (issued_at and issued_at + ACCESS_TOKEN_SECONDS))
        put(
            self,
            "refresh_expires_at",
            refresh_expires_at or (issued_at and issued_at + REFRESH_TOKEN_SECONDS),
        )
        put(self, "ref", ref)
        put(self, "scope", scope)
        put(self, "token_type", token_type)
        put(self, "client_id", client_id)
        put(self, "api_url", api_url)
        put(self, "chain", chain)
        put(self, "parent", parent)
        put(self, "version", version)
        put(self, "revoked", revoked)
        put(self, "extra", MappingProxyType(deepcopy(dict(extra))) if extra else _NOTHING)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: the tokens are one value."""
        message = f"a PodioOAuth does not change; use replace({name}=...)"
        raise AttributeError(message)

    def __bool__(self) -> bool:
        """Tell whether there is any token."""
        return bool(self.access_token or self.refresh_token)

    def __eq__(self, other: object) -> bool:
        """Compare all fields."""
        if not isinstance(other, PodioOAuth):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        """Hash the tokens and the version."""
        return hash((self.access_token, self.refresh_token, self.version))

    def __repr__(self) -> str:
        """Show everything but the tokens, which appear as fingerprints."""
        if not self:
            ended = f"revoked={self.revoked!r}" if self.revoked else ""
            return f"PodioOAuth({ended})"
        return (
            f"PodioOAuth(access_token=#{fingerprint(self.access_token)}, "
            f"refresh_token=#{fingerprint(self.refresh_token)}, ref={self.ref!r}, "
            f"expires_at={self.expires_at!r}, version={self.version}"
            + (f", revoked={self.revoked!r})" if self.revoked else ")")
        )

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: the tokens would stand in the clear."""
        message = "a PodioOAuth is not pickled; store to_json() and read it with from_json()"
        raise TypeError(message)

    def __copy__(self) -> PodioOAuth:
        """Return itself: it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> PodioOAuth:
        """Return itself: it does not change."""
        return self

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in (*_FIELDS, "extra"))

    def replace(self, **changes: Any) -> PodioOAuth:  # the constructor's keywords
        """Return a copy with some fields changed; the keywords are the constructor's."""
        values = {name: getattr(self, name) for name in (*_FIELDS, "extra")}
        return PodioOAuth(**(values | changes))

    def newer_than(self, other: PodioOAuth) -> bool:
        """Tell whether this one replaces the other."""
        return self.version > other.version

    def to_dict(self) -> dict[str, Any]:
        """Return the entry that stores keep: JSON types only, unknown keys included."""
        entry: dict[str, Any] = deepcopy(dict(self.extra))
        entry["format"] = max(FORMAT, entry.get("format", FORMAT))
        for name in _FIELDS:
            value = getattr(self, name)
            if value is not None and value != "":
                entry[name] = value
        if self.ref is not None:
            entry["ref"] = {"type": self.ref.type, "id": self.ref.id}
        return entry

    def to_json(self) -> str:
        """Return the entry as JSON text. It holds secrets: keep it where only you can read."""
        return write_json(self.to_dict())

    @classmethod
    def from_dict(cls, entry: Mapping[str, Any]) -> PodioOAuth:
        """Read a stored entry: ours, or the token answer as other Podio clients store it.

        Unknown keys are kept, also those of a newer version of this library.

        Raises:
            StoreCorruptError: The entry is no session.
        """
        found = _read(entry)
        del entry  # the error below must not show the entry in a traceback's locals
        if isinstance(found, str):
            message = f"the stored session has {found}; sign in again to replace it"
            raise StoreCorruptError(message)
        return found

    @classmethod
    def from_json(cls, text: str | bytes) -> PodioOAuth:
        """Read what `to_json` wrote, or what another Podio client stored.

        Raises:
            StoreCorruptError: The text is no session.
        """
        found = _read_text(text)
        del text  # the error below must not show the entry in a traceback's locals
        if isinstance(found, str):
            message = f"the stored session has {found}; sign in again to replace it"
            raise StoreCorruptError(message)
        return found


def _read(entry: Mapping[str, Any]) -> PodioOAuth | str:
    found = read_entry(entry)
    return found if isinstance(found, str) else PodioOAuth(**found)


def _read_text(text: str | bytes) -> PodioOAuth | str:
    """Read an entry, or say what is wrong with it: no error is raised where it can be seen."""
    try:
        entry = read_json(text)
    except ValueError:
        return "no JSON in it"
    return _read(entry) if is_object(entry) else "no JSON object in it"
