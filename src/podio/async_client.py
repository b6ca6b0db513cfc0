"""`AsyncPodio`: the client that is awaited."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from podio.areas import Areas
from podio.assembly import API_URL, TIMEOUT, Address, Loads, checked_timeout, engine_and_store
from podio.client import Client
from podio.core.operations.arguments import at_least, checked_request
from podio.core.operations.operation import AwaitingSession
from podio.core.operations.request import Plan, Request, raw
from podio.core.secret import Secret, conceal
from podio.core.session.grants import (
    Grant,
    app_grant,
    code_grant,
    password_grant,
)
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
    from podio.drivers.awaiting import AsyncSession
    from podio.drivers.store_port import StorePort
    from podio.stores.protocol import AnyAuthStore
    from podio.transports.protocol import AsyncHttpClient, AsyncTransport

T = TypeVar("T")
R = TypeVar("R")


class AsyncPodio(Client, Areas[AwaitingSession]):
    """The client for asyncio; safe for any number of tasks.

    The arguments are those of `Podio`, but `http_client` is an `httpx2.AsyncClient`. The
    session is found in the store on `async with`, or with the first call.
    """

    _session: AsyncSession

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        auth_store: AnyAuthStore | None = None,
        *,
        api_url: str | Address = API_URL,
        timeout: float = TIMEOUT,
        user_agent: str | None = None,
        http_client: AsyncHttpClient | None = None,
        loads: Loads | None = None,
        retry: Retry | None = None,
        credentials: Credentials | None = None,
        redirect_uri: str | None = None,
        strict: bool = False,
        quiet_seconds: float = 30.0,
        on_event: Callable[[SessionEvent], object] | None = None,
        budget: CallBudget | None = None,
    ) -> None:
        """Make a client; nothing is read or sent."""
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

    @classmethod
    def from_env(
        cls, auth_store: AnyAuthStore | None = None, **options: Any
    ) -> AsyncPodio:  # the constructor's keywords
        """Make a client of environment variables; see `Podio.from_env`.

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

    async def load(self) -> PodioOAuth:
        """Find the session in the store, if that was not done yet.

        Raises:
            StoreError: The store cannot be read.
            SessionMismatchError: It holds a session of another client or host.
        """
        await self._session.drive(self._keeper.load())
        return self.oauth

    async def authenticate_with_app(self, app_id: int, app_token: str | Secret) -> PodioOAuth:
        """Sign in as an app; see `Podio.authenticate_with_app`.

        Raises:
            InvalidGrant: Podio does not know this pair.
        """
        app_token = conceal(app_token)
        return await self._sign_in(app_grant(app_id, app_token))

    async def authenticate_with_password(self, username: str, password: str | Secret) -> PodioOAuth:
        """Sign in as a user; see `Podio.authenticate_with_password`.

        Raises:
            InvalidGrant: Podio does not know this pair.
            SecondFactorRequired: Go on with `authenticate_with_second_factor`.
        """
        password = conceal(password)
        return await self._sign_in(password_grant(username, password))

    async def authenticate_with_second_factor(
        self, nonce: str, code: str | Secret, *, recovery: bool = False
    ) -> PodioOAuth:
        """Go on with a sign-in that wants a one-time code; see `Podio`.

        Raises:
            BadRequest: The code is wrong or too old.
        """
        code = conceal(code)
        request = self._second_factor(nonce, code, recovery=recovery)
        tokens = self._keeper.tokens
        reply = await self._session.drive(tokens.send(request, patient=True))
        given = tokens.read(tokens.exchange.decode(request, reply), PodioOAuth(), refreshed=False)
        await self._session.drive(self._keeper.sign_in(Grant("second_factor", {}), given))
        return self.oauth

    async def authenticate_with_authorization_code(
        self, code: str | Secret, redirect_uri: str
    ) -> PodioOAuth:
        """Sign in with the authorize page's code; see `Podio`.

        Raises:
            InvalidGrant: The code was used, is too old, or belongs to another address.
        """
        code = conceal(code)
        return await self._sign_in(code_grant(code, redirect_uri))

    async def authenticate_with_sharefile(
        self, account_id: str, access_token: str | Secret
    ) -> None:
        """Use a ShareFile account's token for the calls of this client; nothing is stored."""
        access_token = conceal(access_token)
        self._use_sharefile(account_id, access_token)

    async def refresh_access_token(self) -> PodioOAuth:
        """Get a new access token now, once for all who ask at the same time.

        Raises:
            ReauthenticationRequired: Podio does not take the refresh token any more.
        """
        await self._session.drive(self._keeper.load())
        await self._session.drive(self._keeper.obtain(self.oauth or None))
        return self.oauth

    async def logout(self) -> None:
        """Forget the session, here and in the store; Podio is not told."""
        await self._session.drive(self._keeper.log_out())

    async def switch_to(self, ref: Ref) -> PodioOAuth:
        """Go on as another identity that signed in over this store before.

        Raises:
            NotAuthenticatedError: It has no session here.
        """
        await self._session.drive(self._keeper.switch_to(ref))
        return self.oauth

    async def verify(self) -> bool:
        """Ask Podio whether it accepts the session.

        Raises:
            TransportError, ApiError: Podio could not say.
        """
        try:
            await self._session.run(Request("GET", "/oauth/scope", raw))
        except (Unauthorized, ReauthenticationRequired):
            return False
        return True

    @property
    def oauth(self) -> PodioOAuth:
        """The session's tokens; one that is set here is saved with the next call."""
        return self._keeper.oauth

    @oauth.setter
    def oauth(self, oauth: PodioOAuth) -> None:
        self._keeper.hand_over(oauth)

    # Calls

    @overload
    async def request(self, request: Plan[T]) -> T: ...
    @overload
    async def request(self, request: Request[Any], *, into: type[R]) -> R: ...
    async def request(self, request: Plan[Any], *, into: type[Any] | None = None) -> Any:
        """Send a request, for any call that has no method of its own; see `Podio.request`."""
        if into is not None:
            request = checked_request(request).into(into)
        return await self._session.run(request)

    async def gather(
        self,
        requests: Iterable[Plan[T]],
        *,
        concurrency: int = 8,
        on_progress: Callable[[int], object] | None = None,
    ) -> list[T | PodioError]:
        """Send several requests at the same time; see `Podio.gather`.

        Args:
            requests: What operations describe, such as `Items.get(7)` on the class, or
                `Request` values.
            concurrency: How many are under way at the same time at the most.
            on_progress: Called with the number of requests that are done.

        Returns:
            One result or `PodioError` for each request, in their order.
        """
        at_least(1, concurrency=concurrency)
        return await self._session.gather(requests, concurrency, on_progress)

    def with_options(
        self,
        *,
        silent: bool | None = None,
        hook: bool | None = None,
        fields: str | None = None,
        timeout: float | None = None,
        retry: Retry | None = None,
        on_wait: Callable[[float], object] | None = None,
    ) -> AsyncPodio:
        """Return a client over the same session with other defaults; see `Podio`."""
        twin = object.__new__(AsyncPodio)
        defaults = {"silent": silent, "hook": hook, "fields": fields}
        twin._engine = self._engine.with_options(
            timeout=checked_timeout(timeout), retry=retry, on_wait=on_wait, defaults=defaults
        )
        twin._keeper = self._keeper
        twin._transport = self._transport
        twin._session = self._session.with_engine(twin._engine)
        return twin

    async def aclose(self) -> None:
        """Save what is not saved yet and give connections back."""
        try:
            await self._session.settle()
            await self._session.drive(self._keeper.save_again(now=True))
        finally:
            await self._session.close()
            await self._transport.aclose()

    async def __aenter__(self) -> Self:
        """Find the session in the store."""
        try:
            await self.load()
        except StoreUnavailableError:
            return self  # remembered: is_authenticated() and the first call say so
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the client."""
        await self.aclose()

    def _connected(
        self, engine: Engine, port: StorePort, http_client: AsyncHttpClient | None
    ) -> AsyncSession:
        """Connect the engine with store and network; `AsyncPodioSessions` has them shared."""
        from podio.drivers.awaiting import AsyncSession
        from podio.transports.networks import awaiting_network

        self._transport: AsyncTransport = awaiting_network(http_client)
        return AsyncSession(engine, port, self._transport)

    async def _sign_in(self, grant: Grant) -> PodioOAuth:
        await self._session.drive(self._keeper.sign_in(grant))
        return self.oauth
