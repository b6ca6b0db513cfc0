"""All that the engine can ask a driver to do, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from podio.core.operations.body import Destination, Sink
    from podio.core.secret import Secret
    from podio.core.session.oauth import PodioOAuth


class Send:
    """Send an exchange and return its `Reply`."""

    __slots__ = ("body", "headers", "method", "secret", "sink", "template", "timeout", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        secret: tuple[str, Secret] | None,
        body: object,
        timeout: float,
        *,
        sink: Sink | None,
        template: str,
    ) -> None:
        """Describe the exchange.

        Args:
            method: The verb.
            url: The whole address.
            headers: What is sent besides the body's own headers.
            secret: One more header, hidden until it is sent.
            body: See `Request.body`.
            timeout: Seconds.
            sink: Where the answer's body goes, if not into memory.
            template: The path with its placeholders: an address may hold ids that open doors.
        """
        self.method = method
        self.url = url
        self.headers = headers
        self.secret = secret
        self.body = body
        self.timeout = timeout
        self.sink = sink
        self.template = template

    @property
    def what(self) -> str:
        """The exchange's name in errors."""
        return f"{self.method} {self.template}"

    def __repr__(self) -> str:
        """Show what it is for."""
        return f"Send({self.what})"


class OpenSink:
    """Make the sink that writes to a destination."""

    __slots__ = ("destination",)

    def __init__(self, destination: Destination) -> None:
        """Say where to."""
        self.destination = destination


class Reply:
    """What came back."""

    __slots__ = ("content", "headers", "status", "sunk")

    def __init__(
        self, status: int, headers: Mapping[str, str], content: bytes, sunk: object = None
    ) -> None:
        """Hold status, headers (names in lower case) and body."""
        self.status = status
        self.headers = headers
        self.content = content
        self.sunk = sunk

    def __repr__(self) -> str:
        """Show the status alone: a body may hold tokens."""
        return f"Reply({self.status})"


class Sleep:
    """Wait some seconds."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        """Say how long."""
        self.seconds = seconds


class StoreGet:
    """Read the stored session: a `PodioOAuth`."""

    __slots__ = ()


class StoreSet:
    """Write the session; True unless a newer version was there (where the store can tell)."""

    __slots__ = ("expected", "oauth")

    def __init__(self, oauth: PodioOAuth, expected: int) -> None:
        """Say what to write over which version."""
        self.oauth = oauth
        self.expected = expected


class StoreDelete:
    """Remove the session; True unless another version was there (where the store can tell)."""

    __slots__ = ("emptied",)

    def __init__(self, emptied: PodioOAuth) -> None:
        """Say what takes its place in a store that cannot remove."""
        self.emptied = emptied


class Lock:
    """Try to take the session's lock: an owner's name, or None while another has it."""

    __slots__ = ("lease",)

    def __init__(self, lease: float) -> None:
        """Say for how many seconds."""
        self.lease = lease


class Unlock:
    """Give the lock back; False if it was lost before."""

    __slots__ = ("owner",)

    def __init__(self, owner: str) -> None:
        """Say whose lock."""
        self.owner = owner


class CallBudget(Protocol):
    """The hour's calls, as all who share them know them; safe for any number of threads.

    Attributes:
        blocks: Whether asking it may take longer than memory does.
    """

    blocks: bool

    def turn(self, account: str, what: str) -> float:
        """Take a call; return the seconds to wait before asking again, 0 if it is taken."""
        ...

    def told(
        self,
        account: str,
        what: str,
        limit: int | None,
        remaining: int | None,
        wait: float | None,
    ) -> None:
        """Learn from an answer; `wait` is what a refusal asks for, in seconds."""
        ...


class Turn:
    """Ask a shared budget for a call: seconds to wait, 0 if it is taken."""

    __slots__ = ("ask", "budget")

    def __init__(self, budget: CallBudget, account: str, what: str) -> None:
        """Say whose call it is, and which."""
        self.budget = budget
        self.ask: Callable[[], object] = lambda: budget.turn(account, what)


class Told:
    """Tell a shared budget what an answer said."""

    __slots__ = ("ask", "budget")

    def __init__(
        self,
        budget: CallBudget,
        account: str,
        what: str,
        limit: int | None,
        remaining: int | None,
        wait: float | None,
    ) -> None:
        """Say what it said, and of whose call."""
        self.budget = budget
        self.ask: Callable[[], object] = lambda: budget.told(account, what, limit, remaining, wait)


class Waitable(Protocol):
    """Something that is over at some time, for threads and tasks of any loop alike."""

    def wait(self, timeout: float | None = None) -> bool:
        """Block until it is over."""
        ...

    def when_over(self, call: Callable[[], object]) -> None:
        """Call something when it is over, at once if it is."""


class Join:
    """Wait until another caller's work is over."""

    __slots__ = ("work",)

    def __init__(self, work: Waitable) -> None:
        """Say whose."""
        self.work = work


class Apart:
    """Do steps that must not stop halfway because the caller goes away."""

    __slots__ = ("steps",)

    def __init__(self, steps: Generator[Any, Any, Any]) -> None:
        """Say what to do."""
        self.steps = steps


Effect: TypeAlias = (
    Send
    | OpenSink
    | Sleep
    | Turn
    | Told
    | StoreGet
    | StoreSet
    | StoreDelete
    | Lock
    | Unlock
    | Join
    | Apart
)
Steps: TypeAlias = Generator[Effect, Any, Any]
