"""One session in two places, memory and the store, kept from losing or mixing anything.

Steps without I/O; see `podio.core.effects`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from podio.core.effects import Call, Effect, Lock, Sleep, StoreDelete, StoreGet, StoreSet, Unlock
from podio.core.secret import fingerprint
from podio.core.session.events import EventName, SessionEvent
from podio.core.session.grants import next_version
from podio.core.session.lifetime import Lifetime
from podio.core.session.oauth import PodioOAuth
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


class Storage:
    """The session in memory and in the store.

    Attributes:
        held: The session in memory, with its times.
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
        self._save_again_at = 0.0
        self._told_unsaved = False

    @property
    def oauth(self) -> PodioOAuth:
        """The session in memory."""
        return self.held.oauth

    def hand_over(self, oauth: PodioOAuth) -> None:
        """Take a session from outside; it is saved with the next call."""
        self._check(oauth, known=False)
        settings = self._settings
        self.publish(
            oauth.replace(
                client_id=settings.client_id,
                api_url=settings.api_url,
                version=max(oauth.version, next_version(self.oauth, settings.clock())),
            )
        )
        self.loaded = True
        self.dirty = bool(oauth)
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

    def read_sound(self, *, anybody: bool = False) -> Generator[Effect, Any, PodioOAuth | None]:
        """Read the store; None where what it holds cannot be read as a session.

        Args:
            anybody: Whether it may be the session of somebody else than memory's.

        Raises:
            StoreError: The store cannot be read.
            SessionMismatchError: What it holds belongs to somebody else.
        """
        try:
            return (yield from self._read(anybody=anybody))
        except StoreCorruptError as error:
            log.warning("the stored session cannot be read and counts as none: %s", error)
            return None

    def read_if_up(self, *, anybody: bool = False) -> Generator[Effect, Any, PodioOAuth | None]:
        """Read the store; None also where it is down and memory can go on alone."""
        try:
            return (yield from self.read_sound(anybody=anybody))
        except StoreUnavailableError as error:
            if not self.oauth and not anybody:
                raise
            log.warning("the auth store cannot be read; going on with memory: %s", error)
            return None

    def adopt(self, stored: PodioOAuth | None) -> None:
        """Take what the store has, if it is news."""
        ours = self.oauth
        if stored is None:
            return
        if stored:
            if stored.newer_than(ours) or (stored != ours and stored.version == ours.version):
                self.publish(stored)
                self.dirty = False
        elif ours and not self.dirty and (stored.newer_than(ours) or self._can_delete):
            # Signed out elsewhere. A store that cannot delete may simply keep nothing.
            self.held = Lifetime(PodioOAuth(), 0.5)

    # Writing

    def keep(self, fresh: PodioOAuth) -> Steps:
        """Save first, then publish: what Podio gave must not die with this process."""
        try:
            yield from self.save(fresh, quiet=not self._settings.strict)
        finally:
            if fresh.newer_than(self.oauth):
                self.publish(fresh)

    def save(self, oauth: PodioOAuth, *, quiet: bool) -> Steps:
        """Write a session to the store.

        Args:
            oauth: What to write.
            quiet: Whether a failure is noted and made good later, instead of raised.
        """
        try:
            yield from self._set(oauth)
            self.dirty = self._told_unsaved = False
        except StoreError as error:
            self.dirty = True
            self._save_again_at = self._settings.clock() + self._settings.save_pause
            if not self._told_unsaved:
                self._told_unsaved = True
                log.warning(
                    "the session %s could not be saved; it is kept in memory and saved again "
                    "with later calls: %s",
                    fingerprint(oauth.access_token),
                    error,
                )
                yield from self.emit(SessionEvent("save_failed", oauth, error))
            if not quiet:
                raise

    def unsaved(self, *, now: bool) -> bool:
        """Tell whether there is something to save, and it is time to try.

        Args:
            now: Whether it counts that the last try was a moment ago.
        """
        return self.dirty and (now or self._settings.clock() >= self._save_again_at)

    def save_held(self) -> Steps:
        """Write what memory holds, unless that was done meanwhile."""
        if self.dirty:
            yield from self.save(self.oauth, quiet=True)

    def forget(self) -> Steps:
        """Remove the session, here and in the store, unless another took its place there."""
        ours = self.oauth
        stored = yield from self.read_sound(anybody=True)
        if stored is None:
            stored = PodioOAuth()
        newest = stored if stored.newer_than(ours) else ours
        empty = PodioOAuth(
            version=next_version(newest, self._settings.clock()), revoked="logged_out"
        )
        if not stored or not ours or stored.ref == ours.ref:
            yield StoreDelete(empty)
        self.held = Lifetime(PodioOAuth(), 0.5)
        self.loaded = True
        self.dirty = False
        yield from self.emit(SessionEvent("logged_out", ours))

    def publish(self, oauth: PodioOAuth) -> None:
        """Let all calls from now on use a session."""
        self.held = Lifetime(oauth, self._settings.chance())

    # The lock

    def locked(self, steps: Callable[[], Steps], *, until: Callable[[], bool], wait: bool) -> Steps:
        """Do steps under the store's lock.

        Args:
            steps: What to do.
            until: Tells that what the store holds by now makes the steps needless.
            wait: Whether to wait where somebody else has the lock.

        Raises:
            StoreUnavailableError: Somebody has had the lock for longer than two leases.
        """
        settings = self._settings
        give_up = settings.clock() + 2 * settings.lease
        pause = settings.lock_poll
        while True:
            try:
                owner = yield Lock(settings.lease)
            except StoreUnavailableError as error:
                # Better a renewal that others may repeat than none: callers are waiting.
                log.warning("going on without the store's lock: %s", error)
                yield from steps()
                return
            if owner is not None:
                break
            self.adopt((yield from self.read_if_up()))
            if until() or not wait:
                return
            if settings.clock() > give_up:
                message = (
                    "the session's lock was held for longer than two leases "
                    f"({2 * settings.lease:.0f} s); is a process hanging in a token request?"
                )
                raise StoreUnavailableError(message)
            yield Sleep(pause * (0.5 + settings.chance()))
            # A usual renewal is seen at once, and those who wait for one that hangs ask less; but
            # nobody may wait 250 ms longer than the renewal takes.
            pause = min(1.25 * pause, settings.lock_poll_most)
        try:
            yield from steps()
        except GeneratorExit:
            raise
        except BaseException:
            yield Unlock(owner)
            raise
        yield Unlock(owner)

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

    def _read(self, *, anybody: bool) -> Generator[Effect, Any, PodioOAuth]:
        """Read the store; what it holds must be this client's, and unless anybody's, ours."""
        stored: PodioOAuth = yield StoreGet()
        self._check(stored, known=not anybody)
        return stored

    def _check(self, stored: PodioOAuth, *, known: bool) -> None:
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

    def _set(self, oauth: PodioOAuth) -> Steps:
        known = self.oauth.version
        expected = known if known < oauth.version else oauth.version - 1
        for _ in range(SAVE_ROUNDS):
            if (yield StoreSet(oauth, expected)):
                return
            there = yield from self._read(anybody=False)
            if there.newer_than(oauth):
                # Another process went on while the lease was lost: its token counts.
                self.publish(there)
                return
            expected = max(there.version, expected + 1)
        message = (
            f"the auth store refused the session {SAVE_ROUNDS} times, though it has none that "
            "is newer: is it read-only, or its compare_and_set broken?"
        )
        raise StoreUnavailableError(message)
