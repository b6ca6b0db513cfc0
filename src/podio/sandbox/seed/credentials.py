"""The demo credentials: fixed, so that two processes agree on them, and useless elsewhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


def demo_secret(label: str, length: int = 32) -> str:
    """Make a secret that is the same each time."""
    return hashlib.sha256(f"podio sandbox {label}".encode()).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a client needs to sign in to a sandbox."""

    client_id: str = "podio-sandbox-demo"
    client_secret: str = demo_secret("client secret", 64)
    username: str = "ada@sandbox.example"
    password: str = demo_secret("password of ada", 16)
    user_id: int = 4001
    org_id: int = 101
    space_id: int = 2001
    app_id: int = 26_002
    app_token: str = demo_secret("app token 26002")
    mfa_username: str = "mia@sandbox.example"
    mfa_otp: str = "246810"
    mfa_recovery_code: str = demo_secret("recovery code", 10)
    sharefile_authorization: str = "sandbox-account " + demo_secret("sharefile")

    def __repr__(self) -> str:
        """Show no secret."""
        return f"Credentials(client_id={self.client_id!r}, username={self.username!r})"


CREDENTIALS = Credentials()
