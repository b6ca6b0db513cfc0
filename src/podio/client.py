"""What `Podio` and `AsyncPodio` have in common: what needs neither waiting nor a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from podio.core.secret import Secret, conceal
from podio.core.session.grants import second_factor_request
from podio.core.session.lifetime import Held, Status
from podio.core.session.oauth import PodioOAuth, Ref
from podio.errors import ConfigurationError, StoreUnavailableError

if TYPE_CHECKING:
    from podio.core.engine import Engine
    from podio.core.limits import RateLimit
    from podio.core.operations.request import Request
    from podio.core.secret import Secret
    from podio.core.session.renewal import Keeper

T = TypeVar("T")
R = TypeVar("R")


class SessionState:
    """What is known of a client's session, without asking anybody."""

    __slots__ = ("_keeper",)

    def __init__(self, keeper: Keeper) -> None:
        """Look at a session."""
        self._keeper = keeper

    @property
    def status(self) -> Status:
        """Where the session stands, from FRESH to REVOKED; see `Status`."""
        return self._keeper.status()

    @property
    def ref(self) -> Ref | None:
        """Whose session it is: a user or an app."""
        return self._keeper.oauth.ref

    @property
    def saved(self) -> bool:
        """Whether the store has what memory has."""
        return not self._keeper.dirty

    @property
    def identities(self) -> list[Ref]:
        """The other identities that signed in over the same store; see `switch_to`."""
        entries: dict[str, Any] = self._keeper.oauth.extra.get("identities") or {}
        kinds = (key.partition(":") for key in entries)
        return [Ref(kind, int(number)) for kind, _, number in kinds]

    def __repr__(self) -> str:
        """Show status and identity."""
        return f"SessionState({self.status.name}, ref={self.ref!r}, saved={self.saved})"


class Client:
    """What both clients have that neither blocks nor awaits."""

    _engine: Engine
    _keeper: Keeper

    @property
    def oauth(self) -> PodioOAuth:
        """The session's tokens; an empty, falsy `PodioOAuth` where nobody has signed in."""
        return self._keeper.oauth

    @property
    def session(self) -> SessionState:
        """What is known of the session, offline."""
        return SessionState(self._keeper)

    @property
    def rate_limit(self) -> RateLimit:
        """What the last answer said of the hour's calls: limit, remaining, seen_at."""
        return self._engine.budget.seen

    def is_authenticated(self) -> bool:
        """Tell whether calls can be made without signing in; nothing is sent.

        True if the access token has not ended, or the refresh token can get a new one.

        Raises:
            StoreUnavailableError: The store is down, so nobody knows: that is not "signed out".
        """
        keeper = self._keeper
        status = keeper.status()
        if status is Status.UNKNOWN:
            raise keeper.trouble or StoreUnavailableError(
                "the session is not loaded yet: enter `async with` or await load() first"
            )
        return status in (Status.FRESH, Status.STALE, Status.REFRESHABLE)

    def authorize_url(
        self, redirect_uri: str, *, scope: str | Iterable[str] | None = None, state: str
    ) -> str:
        """Return the address of Podio's page where a person signs in and consents.

        Args:
            redirect_uri: Where Podio sends the person back to; its domain must be the API
                client's.
            scope: Such as `"space:read user:read"`; everything if left out.
            state: A value of `new_state()`, kept in the person's web session.

        https://developers.podio.com/authentication/server_side
        """
        if not redirect_uri or not state:
            message = "authorize_url takes a redirect_uri and a state that are not empty"
            raise ConfigurationError(message)
        # Podio writes a scope as `type:permission` pairs with spaces between.
        joined = scope if scope is None or isinstance(scope, str) else " ".join(scope)
        url = self._engine.settings.authorize_url(redirect_uri, joined, state)
        return url or ""

    @staticmethod
    def new_state() -> str:
        """Return a value that cannot be guessed, for `authorize_url`."""
        from podio.core.session.browser_sign_in import new_state

        return new_state()

    @staticmethod
    def check_state(sent: str | None, returned: str | None) -> None:
        """Check that a returning sign-in is the one that was sent out.

        Raises:
            StateMismatchError: It is not, or one of them is missing: do not use its code.
        """
        from podio.core.session.browser_sign_in import checked_state

        checked_state(sent, returned)

    @staticmethod
    def code_from_redirect(url: str | Secret, *, state: str | None) -> str:
        """Return the code out of the address that Podio sent the person back to.

        Args:
            url: The whole address, or its query.
            state: What `authorize_url` was given.

        Raises:
            StateMismatchError: It is another sign-in.
            AuthenticationError: The person said no, or Podio did.
        """
        url = conceal(url)
        from podio.core.session.browser_sign_in import code_from

        return code_from(url, state=state)

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        message = "a client is not pickled: make one in each process over the same auth_store"
        raise TypeError(message)

    def __repr__(self) -> str:
        """Show where to and as whom."""
        engine = getattr(self, "_engine", None)
        if engine is None:  # a traceback of the constructor shows it half made
            return f"{type(self).__name__}(not ready)"
        return f"{type(self).__name__}({engine.settings.api_url}, {self.session!r})"

    def _second_factor(self, nonce: str, code: Secret, *, recovery: bool) -> Request[Any]:
        timeout = self._engine.settings.token_timeout
        return second_factor_request(nonce, code, recovery=recovery, timeout=timeout)

    def _use_sharefile(self, account_id: str, access_token: Secret) -> None:
        from podio.core.session.browser_sign_in import sharefile_header

        header = sharefile_header(account_id, access_token)
        self._keeper.sharefile = Held.carrying(header)
