"""Issues, finds, refreshes and revokes access and refresh tokens."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import Refusal, unauthorized
from podio.sandbox.rights.scopes import Scope, parse_scope
from podio.sandbox.state.token_records import Client, Grant, Token

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject
    from podio.sandbox.state.world import World

TOKEN_BYTES = 64  # 128 hexadecimal characters, the length Podio documents


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls: a user or an app, through which client, within which scope."""

    ref_type: str
    ref_id: int
    client_id: str
    auth_client_id: int
    scope: Scope
    grant_id: int

    @property
    def actor(self) -> JsonObject:
        """The short form that records keep of who did something."""
        return {"type": self.ref_type, "id": self.ref_id}


def digest(secret: str) -> str:
    """Hash a secret; only this goes into the state."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def open_grant(world: World, client_id: str, ref_type: str, ref_id: int, scope: str) -> Grant:
    """Find the grant of this client, person and scope, or make it."""
    for grant in world.grants.where("client_id", client_id):
        if (grant.ref_type, grant.ref_id, grant.scope) == (ref_type, ref_id, scope):
            return grant
    return world.grants.put(Grant(world.next_id("grant"), client_id, ref_type, ref_id, scope))


def issue(world: World, grant: Grant, refresh_token: str | None = None) -> JsonObject:
    """Make an access token, and a refresh token unless the caller keeps the old one."""
    now = world.clock()
    access_token = secrets.token_hex(TOKEN_BYTES)
    expires_at = now + world.settings.token_lifetime
    world.access_tokens.put(Token(digest(access_token), grant.grant_id, expires_at))
    if refresh_token is None:
        refresh_token = secrets.token_hex(TOKEN_BYTES)
        ends_at = now + world.settings.refresh_lifetime
        world.refresh_tokens.put(Token(digest(refresh_token), grant.grant_id, ends_at))
    lifetime = world.settings.token_lifetime
    return {
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": int(lifetime) if lifetime == int(lifetime) else lifetime,
        "refresh_token": refresh_token,
        "ref": {"type": grant.ref_type, "id": grant.ref_id},
        "scope": grant.scope or "global:all",
    }


def refresh(world: World, client: Client, refresh_token: str) -> JsonObject:
    """Exchange a refresh token; with rotation on, the old one ends at once."""
    found = world.refresh_tokens.get(digest(refresh_token))
    grant = None if found is None else world.grants.get(found.grant_id)
    if found is None or grant is None or grant.client_id != client.client_id:
        raise Refusal(400, "invalid_grant", "Invalid refresh token")
    if found.expires_at <= world.clock():
        world.refresh_tokens.remove(found.digest)
        raise Refusal(400, "invalid_grant", "Expired refresh token")
    if not world.settings.rotate_refresh_tokens:
        # guess: the 28 days count from the sign-in, a refresh does not prolong them
        return issue(world, grant, refresh_token)
    world.refresh_tokens.remove(found.digest)
    return issue(world, grant)


def principal_of(world: World, access_token: str) -> Principal:
    """Find who an access token stands for."""
    found = world.access_tokens.get(digest(access_token))
    grant = None if found is None else world.grants.get(found.grant_id)
    client = None if grant is None else world.clients.get(grant.client_id)
    if found is None or grant is None or client is None or found.expires_at <= world.clock():
        # Podio says the same of expired, revoked and never valid tokens.
        raise unauthorized("expired_token")
    return Principal(
        grant.ref_type,
        grant.ref_id,
        client.client_id,
        client.auth_client_id,
        parse_scope(grant.scope),
        grant.grant_id,
    )


def revoke_tokens(world: World, grant_id: int) -> None:
    """End every access and refresh token of a grant."""
    for tokens in (world.access_tokens, world.refresh_tokens):
        for token in tokens.where("grant_id", grant_id):
            tokens.remove(token.digest)


def expire_access_tokens(world: World) -> int:
    """Make every access token expire now; refresh tokens stay good. Tells how many."""
    now = world.clock()
    live = [token for token in world.access_tokens if token.expires_at > now]
    for token in live:
        world.access_tokens.put(replace(token, expires_at=now))
    return len(live)
