"""Keeps nothing."""

from __future__ import annotations

from podio.core.session.oauth import PodioOAuth


class NullAuthStore:
    """Keeps nothing at all: each new client has to sign in (level 0)."""

    def get(self) -> PodioOAuth:
        """Return an empty session."""
        return PodioOAuth()

    def set(self, oauth: PodioOAuth) -> None:
        """Let it go."""
