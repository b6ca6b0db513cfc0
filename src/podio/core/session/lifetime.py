"""How long a session lives: what may still be sent, and when a new token is due."""

from __future__ import annotations

from enum import Enum

from podio.core.secret import Secret
from podio.core.session.entry_format import ACCESS_TOKEN_SECONDS
from podio.core.session.oauth import PodioOAuth

ADVISORY_SECONDS = 900.0
"""How long before its end a token of 8 hours is renewed in passing."""
MANDATORY_SECONDS = 60.0
"""How long before its end a token of 8 hours is no longer counted on."""
JITTER = 0.2
"""By which part the advisory time varies, so that a fleet does not renew in one moment."""


class Status(Enum):
    """Where a session stands."""

    FRESH = "fresh"
    """The token is good for a while."""
    STALE = "stale"
    """The token is good, but is renewed at the next call."""
    REFRESHABLE = "refreshable"
    """The token has ended; the refresh token gets a new one."""
    EXPIRED = "expired"
    """The token has ended, and there is no refresh token."""
    REVOKED = "revoked"
    """Podio has ended the session."""
    ABSENT = "absent"
    """Nobody has signed in."""
    UNKNOWN = "unknown"
    """The store could not be asked."""


class Due(Enum):
    """Whether a token is to be renewed."""

    NOT = "not"
    """It is good for a while."""
    ADVISORY = "advisory"
    """One caller renews it in passing; the others go on with it."""
    MANDATORY = "mandatory"
    """Nobody goes on without a new one."""


class Lifetime:
    """One session with all that follows from its times, made once and swapped as a whole.

    Attributes:
        oauth: The session.
        authorization: The header that carries its token.
        stale_at: From when on a new token is due in passing.
        doubtful_at: From when on nobody goes on without a new token.
        since: When it came into this memory.
    """

    __slots__ = ("authorization", "doubtful_at", "oauth", "since", "stale_at")

    def __init__(self, oauth: PodioOAuth, chance: float, *, since: float = 0.0) -> None:
        """Work out the windows: a share of the token's life, so that short lives work too.

        Args:
            oauth: The session.
            chance: A number from 0 to 1, for the jitter.
            since: When it came into this memory.
        """
        self.oauth = oauth
        self.authorization = ("Authorization", Secret(f"OAuth2 {oauth.access_token}"))
        self.since = since
        self.stale_at = self.doubtful_at = 0.0
        if not oauth.access_token or oauth.revoked:
            return
        if not oauth.expires_at:
            # Nobody knows when it ends: it is sent until Podio refuses it.
            self.stale_at = self.doubtful_at = float("inf")
        else:
            life = oauth.expires_at - oauth.issued_at if oauth.issued_at else ACCESS_TOKEN_SECONDS
            share = min(1.0, max(0.0, life / ACCESS_TOKEN_SECONDS))
            jitter = 1 - JITTER + 2 * JITTER * chance
            self.stale_at = oauth.expires_at - ADVISORY_SECONDS * share * jitter
            self.doubtful_at = oauth.expires_at - MANDATORY_SECONDS * share

    @classmethod
    def carrying(cls, header: tuple[str, Secret]) -> Lifetime:
        """Hold a header that is no Podio session: nothing renews it, nothing stores it."""
        held = cls(PodioOAuth(), 0.5)
        held.authorization = header
        held.stale_at = held.doubtful_at = float("inf")
        return held

    def due(self, now: float, refused: PodioOAuth | None = None) -> Due:
        """Tell whether the token is to be renewed.

        Args:
            now: The time.
            refused: A session whose token Podio has just refused.
        """
        if not self.usable(now, refused):
            return Due.MANDATORY
        if now < self.stale_at:
            return Due.NOT
        return Due.ADVISORY if now < self.doubtful_at else Due.MANDATORY

    def usable(self, now: float, refused: PodioOAuth | None = None) -> bool:
        """Tell whether the token may be sent at all."""
        oauth = self.oauth
        return (
            bool(oauth.access_token)
            and not oauth.revoked
            and (now < oauth.expires_at or not oauth.expires_at)
            and (refused is None or oauth.access_token != refused.access_token)
        )

    def refreshable(self) -> bool:
        """Tell whether a new token may be had without anybody signing in.

        When a refresh token ends is a guess of ours, and clocks may be wrong: Podio will say.
        """
        return bool(self.oauth.refresh_token) and not self.oauth.revoked

    def status(self, now: float) -> Status:
        """Tell where the session stands."""
        if not self.oauth:
            return Status.ABSENT
        if self.oauth.revoked:
            return Status.REVOKED
        if self.usable(now):
            return Status.FRESH if now < self.stale_at else Status.STALE
        return Status.REFRESHABLE if self.refreshable() else Status.EXPIRED
