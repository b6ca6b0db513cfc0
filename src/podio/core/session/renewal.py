"""Keeps one session alive: renews it once for everybody, signs in and out, and never loses it.

The rules, in the order in which a renewal obeys them: one piece of work is done for all who ask
at the same time; it takes the store's lock, meets the store (somebody elsewhere may have done the
work; what is unsaved here is saved), decides, asks Podio, saves first, publishes, unlocks.

A refusal of the refresh token is a lost race until the contrary is known: the session ends only
by the word of one who, after the refusal, has the lock, has read the store, and has found there
the very token that was refused. Everything here is steps without I/O; see `podio.core.effects`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from podio.core.effects import Call, Effect, Join, Waitable
from podio.core.session.grants import Grant, refresh_grant
from podio.core.session.identities import identity_of, with_identities
from podio.core.session.lifetime import Due, Lifetime, Status
from podio.core.session.order import ending_of, is_nothing
from podio.core.session.store_lock import StoreLock, Tenure
from podio.core.session.token_endpoint import TokenEndpoint, dead_grant
from podio.errors import (
    AuthenticationError,
    NotAuthenticatedError,
    PodioError,
    ReauthenticationRequired,
    SessionMismatchError,
    StoreError,
    StoreUnavailableError,
)

if TYPE_CHECKING:
    from podio.core.ref import Ref
    from podio.core.secret import Secret
    from podio.core.session.oauth import PodioOAuth
    from podio.core.session.storage import Steps, Storage
    from podio.core.settings import Settings

log = logging.getLogger("podio.session")

TAKEN_PAUSE = 1.0
"""Seconds without another look at the store while somebody elsewhere renews in passing."""
JUST_NOW = 0.5
"""Seconds for which a token counts as new to who asks for a new one."""
ROUNDS = 5
"""How often a renewal goes on with another token than the one that Podio has just refused."""


class Work(Waitable, Protocol):
    """A piece of work that is done once, for all who ask for it.

    Attributes:
        error: What went wrong, for all who waited.
        own: What went wrong, for the one who asked first alone.
        found: What reading the store found.
    """

    error: PodioError | None
    own: BaseException | None
    found: PodioOAuth | None

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
        new_work: Callable[[Callable[[Any], Steps]], Work],
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._lock = StoreLock(settings, storage)
        self._new_work = new_work
        self._under_way: dict[str, Work] = {}
        self._grant: Grant | None = None
        self._made: PodioOAuth | None = None
        self._pause_until: tuple[Lifetime, float] = (storage.held, 0.0)
        self._doubted: tuple[str, float, AuthenticationError] | None = None
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

    def has_given(self, held: Lifetime | None) -> bool:
        """Tell whether Podio has given a session to this very client, and nobody else's store."""
        return held is not None and held.oauth is self._made

    def known(self) -> Steps:
        """Read the store, unless something is known of the session already."""
        if not self._storage.loaded and not self._storage.oauth and self.sharefile is None:
            yield from self.load()

    def load(self) -> Generator[Effect, Any, PodioOAuth]:
        """Read the store, once for all who ask at the same time.

        Returns:
            The session in memory; where the store had to be read, as it was found there.

        Raises:
            StoreError: The store cannot be read.
            SessionMismatchError: What it holds belongs to somebody else.
        """
        while not self._storage.loaded:
            work, _ = self._shared("load", self._load)
            yield Join(work, self._settings.patience)
            if work.error is not None:
                raise _again(work.error)
            if work.found is not None:
                return work.found
        return self._storage.oauth

    def obtain(self, refused: PodioOAuth | None = None) -> Generator[Effect, Any, Lifetime]:
        """Return the session to send, after whatever has to be done for it.

        Args:
            refused: A session whose token Podio has just refused.

        Raises:
            AuthenticationError: Somebody has to sign in.
            TransportError, ApiError: Podio could not be asked for a token.
            StoreError: The store could not be asked, so who is signed in is not known.
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
            work, mine = self._shared(
                "renew", partial(self._renew, refused=refused, in_passing=in_passing)
            )
            if in_passing and not mine:
                return held
            yield Join(work, self._settings.patience)
            if mine and work.own is not None:
                raise work.own
            held, now = self._storage.held, self._settings.clock()
            # A new token that ends before it can be used: asking again would be a loop.
            if held.usable(now, refused) or held.oauth is self._made:
                return held
            if work.error is not None:
                raise _again(work.error)

    def renew_now(self) -> Steps:
        """Get a new token, unless that was done a moment ago: for somebody else who asked, too."""
        found = yield from self.load()
        just_made = self._storage.oauth is self._made
        if just_made and 0 <= self._settings.clock() - self._storage.held.since < JUST_NOW:
            return
        yield from self.obtain(found or None)

    def sign_in(self, grant: Grant, given: PodioOAuth | None = None) -> Steps:
        """Get a session by a grant, keep it, and tell the others.

        Args:
            grant: What to sign in with.
            given: The session, where it was given already (a second factor).
        """
        yield from self._alone("renew", lambda _: self._sign_in(grant, given))

    def sign_in_with_second_factor(self, nonce: str, code: Secret, *, recovery: bool) -> Steps:
        """Go on with a sign-in whose password was right; see `Podio`."""

        def steps(_: Work) -> Steps:
            given = yield from self.tokens.second_factor(nonce, code, recovery=recovery)
            yield from self._sign_in(Grant("second_factor", {}), given)

        yield from self._alone("renew", steps)

    def use_sharefile(self, account_id: str, access_token: Secret) -> None:
        """Send a ShareFile account's token from now on."""
        from podio.core.session.browser_sign_in import sharefile_header  # for those alone

        self.sharefile = Lifetime.carrying(sharefile_header(account_id, access_token))

    def log_out(self) -> Steps:
        """Forget the session here and in the store, unless another took its place there."""

        def forget(_: Tenure) -> Steps:
            self.sharefile = self._grant = None
            yield from self._storage.forget()

        yield from self._alone("renew", lambda _: self._locked(forget))

    def switch_to(self, ref: Ref) -> Steps:
        """Go on as another identity that has signed in over this store before.

        Raises:
            NotAuthenticatedError: That identity has no session here.
        """
        yield from self.load()

        def switch(_: Tenure) -> Steps:
            stored = yield from self._storage.read_if_up(anybody=True)
            before = stored or self._storage.oauth
            if before.ref == ref:
                self._storage.adopt(before)
                return
            other = identity_of(before, ref)
            if other is None:
                raise not_signed_in()
            self._grant = None
            other = other.replace(version=before.version + 1)
            yield from self._storage.keep(with_identities(before, other), begins=True)

        yield from self._alone("renew", lambda _: self._locked(switch))

    def save_again(self, *, now: bool = False) -> Steps:
        """Repeat a save that failed before.

        Args:
            now: Also if the last try was a moment ago.
        """
        if not self._storage.unsaved(now=now):
            return

        def save(_: Tenure) -> Steps:
            if self._storage.dirty:
                yield from self._storage.meet()

        # Under the lock, since a store that only sets would let it overtake a renewal;
        # whoever has the lock now is about to save something newer.
        work, _ = self._shared("save", lambda _: self._locked(save, wait=now))
        yield Join(work, self._settings.patience)

    def settle(self) -> Steps:
        """Wait for the work under way, whose callers may have gone away."""
        for work in list(self._under_way.values()):
            yield Join(work, self._settings.patience)

    def _load(self, work: Work) -> Steps:
        yield from self._storage.load()
        work.found = self._storage.oauth

    # One piece of work for all who ask

    def _shared(
        self, name: str, steps: Callable[[Work], Steps], *, alone: bool = False
    ) -> tuple[Work, bool]:
        """Return the work of that name that is under way, or begin it; and whether it is ours.

        It is done by whoever joins it first. So there is no moment at which it belongs to somebody
        who may be interrupted before it has begun. `setdefault` is what makes it one.

        Args:
            name: Of works of one name there is one at a time.
            steps: What to do.
            alone: Whether what goes wrong is the trouble of the one whose work it is.
        """

        def done(work: Work) -> Steps:
            try:
                yield from steps(work)
            except PodioError as error:
                if alone:
                    work.own = error
                else:
                    work.error = error
            except Exception as error:  # noqa: BLE001 -- the user's own, of credentials: raised to them
                work.own = error
            finally:
                if self._under_way.get(name) is work:
                    del self._under_way[name]

        mine = self._new_work(done)
        work = self._under_way.setdefault(name, mine)
        if work is not mine and work.abandoned():
            self._under_way.pop(name, None)
            work = self._under_way.setdefault(name, mine)
        return work, work is mine

    def _alone(self, name: str, steps: Callable[[Work], Steps]) -> Steps:
        """Do a piece of work of one's own, after those of its name that are under way."""
        while True:
            work, mine = self._shared(name, steps, alone=True)
            yield Join(work, self._settings.patience)
            if mine:
                if work.own is not None:
                    raise work.own
                return

    def _locked(
        self,
        steps: Callable[[Tenure], Steps],
        *,
        until: Callable[[], bool] = lambda: False,
        wait: bool = True,
    ) -> Steps:
        return self._lock.under(steps, until=until, wait=wait)

    # Renewing

    def _renew(self, work: Work, refused: PodioOAuth | None, *, in_passing: bool) -> Steps:
        try:
            for last in (False, True):
                try:
                    yield from self._locked(
                        lambda tenure: self._renew_locked(tenure, refused, in_passing=in_passing),
                        until=lambda: self._due(refused) is Due.NOT,
                        wait=not in_passing,
                    )
                    break
                except _LeaseOverError as error:
                    if last:
                        raise StoreUnavailableError(str(error)) from None
            if in_passing:  # where the lock was taken, not every call need look again
                self._pause(TAKEN_PAUSE)
        except PodioError as error:
            storage = self._storage
            if self._settings.strict and storage.dirty and isinstance(error, StoreError):
                work.own = error  # only this caller hears of it: the others have a good token
            elif storage.held.usable(self._settings.clock(), refused) and _passes(error):
                # The token still works: nobody has to hear of it, only not every call may try.
                self._pause(self._settings.advisory_pause)
                log.info("renewing the session failed and is tried again later: %s", error)
            else:
                raise

    def _renew_locked(
        self, tenure: Tenure, refused: PodioOAuth | None, *, in_passing: bool
    ) -> Steps:
        for _ in range(ROUNDS):
            yield from self._storage.meet()
            if self._due(refused) is Due.NOT:
                return
            self._raise_while_quiet()
            grant = yield from self._next_grant()
            asked_for = self._storage.oauth
            if grant.name != "refresh_token":
                yield from self._sign_in_by_itself(grant, asked_for)
                return
            refusal = self._doubt_of(asked_for)
            if refusal is None:
                refusal = yield from self._refresh(grant, asked_for, patient=not in_passing)
            if refusal is None or (
                yield from self._after_refusal(tenure, asked_for, refusal, in_passing=in_passing)
            ):
                return
        message = (
            f"Podio refused {ROUNDS} refresh tokens one after the other, each of which took the "
            "place of the one before: do two programs share this session, but not its store?"
        )
        raise StoreUnavailableError(message)

    def _refresh(
        self, grant: Grant, asked_for: PodioOAuth, *, patient: bool
    ) -> Generator[Effect, Any, AuthenticationError | None]:
        """Exchange the refresh token and keep what comes; return a refusal, if there is one."""
        try:
            fresh = yield from self.tokens.ask(grant, asked_for, patient=patient, refreshed=True)
        except AuthenticationError as error:
            if not dead_grant(error):
                raise
            self._doubted = (asked_for.refresh_token, self._settings.clock(), error)
            return error
        self._made = fresh
        yield from self._storage.keep(fresh, begins=False)
        yield from self._storage.tell("refreshed")
        if fresh.refresh_token != asked_for.refresh_token:
            yield from self._storage.tell("rotated")
        return None

    def _sign_in_by_itself(self, grant: Grant, before: PodioOAuth) -> Steps:
        fresh = yield from self.tokens.ask(grant, before, patient=True, refreshed=False)
        self._made = fresh
        self._doubted = None
        yield from self._storage.keep(fresh, begins=True)
        yield from self._storage.tell("authenticated")

    def _after_refusal(
        self,
        tenure: Tenure,
        asked_for: PodioOAuth,
        refusal: AuthenticationError,
        *,
        in_passing: bool,
    ) -> Generator[Effect, Any, bool]:
        """Find out whether a refusal was a lost race, or the end.

        Returns:
            Whether there is nothing more to do; False to go on with another token.

        Raises:
            StoreUnavailableError: The store could not be asked, so nobody knows.
            ReauthenticationRequired: It was the end.
        """
        storage = self._storage
        try:
            stored = yield from storage.read_sound()
        except StoreError as error:
            raise _nobody_knows(error) from refusal
        storage.adopt(stored)
        if storage.oauth != asked_for or storage.another(asked_for):
            return False
        again = yield from self._credentials()
        if again is not None:
            yield from self._sign_in_by_itself(again, asked_for)
            return True
        if in_passing:
            # The access token still lives: calls go on with it, and the application hears early.
            self._pause_until = (storage.held, storage.held.doubtful_at)
            yield from storage.tell("reauthentication_required", refusal)
            return True
        if not tenure.lasts(self._settings.clock()):
            raise _LeaseOverError(_LEASE_OVER) from refusal
        reason = str(getattr(refusal, "error", "") or "invalid_grant")
        ended = ending_of(asked_for, asked_for.revoked or reason)
        storage.publish(ended)
        if not is_nothing(stored) and stored != ended:
            yield from storage.save(ended)
        yield from storage.tell("reauthentication_required", refusal)
        raise self._sign_in_again(ended.revoked or reason) from None

    def _doubt_of(self, oauth: PodioOAuth) -> AuthenticationError | None:
        """Return the refusal of a token that Podio refused a moment ago: it is not asked again."""
        if self._doubted is None:
            return None
        token, at, refusal = self._doubted
        recent = 0 <= self._settings.clock() - at < self._settings.quiet_seconds
        return refusal if recent and token == oauth.refresh_token and not oauth.revoked else None

    def _next_grant(self) -> Generator[Effect, Any, Grant]:
        oauth = self._storage.oauth
        if oauth.refresh_token and not (oauth.revoked and self._has_credentials()):
            return refresh_grant(oauth)
        grant = yield from self._credentials()
        if grant is not None:
            return grant
        if not oauth:
            raise not_signed_in()
        raise self._sign_in_again(oauth.revoked or "expired")

    def _raise_while_quiet(self) -> None:
        held, settings = self._storage.held, self._settings
        if not held.oauth or not held.oauth.revoked or self._has_credentials():
            return
        # Since it came into this memory: the clock of the machine that ended it may be wrong.
        if 0 <= settings.clock() - held.since < settings.quiet_seconds:
            raise self._sign_in_again(held.oauth.revoked)

    def _has_credentials(self) -> bool:
        return self._grant is not None or self._settings.credentials is not None

    def _credentials(self) -> Generator[Effect, Any, Grant | None]:
        if self._grant is None and self._settings.credentials is not None:
            given: Grant = yield Call(self._settings.credentials)
            return given
        return self._grant

    def _sign_in(self, grant: Grant, given: PodioOAuth | None) -> Steps:
        def steps(_: Tenure) -> Steps:
            storage = self._storage
            stored = yield from storage.read_if_up(anybody=True)
            before = stored if stored is not None and not is_nothing(stored) else storage.oauth
            # Above all that is known, so that stores that look at versions take it.
            before = before.replace(version=max(before.version, storage.oauth.version))
            if given is None:
                fresh = yield from self.tokens.ask(grant, before, patient=True, refreshed=False)
            else:
                fresh = given.replace(
                    version=before.version + 1, extra={**before.extra, **given.extra}
                )
            self.sharefile = None
            self._grant = grant if grant.repeatable else None
            self._doubted = None
            yield from storage.keep(with_identities(before, fresh), begins=True)
            yield from storage.tell("authenticated")

        yield from self._locked(steps)

    def _sign_in_again(self, reason: str) -> ReauthenticationRequired:
        url = self._settings.authorize_url()
        where = f" at {url}" if url else " (authenticate_with_...)"
        message = f"the Podio session has ended ({reason}): sign in again{where}"
        return ReauthenticationRequired(message, authorize_url=url, reason=reason)

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


class _LeaseOverError(StoreUnavailableError):
    """The lock was lost before it was known whether a refusal is the end."""


_LEASE_OVER = (
    "Podio refused the refresh token, and the store's lock could not be had or kept: whether "
    "another process has a newer token is not known, so nobody has to sign in again yet; call again"
)


def _nobody_knows(error: StoreError) -> StoreUnavailableError:
    return StoreUnavailableError(
        "Podio refused the refresh token, and the auth store could not be asked whether another "
        f"process has a newer one: nobody has to sign in again before that is known ({error})"
    )


def not_signed_in() -> NotAuthenticatedError:
    """Say that nobody has signed in."""
    return NotAuthenticatedError(
        "nobody has signed in: call one of authenticate_with_app, authenticate_with_password, "
        "authenticate_with_authorization_code first, or give an auth_store that holds a session"
    )


def _passes(error: PodioError) -> bool:
    """Tell whether calls may go on with a token that works, though its renewal failed."""
    return not isinstance(error, SessionMismatchError)


def _again(error: PodioError) -> PodioError:
    """Return a twin of an error: one instance raised in many threads garbles its traceback."""
    twin = type(error).__new__(type(error), *error.args)
    twin.args = error.args
    twin.__dict__.update(error.__dict__)
    return twin
