"""The scopes of a token: pairs of type and permission, handed down org > space > app."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from podio.sandbox.http.errors import Refusal

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject

Permission = Literal["read", "write", "delete"]

PAIR = re.compile(r"(?:(global|user)|(org|space|app)(?:_(\d+))?):(read|write|delete|all)")
EVERYTHING = ("read", "write", "delete")


@dataclass(frozen=True, slots=True)
class Entry:
    """One pair; without an id it covers every object of its type."""

    type: str
    id: int | None
    permission: str

    def allows(self, permission: str) -> bool:
        """Tell whether the pair holds a permission."""
        return self.permission in ("all", permission)


@dataclass(frozen=True, slots=True)
class Scope:
    """All pairs of a token; none means global:all."""

    entries: tuple[Entry, ...] = ()

    def allows(
        self,
        permission: str,
        org_id: int | None = None,
        space_id: int | None = None,
        app_id: int | None = None,
    ) -> bool:
        """Tell whether an object, given with what contains it, may be touched."""
        if not self.entries:
            return True
        ids = {"org": org_id, "space": space_id, "app": app_id}
        for entry in self.entries:
            if not entry.allows(permission):
                continue
            if entry.type == "global":
                return True
            # guess: a pair without an id stands for all the objects picked on the consent
            # page; the sandbox's page lets nobody pick, so it stands for all of them
            target = ids.get(entry.type)
            if target is not None and entry.id in (None, target):
                return True
        return False

    def allows_user(self, permission: str) -> bool:
        """Tell whether the user's own things may be touched."""
        kinds = ("global", "user")
        return not self.entries or any(
            entry.type in kinds and entry.allows(permission) for entry in self.entries
        )

    def listed(self) -> list[JsonObject]:
        """List the pairs as GET /oauth/scope does, one entry per object."""
        if not self.entries:
            return [{"ref_type": None, "ref_id": None, "permissions": ["all"]}]
        grouped: dict[tuple[str | None, int | None], list[str]] = {}
        for entry in self.entries:
            kind = None if entry.type == "global" else entry.type
            grouped.setdefault((kind, entry.id), []).append(entry.permission)
        return [
            {"ref_type": kind, "ref_id": ref_id, "permissions": permissions}
            for (kind, ref_id), permissions in grouped.items()
        ]


def parse_scope(text: str) -> Scope:
    """Read a scope string; a pair that Podio does not know is a 400 invalid_scope."""
    entries: list[Entry] = []
    for pair in text.split():
        found = PAIR.fullmatch(pair)
        if found is None:
            # guess: the code comes from OAuth 2, Podio's own is not documented
            raise Refusal(400, "invalid_scope", f"Invalid scope {pair}")
        plain, kind, ref_id, permission = found.groups()
        entries.append(Entry(plain or kind, int(ref_id) if ref_id else None, permission))
    return Scope(tuple(entries))
