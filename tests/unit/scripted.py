"""A driver for the engine that does nothing real: a fake clock, scripted answers, a trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from podio import PodioOAuth, Ref, Request, Retry, SessionEvent
from podio.core import effects
from podio.core.effects import Reply, Send
from podio.core.engine import Engine
from podio.core.secret import Secret
from podio.core.settings import Settings
from podio.errors import PodioError, StoreUnavailableError

if TYPE_CHECKING:
    from podio.core.limits import CallBudget
    from podio.core.operations.request import Plan
    from podio.core.session.grants import Grant

T = TypeVar("T")
Answer = Reply | Exception | Callable[[Send], Reply]

NOW = 1_700_000_000.0
LIFE = 28_800.0
TOKEN = "POST /oauth/token/v2"
CALL = Request[Any]("GET", "/user/status")


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class Waiting(Exception):
    """A caller waits for another one; the script has one thread, so this is where it stops."""


class Ticket:
    """A piece of work, done at once by who joins it; nobody runs at the same time."""

    def __init__(self, steps: Callable[[Ticket], Generator[Any, Any, None]]) -> None:
        self.error: PodioError | None = None
        self.own: BaseException | None = None
        self.found: PodioOAuth | None = None
        self._steps = steps
        self._begun = self._over = False

    def abandoned(self) -> bool:
        return False

    def begin(self, drive: Callable[[Generator[Any, Any, None]], object]) -> None:
        if not self._begun:
            self._begun = True
            drive(self._steps(self))
            self._over = True

    def wait(self, timeout: float | None = None) -> bool:
        if not self._over:
            raise Waiting(timeout)
        return True

    def when_over(self, call: Callable[[], object]) -> None:
        raise Waiting(call)


class Shelf:
    """The store of a script: what lies in it, and what it is told to fail at."""

    def __init__(self, oauth: PodioOAuth, *, compares: bool = True, deletes: bool = True) -> None:
        self.oauth = oauth
        self.compares = compares
        self.deletes = deletes
        self.owner: str | None = None
        self.lease = 0.0
        self.owners = 0
        self.down: set[str] = set()
        self.writes: list[PodioOAuth] = []

    def get(self) -> PodioOAuth:
        self._up("get")
        return self.oauth

    def set(self, oauth: PodioOAuth, expected: int) -> bool:
        self._up("set")
        if self.compares and self.oauth.version > expected:
            return False
        self.oauth = oauth
        self.writes.append(oauth)
        return True

    def lock(self, lease: float) -> str | None:
        self._up("lock")
        self.lease = lease
        if self.owner is not None:
            return None
        self.owners += 1
        self.owner = f"owner-{self.owners}"
        return self.owner

    def unlock(self, owner: str) -> bool:
        if owner != self.owner:
            return False
        self.owner = None
        return True

    def _up(self, what: str) -> None:
        if what in self.down:
            message = "the shelf is down"
            raise StoreUnavailableError(message)


class Script:
    """One client's engine, its store and Podio's answers, all in the test's hand.

    Attributes:
        trace: What was done, in order; `publish` stands where the session in memory changed.
        sent: The exchanges.
        slept: The seconds of each wait.
        events: What the session told.
    """

    def __init__(
        self,
        stored: PodioOAuth | None = None,
        *,
        compares: bool = True,
        deletes: bool = True,
        retry: Retry | None = None,
        strict: bool = False,
        timeout: float = 30.0,
        credentials: Callable[[], Grant] | None = None,
        redirect_uri: str | None = None,
        on_event: Callable[[SessionEvent], object] | None = None,
        shelf: Shelf | None = None,
        clock: Clock | None = None,
        budget: CallBudget | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.chance = 0.5
        self.shelf = shelf or Shelf(stored or PodioOAuth(), compares=compares, deletes=deletes)
        self.trace: list[str] = []
        self.sent: list[Send] = []
        self.slept: list[float] = []
        self.events: list[SessionEvent] = []
        self.before: dict[str, Callable[[], object]] = {}
        self._answers: list[Answer] = []
        self._ids = count(1)
        settings = Settings(
            client_id="demo",
            client_secret=Secret("client-secret"),
            api_url="https://podio.test",
            clock=self.clock,
            chance=lambda: self.chance,
            new_id=lambda: f"chain-{next(self._ids)}",
            timeout=timeout,
            retry=retry or Retry(),
            strict=strict,
            credentials=credentials,
            redirect_uri=redirect_uri,
            authorize_page="https://podio.test/oauth/authorize",
            on_event=on_event or self.events.append,
            budget=budget,
        )
        self.engine = Engine(
            settings, Ticket, loads=json.loads, headers={"Accept": "x"}, can_delete=deletes
        )
        self.renewal = self.engine.renewal
        self.storage = self.engine.storage
        self._known = self.storage.oauth

    def answers(self, *answers: Answer) -> None:
        """Say what comes back for the next exchanges."""
        self._answers.extend(answers)

    def forget_answers(self) -> None:
        """Take back what was not needed."""
        self._answers.clear()

    def run(self, plan: Plan[T]) -> T:
        """Make a call."""
        return self.drive(self.engine.execute(plan))

    def load(self) -> None:
        """Find the session in the store, and forget that this was noted."""
        self.drive(self.renewal.load())
        self.trace.clear()
        self.events.clear()

    def renew(self) -> None:
        """Renew the session, as `refresh_access_token` does."""
        self.drive(self.renewal.obtain(self.storage.oauth or None))

    def sign_in(self, grant: Grant) -> None:
        """Sign in."""
        self.drive(self.renewal.sign_in(grant))

    def drive(self, steps: Generator[Any, Any, T]) -> T:
        """Do steps to their end."""
        try:
            effect = steps.send(None)
            while True:
                try:
                    done = self._do(effect)
                except Exception as error:  # noqa: BLE001 -- the steps decide
                    effect = steps.throw(error)
                else:
                    effect = steps.send(done)
        except StopIteration as stop:
            value: T = stop.value
            return value
        finally:
            self._note_publication()

    @property
    def calls(self) -> list[str]:
        """Verb and path of every exchange."""
        return [line_of(send) for send in self.sent]

    @property
    def tokens_sent(self) -> list[str]:
        """The value of the session's header in every exchange that had one."""
        return [send.secret[1].reveal() for send in self.sent if send.secret is not None]

    @property
    def names(self) -> list[str]:
        """The names of the events."""
        return [event.name for event in self.events]

    def _do(self, effect: effects.Effect) -> object:
        self._note_publication()
        match effect:
            case effects.Join(work=work):
                work.begin(self.drive)
                return work.wait()
            case effects.Turn() | effects.Told():
                return effect.ask()
            case effects.Call(function=function, arguments=arguments):
                return function(*arguments)
        return self._do_outside(effect)

    def _do_outside(self, effect: effects.Effect) -> object:
        """Do what reaches the world, and note it."""
        self.trace.append(name_of(effect))
        self.before.get(self.trace[-1], int)()
        if isinstance(effect, Send):
            return self._send(effect)
        if isinstance(effect, effects.Sleep):
            self.slept.append(effect.seconds)
            self.clock.now += effect.seconds
            return None
        return self._store(effect)

    def _store(self, effect: effects.Effect) -> object:
        shelf = self.shelf
        match effect:
            case effects.StoreGet():
                return shelf.get()
            case effects.StoreSet(oauth=oauth, expected=expected):
                return shelf.set(oauth, expected)
            case effects.Lock(lease=lease):
                return shelf.lock(lease)
            case effects.Unlock(owner=owner):
                return shelf.unlock(owner)
        message = f"the script knows no {effect!r}"
        raise AssertionError(message)

    def _send(self, effect: Send) -> Reply:
        self.sent.append(effect)
        assert self._answers, f"one exchange too many: {line_of(effect)}"
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Reply) else answer(effect)

    def _note_publication(self) -> None:
        if self.storage.oauth is not self._known:
            self._known = self.storage.oauth
            self.trace.append("publish")


