"""When a failed exchange is tried again, and after how long: decisions only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from podio.errors import TransportError

RATE_LIMITED = frozenset((420, 429))
UNAVAILABLE = frozenset((502, 503, 504))
NO_ANSWER_BEHIND = frozenset((502, 504))
"""Podio's front got no answer: what stands behind it may have done the work."""
FOUND_NOTHING = frozenset((404, 410))


class Retry:
    """How failures are retried, of API calls and of token requests alike.

    What is sent again is what Podio has not seen (the connection failed before), what it says it
    has not done (420, 429), and what is repeatable: twice is once. The declaration of an operation
    says so, not its verb alone.

    Args:
        attempts: How often one call is sent, at most; 1 switches retries off.
        first_wait: Seconds before the second attempt; doubled for each further one, with jitter.
        longest_wait: Seconds between two attempts, at most, unless Podio names a time.
        total: Seconds that one call may spend waiting, in total.
        on_rate_limit: `"wait"` waits as long as Podio says if that fits into
            `rate_limit_wait`, `"raise"` raises `RateLimited` at once.
        rate_limit_wait: Seconds to wait for the rate limit, at most.
    """

    __slots__ = (
        "attempts",
        "first_wait",
        "longest_wait",
        "on_rate_limit",
        "rate_limit_wait",
        "total",
    )

    def __init__(
        self,
        *,
        attempts: int = 3,
        first_wait: float = 0.5,
        longest_wait: float = 10.0,
        total: float = 60.0,
        on_rate_limit: Literal["wait", "raise"] = "wait",
        rate_limit_wait: float = 60.0,
    ) -> None:
        """Check the numbers.

        Raises:
            ConfigurationError: A number is out of range.
        """
        if attempts < 1 or min(first_wait, longest_wait, total, rate_limit_wait) < 0:
            message = "Retry takes at least one attempt and no negative seconds"
            raise ConfigurationError(message)
        if on_rate_limit not in ("wait", "raise"):
            message = f"on_rate_limit is 'wait' or 'raise', not {on_rate_limit!r}"
            raise ConfigurationError(message)
        self.attempts = attempts
        self.first_wait = first_wait
        self.longest_wait = longest_wait
        self.total = total
        self.on_rate_limit = on_rate_limit
        self.rate_limit_wait = rate_limit_wait


class Tries:
    """The attempts of one call: how many there were, and how long they waited.

    Attributes:
        attempt: The number of the present attempt.
        perhaps_done: Whether Podio may have done what an earlier attempt asked for.
        waited: Seconds, in total.
    """

    __slots__ = (
        "_chance",
        "_repeatable",
        "_retry",
        "_unavailable",
        "attempt",
        "perhaps_done",
        "waited",
    )

    def __init__(
        self,
        retry: Retry,
        *,
        repeatable: bool,
        chance: Callable[[], float],
        unavailable: frozenset[int] = UNAVAILABLE,
    ) -> None:
        """Begin with the first attempt.

        Args:
            retry: The rules.
            repeatable: Whether twice is once.
            chance: Jitter: numbers from 0 to 1.
            unavailable: The statuses that say that nothing is wrong with what was sent.
        """
        self._retry = retry
        self._repeatable = repeatable
        self._chance = chance
        self._unavailable = unavailable
        self.attempt = 1
        self.perhaps_done = False
        self.waited = 0.0

    def after_failure(self, error: TransportError) -> float | None:
        """Return the seconds until the next attempt after no answer came, or None to give up."""
        self.perhaps_done = self.perhaps_done or error.sent
        if self._repeatable or not error.sent:
            return self._granted(self._backoff(), self._retry.total)
        return None

    def after_answer(self, status: int, named: float | None) -> float | None:
        """Return the seconds until the next attempt after an error came, or None to give up.

        Args:
            status: The HTTP status.
            named: The seconds that the answer asks to wait.
        """
        retry = self._retry
        if status in RATE_LIMITED:
            # Podio's limit is by the hour: without a named time, waiting a little does not help.
            if retry.on_rate_limit == "raise" or named is None:
                return None
            return self._granted(named + self._chance(), retry.rate_limit_wait + 1.0)
        self.perhaps_done = self.perhaps_done or status in NO_ANSWER_BEHIND
        if status in self._unavailable and self._repeatable:
            return self._granted(self._backoff() if named is None else named, retry.total)
        return None

    def _backoff(self) -> float:
        retry = self._retry
        most = min(retry.longest_wait, retry.first_wait * 2.0 ** (self.attempt - 1))
        return most * (0.5 + 0.5 * self._chance())

    def _granted(self, wait: float, total: float) -> float | None:
        if self.attempt >= self._retry.attempts or self.waited + wait > total:
            return None
        self.attempt += 1
        self.waited += wait
        return wait


NO_RETRY = Retry(attempts=1, on_rate_limit="raise")
"""Nothing is tried twice."""
