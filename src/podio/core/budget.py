"""The hour's calls, where several clients share them: asked before each call, told of each answer.

Steps without I/O; see `podio.core.effects`. How the calls are counted is in `podio.budgets`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, TypeVar

from podio.core.effects import Call, Effect, Reply, Sleep, Told, Turn
from podio.core.limits import RateLimit, retry_after, seen
from podio.core.retry import RATE_LIMITED
from podio.errors import RateLimited, TransportError, UsageError

if TYPE_CHECKING:
    from podio.core.limits import CallBudget
    from podio.core.operations.request import Request
    from podio.core.retry import Retry
    from podio.core.session.storage import Storage
    from podio.core.settings import Settings

T = TypeVar("T")

UNNAMED_WAIT = 60.0
"""Seconds to wait after a refusal that names no time."""
SHORT = 0.5
"""Seconds that any call waits: somebody else is just finding out whether there are calls left."""


class Turns:
    """One client's part in a shared budget."""

    __slots__ = ("_budget", "_settings", "_storage")

    def __init__(self, budget: CallBudget, settings: Settings, storage: Storage) -> None:
        self._budget = budget
        self._settings = settings
        self._storage = storage

    def take(
        self, request: Request[Any], retry: Retry, on_wait: Callable[[float], object] | None
    ) -> Generator[Effect, Any, Taken]:
        """Wait until those who share the hour's calls leave one for this request.

        Raises:
            RateLimited: The wait is longer than `retry` allows; nothing was sent.
        """
        waited, account = 0.0, self._account()
        while (wait := (yield Turn(self._budget, account, request.template))) > 0:
            if wait > SHORT:
                if retry.on_rate_limit == "raise" or waited + wait > retry.rate_limit_wait + 1.0:
                    raise _no_turn(request, wait)
                if on_wait is not None:
                    yield Call(on_wait, (wait,))
            waited += wait
            yield Sleep(wait)
            account = self._account()
        return Taken(self._budget, account, request.template, self._settings.clock)

    def _account(self) -> str:
        """Say whose calls they are: Podio counts for each user and API client."""
        client_id, ref = self._settings.client_id, self._storage.oauth.ref
        return client_id if ref is None else f"{client_id} {ref.type}:{ref.id}"


class Taken:
    """A call that was taken of the budget: it is answered, lost on the way, or given back.

    Whose it is stays as it was: who calls may have signed in as somebody else meanwhile.
    """

    __slots__ = ("_account", "_budget", "_clock", "_what")

    def __init__(
        self, budget: CallBudget, account: str, what: str, clock: Callable[[], float]
    ) -> None:
        self._budget = budget
        self._account = account
        self._what = what
        self._clock = clock

    def answered(self, reply: Reply) -> Effect:
        """Return what tells the budget of the answer."""
        wait: float | None = None
        if reply.status in RATE_LIMITED:
            named = retry_after(reply.headers, _text(reply), self._clock())
            wait = UNNAMED_WAIT if named is None else named
        said = seen(reply.headers, 0.0) or RateLimit()
        return Told(self._budget, self._account, self._what, said.limit, said.remaining, wait)

    def kept(
        self, steps: Generator[Effect, Any, T], unsent: Callable[[BaseException], bool]
    ) -> Generator[Effect, Any, T]:
        """Do steps; if they fail, in whatever way, say whether the call was sent."""
        try:
            return (yield from steps)
        except BaseException as error:
            over = Told(self._budget, self._account, self._what, sent=not unsent(error))
            if not isinstance(error, GeneratorExit):
                yield over
            elif not self._budget.blocks:
                over.ask()  # nobody does effects any more; a budget in memory needs nobody
            raise


def before(taken: Taken | None, steps: Generator[Effect, Any, T]) -> Generator[Effect, Any, T]:
    """Return steps before a call is sent: if they fail, it is given back."""
    return steps if taken is None else taken.kept(steps, lambda _: True)


def during(taken: Taken | None, steps: Generator[Effect, Any, T]) -> Generator[Effect, Any, T]:
    """Return the steps that send a call: if they fail, no answer comes, or it is given back."""
    return steps if taken is None else taken.kept(steps, _never_sent)


def _never_sent(error: BaseException) -> bool:
    return isinstance(error, UsageError) or (isinstance(error, TransportError) and not error.sent)


def _text(reply: Reply) -> dict[str, str]:
    # The time stands in the text of the refusal, whatever is around it.
    return {"error_description": reply.content.decode(errors="replace")}


def _no_turn(request: Request[Any], wait: float) -> RateLimited:
    body = {
        "error": "rate_limit",
        "error_description": (
            f"the calls of this hour are used up; please wait {wait:.0f} seconds (so says the "
            "shared budget; this call was not sent)"
        ),
    }
    error = RateLimited(420, body, method=request.method, path=request.template)
    error.retry_after = wait
    return error
