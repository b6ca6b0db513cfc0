"""Keeps one session: finds it, renews it once for everybody, and never loses it.

The rules, in the order in which a renewal obeys them: one caller leads and the others wait or
go on; the leader takes the store's lock, reads the store again (somebody elsewhere may have
done the work), decides, asks Podio, saves first, publishes to the others, unlocks.
Everything here is steps without I/O; see `podio.core.effects`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from podio.core.effects import (
    Apart,
    Effect,
    Join,
    StoreDelete,
)
from podio.core.session.events import SessionEvent
from podio.core.session.grants import Grant, next_version, refresh_grant
from podio.core.session.lifetime import Held, Status
from podio.core.session.oauth import PodioOAuth, Ref
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
    from podio.core.settings import Settings

from podio.core.session.storage import Steps, StoredSession, Work, log

TAKEN_PAUSE = 1.0
"""Seconds without another look at the store while somebody elsewhere renews in passing."""


class Keeper(StoredSession):
    """The session of one client: in memory, in the store, and how it is renewed."""

    def __init__(
        self,
        settings: Settings,
        tokens: TokenEndpoint,
        new_work: Callable[[], Work],
        *,
        can_delete: bool,
    ) -> None:
        """Begin with nothing; the store is read at the first need."""
        super().__init__(settings, new_work, can_delete=can_delete)
        self.tokens = tokens
        self.trouble: StoreError | None = None
        self.sharefile: Held | None = None
        self._made: PodioOAuth | None = None
        self.grant: Grant | None = None

    def status(self) -> Status:
        """Tell where the session stands, offline."""
        if self.sharefile is not None:
            return Status.FRESH
        if not self.loaded and not self.held.oauth:
            return Status.UNKNOWN
        return self.held.status(self.settings.clock())

    def ready(self, now: float) -> Held | None:
        """Return the session to send, if nothing has to be done for it."""
        held = self.sharefile or self.held
        return held if now < held.stale_at else None

    def known(self) -> Steps:
        """Read the store, unless something is known of the session already."""
        if not self.loaded and not self.held.oauth and self.sharefile is None:
            yield from self.load()

    def load(self) -> Steps:
        """Read the store, once for all who ask at the same time.

        Raises:
            StoreError: The store cannot be read.
            SessionMismatchError: What it holds belongs to somebody else.
        """
        while not self.loaded:
            mine, other = self._begin("load")
            if mine is None:
                yield Join(other)
                if other.error is not None:
                    raise _again(other.error)
                continue
            try:
                stored = yield from self._read_sound()
                self._adopt(stored)
                self.loaded = True
                self.trouble = None
                if stored:
                    self._tell("loaded")
            except PodioError as error:
                mine.error = error
                self.trouble = error if isinstance(error, StoreError) else None
                raise
            finally:
                self._end("load", mine)

    def obtain(self, refused: PodioOAuth | None = None) -> Generator[Effect, Any, Held]:
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
            held, now = self.held, self.settings.clock()
            usable = held.usable(now, refused)
            if usable and now < held.stale_at:
                return held
            in_passing = usable and now < held.doubtful_at
            if in_passing and now < self._retry_advisory_at:
                return held
            mine, other = self._begin("renew")
            if mine is None:
                if in_passing:
                    return held
                yield from self._wait_for(other, refused)
                continue
            yield Apart(self._renew(mine, refused, in_passing=in_passing))
            held = self.held
            # A new token that ends before it can be used: asking again would be a loop.
            if held.usable(self.settings.clock(), refused) or held.oauth is self._made:
                return held

    def _wait_for(self, other: Work, refused: PodioOAuth | None) -> Steps:
        yield Join(other)
        if other.error is not None and not self.held.usable(self.settings.clock(), refused):
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

    def log_out(self) -> Steps:
        """Forget the session here and in the store, unless another took its place there."""
        yield Apart(self._log_out())

    def _renew(self, mine: Work, refused: PodioOAuth | None, *, in_passing: bool) -> Steps:
        try:
            yield from self._locked(
                lambda: self._renew_locked(refused, in_passing=in_passing),
                until=lambda: (
                    self.held.usable(self.settings.clock(), refused)
                    and self.settings.clock() < self.held.stale_at
                ),
                wait=not in_passing,
            )
            if in_passing:  # where the lock was taken, not every call need look again
                pause = self.settings.clock() + TAKEN_PAUSE
                self._retry_advisory_at = max(pause, self._retry_advisory_at)
        except PodioError as error:
            if self.settings.strict and self.dirty and isinstance(error, StoreError):
                raise  # only this caller hears of it: the others have a good token
            if self.held.usable(self.settings.clock(), refused) and _passes(error):
                # The token still works: nobody has to hear of it, only not every call may try.
                pause = self.settings.clock() + self.settings.advisory_pause
                self._retry_advisory_at = max(pause, self._retry_advisory_at)
                log.info("renewing the session failed and is tried again later: %s", error)
            else:
                mine.error = error
                raise
        finally:
            self._end("renew", mine)

    def _renew_locked(self, refused: PodioOAuth | None, *, in_passing: bool) -> Steps:
        stored = yield from self._read_if_up()
        self._adopt(stored)
        held, now = self.held, self.settings.clock()
        if held.usable(now, refused) and now < held.stale_at:
            return
        self._raise_while_quiet(now)
        grant = self._next_grant(now)
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
        yield from self._keep(fresh)
        self._tell("refreshed" if refreshing else "authenticated")
        if refreshing and fresh.refresh_token != asked_for.refresh_token:
            self._tell("rotated")

    def _after_dead_refresh(
        self, asked_for: PodioOAuth, error: AuthenticationError, *, in_passing: bool
    ) -> Steps:
        """Podio does not take the refresh token: a race that was lost, or the end."""
        stored = yield from self._read_sound()
        if stored and not stored.revoked and stored.refresh_token != asked_for.refresh_token:
            self._publish(stored)
            self.dirty = False
            return
        again = self._credentials()
        if again is not None:
            fresh = yield from self.tokens.ask(again, asked_for, patient=True, refreshed=False)
            self._made = fresh
            yield from self._keep(fresh)
            self._tell("authenticated")
            return
        if in_passing:
            # The access token still lives: calls go on with it, and the application hears early.
            self._retry_advisory_at = self.held.doubtful_at
            self._tell("reauthentication_required", error)
            return
        now = self.settings.clock()
        reason = str(getattr(error, "error", "") or "invalid_grant")
        self._publish(
            asked_for.replace(
                revoked=reason,
                version=next_version(asked_for, now),
                extra={**asked_for.extra, "revoked_at": now},
            )
        )
        yield from self._save(self.held.oauth, quiet=True)
        self._tell("reauthentication_required", error)
        raise self._sign_in_again(reason) from None

    def _next_grant(self, now: float) -> Grant:
        held = self.held
        revoked = held.oauth.revoked
        if held.oauth.refresh_token and (
            held.refreshable(now) or (revoked and not self._has_credentials())
        ):
            return refresh_grant(held.oauth)
        grant = self._credentials()
        if grant is not None:
            return grant
        if not held.oauth:
            raise not_signed_in()
        raise self._sign_in_again(revoked or "expired")

    def _raise_while_quiet(self, now: float) -> None:
        oauth = self.held.oauth
        if oauth.revoked and not self._has_credentials():
            since = oauth.extra.get("revoked_at")
            if isinstance(since, int | float) and 0 <= now - since < self.settings.quiet_seconds:
                raise self._sign_in_again(oauth.revoked)

    def _has_credentials(self) -> bool:
        return self.grant is not None or self.settings.credentials is not None

    def _credentials(self) -> Grant | None:
        if self.grant is None and self.settings.credentials is not None:
            return self.settings.credentials()
        return self.grant

    def _sign_in(self, mine: Work, grant: Grant, given: PodioOAuth | None) -> Steps:
        def steps() -> Steps:
            stored = yield from self._read_if_up(anybody=True)
            before = stored if stored is not None else self.held.oauth
            if self.held.oauth.newer_than(before):
                before = self.held.oauth
            if given is None:
                fresh = yield from self.tokens.ask(grant, before, patient=True, refreshed=False)
            else:
                version = next_version(before, self.settings.clock())
                fresh = given.replace(version=version, extra={**before.extra, **given.extra})
            self.loaded = True
            self.sharefile = None
            self.grant = grant if grant.repeatable else None
            yield from self._keep(_with_identities(before, fresh))
            self._tell("authenticated")

        try:
            yield from self._locked(steps, until=lambda: False, wait=True)
        except PodioError as error:
            mine.error = error
            raise
        finally:
            self._end("renew", mine)

    def _log_out(self) -> Steps:
        def steps() -> Steps:
            ours = self.held.oauth
            stored = yield from self._read_sound(anybody=True)
            if stored is None:
                stored = PodioOAuth()
            self.sharefile = self.grant = None
            empty = PodioOAuth(
                version=next_version(
                    stored if stored.newer_than(ours) else ours, self.settings.clock()
                ),
                revoked="logged_out",
            )
            if not stored or not ours or stored.ref == ours.ref:
                yield StoreDelete(empty)
            self.held = Held(PodioOAuth(), 0.5)
            self.loaded = True
            self.dirty = False
            self._emit(SessionEvent("logged_out", ours))

        yield from self._locked(steps, until=lambda: False, wait=True)

    def switch_to(self, ref: Ref) -> Steps:
        """Go on as another identity that has signed in over this store before.

        Raises:
            NotAuthenticatedError: That identity has no session here.
        """
        yield from self.load()

        def steps() -> Steps:
            stored = yield from self._read_if_up(anybody=True)
            before = stored if stored and stored.newer_than(self.held.oauth) else self.held.oauth
            if before.ref == ref:
                self._publish(before)
                return
            entry = before.extra.get("identities", {}).get(f"{ref.type}:{ref.id}")
            if entry is None:
                raise not_signed_in()
            other = PodioOAuth.from_dict(entry)
            del entry  # tokens in the clear; a traceback may show what is left here
            other = other.replace(version=next_version(before, self.settings.clock()))
            self.grant = None
            yield from self._keep(_with_identities(before, other))

        yield Apart(self._locked(steps, until=lambda: False, wait=True))

    def _sign_in_again(self, reason: str) -> ReauthenticationRequired:
        url = self.settings.authorize_url()
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
