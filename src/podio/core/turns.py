"""Asks the budget that clients share before each call, and tells it what came back.

Steps without I/O; see `podio.core.effects`. The rules of the budget are in `podio.budgets.quota`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from podio.core.effects import Effect, Reply, Sleep, Told, Turn
from podio.core.limits import RateLimit, retry_after, seen
from podio.core.retry import RATE_LIMITED
from podio.errors import RateLimited

if TYPE_CHECKING:
    from podio.core.effects import CallBudget
    from podio.core.operations.request import Request
    from podio.core.retry import Retry
    from podio.core.session.renewal import Keeper
    from podio.core.settings import Settings

UNNAMED_WAIT = 60.0
"""Seconds to wait after a refusal that names no time."""
SHORT = 0.5
"""Seconds that any call waits: somebody else is just finding out whether there are calls left."""


def turn(
    budget: CallBudget,
    settings: Settings,
    keeper: Keeper,
    request: Request[Any],
    retry: Retry,
    on_wait: Callable[[float], object] | None,
) -> Generator[Effect, Any, None]:
    """Wait until those who share the hour's calls leave one for this request.

    Raises:
        RateLimited: The wait is longer than `retry` allows; nothing was sent.
    """
    waited = 0.0
    while (wait := (yield Turn(budget, _account(settings, keeper), request.template))) > 0:
        if wait > SHORT:
            if retry.on_rate_limit == "raise" or waited + wait > retry.rate_limit_wait + 1.0:
                raise _no_turn(request, wait)
            if on_wait is not None:
                on_wait(wait)
        waited += wait
        yield Sleep(wait)


def told(
    budget: CallBudget,
    settings: Settings,
    keeper: Keeper,
    request: Request[Any],
    reply: Reply,
) -> Effect:
    """Return what tells the budget of an answer."""
    wait: float | None = None
    if reply.status in RATE_LIMITED:
        named = retry_after(reply.headers, _text(reply), settings.clock())
        wait = UNNAMED_WAIT if named is None else named
    said = seen(reply.headers, 0.0) or RateLimit()
    account = _account(settings, keeper)
    return Told(budget, account, request.template, said.limit, said.remaining, wait)


def untold(budget: CallBudget, settings: Settings, keeper: Keeper, request: Request[Any]) -> Effect:
    """Return what tells the budget that no answer will come."""
    return Told(budget, _account(settings, keeper), request.template, None, None, None)


def _account(settings: Settings, keeper: Keeper) -> str:
    """Say whose calls they are: Podio counts for each user and API client."""
    ref = keeper.oauth.ref
    return settings.client_id if ref is None else f"{settings.client_id} {ref.type}:{ref.id}"


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
