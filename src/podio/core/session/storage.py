"""One session in two places, memory and the store, kept from losing or mixing anything.

What takes the place of what is decided in `podio.core.session.order`. Steps without I/O; see
`podio.core.effects`.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from podio.core.effects import Call, Effect, StoreGet, StoreSet
from podio.core.secret import fingerprint
from podio.core.session.events import EventName, SessionEvent
from podio.core.session.lifetime import Lifetime
from podio.core.session.oauth import PodioOAuth
from podio.core.session.order import (
    LOGGED_OUT,
    are_siblings,
    is_mark,
    is_nothing,
    takes_place_of,
)
from podio.errors import (
    SessionMismatchError,
    StoreCorruptError,
    StoreError,
    StoreUnavailableError,
)

if TYPE_CHECKING:
    from podio.core.settings import Settings

log = logging.getLogger("podio.session")

Steps = Generator[Effect, Any, None]

SAVE_ROUNDS = 5
"""How often a save that others overtake is tried at once."""
MOST_ASIDE = 4
"""How many siblings of the session in memory are remembered."""


class Storage:
    """The session in memory and in the store.

    Attributes:
        held: The session in memory, with its times: live, ended, or the mark of a logout.
        loaded: Whether the store was read, or what it holds is known otherwise.
        dirty: Whether memory holds something that the store has not.
        trouble: Why the store could not be read, where that is what is known of it.
    """

    def __init__(self, settings: Settings, *, can_delete: bool) -> None:
        self._settings = settings
        self._can_delete = can_delete
        self.held = Lifetime(PodioOAuth(), 0.5)
        self.loaded = False
        self.dirty = False
        self.trouble: StoreError | None = None
        self._begins = False  # whether what is unsaved begins a chain
        self._seen = 0  # the version that the store was last seen to hold
        self._unreadable = False  # whether the store was last seen to hold what is no session
        self._aside: list[PodioOAuth] = []
        self._save_again_at = 0.0
        self._told_unsaved = False

    @property
    def oauth(self) -> PodioOAuth:
        """The session in memory."""
        return self.held.oauth

    def hand_over(self, oauth: PodioOAuth) -> None:
        """Take a session from outside, as a sign-in would give it; it is saved with the next call.

        Raises:
            SessionMismatchError: It belongs to another API client or address.
        """
        self._check(oauth, known=False)
        settings = self._settings
        self.publish(
            oauth.replace(
                client_id=settings.client_id,
                api_url=settings.api_url,
                chain=settings.new_id(),
                parent="",
                version=max(oauth.version, self.oauth.version) + 1,
            )
        )
        self.loaded = True
        self.dirty = self._begins = bool(oauth)
        self._save_again_at = 0.0

    # Reading

    def load(self) -> Steps:
        """Read the store and take what it has."""
        try:
            stored = yield from self.read_sound()
        except StoreError as error:
            self.trouble = error
            raise
        self.adopt(stored)
        self.loaded = True
        self.trouble = None
        if stored:
            yield from self.tell("loaded")

    def read_sound(self, *, anybody: bool = False) -> Generator[Effect, Any, PodioOAuth]:
        """Read the store; an entry that cannot be read as a session is none.

        Args:
            anybody: Whether it may be the session of somebody else than memory's.

        Raises:
            StoreError: The store cannot be read.
            SessionMismatchError: What it holds belongs to somebody else.
        """
        self._unreadable = False
        try:
            stored: PodioOAuth = yield StoreGet()
        except StoreCorruptError as error:
            self._unreadable = True
            log.warning("the stored session cannot be read and counts as none: %s", error)
            stored = PodioOAuth()
        self._check(stored, known=not anybody)
        self._seen = stored.version
        return stored

    def read_if_up(self, *, anybody: bool = False) -> Generator[Effect, Any, PodioOAuth | None]:
        """Read the store; None where it is down and memory can go on alone."""
        try:
            return (yield from self.read_sound(anybody=anybody))
        except StoreUnavailableError as error:
            if is_nothing(self.oauth) and not anybody:
                raise
            log.warning("the auth store cannot be read; going on with memory: %s", error)
            return None

    def meet(self) -> Generator[Effect, Any, bool]:
        """Take what the store has that is newer, and save what it has not.

        Returns:
            Whether the store could be read.

        Raises:
            StoreError: It could not, and memory knows nothing.
            SessionMismatchError: What it holds belongs to somebody else.
        """
        stored = yield from self.read_if_up(anybody=self._begins)
        if stored is None:
            return False
        self.adopt(stored)
        if self.dirty:
            yield from self.save(self.oauth)
        return True

    def adopt(self, stored: PodioOAuth | None) -> None:
        """Take what the store has, if it takes the place of what memory has."""
        if stored is None:
            return
        ours = self.oauth
        if is_nothing(stored):
            # Signed out elsewhere. A store that cannot delete may simply keep nothing.
            if ours and not self.dirty and self._can_delete:
                self._take(stored)
        elif self._gives_way(ours, stored, begins=self.dirty and self._begins):
            self._take(stored)
        elif are_siblings(ours, stored):
            self._set_aside(stored)

    def another(self, refused: PodioOAuth) -> bool:
        """Go on with a sibling of a session that Podio has refused; False where there is none."""
        while self._aside:
            sibling = self._aside.pop(0)
            if sibling.version == refused.version and sibling.refresh_token:
                self.publish(sibling)
                return True
        return False

    # Writing

    def keep(self, fresh: PodioOAuth, *, begins: bool) -> Steps:
        """Save first, then publish: what Podio gave must not die with this process.

        Args:
            fresh: What Podio gave.
            begins: Whether it begins a chain.
        """
        failure: StoreError | None = None
        stands, saved = fresh, False
        # The refresh of a sign-in that could not be saved still begins its chain in the store.
        first = begins or (self.dirty and self._begins and fresh.chain == self.oauth.chain)
        try:
            stands = yield from self._write(fresh, begins=first)
            saved = True
        except StoreError as error:
            failure = error
        finally:
            # On every path, whatever was thrown in: memory is the last place that has it.
            if begins or self._gives_way(self.oauth, stands, begins=False):
                self.publish(stands)
                self.dirty, self._begins = not saved, first and not saved
        self.loaded = True
        yield from self._saved_or_not(stands, failure)
        if failure is not None and self._settings.strict:
            raise failure

    def save(self, oauth: PodioOAuth) -> Steps:
        """Write what memory holds; a failure is noted and made good later."""
        failure: StoreError | None = None
        try:
            stands = yield from self._write(oauth, begins=self._begins)
        except StoreError as error:
            failure = error
            self.dirty = True
        else:
            if stands != self.oauth:
                self.publish(stands)
            self.dirty = self._begins = False
        yield from self._saved_or_not(oauth, failure)

    def unsaved(self, *, now: bool) -> bool:
        """Tell whether there is something to save, and it is time to try.

        Args:
            now: Whether it does not count that the last try was a moment ago.
        """
        return self.dirty and (now or self._settings.clock() >= self._save_again_at)

    def forget(self) -> Steps:
        """Leave the mark of a logout, here and in the store, unless another took its place there.

        Raises:
            StoreError: The store is down, and memory knows of no session to log out of.
        """
        ours = self.oauth
        stored = yield from self.read_if_up(anybody=True)
        if stored is None and is_nothing(ours):
            yield from self.read_sound(anybody=True)  # says what is wrong with the store
        theirs = PodioOAuth() if stored is None else stored
        # The session of somebody else, or the end of another one, is not ours to mark.
        replaced = theirs.ref != ours.ref if theirs and ours else theirs.chain != ours.chain
        replaced = replaced and not is_nothing(theirs) and not is_nothing(ours)
        self._aside.clear()
        self.loaded = True
        self.dirty = self._begins = False
        if is_nothing(ours) and is_nothing(theirs) and not self._unreadable:
            return
        mark = PodioOAuth(
            chain=theirs.chain if theirs and not replaced else ours.chain,
            version=max(ours.version, theirs.version) + 1,
            revoked=LOGGED_OUT,
            client_id=self._settings.client_id,
            api_url=self._settings.api_url,
        )
        self.publish(mark)
        if not replaced:
            yield from self.save(mark)
            self.publish(mark)  # also where a sign-in elsewhere was quicker: here it is over
        yield from self.emit(SessionEvent("logged_out", ours))

    def publish(self, oauth: PodioOAuth) -> None:
        """Let all calls from now on use a session."""
        self.held = Lifetime(oauth, self._settings.chance(), since=self._settings.clock())

    # What happened

    def tell(self, name: EventName, error: BaseException | None = None) -> Steps:
        """Say what happened to the session in memory."""
        return self.emit(SessionEvent(name, self.oauth, error))

    def emit(self, event: SessionEvent) -> Steps:
        """Say what happened; a handler that fails costs nothing but a line in the log."""
        log.debug("session %s: %s", event.name, event)
        if self._settings.on_event is not None:
            try:
                yield Call(self._settings.on_event, (event,))
            except Exception:
                log.exception("the on_event handler failed at %s", event.name)

    def _check(self, stored: PodioOAuth, *, known: bool) -> None:
        """Refuse what belongs to somebody else."""
        settings = self._settings
        for what, theirs, ours in (
            ("API client", stored.client_id, settings.client_id),
            ("address", stored.api_url, settings.api_url),
        ):
            if stored and theirs is not None and theirs != ours:
                message = (
                    f"the stored session belongs to another {what} ({theirs}, not {ours}): "
                    "give each client a store or key of its own"
                )
                raise SessionMismatchError(message)
        mine = self.oauth.ref
        if known and stored and mine is not None and stored.ref is not None and stored.ref != mine:
            message = (
                f"the store now holds the session of {stored.ref!r}, not of {mine!r}: somebody "
                "else signed in over it; make a new client to go on as them"
            )
            raise SessionMismatchError(message)

    def _gives_way(self, ours: PodioOAuth, theirs: PodioOAuth, *, begins: bool) -> bool:
        """Tell whether ours gives way to theirs.

        Args:
            ours: What memory has.
            theirs: What the store has, or Podio gave.
            begins: Whether ours begins a chain that the store does not know yet.
        """
        if is_nothing(ours):
            return True
        if theirs.chain != ours.chain:
            # Only a sign-in replaces another chain, so what is in the store came by one.
            return not begins
        return takes_place_of(theirs, ours) or _will_do(ours, theirs)

    def _take(self, stored: PodioOAuth) -> None:
        if is_mark(stored) or stored.chain != self.oauth.chain:
            self._aside.clear()
        self.publish(stored)
        self.dirty = self._begins = False

    def _set_aside(self, sibling: PodioOAuth) -> None:
        if sibling not in self._aside:
            self._aside = [*self._aside[1 - MOST_ASIDE :], sibling]

    def _write(self, oauth: PodioOAuth, *, begins: bool) -> Generator[Effect, Any, PodioOAuth]:
        """Write an entry unless the store has what takes its place; return what stands then."""
        for _ in range(SAVE_ROUNDS):
            if (yield StoreSet(oauth, self._seen)):
                self._seen = oauth.version
                return oauth
            there = yield from self.read_sound(anybody=begins)
            if not is_nothing(there) and self._gives_way(oauth, there, begins=begins):
                return there
            if are_siblings(oauth, there):
                self._set_aside(there)
            if oauth.version <= there.version and (begins or is_mark(oauth)):
                oauth = oauth.replace(version=there.version + 1)
        message = (
            f"the auth store refused the session {SAVE_ROUNDS} times, though it has none that "
            "is newer: is it read-only, or its compare_and_set broken?"
        )
        raise StoreUnavailableError(message)

    def _saved_or_not(self, oauth: PodioOAuth, failure: StoreError | None) -> Steps:
        if failure is None:
            self._told_unsaved = False
            return
        self._save_again_at = self._settings.clock() + self._settings.save_pause
        if not self._told_unsaved:
            self._told_unsaved = True
            log.warning(
                "the session %s could not be saved; it is kept in memory and saved again with "
                "later calls: %s",
                fingerprint(oauth.access_token),
                failure,
            )
            yield from self.emit(SessionEvent("save_failed", oauth, failure))


def _will_do(ours: PodioOAuth, theirs: PodioOAuth) -> bool:
    """Tell whether either will do: marks of one chain, or one step with other access tokens."""
    if is_mark(ours) and is_mark(theirs):
        return theirs.version >= ours.version and theirs != ours
    return (
        theirs != ours
        and theirs.version == ours.version
        and theirs.refresh_token == ours.refresh_token
        and theirs.revoked == ours.revoked
    )
