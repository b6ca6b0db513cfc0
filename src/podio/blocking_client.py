"""`Podio`: the client that blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from podio.areas import Areas
from podio.assembly import API_URL, TIMEOUT, Address, Loads, checked_timeout, engine_and_store
from podio.client import Client
from podio.core.operations.arguments import at_least, checked_request
from podio.core.operations.operation import BlockingSession
from podio.core.operations.request import Plan, Request, raw
from podio.core.secret import Secret, conceal
from podio.core.session.grants import (
    Grant,
    app_grant,
    code_grant,
    password_grant,
)
from podio.core.session.lifetime import Status
from podio.core.session.oauth import PodioOAuth
from podio.errors import (
    PodioError,
    ReauthenticationRequired,
    StoreUnavailableError,
    Unauthorized,
)

if TYPE_CHECKING:
    from podio.core.effects import CallBudget
    from podio.core.engine import Engine
    from podio.core.retry import Retry
    from podio.core.session.events import SessionEvent
    from podio.core.session.oauth import Ref
    from podio.credentials import Credentials
    from podio.drivers.blocking import SyncSession
    from podio.drivers.store_port import StorePort
    from podio.stores.protocol import AnyAuthStore
    from podio.transports.protocol import HttpClient, Transport

T = TypeVar("T")
R = TypeVar("R")


class Podio(Client, Areas[BlockingSession]):
    """The blocking client; safe for any number of threads.

    Args:
        client_id: The API client, from Podio's page of API keys.
        client_secret: Its secret.
        auth_store: Where the session is kept; without one, in this process's memory.
        api_url: Another Podio, such as a local one.
        timeout: Seconds that an exchange may take.
        user_agent: What your program is called, for Podio's logs.
        http_client: An `httpx2.Client` of your own, for proxies and the like; you close it.
        loads: A quicker JSON decoder, such as `orjson.loads`.
        retry: What is tried again; see `Retry`.
        credentials: Signs in by itself when needed; see `podio.credentials`.
        redirect_uri: Where the authorize page sends people back to, for errors to say.
        strict: Whether a session that cannot be saved raises, instead of a warning.
        quiet_seconds: Seconds without a token request after Podio has ended the session.
        on_event: Told what happens to the session.
        budget: The hour's calls, shared with other clients; see `SharedBudget`.

    Raises:
        ConfigurationError: Something of this cannot work.
        SessionMismatchError: The store holds a session of another client or host.
        StoreError: The store cannot be read (but if it is only down, the first call says so).
    """

    _session: SyncSession

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        auth_store: AnyAuthStore | None = None,
        *,
        api_url: str | Address = API_URL,
        timeout: float = TIMEOUT,
        user_agent: str | None = None,
        http_client: HttpClient | None = None,
        loads: Loads | None = None,
        retry: Retry | None = None,
        credentials: Credentials | None = None,
        redirect_uri: str | None = None,
        strict: bool = False,
        quiet_seconds: float = 30.0,
        on_event: Callable[[SessionEvent], object] | None = None,
        budget: CallBudget | None = None,
    ) -> None:
        """Find the session in the store, if there is one; nothing is sent."""
        client_secret = conceal(client_secret)
        api_url = Address(api_url) if isinstance(api_url, str) else api_url
        engine, port = engine_and_store(
            client_id,
            client_secret,
            auth_store,
            api_url=api_url,
            timeout=timeout,
            user_agent=user_agent,
            loads=loads,
            retry=retry,
            credentials=credentials,
            redirect_uri=redirect_uri,
            strict=strict,
            quiet_seconds=quiet_seconds,
            on_event=on_event,
            budget=budget,
        )
        self._engine = engine
        self._keeper = engine.keeper
        super().__init__(self._connected(engine, port, http_client))
        try:
            self._session.drive(self._keeper.load())
        except StoreUnavailableError:
            # Remembered: is_authenticated() and the first call say so, if it is still down then.
            return

    @classmethod
    def from_env(
        cls, auth_store: AnyAuthStore | None = None, **options: Any
    ) -> Podio:  # the constructor's keywords
        """Make a client of environment variables.

        `PODIO_CLIENT_ID`, `PODIO_CLIENT_SECRET` and optionally `PODIO_API_URL`; with
        `PODIO_APP_ID` and `PODIO_APP_TOKEN`, or `PODIO_USERNAME` and `PODIO_PASSWORD`, it
        signs in by itself when needed.

        Raises:
            ConfigurationError: A variable is missing.
        """
        from podio.credentials import Environment

        environment = Environment()
        options.setdefault("credentials", environment.credentials())
        options.setdefault("api_url", environment.text("PODIO_API_URL") or API_URL)
        return cls(
            environment.text("PODIO_CLIENT_ID"),
            environment.secret("PODIO_CLIENT_SECRET"),
            auth_store,
            **options,
        )

    # Signing in and out

    def authenticate_with_app(self, app_id: int, app_token: str | Secret) -> PodioOAuth:
        """Sign in as an app, with the token that stands on its developer page.

        Raises:
            InvalidGrant: Podio does not know this pair.

        https://developers.podio.com/authentication/app_auth
        """
        app_token = conceal(app_token)
        return self._sign_in(app_grant(app_id, app_token))

    def authenticate_with_password(self, username: str, password: str | Secret) -> PodioOAuth:
        """Sign in as a user, with mail address and password (trusted API clients only).

        Raises:
            InvalidGrant: Podio does not know this pair.
            SecondFactorRequired: Go on with `authenticate_with_second_factor`.

        https://developers.podio.com/authentication/username_password
        """
        password = conceal(password)
        return self._sign_in(password_grant(username, password))

    def authenticate_with_second_factor(
        self, nonce: str, code: str | Secret, *, recovery: bool = False
    ) -> PodioOAuth:
        """Go on with a password sign-in that wants a one-time code.

        Args:
            nonce: What `SecondFactorRequired` carries.
            code: The code.
            recovery: Whether it is one of the recovery codes.

        Raises:
            BadRequest: The code is wrong or too old.
        """
        code = conceal(code)
        request = self._second_factor(nonce, code, recovery=recovery)
        tokens = self._keeper.tokens
        reply = self._session.drive(tokens.send(request, patient=True))
        given = tokens.read(tokens.exchange.decode(request, reply), PodioOAuth(), refreshed=False)
        self._session.drive(self._keeper.sign_in(Grant("second_factor", {}), given))
        return self.oauth

    def authenticate_with_authorization_code(
        self, code: str | Secret, redirect_uri: str
    ) -> PodioOAuth:
        """Sign in with the code that the authorize page sent back; check `state` before.

        Args:
            code: The code, good for one use.
            redirect_uri: The same as in `authorize_url`.

        Raises:
            InvalidGrant: The code was used, is too old, or belongs to another address.

        https://developers.podio.com/authentication/server_side
        """
        code = conceal(code)
        return self._sign_in(code_grant(code, redirect_uri))

    def authenticate_with_sharefile(self, account_id: str, access_token: str | Secret) -> None:
        """Use a ShareFile account's token for the calls of this client; nothing is stored."""
        access_token = conceal(access_token)
        self._use_sharefile(account_id, access_token)

    def refresh_access_token(self) -> PodioOAuth:
        """Get a new access token now, once for all who ask at the same time.

        Raises:
            ReauthenticationRequired: Podio does not take the refresh token any more.
        """
        self._session.drive(self._keeper.obtain(self.oauth or None))
        return self.oauth

    def logout(self) -> None:
        """Forget the session, here and in the store; Podio is not told."""
        self._session.drive(self._keeper.log_out())

    def switch_to(self, ref: Ref) -> PodioOAuth:
        """Go on as another identity that signed in over this store before.

        Raises:
            NotAuthenticatedError: It has no session here.
        """
        self._session.drive(self._keeper.switch_to(ref))
        return self.oauth

    def verify(self) -> bool:
        """Ask Podio whether it accepts the session.

        Raises:
            TransportError, ApiError: Podio could not say.
        """
        try:
            self._session.run(Request("GET", "/oauth/scope", raw))
        except (Unauthorized, ReauthenticationRequired):
            return False
        return True

    @property
    def oauth(self) -> PodioOAuth:
        """The session's tokens; set one to go on with a session from elsewhere."""
        return self._keeper.oauth

    @oauth.setter
    def oauth(self, oauth: PodioOAuth) -> None:
        self._keeper.hand_over(oauth)
        self._session.drive(self._keeper.save_again(now=True))

    def is_authenticated(self) -> bool:
        """Tell whether calls can be made without signing in; Podio is not asked.

        True if the access token has not ended, or the refresh token can get a new one. Where
        the store was down when the client was made, it is read now.

        Raises:
            StoreUnavailableError: The store is down, so nobody knows: that is not "signed out".
        """
        if self._keeper.status() is Status.UNKNOWN:
            self._session.drive(self._keeper.load())
        return super().is_authenticated()

    # Calls

    @overload
    def request(self, request: Plan[T]) -> T: ...
    @overload
    def request(self, request: Request[Any], *, into: type[R]) -> R: ...
    def request(self, request: Plan[Any], *, into: type[Any] | None = None) -> Any:
        """Send a request, for any call that has no method of its own.

        Args:
            request: `Request("GET", "/item/7")`, or what an operation describes, such as
                `Items.get(7)`.
            into: Your own class to decode the answer into: a Struct, dataclass or pydantic
                model.
        """
        if into is not None:
            request = checked_request(request).into(into)
        return self._session.run(request)

    def gather(
        self,
        requests: Iterable[Plan[T]],
        *,
        concurrency: int = 8,
        on_progress: Callable[[int], object] | None = None,
    ) -> list[T | PodioError]:
        """Send several requests at the same time.

        Args:
            requests: What operations describe, such as `Items.get(7)` on the class, or
                `Request` values.
            concurrency: How many are under way at the same time at the most.
            on_progress: Called with the number of requests that are done.

        Returns:
            One result or `PodioError` for each request, in their order.
        """
        at_least(1, concurrency=concurrency)
        return self._session.gather(requests, concurrency, on_progress)

    def with_options(
        self,
        *,
        silent: bool | None = None,
        hook: bool | None = None,
        fields: str | None = None,
        timeout: float | None = None,
        retry: Retry | None = None,
        on_wait: Callable[[float], object] | None = None,
    ) -> Podio:
        """Return a client over the same session with other defaults for its calls.

        Args:
            silent: Do not bump the stream nor notify, in all operations that can.
            hook: Whether webhooks run, in all operations that can.
            fields: What answers hold, in all operations that take it.
            timeout: Seconds that an exchange may take.
            retry: What is tried again.
            on_wait: Called with the seconds whenever a call waits for the rate limit.
        """
        twin = object.__new__(Podio)
        defaults = {"silent": silent, "hook": hook, "fields": fields}
        twin._engine = self._engine.with_options(
            timeout=checked_timeout(timeout), retry=retry, on_wait=on_wait, defaults=defaults
        )
        twin._keeper = self._keeper
        twin._transport = self._transport
        twin._session = self._session.with_engine(twin._engine)
        return twin

    def close(self) -> None:
        """Save what is not saved yet and give connections back."""
        try:
            self._session.drive(self._keeper.save_again(now=True))
        finally:
            self._session.close()
            self._transport.close()

    def __enter__(self) -> Self:
        """Use the client in a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the client."""
        self.close()

    def _connected(
        self, engine: Engine, port: StorePort, http_client: HttpClient | None
    ) -> SyncSession:
        """Connect the engine with store and network; `PodioSessions` has them shared."""
        from podio.drivers.blocking import SyncSession
        from podio.transports.networks import blocking_network

        self._transport: Transport = blocking_network(http_client)
        return SyncSession(engine, port, self._transport)

    def _sign_in(self, grant: Grant) -> PodioOAuth:
        self._session.drive(self._keeper.sign_in(grant))
        return self.oauth
