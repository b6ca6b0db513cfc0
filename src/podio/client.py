"""`Podio` and `AsyncPodio`: what they do stands once, in `Client`.

A method under `@steps` is a plain call on `Podio` and a coroutine function on `AsyncPodio`; see
`podio.core.operations.steps`. Twice stands what a driver does in a way of its own: `request` and
`gather` with their types, loading and closing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeVar, overload

from podio.areas import Areas
from podio.assembly import (
    API_URL,
    MAX_ANSWER,
    TIMEOUT,
    Address,
    Loads,
    checked_timeout,
    engine_and_store,
)
from podio.core.operations.arguments import at_least
from podio.core.operations.driver import AwaitingDriver, BlockingDriver, S
from podio.core.operations.request import Plan, Request, checked_request, raw
from podio.core.operations.steps import Steps, steps
from podio.core.secret import Secret, conceal
from podio.core.session.grants import app_grant, code_grant, password_grant
from podio.core.session.lifetime import Status
from podio.core.session.state import SessionState
from podio.errors import (
    ConfigurationError,
    PodioError,
    ReauthenticationRequired,
    StoreUnavailableError,
    Unauthorized,
)

if TYPE_CHECKING:
    from podio.core.engine import Engine
    from podio.core.limits import CallBudget, RateLimit
    from podio.core.ref import Ref
    from podio.core.retry import Retry
    from podio.core.session.events import SessionEvent
    from podio.core.session.grants import Grant
    from podio.core.session.oauth import PodioOAuth
    from podio.credentials import Credentials
    from podio.drivers.awaiting import Awaiting
    from podio.drivers.blocking import Blocking
    from podio.drivers.store_port import StorePort
    from podio.stores.protocol import AnyAuthStore
    from podio.transports.protocol import AsyncHttpClient, HttpClient

T = TypeVar("T")
R = TypeVar("R")
H = TypeVar("H")


class Client(Areas[S], Generic[S, H]):
    """What both clients do."""

    _engine: Engine

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        auth_store: AnyAuthStore | None = None,
        *,
        api_url: str | Address = API_URL,
        timeout: float = TIMEOUT,
        user_agent: str | None = None,
        http_client: H | None = None,
        loads: Loads | None = None,
        retry: Retry | None = None,
        credentials: Credentials | None = None,
        redirect_uri: str | None = None,
        strict: bool = False,
        quiet_seconds: float = 30.0,
        on_event: Callable[[SessionEvent], object] | None = None,
        budget: CallBudget | None = None,
        max_answer: int = MAX_ANSWER,
    ) -> None:
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
            max_answer=max_answer,
        )
        self._engine = engine
        super().__init__(self._connected(engine, port, http_client))

    @classmethod
    def from_env(cls, auth_store: AnyAuthStore | None = None, **options: Any) -> Self:
        """Make a client of environment variables.

        `PODIO_CLIENT_ID`, `PODIO_CLIENT_SECRET` and optionally `PODIO_API_URL`; with
        `PODIO_APP_ID` and `PODIO_APP_TOKEN`, or `PODIO_USERNAME` and `PODIO_PASSWORD`, it
        signs in by itself when needed.

        Args:
            auth_store: Where the session is kept.
            options: The other keywords of the client.

        Raises:
            ConfigurationError: A variable is missing.
        """
        from podio.credentials import Environment  # who asks for it

        environment = Environment()
        options.setdefault("credentials", environment.credentials())
        options.setdefault("api_url", environment.text("PODIO_API_URL") or API_URL)
        return cls(
            environment.text("PODIO_CLIENT_ID"),
            environment.secret("PODIO_CLIENT_SECRET"),
            auth_store,
            **options,
        )

    # The session

    @property
    def oauth(self) -> PodioOAuth:
        """The session's tokens; an empty, falsy `PodioOAuth` where nobody has signed in.

        Set one to go on with a session from elsewhere: `Podio` saves it at once, `AsyncPodio`
        with the next call.
        """
        return self._engine.storage.oauth

    @oauth.setter
    def oauth(self, oauth: PodioOAuth) -> None:
        self._engine.storage.hand_over(oauth)
        self._handed_over()

    @property
    def session(self) -> SessionState:
        """What is known of the session, offline."""
        return SessionState(self._engine.storage, self._engine.renewal)

    @property
    def rate_limit(self) -> RateLimit:
        """What the last answer said of the hour's calls: limit, remaining, seen_at."""
        return self._engine.limit.last

    def is_authenticated(self) -> bool:
        """Tell whether calls can be made without signing in; Podio is not asked.

        True if the access token has not ended, or the refresh token can get a new one. Where
        the store was down when the client was made, `Podio` reads it now; an `AsyncPodio` has
        to be entered (`async with`) or loaded (`await load()`) before.

        Raises:
            StoreUnavailableError: The store is down, so nobody knows: that is not "signed out".
        """
        self._look_again()
        status = self._engine.renewal.status()
        if status is Status.UNKNOWN:
            raise self._engine.storage.trouble or StoreUnavailableError(
                "the session is not loaded yet: enter `async with` or await load() first"
            )
        return status in (Status.FRESH, Status.STALE, Status.REFRESHABLE)

    @steps
    def load(self) -> Steps[PodioOAuth]:
        """Find the session in the store, if that was not done yet.

        Raises:
            StoreError: The store cannot be read.
            SessionMismatchError: It holds a session of another client or host.
        """
        yield from self._engine.renewal.load()
        return self.oauth

    @steps
    def verify(self) -> Steps[bool]:
        """Ask Podio whether it accepts the session.

        Raises:
            TransportError, ApiError: Podio could not say.
        """
        try:
            yield from self._engine.execute(Request("GET", "/oauth/scope", raw))
        except (Unauthorized, ReauthenticationRequired):
            return False
        return True

    # Signing in and out

    @steps
    def authenticate_with_app(self, app_id: int, app_token: str | Secret) -> Steps[PodioOAuth]:
        """Sign in as an app, with the token that stands on its developer page.

        Raises:
            InvalidGrant: Podio does not know this pair.

        https://developers.podio.com/authentication/app_auth
        """
        return self._sign_in(app_grant(app_id, conceal(app_token)))

    @steps
    def authenticate_with_password(
        self, username: str, password: str | Secret
    ) -> Steps[PodioOAuth]:
        """Sign in as a user, with mail address and password (trusted API clients only).

        Raises:
            InvalidGrant: Podio does not know this pair.
            SecondFactorRequired: Go on with `authenticate_with_second_factor`.

        https://developers.podio.com/authentication/username_password
        """
        return self._sign_in(password_grant(username, conceal(password)))

    @steps
    def authenticate_with_second_factor(
        self, nonce: str, code: str | Secret, *, recovery: bool = False
    ) -> Steps[PodioOAuth]:
        """Go on with a password sign-in that wants a one-time code.

        Args:
            nonce: What `SecondFactorRequired` carries.
            code: The code.
            recovery: Whether it is one of the recovery codes.

        Raises:
            BadRequest: The code is wrong or too old.
        """
        return self._go_on_signing_in(nonce, conceal(code), recovery=recovery)

    @steps
    def authenticate_with_authorization_code(
        self, code: str | Secret, redirect_uri: str
    ) -> Steps[PodioOAuth]:
        """Sign in with the code that the authorize page sent back; check `state` before.

        Args:
            code: The code, good for one use.
            redirect_uri: The same as in `authorize_url`.

        Raises:
            InvalidGrant: The code was used, is too old, or belongs to another address.

        https://developers.podio.com/authentication/server_side
        """
        return self._sign_in(code_grant(conceal(code), redirect_uri))

    @steps
    def authenticate_with_sharefile(
        self, account_id: str, access_token: str | Secret
    ) -> Steps[None]:
        """Use a ShareFile account's token for the calls of this client; nothing is stored."""
        self._engine.renewal.use_sharefile(account_id, conceal(access_token))
        return _nothing_to_do()

    @steps
    def refresh_access_token(self) -> Steps[PodioOAuth]:
        """Get a new access token now, once for all who ask within half a second.

        Raises:
            ReauthenticationRequired: Podio does not take the refresh token any more.
        """
        yield from self._engine.renewal.renew_now()
        return self.oauth

    @steps
    def logout(self) -> Steps[None]:
        """Forget the session, here and in the store; Podio is not told."""
        yield from self._engine.renewal.log_out()

    @steps
    def switch_to(self, ref: Ref) -> Steps[PodioOAuth]:
        """Go on as another identity that signed in over this store before.

        Raises:
            NotAuthenticatedError: It has no session here.
        """
        yield from self._engine.renewal.switch_to(ref)
        return self.oauth

    # Signing in on Podio's page

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
        from podio.core.session.browser_sign_in import new_state  # web sign-ins alone

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

    # Calls

    def with_options(
        self,
        *,
        silent: bool | None = None,
        hook: bool | None = None,
        fields: str | None = None,
        timeout: float | None = None,
        retry: Retry | None = None,
        on_wait: Callable[[float], object] | None = None,
    ) -> Self:
        """Return a client over the same session with other defaults for its calls.

        Args:
            silent: Do not bump the stream nor notify, in all operations that can.
            hook: Whether webhooks run, in all operations that can.
            fields: What answers hold, in all operations that take it.
            timeout: Seconds that an exchange may take.
            retry: What is tried again.
            on_wait: Called with the seconds whenever a call waits for the rate limit.
        """
        engine = self._engine.with_options(
            timeout=checked_timeout(timeout),
            retry=retry,
            on_wait=on_wait,
            defaults={"silent": silent, "hook": hook, "fields": fields},
        )
        return self.over(engine, self.driver.with_engine(engine))

    @classmethod
    def over(cls, engine: Engine, driver: S) -> Self:
        """Return a client of parts that are put together already."""
        client = object.__new__(cls)
        client._engine = engine
        client.driver = driver
        return client

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

    def _connected(self, engine: Engine, port: StorePort, http_client: H | None) -> S:
        """Connect the engine with store and network."""
        raise NotImplementedError  # each client has a driver of its own

    def _handed_over(self) -> None:
        """Save a session that was handed over, if that can be done here."""

    def _look_again(self) -> None:
        """Read the store if it was down when the client was made, if that can be done here."""

    def _sign_in(self, grant: Grant) -> Steps[PodioOAuth]:
        yield from self._engine.renewal.sign_in(grant)
        return self.oauth

    def _go_on_signing_in(self, nonce: str, code: Secret, *, recovery: bool) -> Steps[PodioOAuth]:
        yield from self._engine.renewal.sign_in_with_second_factor(nonce, code, recovery=recovery)
        return self.oauth


