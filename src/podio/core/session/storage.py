"""One session in two places, memory and the store, kept from losing or mixing anything.

Steps without I/O; see `podio.core.effects`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Protocol

from podio.core.effects import (
    Apart,
    Effect,
    Lock,
    Sleep,
    StoreGet,
    StoreSet,
    Unlock,
    Waitable,
)
from podio.core.secret import fingerprint
from podio.core.session.events import EventName, SessionEvent
from podio.core.session.grants import next_version
from podio.core.session.lifetime import Held
from podio.core.session.oauth import PodioOAuth
from podio.errors import (
    PodioError,
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


class Work(Waitable, Protocol):
    """A renewal under way, that others wait for."""

    error: PodioError | None

    def finish(self) -> None:
        """Let the others go on."""

    def abandoned(self) -> bool:
        """Tell whether it was begun by a process that this one was forked from."""
        ...


class StoredSession:
    """The session in memory and in the store, and the work on it that only one may do."""

    def __init__(
        self, settings: Settings, new_work: Callable[[], Work], *, can_delete: bool
    ) -> None:
        """Begin with nothing."""
        self.settings = settings
        self.can_delete = can_delete
        self.held = Held(PodioOAuth(), 0.5)
        self.loaded = False
        self.dirty = False
        self._new_work = new_work
        self._under_way: dict[str, Work] = {}
        self._retry_advisory_at = 0.0
        self._save_again_at = 0.0
        self._told_unsaved = False

    @property
    def oauth(self) -> PodioOAuth:
        """The session in memory."""
        return self.held.oauth

    def hand_over(self, oauth: PodioOAuth) -> None:
        """Take a session from outside; it is saved with the next call."""
        self._check(oauth, known=False)
        settings = self.settings
        self._publish(
            oauth.replace(
                client_id=settings.client_id,
                api_url=settings.api_url,
                version=max(oauth.version, next_version(self.held.oauth, settings.clock())),
            )
        )
        self.loaded = True
        self.dirty = bool(oauth)
        self._save_again_at = 0.0

    def save_again(self, *, now: bool = False) -> Steps:
        """Repeat a save that failed before.

        Args:
            now: Also if the last try was a moment ago.
        """
        if not self.dirty or (self.settings.clock() < self._save_again_at and not now):
            return
        mine, _ = self._begin("save")
        if mine is None:
            return
        try:
            # Under the lock, since a store that only sets would let it overtake a renewal;
            # whoever has the lock now is about to save something newer.
            yield Apart(self._locked(self._save_held, until=lambda: False, wait=now))
        finally:
            self._end("save", mine)

    def _save_held(self) -> Steps:
        if self.dirty:
            yield from self._save(self.held.oauth, quiet=True)

    def _locked(
        self, steps: Callable[[], Steps], *, until: Callable[[], bool], wait: bool
    ) -> Steps:
        """Do steps under the store's lock; without, if waiting made them needless."""
        settings = self.settings
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
            self._adopt((yield from self._read_if_up()))
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

    def _read(self, *, anybody: bool = False) -> Generator[Effect, Any, PodioOAuth]:
        """Read the store; what it holds must be this client's, and unless anybody's, ours."""
        stored: PodioOAuth = yield StoreGet()
        self._check(stored, known=not anybody)
        return stored

    def _read_sound(self, *, anybody: bool = False) -> Generator[Effect, Any, PodioOAuth | None]:
        """Read the store; None where what it holds is no session: it is of use to nobody."""
        try:
            return (yield from self._read(anybody=anybody))
        except StoreCorruptError as error:
            log.warning("the stored session cannot be read and counts as none: %s", error)
            return None

    def _read_if_up(self, *, anybody: bool = False) -> Generator[Effect, Any, PodioOAuth | None]:
        try:
            return (yield from self._read_sound(anybody=anybody))
        except StoreUnavailableError as error:
            if not self.held.oauth and not anybody:
                raise
            log.warning("the auth store cannot be read; going on with memory: %s", error)
            return None

    def _check(self, stored: PodioOAuth, *, known: bool) -> None:
        settings = self.settings
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
        mine = self.held.oauth.ref
        if known and stored and mine is not None and stored.ref is not None and stored.ref != mine:
            message = (
                f"the store now holds the session of {stored.ref!r}, not of {mine!r}: somebody "
                "else signed in over it; make a new client to go on as them"
            )
            raise SessionMismatchError(message)

    def _adopt(self, stored: PodioOAuth | None) -> None:
        """Take what the store has, if it is news."""
        ours = self.held.oauth
        if stored is None:
            return
        if stored:
            if stored.newer_than(ours) or (stored != ours and stored.version == ours.version):
                self._publish(stored)
                self.dirty = False
        elif ours and not self.dirty and (stored.newer_than(ours) or self.can_delete):
            # Signed out elsewhere. A store that cannot delete may simply keep nothing.
            self.held = Held(PodioOAuth(), 0.5)

    def _keep(self, fresh: PodioOAuth) -> Steps:
        """Save first, then publish: what Podio gave must not die with this process."""
        try:
            yield from self._save(fresh, quiet=not self.settings.strict)
        finally:
            self._publish_if_newer(fresh)

    def _save(self, oauth: PodioOAuth, *, quiet: bool) -> Steps:
        try:
            yield from self._set(oauth)
            self.dirty = self._told_unsaved = False
        except StoreError as error:
            self.dirty = True
            self._save_again_at = self.settings.clock() + self.settings.save_pause
            if not self._told_unsaved:
                self._told_unsaved = True
                log.warning(
                    "the session %s could not be saved; it is kept in memory and saved again "
                    "with later calls: %s",
                    fingerprint(oauth.access_token),
                    error,
                )
                self._emit(SessionEvent("save_failed", oauth, error))
            if not quiet:
                raise

    def _set(self, oauth: PodioOAuth) -> Steps:
        expected = self._expected(oauth)
        for _ in range(SAVE_ROUNDS):
            if (yield StoreSet(oauth, expected)):
                return
            there = yield from self._read()
            if there.newer_than(oauth):
                # Another process went on while the lease was lost: its token counts.
                self._publish(there)
                return
            expected = max(there.version, expected + 1)
        message = (
            f"the auth store refused the session {SAVE_ROUNDS} times, though it has none that "
            "is newer: is it read-only, or its compare_and_set broken?"
        )
        raise StoreUnavailableError(message)

    def _expected(self, oauth: PodioOAuth) -> int:
        known = self.held.oauth.version
        return known if known < oauth.version else oauth.version - 1

    def _publish(self, oauth: PodioOAuth) -> None:
        self.held = Held(oauth, self.settings.chance())
        self._retry_advisory_at = 0.0

    def _publish_if_newer(self, oauth: PodioOAuth) -> None:
        if oauth.newer_than(self.held.oauth):
            self._publish(oauth)

    def _begin(self, name: str) -> tuple[Work | None, Work]:
        """Lead a piece of work, or learn who does. `setdefault` is what makes it one."""
        mine = self._new_work()
        other = self._under_way.setdefault(name, mine)
        if other is not mine and other.abandoned():
            self._under_way.pop(name, None)
            other = self._under_way.setdefault(name, mine)
        return (mine, mine) if other is mine else (None, other)

    def _end(self, name: str, mine: Work) -> None:
        if self._under_way.get(name) is mine:
            del self._under_way[name]
        mine.finish()

    def _tell(self, name: EventName, error: BaseException | None = None) -> None:
        self._emit(SessionEvent(name, self.held.oauth, error))

    def _emit(self, event: SessionEvent) -> None:
        log.debug("session %s: %s", event.name, event)
        if self.settings.on_event is not None:
            try:
                self.settings.on_event(event)
            except Exception:
                log.exception("the on_event handler failed at %s", event.name)
