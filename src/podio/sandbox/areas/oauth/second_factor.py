"""The second step of a password sign-in: a nonce, then a one-time or recovery code."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.http.errors import Refusal
from podio.sandbox.rights.tokens import digest, issue, open_grant, same
from podio.sandbox.state.token_records import SecondFactor

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.records import User
    from podio.sandbox.state.world import World

NONCE_LIFETIME = 300.0  # seconds; guess: Podio's is not documented


def ask_second_factor(world: World, client_id: str, user_id: int, scope: str) -> JsonObject:
    """Answer a right password with a nonce instead of a token."""
    nonce = secrets.token_hex(32)
    expires_at = world.clock() + NONCE_LIFETIME
    world.second_factors.put(SecondFactor(digest(nonce), client_id, user_id, scope, expires_at))
    return {"server_nonce": nonce}


def accept_second_factor(world: World, user: User, otp: str | None, recovery: str | None) -> bool:
    """Check a one-time code, or use a recovery code up."""
    if otp is not None:
        return user.otp is not None and same(otp, user.otp)
    for code in user.recovery_codes:
        if recovery is not None and same(recovery, code):
            left = [other for other in user.recovery_codes if other != code]
            world.users.put(replace(user, recovery_codes=left))
            return True
    return False


def verify_second_factor(call: Call) -> Json:
    """Exchange a nonce and a code for tokens."""
    body, world = call.body(), call.world
    waiting = world.second_factors.get(digest(body.text("nonce") or ""))
    if waiting is None or waiting.expires_at <= world.clock():
        raise Refusal(400, "nonce_validation_error", "Invalid or expired nonce")
    user = world.users.get(waiting.user_id)
    otp, recovery = body.text("otp"), body.text("recoveryCode")
    if user is None or not accept_second_factor(world, user, otp, recovery):
        raise Refusal(400, "invalid_second_factor", "Invalid second factor", propagate=True)
    world.second_factors.remove(waiting.digest)
    grant = open_grant(world, waiting.client_id, "user", user.user_id, waiting.scope)
    return issue(world, grant)
