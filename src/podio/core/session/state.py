"""What is known of a client's session, for programs to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.session.identities import identities_of

if TYPE_CHECKING:
    from podio.core.ref import Ref
    from podio.core.session.lifetime import Status
    from podio.core.session.renewal import Renewal
    from podio.core.session.storage import Storage


class SessionState:
    """What is known of a client's session, without asking anybody."""

    __slots__ = ("_renewal", "_storage")

    def __init__(self, storage: Storage, renewal: Renewal) -> None:
        self._storage = storage
        self._renewal = renewal

    @property
    def status(self) -> Status:
        """Where the session stands, from FRESH to REVOKED; see `Status`."""
        return self._renewal.status()

    @property
    def ref(self) -> Ref | None:
        """Whose session it is: a user or an app."""
        return self._storage.oauth.ref

    @property
    def saved(self) -> bool:
        """Whether the store has what memory has."""
        return not self._storage.dirty

    @property
    def identities(self) -> list[Ref]:
        """The other identities that signed in over the same store; see `switch_to`."""
        return identities_of(self._storage.oauth)

    def __repr__(self) -> str:
        """Show status and identity."""
        return f"SessionState({self.status.name}, ref={self.ref!r}, saved={self.saved})"