def line_of(send: Send) -> str:
    """Return verb and path."""
    return f"{send.method} {send.url.removeprefix('https://podio.test').partition('?')[0]}"


def name_of(effect: effects.Effect) -> str:
    """Name an effect as the contract does."""
    if isinstance(effect, Send):
        return line_of(effect)
    names = {
        effects.StoreGet: "read",
        effects.StoreSet: "save",
        effects.Lock: "lock",
        effects.Unlock: "unlock",
        effects.Sleep: "sleep",
    }
    return names[type(effect)]


def session(
    access: str = "a1",
    refresh: str = "r1",
    *,
    left: float = LIFE,
    **more: Any,  # PodioOAuth's own keywords
) -> PodioOAuth:
    """Return a stored session of an 8 hour token that has some seconds left."""
    given: dict[str, Any] = {
        "issued_at": NOW + left - LIFE,
        "expires_at": NOW + left,
        "ref": Ref("user", 7),
        "client_id": "demo",
        "api_url": "https://podio.test",
        "chain": "first",
        "version": int((NOW + left - LIFE) * 1000),
    }
    return PodioOAuth(access, refresh, **(given | more))


def ok(answer: object = None, headers: Mapping[str, str] | None = None) -> Reply:
    """Return a success."""
    return Reply(200, headers or {}, json.dumps({} if answer is None else answer).encode())


def tokens(access: str = "a2", refresh: str | None = "r2", **more: object) -> Reply:
    """Return the token endpoint's answer."""
    answer: dict[str, object] = {
        "access_token": access,
        "token_type": "bearer",
        "expires_in": 28_800,
        "refresh_token": refresh,
        "ref": {"type": "user", "id": 7},
        "scope": "global:all",
    }
    return ok({name: value for name, value in (answer | more).items() if value is not None})


def refusal(
    status: int, error: str = "", description: str = "", headers: Mapping[str, str] | None = None
) -> Reply:
    """Return an error in Podio's flat form."""
    body = {
        "error": error,
        "error_detail": None,
        "error_description": description,
        "error_parameters": {},
        "error_propagate": False,
        "request": {"url": "/user/status", "method": "GET", "query_string": ""},
    }
    return Reply(status, headers or {}, json.dumps(body).encode())


def expired() -> Reply:
    """Return Podio's refusal of an access token."""
    return refusal(401, "unauthorized", "expired_token")


def dead() -> Reply:
    """Return Podio's refusal of a refresh token."""
    return refusal(400, "invalid_grant", "Invalid refresh token")
