"""What happens to a session, told to whoever asked (`on_event=`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.secret import fingerprint

if TYPE_CHECKING:
    from podio.core.ref import Ref
    from podio.core.session.oauth import PodioOAuth

EventName: TypeAlias = Literal[
    "loaded",
    "authenticated",
    "refreshed",
    "rotated",
    "save_failed",
    "reauthentication_required",
    "logged_out",
]


class SessionEvent:
    """Something that happened to a session; it holds no secret.

    Attributes:
        name: What happened.
        ref: Whose session it is.
        version: The session's version.
        token: A fingerprint of the access token, the same as in logs.
        error: What went wrong, where something did.
    """

    __slots__ = ("error", "name", "ref", "token", "version")

    def __init__(
        self, name: EventName, oauth: PodioOAuth, error: BaseException | None = None
    ) -> None:
        """Describe the session without its secrets."""
        self.name: EventName = name
        self.ref: Ref | None = oauth.ref
        self.version: int = oauth.version
        self.token: str = fingerprint(oauth.access_token)
        self.error = error

    def __repr__(self) -> str:
        """Show all of it."""
        error = f", error={self.error!r}" if self.error else ""
        return f"SessionEvent({self.name}, ref={self.ref!r}, version={self.version}{error})"
