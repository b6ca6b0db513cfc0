"""What the core asks for and never does itself: the contract between its generators and a driver.

The engine, the session and the flows of operations are generators. They decide; whatever touches
the world is *yielded* as an effect, a plain value, and what came of it is *sent* back in:

    def save(oauth: PodioOAuth) -> Generator[Effect, Any, bool]:
        stored: bool = yield StoreSet(oauth, expected=3)   # out: what to do; in: what came of it
        return stored

A driver (`podio.drivers.blocking`, `podio.drivers.awaiting`, the simulation of the tests, a script
in a unit test) runs such a generator to its end:

    effect = steps.send(None)              # begin
    while True:
        try:
            done = do(effect)
        except BaseException as error:
            effect = steps.throw(error)    # what went wrong belongs to the steps
        else:
            effect = steps.send(done)      # until StopIteration carries the result

What holds for every driver:

- One effect is done at a time, in the order in which it was yielded, and its result (or its
  exception) goes back into the very generator that yielded it.
- *Every* exception goes in, `KeyboardInterrupt` and `CancelledError` too: the steps give back what
  they have taken (a lock, a lead, a turn of the budget) in `finally`, and may yield to do so.
- A driver adds no policy: no retry, no timeout of its own, no logging of what passes through.
- Secrets pass through effects; a driver keeps none and shows none.
- `Join` is the one effect that stands for other steps, those of a piece of work. They run to their
  end even if every caller goes away: what Podio gives once must not be lost with who asked for it.
- User code (`Call`) never runs inside the core: the driver calls it, where it may block or await.

The steps hold no clock either: the time is `Settings.clock()`, the same for all drivers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from podio.core.limits import CallBudget
    from podio.core.operations.body import Destination, Sink
    from podio.core.secret import Secret
    from podio.core.session.oauth import PodioOAuth


# The network


class Send:
    """Send an exchange and return its `Reply`.

    Attributes:
        method: The verb.
        url: The whole address.
        headers: What is sent besides the body's own headers.
        secret: One more header, hidden until it is sent.
        body: See `Request.body`.
        timeout: Seconds.
        max_answer: Bytes that the answer may have in memory.
        sink: Where the answer's body goes, if not into memory.
        template: The path with its placeholders: an address may hold ids that open doors.
    """

    __slots__ = (
        "body",
        "headers",
        "max_answer",
        "method",
        "secret",
        "sink",
        "template",
        "timeout",
        "url",
    )

    def __init__(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        secret: tuple[str, Secret] | None,
        body: object,
        timeout: float,
        *,
        max_answer: int,
        sink: Sink | None,
        template: str,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.secret = secret
        self.body = body
        self.timeout = timeout
        self.max_answer = max_answer
        self.sink = sink
        self.template = template

    @property
    def what(self) -> str:
        """The exchange's name in errors."""
        return f"{self.method} {self.template}"

    def __repr__(self) -> str:
        """Show what it is for."""
        return f"Send({self.what})"


class Reply:
    """What came back: status, headers (names in lower case) and body."""

    __slots__ = ("content", "headers", "status", "sunk")

    def __init__(
        self, status: int, headers: Mapping[str, str], content: bytes, sunk: object = None
    ) -> None:
        self.status = status
        self.headers = headers
        self.content = content
        self.sunk = sunk

    def __repr__(self) -> str:
        """Show the status alone: a body may hold tokens."""
        return f"Reply({self.status})"


class OpenSink(NamedTuple):
    """Make the sink that writes to a destination."""

    destination: Destination


# Time and other callers


class Sleep(NamedTuple):
    """Wait some seconds."""

    seconds: float


class Waitable(Protocol):
    """Something that is over at some time, for threads and tasks of any loop alike."""

    def begin(self, drive: Callable[[Generator[Any, Any, None]], object], /) -> None:
        """Have it done, unless somebody does it already."""

    def wait(self, timeout: float | None = None) -> bool:
        """Block until it is over; False if it is not after so many seconds."""
        ...

    def when_over(self, call: Callable[[], object]) -> None:
        """Call something when it is over, at once if it is."""


class Join(NamedTuple):
    """Have a piece of work done that is done once for all who join it, and wait for its end.

    It is done apart from its callers: one that is interrupted or cancelled leaves it to the others.
    """

    work: Waitable
    limit: float


class Call(NamedTuple):
    """Call the user's own function, blocking or a coroutine function; return what it returns."""

    function: Callable[..., Any]
    arguments: tuple[object, ...] = ()


# The auth store


class StoreGet(NamedTuple):
    """Read the stored session: a `PodioOAuth`."""


class StoreSet(NamedTuple):
    """Write the session; True unless a newer version was there (where the store can tell)."""

    oauth: PodioOAuth
    expected: int


class Lock(NamedTuple):
    """Try to take the session's lock: an owner's name, or None while another has it."""

    lease: float


class Unlock(NamedTuple):
    """Give the lock back; False if it was lost before."""

    owner: str


# The budget that clients share


class Turn(NamedTuple):
    """Ask a shared budget for a call: seconds to wait, 0 if it is taken."""

    budget: CallBudget
    account: str
    what: str

    def ask(self) -> float:
        """Do it."""
        return self.budget.turn(self.account, self.what)


class Told(NamedTuple):
    """Tell a shared budget what an answer said, or that the call was never sent."""

    budget: CallBudget
    account: str
    what: str
    limit: int | None = None
    remaining: int | None = None
    wait: float | None = None
    sent: bool = True

    def ask(self) -> None:
        """Do it."""
        if self.sent:
            self.budget.told(self.account, self.what, self.limit, self.remaining, self.wait)
        else:
            self.budget.give_back(self.account, self.what)


Effect: TypeAlias = (
    Send | OpenSink | Sleep | Join | Call | StoreGet | StoreSet | Lock | Unlock | Turn | Told
)