class Podio(Client[BlockingDriver, "HttpClient"]):
    """The blocking client; safe for any number of threads.

    Making one finds the session in the store, if there is one; nothing is sent.

    Args:
        client_id: The API client, from Podio's page of API keys.
        client_secret: Its secret.
        auth_store: Where the session is kept; without one, in this process's memory.
        api_url: Another Podio, such as a local one.
        timeout: Seconds that a whole exchange may take, from connecting to the answer's last byte;
            a file on its way, up or down, may take that long without a byte.
        user_agent: What your program is called, for Podio's logs.
        http_client: An `httpx2.Client` of your own, for proxies and the like; you close it. Of
            `timeout` a server that sends its headers byte by byte is out of reach then.
        loads: A quicker JSON decoder, such as `orjson.loads`.
        retry: What is tried again; see `Retry`.
        credentials: Signs in by itself when needed; see `podio.credentials`.
        redirect_uri: Where the authorize page sends people back to, for errors to say.
        strict: Whether a session that cannot be saved raises, instead of a warning.
        quiet_seconds: Seconds without a token request after Podio has ended the session.
        on_event: Told what happens to the session.
        budget: The hour's calls, shared with other clients; see `SharedBudget`.
        max_answer: Bytes that an answer may have in memory, 64 MB by default; a download to a
            file may be of any size.

    Raises:
        ConfigurationError: Something of this cannot work.
        SessionMismatchError: The store holds a session of another client or host.
        StoreError: The store cannot be read (but if it is only down, the first call says so).
    """

    driver: Blocking

    def _connected(
        self, engine: Engine, port: StorePort, http_client: HttpClient | None
    ) -> Blocking:
        from podio.drivers.blocking import Blocking  # only one of the two
        from podio.transports.networks import blocking_network

        driver = Blocking(engine, port, blocking_network(http_client))
        driver.find_session()
        return driver

    def _handed_over(self) -> None:
        self.driver.drive(self._engine.renewal.save_again(now=True))

    def _look_again(self) -> None:
        if self._engine.renewal.status() is Status.UNKNOWN:
            self.load()

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
        return self.driver.run(_into(request, into))

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
            concurrency: How many are under way at the same time, at most.
            on_progress: Called with the number of requests that are done.

        Returns:
            One result or `PodioError` for each request, in their order.
        """
        at_least(1, concurrency=concurrency)
        return self.driver.gather(requests, concurrency, on_progress)

    def close(self) -> None:
        """Save what is not saved yet and give connections back."""
        self.driver.close()

    def __enter__(self) -> Self:
        """Use the client in a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the client."""
        self.close()


class AsyncPodio(Client[AwaitingDriver, "AsyncHttpClient"]):
    """The async client; safe for any number of tasks, also of several event loops.

        async with AsyncPodio(client_id, client_secret, auth_store) as podio:
            item = await podio.items.get(123)

    It takes what `Podio` takes, with an `httpx2.AsyncClient` as `http_client`. The store, which
    may be blocking or async, is read on `async with`, or with the first call.

    Raises:
        ConfigurationError: Something of what it is given cannot work.
    """

    driver: Awaiting

    def _connected(
        self, engine: Engine, port: StorePort, http_client: AsyncHttpClient | None
    ) -> Awaiting:
        from podio.drivers.awaiting import Awaiting  # only one of the two
        from podio.transports.networks import awaiting_network

        return Awaiting(engine, port, awaiting_network(http_client))

    @overload
    async def request(self, request: Plan[T]) -> T: ...
    @overload
    async def request(self, request: Request[Any], *, into: type[R]) -> R: ...
    async def request(self, request: Plan[Any], *, into: type[Any] | None = None) -> Any:
        """Send a request, for any call that has no method of its own; see `Podio.request`."""
        return await self.driver.run(_into(request, into))

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
            concurrency: How many are under way at the same time, at most.
            on_progress: Called with the number of requests that are done.

        Returns:
            One result or `PodioError` for each request, in their order.
        """
        at_least(1, concurrency=concurrency)
        return await self.driver.gather(requests, concurrency, on_progress)

    async def aclose(self) -> None:
        """Save what is not saved yet and give connections back."""
        await self.driver.close()

    async def __aenter__(self) -> Self:
        """Find the session in the store."""
        await self.driver.find_session()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the client."""
        await self.aclose()


def _into(request: Plan[Any], model: type[Any] | None) -> Plan[Any]:
    return request if model is None else checked_request(request).into(model)


def _nothing_to_do() -> Steps[None]:
    yield from ()
