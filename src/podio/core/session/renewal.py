"""Keeps one session alive: renews it once for everybody, signs in and out, and never loses it.

The rules, in the order in which a renewal obeys them: one caller leads and the others wait or
go on; the leader takes the store's lock, reads the store again (somebody elsewhere may have
done the work), decides, asks Podio, saves first, publishes to the others, unlocks.
Everything here is steps without I/O; see `podio.core.effects`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Protocol

from podio.core.effects import Apart, Call, Effect, Join, Waitable
from podio.core.session.grants import Grant, next_version, refresh_grant
from podio.core.session.lifetime import Due, Lifetime, Status
from podio.core.session.oauth import PodioOAuth
from podio.core.session.token_endpoint import TokenEndpoint, dead_grant
from podio.errors import (
    AuthenticationError,
    NotAuthenticatedError,
    PodioError,
    ReauthenticationRequired,
    SessionMismatchError,
    StoreError,
)

if TYPE_CHECKING:
    from podio.core.ref import Ref
    from podio.core.secret import Secret
    from podio.core.session.storage import Steps, Storage
    from podio.core.settings import Settings

log = logging.getLogger("podio.session")

TAKEN_PAUSE = 1.0
"""Seconds without another look at the store while somebody elsewhere renews in passing."""


class Work(Waitable, Protocol):
    """A piece of work under way, that others wait for."""

    error: PodioError | None

    def finish(self) -> None:
        """Let the others go on."""

    def abandoned(self) -> bool:
        """Tell whether it was begun by a process that this one was forked from."""
        ...


class Renewal:
    """What keeps the session of one client alive.

    Attributes:
        tokens: The token endpoint.
        sharefile: A header that is sent instead of a session's, where there is one.
    """

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        tokens: TokenEndpoint,
        new_work: Callable[[], Work],
    ) -> None:
        """Begin with nothing; the store is read at the first need."""
        self._settings = settings
        self._storage = storage
        self._new_work = new_work
        self._under_way: dict[str, Work] = {}
        self._grant: Grant | None = None
        self._made: PodioOAuth | None = None
        self._pause_until: tuple[Lifetime, float] = (storage.held, 0.0)
        self.tokens = tokens
        self.sharefile: Lifetime | None = None

    def status(self) -> Status:
        """Tell where the session stands, offline."""
        if self.sharefile is not None:
            return Status.FRESH
        if not self._storage.loaded and not self._storage.oauth:
            return Status.UNKNOWN
        return self._storage.held.status(self._settings.clock())

    def ready(self, now: float) -> Lifetime | None:
        """Return the session to send, if nothing has to be done for it."""
        held = self.sharefile or self._storage.held
        return held if now < held.stale_at else None

    def known(self) -> Steps:
        """Read the store, unless something is known of the session already."""
        if not self._storage.loaded and not self._storage.oauth and self.sharefile is None:
            yield from self.load()

    def load(self) -> Steps:
        """Read the store, once for all who ask at the same time.

        Raises:
            StoreError: The store cannot be read.
            SessionMismatchError: What it holds belongs to somebody else.
        """
        while not self._storage.loaded:
            mine, other = self._begin("load")
            if mine is None:
                yield Join(other)
                if other.error is not None:
                    raise _again(other.error)
                continue
            try:
                yield from self._storage.load()
            except PodioError as error:
                mine.error = error
                raise
            finally:
                self._end("load", mine)

    def obtain(self, refused: PodioOAuth | None = None) -> Generator[Effect, Any, Lifetime]:
        """Return the session to send, after whatever has to be done for it.

        Args:
            refused: A session whose token Podio has just refused.

        Raises:
            AuthenticationError: Somebody has to sign in.
            TransportError, ApiError: Podio could not be asked for a token.
            StoreError: The store could not be read, so who is signed in is not known.
        """
        if self.sharefile is not None:
            return self.sharefile
        while True:
            yield from self.known()
            held, now = self._storage.held, self._settings.clock()
            due = held.due(now, refused)
            if due is Due.NOT or (due is Due.ADVISORY and now < self._in_passing_at()):
                return held
            in_passing = due is Due.ADVISORY
            mine, other = self._begin("renew")
            if mine is None:
                if in_passing:
                    return held
                yield from self._wait_for(other, refused)
                continue
            yield Apart(self._renew(mine, refused, in_passing=in_passing))
            held = self._storage.held
            # A new token that ends before it can be used: asking again would be a loop.
            if held.usable(self._settings.clock(), refused) or held.oauth is self._made:
                return held

    def _wait_for(self, other: Work, refused: PodioOAuth | None) -> Steps:
        yield Join(other)
        if other.error is not None and not self._storage.held.usable(
            self._settings.clock(), refused
        ):
            raise _again(other.error)

    def sign_in(self, grant: Grant, given: PodioOAuth | None = None) -> Steps:
        """Get a session by a grant, keep it, and tell the others.

        Args:
            grant: What to sign in with.
            given: The session, where it was given already (a second factor).
        """
        while True:
            mine, other = self._begin("renew")
            if mine is not None:
                break
            yield Join(other)
        yield Apart(self._sign_in(mine, grant, given))

    def sign_in_with_second_factor(self, nonce: str, code: Secret, *, recovery: bool) -> Steps:
        """Go on with a sign-in whose password was right; see `Podio`."""
        given = yield from self.tokens.second_factor(nonce, code, recovery=recovery)
        yield from self.sign_in(Grant("second_factor", {}), given)

    def use_sharefile(self, account_id: str, access_token: Secret) -> None:
        """Send a ShareFile account's token from now on."""
        from podio.core.session.browser_sign_in import sharefile_header  # for those alone

        self.sharefile = Lifetime.carrying(sharefile_header(account_id, access_token))

    def log_out(self) -> Steps:
        """Forget the session here and in the store, unless another took its place there."""
        yield Apart(self._log_out())

    def _renew(self, mine: Work, refused: PodioOAuth | None, *, in_passing: bool) -> Steps:
        try:
            yield from self._storage.locked(
                lambda: self._renew_locked(refused, in_passing=in_passing),
                until=lambda: self._due(refused) is Due.NOT,
                wait=not in_passing,
            )
            if in_passing:  # where the lock was taken, not every call need look again
                self._pause(TAKEN_PAUSE)
        except PodioError as error:
            if self._settings.strict and self._storage.dirty and isinstance(error, StoreError):
                raise  # only this caller hears of it: the others have a good token
            if self._storage.held.usable(self._settings.clock(), refused) and _passes(error):
                # The token still works: nobody has to hear of it, only not every call may try.
                self._pause(self._settings.advisory_pause)
                log.info("renewing the session failed and is tried again later: %s", error)
            else:
                mine.error = error
                raise
        finally:
            self._end("renew", mine)

    def _renew_locked(self, refused: PodioOAuth | None, *, in_passing: bool) -> Steps:
        stored = yield from self._storage.read_if_up()
        self._storage.adopt(stored)
        held, now = self._storage.held, self._settings.clock()
        if held.due(now, refused) is Due.NOT:
            return
        self._raise_while_quiet(now)
        grant = yield from self._next_grant(now)
        refreshing = grant.name == "refresh_token"
        asked_for = held.oauth
        try:
            fresh = yield from self.tokens.ask(
                grant, asked_for, patient=not in_passing, refreshed=refreshing
            )
        except AuthenticationError as error:
            if not refreshing or not dead_grant(error):
                raise
            yield from self._after_dead_refresh(asked_for, error, in_passing=in_passing)
            return
        self._made = fresh
        yield from self._storage.keep(fresh)
        yield from self._storage.tell("refreshed" if refreshing else "authenticated")
        if refreshing and fresh.refresh_token != asked_for.refresh_token:
            yield from self._storage.tell("rotated")

    def _after_dead_refresh(
        self, asked_for: PodioOAuth, error: AuthenticationError, *, in_passing: bool
    ) -> Steps:
        """Podio does not take the refresh token: a race that was lost, or the end."""
        stored = yield from self._storage.read_sound()
        if stored and not stored.revoked and stored.refresh_token != asked_for.refresh_token:
            self._storage.publish(stored)
            self._storage.dirty = False
            return
        again = yield from self._credentials()
        if again is not None:
            fresh = yield from self.tokens.ask(again, asked_for, patient=True, refreshed=False)
            self._made = fresh
            yield from self._storage.keep(fresh)
            yield from self._storage.tell("authenticated")
            return
        if in_passing:
            # The access token still lives: calls go on with it, and the application hears early.
            self._pause_until = (self._storage.held, self._storage.held.doubtful_at)
            yield from self._storage.tell("reauthentication_required", error)
            return
        now = self._settings.clock()
        reason = str(getattr(error, "error", "") or "invalid_grant")
        self._storage.publish(
            asked_for.replace(
                revoked=reason,
                version=next_version(asked_for, now),
                extra={**asked_for.extra, "revoked_at": now},
            )
        )
        yield from self._storage.save(self._storage.oauth, quiet=True)
        yield from self._storage.tell("reauthentication_required", error)
        raise self._sign_in_again(reason) from None

    def _next_grant(self, now: float) -> Generator[Effect, Any, Grant]:
        held = self._storage.held
        revoked = held.oauth.revoked
        if held.oauth.refresh_token and (
            held.refreshable(now) or (revoked and not self._has_credentials())
        ):
            return refresh_grant(held.oauth)
        grant = yield from self._credentials()
        if grant is not None:
            return grant
        if not held.oauth:
            raise not_signed_in()
        raise self._sign_in_again(revoked or "expired")

    def _raise_while_quiet(self, now: float) -> None:
        oauth = self._storage.oauth
        if oauth.revoked and not self._has_credentials():
            since = oauth.extra.get("revoked_at")
            if isinstance(since, int | float) and 0 <= now - since < self._settings.quiet_seconds:
                raise self._sign_in_again(oauth.revoked)

    def _has_credentials(self) -> bool:
        return self._grant is not None or self._settings.credentials is not None

    def _credentials(self) -> Generator[Effect, Any, Grant | None]:
        if self._grant is None and self._settings.credentials is not None:
            given: Grant = yield Call(self._settings.credentials)
            return given
        return self._grant

    def _sign_in(self, mine: Work, grant: Grant, given: PodioOAuth | None) -> Steps:
        def steps() -> Steps:
            stored = yield from self._storage.read_if_up(anybody=True)
            before = stored if stored is not None else self._storage.oauth
            if self._storage.oauth.newer_than(before):
                before = self._storage.oauth
            if given is None:
                fresh = yield from self.tokens.ask(grant, before, patient=True, refreshed=False)
            else:
                version = next_version(before, self._settings.clock())
                fresh = given.replace(version=version, extra={**before.extra, **given.extra})
            self._storage.loaded = True
            self.sharefile = None
            self._grant = grant if grant.repeatable else None
            yield from self._storage.keep(_with_identities(before, fresh))
            yield from self._storage.tell("authenticated")

        try:
            yield from self._storage.locked(steps, until=lambda: False, wait=True)
        except PodioError as error:
            mine.error = error
            raise
        finally:
            self._end("renew", mine)

    def _log_out(self) -> Steps:
        def steps() -> Steps:
            self.sharefile = self._grant = None
            yield from self._storage.forget()

        yield from self._storage.locked(steps, until=lambda: False, wait=True)

    def save_again(self, *, now: bool = False) -> Steps:
        """Repeat a save that failed before.

        Args:
            now: Also if the last try was a moment ago.
        """
        if not self._storage.unsaved(now=now):
            return
        mine, _ = self._begin("save")
        if mine is None:
            return
        storage = self._storage
        try:
            # Under the lock, since a store that only sets would let it overtake a renewal;
            # whoever has the lock now is about to save something newer.
            yield Apart(storage.locked(storage.save_held, until=lambda: False, wait=now))
        finally:
            self._end("save", mine)

    def switch_to(self, ref: Ref) -> Steps:
        """Go on as another identity that has signed in over this store before.

        Raises:
            NotAuthenticatedError: That identity has no session here.
        """
        yield from self.load()

        def steps() -> Steps:
            stored = yield from self._storage.read_if_up(anybody=True)
            before = (
                stored if stored and stored.newer_than(self._storage.oauth) else self._storage.oauth
            )
            if before.ref == ref:
                self._storage.publish(before)
                return
            entry = before.extra.get("identities", {}).get(f"{ref.type}:{ref.id}")
            if entry is None:
                raise not_signed_in()
            other = PodioOAuth.from_dict(entry)
            del entry  # tokens in the clear; a traceback may show what is left here
            other = other.replace(version=next_version(before, self._settings.clock()))
            self._grant = None
            yield from self._storage.keep(_with_identities(before, other))

        yield Apart(self._storage.locked(steps, until=lambda: False, wait=True))

    def _due(self, refused: PodioOAuth | None) -> Due:
        return self._storage.held.due(self._settings.clock(), refused)

    def _pause(self, seconds: float) -> None:
        """Leave the token in memory alone for a while, unless it has to be renewed."""
        until = max(self._settings.clock() + seconds, self._in_passing_at())
        self._pause_until = (self._storage.held, until)

    def _in_passing_at(self) -> float:
        """Return from when on the token in memory may be renewed in passing."""
        held, until = self._pause_until
        return until if held is self._storage.held else 0.0

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

    def _sign_in_again(self, reason: str) -> ReauthenticationRequired:
        url = self._settings.authorize_url()
        where = f" at {url}" if url else " (authenticate_with_...)"
        message = f"the Podio session has ended ({reason}): sign in again{where}"
        return ReauthenticationRequired(message, authorize_url=url, reason=reason)


