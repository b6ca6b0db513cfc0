"""Decides everything about a call: what to send, whether to send it again, what it means.

No socket, no clock, no thread: effects go out (`podio.core.effects`), their results come in.
The blocking and the awaiting driver run the same steps.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from podio.core.answers import api_error, decoded
from podio.core.effects import Effect, OpenSink, Reply, Send, Sleep
from podio.core.limits import RateLimit, retry_after, seen
from podio.core.operations.body import Concealed, Destination, Form, Sink, Upload
from podio.core.operations.request import Plan, Request, content, nothing
from podio.core.retry import Retry, Tries
from podio.core.secret import Secret
from podio.core.session.renewal import Keeper
from podio.core.session.token_endpoint import TokenEndpoint
from podio.core.turns import told, turn, untold
from podio.errors import (
    ApiError,
    InvalidArgumentError,
    PodioError,
    RateLimited,
    RedirectError,
    TransportError,
    Unauthorized,
)

if TYPE_CHECKING:
    from podio.core.session.lifetime import Held
    from podio.core.session.oauth import PodioOAuth
    from podio.core.session.storage import Work
    from podio.core.settings import Settings

T = TypeVar("T")

REDIRECTS = 5
Loads = Callable[[bytes], Any]


class Budget:
    """The rate limit as the answers told it; shared by all clients over one session."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        """Begin without having seen any."""
        self.seen = RateLimit()


class Engine:
    """The policy of one client."""

    def __init__(
        self,
        settings: Settings,
        new_work: Callable[[], Work],
        *,
        loads: Loads,
        headers: Mapping[str, str],
        can_delete: bool,
    ) -> None:
        """Take the ports; nothing happens yet."""
        self.settings = settings
        self.loads = loads
        self.headers = dict(headers)
        self.defaults: Mapping[str, object] = {}
        self.timeout = settings.timeout
        self.retry = settings.retry
        self.on_wait: Callable[[float], object] | None = None
        self.budget = Budget()
        self.keeper = Keeper(
            settings, TokenEndpoint(settings, _Exchange(self)), new_work, can_delete=can_delete
        )

    def with_options(
        self,
        *,
        timeout: float | None,
        retry: Retry | None,
        on_wait: Callable[[float], object] | None,
        defaults: Mapping[str, object],
    ) -> Engine:
        """Return an engine over the same session with other options; None keeps the present."""
        twin = object.__new__(Engine)
        twin.__dict__.update(self.__dict__)
        twin.timeout = timeout or self.timeout
        twin.retry = retry or self.retry
        twin.on_wait = on_wait or self.on_wait
        given = {name: value for name, value in defaults.items() if value is not None}
        twin.defaults = {**self.defaults, **given}
        return twin

    def execute(self, plan: Plan[T]) -> Generator[Effect, Any, T]:
        """Return the steps of a plan: those of a request, or of each one that a flow yields."""
        return self.perform(plan) if isinstance(plan, Request) else self._follow(plan)

    def perform(self, request: Request[T]) -> Generator[Effect, Any, T]:
        """Return the steps that send one request until it is answered for good, and read that."""
        return self._perform(request) if request.sink is None else self._download(request)

    def _follow(self, plan: Plan[T]) -> Generator[Effect, Any, T]:
        """Run every request of a flow; errors are raised inside the flow."""
        steps = _begun(plan)
        try:
            request: Request[Any] | Sleep = next(steps)
            while True:
                try:
                    if isinstance(request, Sleep):
                        answer = yield request
                    else:
                        answer = yield from self.perform(request)
                except PodioError as error:
                    request = steps.throw(error)
                else:
                    request = steps.send(answer)
        except StopIteration as stop:
            value: T = stop.value
            return value

    def _download(self, request: Request[T]) -> Generator[Effect, Any, T]:
        sink = request.sink
        if isinstance(sink, Destination):
            sink = yield OpenSink(sink)
            request = request.replace(sink=sink)
        try:
            return (yield from self._perform(request))
        except BaseException:
            cast("Sink", sink).abort()
            raise

    def _perform(self, request: Request[T]) -> Generator[Effect, Any, T]:
        settings, keeper = self.settings, self.keeper
        tries: Tries | None = None  # most calls need one attempt
        refused: PodioOAuth | None = None
        while True:
            now = settings.clock()
            held: Held | None = None
            if request.authorized:
                usual = refused is None and settings.budget is None and not keeper.dirty
                held = keeper.ready(now) if usual else None
                if held is None:
                    held = yield from self._obtained(request, refused)
            try:
                reply: Reply = yield self._send(request, held)
                if 300 <= reply.status < 400:  # noqa: PLR2004 -- the redirects
                    reply = yield from self._redirected(request, reply)
            except TransportError as error:
                tries = tries or self._tries(request)
                yield from self._pause(request, tries.after_failure(error), error)
                continue
            budget = seen(reply.headers, now)
            if budget is not None:
                self.budget.seen = budget
            if settings.budget is not None and request.authorized:
                yield told(settings.budget, settings, keeper, request, reply)
            if reply.status < 300:  # noqa: PLR2004 -- success
                return self._result(request, reply, held)
            failure = self.error(request, reply, held)
            if reply.status != 401 or held is None or refused is not None:  # noqa: PLR2004
                tries = tries or self._tries(request)
                named = retry_after(reply.headers, failure.raw, now)
                yield from self._pause(request, tries.after_answer(reply.status, named), failure)
                continue
            # expired_token does not prove that it expired: one renewal, never a loop.
            refused = held.oauth
            yield from self._renew_refused(request, refused, failure)

    def _obtained(
        self, request: Request[Any], refused: PodioOAuth | None
    ) -> Generator[Effect, Any, Held]:
        """Return the session to send, where there may be something to do before."""
        keeper, settings = self.keeper, self.settings
        if settings.budget is not None:
            # First: while it waits for its turn, the token may end. But the turn is a user's.
            yield from keeper.known()
            if keeper.oauth.ref is None:
                yield from keeper.obtain(refused)
            yield from turn(settings.budget, settings, keeper, request, self.retry, self.on_wait)
        if keeper.dirty:
            yield from keeper.save_again()
        held = keeper.ready(settings.clock())
        if held is None or refused is not None:
            held = yield from keeper.obtain(refused)
        return held

    def _tries(self, request: Request[Any]) -> Tries:
        return Tries(self.retry, safe=request.safe, chance=self.settings.chance)

    def _renew_refused(
        self, request: Request[Any], refused: PodioOAuth, failure: ApiError
    ) -> Generator[Effect, Any, None]:
        """Get another token than the one that was refused, to send the request once more."""
        if self.keeper.sharefile is not None:
            raise failure
        if not _rewound(request):
            yield from self.keeper.obtain(refused)
            raise _once_only(failure) from None

    def _pause(
        self, request: Request[Any], wait: float | None, failure: PodioError
    ) -> Generator[Effect, Any, None]:
        """Wait before the next attempt, or give up with the failure."""
        budget = self.settings.budget
        if budget is not None and request.authorized and isinstance(failure, TransportError):
            yield untold(budget, self.settings, self.keeper, request)
        if wait is None or not _rewound(request):
            raise failure
        if isinstance(failure, RateLimited) and self.on_wait is not None:
            self.on_wait(wait)
        yield Sleep(wait)

    def error(self, request: Request[Any], reply: Reply, held: Held | None) -> ApiError:
        """Make the error that an answer says, secrets blacked out."""
        secrets = self._secrets(request, held)
        return api_error(request, reply, secrets, self.settings.clock())

    def decode(self, request: Request[Any], reply: Reply, held: Held | None) -> Any:  # JSON
        """Read the JSON of an answer."""
        return decoded(self.loads, reply, request, lambda: self._secrets(request, held))

    def _secrets(self, request: Request[Any], sent: Held | None) -> frozenset[str]:
        """Return all that an answer may echo: what was sent, and what is held by now."""
        secrets = {self.settings.client_secret.reveal()}
        for held in (self.keeper.held, sent):
            if held is not None:
                secrets |= {held.oauth.access_token, held.oauth.refresh_token}
                secrets.add(held.authorization[1].reveal().rpartition(" ")[2])
        if isinstance(request.body, Concealed | Form):
            given = request.body.fields.values()
            secrets |= {one.reveal() for one in given if isinstance(one, Secret)}
        return frozenset(secrets)

    def _send(self, request: Request[Any], held: Held | None, *, at: str | None = None) -> Send:
        sink = cast("Sink | None", request.sink)
        headers = self.headers
        if sink is not None:
            headers = {**headers, **sink.headers()}
        return Send(
            request.method,
            at or f"{self.settings.api_url}{request.path}{self._query(request)}",
            headers,
            None if held is None else held.authorization,
            request.body,
            request.timeout or self.timeout,
            sink=sink,
            template=request.template,
        )

    def _query(self, request: Request[Any]) -> str:
        query = request.query
        if not query:
            return ""
        defaults = self.defaults
        pairs: list[tuple[str, object]] = []
        for name, given in query.items():
            value = defaults.get(name) if given is None else given
            if value is not None:
                pairs.append((name, value))
        if not pairs:
            return ""
        from urllib.parse import urlencode

        from podio.core.operations.wire import query_text

        return f"?{urlencode([(name, query_text(request.method, one)) for name, one in pairs])}"

    def _redirected(self, request: Request[Any], reply: Reply) -> Generator[Effect, Any, Reply]:
        """Follow a download to where the file lies, and nothing else; never with the token."""
        at = f"{self.settings.api_url}{request.path}"
        for _ in range(REDIRECTS):
            location = reply.headers.get("location", "")
            if reply.status == 304 or not location:  # noqa: PLR2004
                return reply
            from urllib.parse import urljoin

            target = urljoin(at, location)
            download = request.result is content or request.sink is not None
            if request.method != "GET" or not download or not target.startswith("http"):
                host = target.partition("://")[2].partition("/")[0]
                message = (
                    f"{request.method} {request.template} was redirected to {host or 'nowhere'}: "
                    "Podio does not do that; check api_url, and whether a proxy stands between"
                )
                raise RedirectError(message, status=reply.status)
            if at.startswith("https:") and not target.startswith("https:"):
                message = f"{request.template} was redirected from https to an open connection"
                raise RedirectError(message, status=reply.status)
            at = target
            there = request.replace(method="GET", query=None, body=None)
            reply = yield self._send(there, None, at=at)
            if not 300 <= reply.status < 400:  # noqa: PLR2004
                return reply
        message = f"{request.template} was redirected more than {REDIRECTS} times"
        raise RedirectError(message, status=reply.status)

    def _result(self, request: Request[T], reply: Reply, held: Held | None) -> T:
        result = request.result
        if request.sink is not None:
            return result(reply.sunk)
        if result is nothing:
            return result(None)
        if result is content:
            return result(reply.content)
        return result(self.decode(request, reply, held))


class _Exchange:
    """Lets the token endpoint use the engine's way of sending, without its policy."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, request: Request[Any]) -> Generator[Effect, Any, Reply]:
        reply: Reply = yield self._engine._send(request, None)  # noqa: SLF001 -- its own part
        if 300 <= reply.status < 400:  # noqa: PLR2004
            yield from self._engine._redirected(request, reply)  # noqa: SLF001
        return reply

    def decode(self, request: Request[Any], reply: Reply) -> Any:  # JSON
        return self._engine.decode(request, reply, None)

    def error(self, request: Request[Any], reply: Reply) -> ApiError:
        return self._engine.error(request, reply, None)


def _begun(plan: Plan[T]) -> Generator[Request[Any] | Sleep, Any, T]:
    """Take the generator that a flow is.

    Raises:
        InvalidArgumentError: It is something else, such as the result of a call.
    """
    given: object = plan
    if not isinstance(given, Generator):
        message = (
            f"a {type(given).__name__} is no request: describe the call on the class, such as "
            "Items.get(7), or make a Request; a listing is walked over instead"
        )
        raise InvalidArgumentError(message)
    return cast("Generator[Request[Any] | Sleep, Any, T]", given)


def _rewound(request: Request[Any]) -> bool:
    body = request.body
    return body.rewind() if isinstance(body, Upload) else True


def _once_only(failure: PodioError) -> PodioError:
    if isinstance(failure, Unauthorized):
        failure.args = (
            (
                f"{failure} -- the session is fresh now, but the body of this request could be "
                "sent once only: call again with the data from its start"
            ),
        )
    return failure
