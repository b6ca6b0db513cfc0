"""Decides everything about a call: which token to send, whether to send again, what it means.

No socket, no clock, no thread: effects go out (`podio.core.effects`), their results come in.
The blocking and the awaiting driver run the same steps.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from podio.core.budget import Taken, Turns, before, during
from podio.core.effects import Call, Effect, OpenSink, Reply, Sleep
from podio.core.exchange import MOVED, UNAUTHORIZED, Exchange, Loads
from podio.core.limits import RateLimit, retry_after, seen
from podio.core.operations.body import Destination, Sink, Upload
from podio.core.operations.request import Plan, Request, nothing, raw
from podio.core.retry import FOUND_NOTHING, Retry, Tries
from podio.core.session.renewal import Renewal, Work
from podio.core.session.storage import Steps, Storage
from podio.core.session.token_endpoint import TokenEndpoint
from podio.errors import (
    ApiError,
    InvalidArgumentError,
    PodioError,
    RateLimited,
    TransportError,
    Unauthorized,
)

if TYPE_CHECKING:
    from podio.core.session.lifetime import Lifetime
    from podio.core.session.oauth import PodioOAuth
    from podio.core.settings import Settings

T = TypeVar("T")


class SeenLimit:
    """The rate limit as the answers told it; shared by all clients over one session."""

    __slots__ = ("last",)

    def __init__(self) -> None:
        self.last = RateLimit()

    def learn(self, reply: Reply, now: float) -> None:
        """Take what an answer says, if it says something."""
        limit = seen(reply.headers, now)
        if limit is not None:
            self.last = limit


class Engine:
    """The policy of one client.

    Attributes:
        settings: What the client was made with.
        storage: The session, in memory and in the store.
        renewal: What keeps it alive.
        limit: What the last answer said of the hour's calls.
    """

    def __init__(
        self,
        settings: Settings,
        new_work: Callable[[Callable[[Any], Steps]], Work],
        *,
        loads: Loads,
        headers: Mapping[str, str],
        can_delete: bool,
    ) -> None:
        self.settings = settings
        self.storage = Storage(settings, can_delete=can_delete)
        self.exchange = Exchange(settings, self.storage, loads=loads, headers=headers)
        endpoint = TokenEndpoint(settings, self.exchange)
        self.renewal = Renewal(settings, self.storage, endpoint, new_work)
        self.limit = SeenLimit()
        self._retry = settings.retry
        self._on_wait: Callable[[float], object] | None = None
        budget = settings.budget
        self._turns = None if budget is None else Turns(budget, settings, self.storage)

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
        twin.exchange = self.exchange.with_options(timeout=timeout, defaults=defaults)
        twin._retry = retry or self._retry
        twin._on_wait = on_wait or self._on_wait
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
        settings, storage, exchange = self.settings, self.storage, self.exchange
        turns = self._turns
        tries: Tries | None = None  # most calls need one attempt
        refused: PodioOAuth | None = None
        refusals = 0
        while True:
            held: Lifetime | None = None
            taken: Taken | None = None
            if request.authorized:
                if turns is not None:
                    turn: Generator[Effect, Any, Taken] = self._turn(turns, request, refused)
                    taken = yield from turn
                usual = refused is None and taken is None and not storage.dirty
                held = self.renewal.ready(settings.clock()) if usual else None
                if held is None:
                    held = yield from before(taken, self._obtained(request, refused))
            try:
                reply = yield from during(taken, exchange.once(request, held))
            except TransportError as error:
                tries = tries or self._tries(request)
                yield from self._pause(request, tries.after_failure(error), error)
                continue
            came = settings.clock()  # waits count from the answer, however long it took
            self.limit.learn(reply, came)
            if taken is not None:
                yield taken.answered(reply)
            if reply.status < MOVED:
                return exchange.result(request, reply, held)
            if _is_done(tries, request, reply):
                return request.result(None)
            failure = exchange.error(request, reply, held)
            final = refusals > 1 or (refusals > 0 and self.renewal.has_given(held))
            if reply.status != UNAUTHORIZED or held is None or final:
                tries = tries or self._tries(request)
                named = retry_after(reply.headers, failure.raw, came)
                yield from self._pause(request, tries.after_answer(reply.status, named), failure)
                continue
            # expired_token does not prove that it expired: one renewal, never a loop. But what the
            # store had instead may have ended too: a machine whose clock is wrong has dated it.
            refused = held.oauth
            refusals += 1
            yield from self._renew_refused(request, refused, failure)

    def _turn(
        self, turns: Turns, request: Request[Any], refused: PodioOAuth | None
    ) -> Generator[Effect, Any, Taken]:
        """Take a call of the budget: before the session, for a token may end in the queue."""
        self.exchange.check(request)
        yield from self.renewal.known()
        if self.storage.oauth.ref is None:  # the turn is a user's
            yield from self.renewal.obtain(refused)
        return (yield from turns.take(request, self._retry, self._on_wait))

    def _obtained(
        self, request: Request[Any], refused: PodioOAuth | None
    ) -> Generator[Effect, Any, Lifetime]:
        """Return the session to send, where there may be something to do before."""
        self.exchange.check(request)
        renewal = self.renewal
        if self.storage.dirty:
            yield from renewal.save_again()
        held = renewal.ready(self.settings.clock())
        if held is None or refused is not None:
            held = yield from renewal.obtain(refused)
        return held

    def _tries(self, request: Request[Any]) -> Tries:
        return Tries(self._retry, repeatable=request.repeatable, chance=self.settings.chance)

    def _renew_refused(
        self, request: Request[Any], refused: PodioOAuth, failure: ApiError
    ) -> Generator[Effect, Any, None]:
        """Get another token than the one that was refused, to send the request once more."""
        if self.renewal.sharefile is not None:
            raise failure
        if not _rewound(request):
            yield from self.renewal.obtain(refused)
            raise _once_only(failure) from None

    def _pause(
        self, request: Request[Any], wait: float | None, failure: PodioError
    ) -> Generator[Effect, Any, None]:
        """Wait before the next attempt, or give up with the failure."""
        if wait is None or not _rewound(request):
            raise failure
        if self._on_wait is not None and isinstance(failure, RateLimited):
            yield Call(self._on_wait, (wait,))
        yield Sleep(wait)


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


def _is_done(tries: Tries | None, request: Request[Any], reply: Reply) -> bool:
    """Tell whether what was to be deleted is gone, perhaps by an earlier attempt."""
    return (
        tries is not None
        and tries.perhaps_done
        and request.method == "DELETE"
        and reply.status in FOUND_NOTHING
        and (request.result is nothing or request.result is raw)
    )


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