def not_signed_in() -> NotAuthenticatedError:
    """Say that nobody has signed in."""
    return NotAuthenticatedError(
        "nobody has signed in: call one of authenticate_with_app, authenticate_with_password, "
        "authenticate_with_authorization_code first, or give an auth_store that holds a session"
    )


def _with_identities(before: PodioOAuth, fresh: PodioOAuth) -> PodioOAuth:
    """Keep the other identity's session beside the new one, so that one can go back to it."""
    others: dict[str, Any] = dict(before.extra.get("identities") or {})
    if before and before.ref is not None and before.ref != fresh.ref:
        entry = before.to_dict()
        entry.pop("identities", None)
        others[f"{before.ref.type}:{before.ref.id}"] = entry
    if fresh.ref is not None:
        others.pop(f"{fresh.ref.type}:{fresh.ref.id}", None)
    extra = {key: value for key, value in fresh.extra.items() if key != "identities"}
    return fresh.replace(extra={**extra, "identities": others} if others else extra)


def _passes(error: PodioError) -> bool:
    """Tell whether calls may go on with a token that works, though its renewal failed."""
    return not isinstance(error, SessionMismatchError)


def _again(error: PodioError) -> PodioError:
    """Return a twin of an error: one instance raised in many threads garbles its traceback."""
    twin = type(error).__new__(type(error), *error.args)
    twin.args = error.args
    twin.__dict__.update(error.__dict__)
    return twin
