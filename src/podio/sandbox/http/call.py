"""One call of the API as a handler sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import Refusal, invalid_value, unauthorized
from podio.sandbox.http.reading import Body, Query
from podio.sandbox.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.rights.scopes import Permission
    from podio.sandbox.rights.tokens import Principal
    from podio.sandbox.state.world import World


@dataclass(frozen=True, slots=True)
class Incoming:
    """An HTTP request, read to its end."""

    method: str
    path: str
    query_string: str
    headers: dict[str, str]
    body: bytes
    base: str

    @property
    def media_type(self) -> str:
        """Content type without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


@dataclass(slots=True)
class Call:
    """A call that found its route: world, caller, path parameters, query and body."""

    world: World
    incoming: Incoming
    params: dict[str, str]
    query: Query
    permission: Permission
    caller: Principal | None = None
    outcome: str | None = None

    @property
    def principal(self) -> Principal:
        """The caller; only routes that need a token have one."""
        if self.caller is None:
            raise unauthorized("invalid_request")
        return self.caller

    def number(self, name: str) -> int:
        """Read a path parameter that the route guarantees to be digits."""
        return int(self.params[name])

    def json(self) -> Json:
        """Read the body as JSON: an object or a list, never a bare value."""
        content = self.value()
        if not is_object(content) and not is_list(content):
            raise invalid_value("must be object", expected="object")
        return content

    def value(self) -> Json:
        """Read the body as any JSON, for the operations that take a bare value."""
        if not self.incoming.body:
            return None
        try:
            return json.loads(self.incoming.body)
        except ValueError:
            raise invalid_value("must be object", expected="JSON") from None

    def object(self) -> JsonObject:
        """Read the body as a JSON object; no body counts as an empty one."""
        if not self.incoming.body:
            return {}
        content = self.json()
        if not is_object(content):
            raise invalid_value("must be object", expected="object")
        return content

    def body(self) -> Body:
        """Read the body as a JSON object, key by key."""
        return Body(self.object())

    def link(self, path: str) -> str:
        """Make the full address of a path of this sandbox."""
        return self.incoming.base + path

    def need_user(self) -> int:
        """Tell the caller's user id; an app has none and is refused."""
        if self.principal.ref_type != "user":
            raise Refusal(403, "forbidden", "An app cannot do this, only a user can")
        return self.principal.ref_id
