"""API clients and the credentials handed out to them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Client:
    """An API client, as registered on Podio's settings page."""

    client_id: str
    auth_client_id: int
    secret: str
    name: str
    url: str
    domains: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class Grant:
    """The leave that a user (or an app) gave to a client."""

    grant_id: int
    client_id: str
    ref_type: str
    ref_id: int
    scope: str


@dataclass(frozen=True, slots=True)
class Token:
    """An access or refresh token; only its digest is kept."""

    digest: str
    grant_id: int
    expires_at: float


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code: short-lived, for one exchange."""

    digest: str
    client_id: str
    user_id: int
    scope: str
    redirect_uri: str
    expires_at: float


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A password sign-in that waits for its second step."""

    digest: str
    client_id: str
    user_id: int
    scope: str
    expires_at: float
