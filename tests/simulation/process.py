"""A process with the real core in it: its callers, its work, and what becomes of their effects."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from podio.core import effects
from podio.core.engine import Engine
from podio.core.operations.request import Request
from podio.core.retry import Retry
from podio.core.secret import Secret
from podio.core.session.grants import Grant
from podio.core.settings import Settings
from podio.errors import RequestTimeout, StoreUnavailableError
from tests.simulation.server import answered, refusal
from tests.simulation.store import OneProcessLock

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth
    from podio.errors import PodioError
    from tests.simulation.scheduler import MachineClock
    from tests.simulation.world import World

CALL = Request[Any]("GET", "/user/status")
API = "https://podio.test"
STORE_LIMIT = 2.0
"""Seconds that a store may take before its own time limit ends the wait."""
MOST_EFFECTS = 3000
"""A call that asks for more than these goes round in circles."""


class Interrupted(BaseException):
    """Thrown into a caller from outside, as Ctrl-C or a time limit would be."""


class Task:
    """A thread of a process, or a task of its loop: steps that are done one effect at a time."""

    __slots__ = ("begun", "count", "name", "over", "process", "steps", "turn")

    def __init__(
        self,
        process: Process,
        name: str,
        steps: Generator[Any, Any, Any],
        over: Callable[[BaseException | None], object],
    ) -> None:
        self.process = process
        self.name = name
        self.steps = steps
        self.over = over
        self.turn = self.count = 0
        self.begun = process.world.time.now

    def go(self, turn: int, value: object = None, error: BaseException | None = None) -> None:
        """Go on with what came of an effect, unless the task has gone on without it."""
        process = self.process
        if turn != self.turn or not process.alive:
            return
        now = process.world.time.now
        if now < process.paused_until:
            process.world.time.after(process.paused_until - now, self.go, turn, value, error)
            return
        self.turn += 1
        self.count += 1
        try:
            effect = self.steps.send(value) if error is None else self.steps.throw(error)
        except StopIteration:
            self.over(None)
        except BaseException as raised:  # noqa: BLE001 -- looked at by who watches
            self.over(raised)
        else:
            if self.count > MOST_EFFECTS:
                process.world.watch.wrong(f"{self.name} goes round in circles")
                return
            process.do(self, effect)


class SimulatedWork:
    """A piece of work: a task of its own in its process, whoever asked for it."""

    def __init__(
        self, process: Process, steps: Callable[[SimulatedWork], Generator[Any, Any, None]]
    ) -> None:
        self.error: PodioError | None = None
        self.own: BaseException | None = None
        self.found: PodioOAuth | None = None
        self.task: Task | None = None
        self._process = process
        self._steps = steps
        self._over = False
        self._calls: list[Callable[[], object]] = []

    def abandoned(self) -> bool:
        return False

    def begin(self, drive: Callable[[Generator[Any, Any, None]], object]) -> None:  # noqa: ARG002
        if self.task is None:
            self.task = Task(self._process, "its work", self._steps(self), self._end)
            self.task.go(0)

    def wait(self, timeout: float | None = None) -> bool:
        raise NotImplementedError  # a simulated caller is told

    def when_over(self, call: Callable[[], object]) -> None:
        if self._over:
            call()
        else:
            self._calls.append(call)

    def _end(self, error: BaseException | None) -> None:
        if error is not None:
            self.own = error
        self._over = True
        calls, self._calls = self._calls, []
        for call in calls:
            call()


class Process:
    """One process on one machine.

    Attributes:
        alive: Whether it has not been killed.
        paused_until: Until when it is stopped.
        owner: The owner's name that the store gave for its lock, while it believes in it.
        read_at: When it last read the store.
        refused_at: When each refresh token that it sent was refused.
        left: The chains that somebody has logged out of here.
        callers: The calls under way, by the name of the caller.
        last: What each caller's last call raised.
        joined: The work that each caller waited for last.
    """

    def __init__(self, world: World, name: str, clock: MachineClock) -> None:
        self.world = world
        self.name = name
        self.clock = clock
        self.alive = True
        self.paused_until = 0.0
        self.owner: str | None = None
        self.read_at = 0.0
        self.refused_at: dict[str, float] = {}
        self.left: set[str] = set()
        self.left_at = self.paused_for = 0.0
        self.callers: dict[str, Task] = {}
        self.last: dict[str, BaseException | None] = {}
        self.joined: dict[str, SimulatedWork] = {}
        self._lock = world.shelf if world.shelf.locks else OneProcessLock()
        plan = world.plan
        settings = Settings(
            client_id="demo",
            client_secret=Secret("client-secret"),
            api_url=API,
            clock=clock,
            chance=world.chance.random,
            new_id=world.new_id,
            timeout=30.0,
            retry=Retry(),
            strict=plan.strict,
            on_event=None,
        )
        self.engine = Engine(
            settings,
            partial(SimulatedWork, self),
            loads=json.loads,
            headers={},
            can_delete=True,
        )
        self._do: dict[type, Callable[[Task, int, Any], None]] = {
            effects.Send: self._send,
            effects.Sleep: lambda task, turn, effect: world.time.after(
                effect.seconds, task.go, turn
            ),
            effects.Join: self._join,
            effects.StoreGet: self._get,
            effects.StoreSet: self._set,
            effects.Lock: self._take_lock,
            effects.Unlock: self._give_lock_back,
        }

    @property
    def held(self) -> PodioOAuth:
        """The session in its memory."""
        return self.engine.storage.oauth

    # What its people do

    def call(self, name: str) -> None:
        """Make a call, unless that caller is still busy with the last one."""
        if self.alive and name not in self.callers:
            self._begin(name, self.engine.execute(CALL))

    def sign_in(self) -> None:
        """Sign in anew."""
        grant = Grant("authorization_code", {"code": Secret("c")})
        self._begin("sign-in", self.engine.renewal.sign_in(grant))

    def log_out(self) -> None:
        """Log out."""
        self._begin("logout", self.engine.renewal.log_out())

    def interrupt(self, number: float) -> None:
        """Throw an exception into one of the callers."""
        if self.alive and self.callers and self.world.time.now >= self.paused_until:
            names = list(self.callers)
            task = self.callers[names[int(number * len(names))]]
            self.world.tell(f"{task.name} of {self.name} is interrupted")
            task.go(task.turn, None, Interrupted())

    def _begin(self, name: str, steps: Generator[Any, Any, Any]) -> None:
        if self.alive and name not in self.callers:
            task = Task(self, name, steps, partial(self._ended, name))
            self.callers[name] = task
            task.go(0)

    def _ended(self, name: str, error: BaseException | None) -> None:
        task = self.callers.pop(name)
        self.last[name] = error
        if self.world.telling and (error is not None or not name.startswith("caller")):
            self.world.tell(f"{name} of {self.name}: {error or 'done'!s:.150}")
        self.world.watch.ended(self, task, error)

    # Effects

    def do(self, task: Task, effect: effects.Effect) -> None:
        """Do one effect of a task."""
        self._do[type(effect)](task, task.turn, effect)

    def _join(self, task: Task, turn: int, effect: effects.Join) -> None:
        work = effect.work
        assert isinstance(work, SimulatedWork)
        self.joined[task.name] = work
        work.begin(self._never)
        work.when_over(partial(task.go, turn))
        late = StoreUnavailableError("work on the session takes too long")
        self.world.time.after(effect.limit, task.go, turn, None, late)

    def _never(self, steps: Generator[Any, Any, None]) -> None:
        raise NotImplementedError  # work drives itself here

    def _send(self, task: Task, turn: int, effect: effects.Send) -> None:
        if effect.url.endswith("/oauth/token/v2"):
            self._ask(task, turn, effect)
            return
        world = self.world
        assert effect.secret is not None
        token = effect.secret[1].reveal().removeprefix("OAuth2 ")
        world.watch.called(self, task, token)
        world.point("call", self)
        if world.server_trouble:
            self._later(task, turn, 0.1, error=RequestTimeout("no answer"))
        elif world.refuses_next_call or not world.server.takes(token, world.time.now):
            world.refuses_next_call = False
            reply = refusal(401, "unauthorized", "expired_token")
            self._later(task, turn, 0.1, reply)
        else:
            self._later(task, turn, 0.1, effects.Reply(200, {}, b"{}"))

    def _ask(self, task: Task, turn: int, effect: effects.Send) -> None:
        world = self.world
        fields: dict[str, Any] = getattr(effect.body, "fields")  # noqa: B009 -- a Concealed body
        token = fields["refresh_token"].reveal() if "refresh_token" in fields else ""
        world.tell(f"{self.name} asks for a token with {token or 'a code'}")
        world.point("ask", self)
        trouble, world.answer_trouble = world.server_trouble or world.answer_trouble, ""
        if trouble == "server down":
            self._later(task, turn, effect.timeout, error=RequestTimeout("no answer"))
        elif trouble == "server busy":
            self._later(task, turn, 0.2, refusal(503, "unavailable"))
        else:
            travels = world.chance.uniform(0.02, 0.4)
            world.time.after(
                travels, self._asked, task, turn, token, trouble, effect.timeout - travels
            )

    def _asked(self, task: Task, turn: int, token: str, trouble: str, left: float) -> None:
        """Have the server handle a token request: it does, even if who sent it is dead by now."""
        world = self.world
        server, now = world.server, world.time.now
        answer = server.refresh(token, now) if token else server.sign_in(now)
        if trouble == "answer doubled" and token:
            again = server.refresh(token, now)
            answer = answer if again is None else again
        if trouble == "answer another's" and token:
            answer = server.sign_in(now, user=8)
        if trouble == "answer lost":
            world.tell(f"the answer to {self.name} is lost")
            world.time.after(left, task.go, turn, None, RequestTimeout("no answer"))
        else:
            world.time.after(
                world.chance.uniform(0.02, 0.4), self._answer, task, turn, token, answer
            )

    def _answer(self, task: Task, turn: int, token: str, answer: dict[str, object] | None) -> None:
        """Receive what the token endpoint answers."""
        world = self.world
        world.point("answer", self)
        if not self.alive or turn != task.turn:
            return
        if world.time.now < self.paused_until:
            wait = self.paused_until - world.time.now
            world.time.after(wait, self._answer, task, turn, token, answer)
        elif answer is None:
            world.tell(f"{self.name} is refused {token}")
            self.refused_at[token] = world.time.now
            task.go(turn, refusal(400, "invalid_grant", "Invalid refresh token"))
        else:
            world.tell(f"{self.name} gets {answer['refresh_token']}")
            world.watch.delivered(self, str(answer["refresh_token"]))
            task.go(turn, answered(answer))

    def _later(
        self,
        task: Task,
        turn: int,
        seconds: float,
        value: object = None,
        error: Exception | None = None,
    ) -> None:
        wait = seconds * self.world.chance.uniform(0.3, 1.7)
        self.world.time.after(wait, task.go, turn, value, error)

    # The store

    def _get(self, task: Task, turn: int, effect: effects.StoreGet) -> None:  # noqa: ARG002
        self._use_store(task, turn, "read", self._read)

    def _set(self, task: Task, turn: int, effect: effects.StoreSet) -> None:
        self.world.watch.writes(self, effect.oauth)
        self._use_store(task, turn, "write", partial(self._write, effect.oauth, effect.expected))

    def _take_lock(self, task: Task, turn: int, effect: effects.Lock) -> None:
        take = partial(self._locked, effect.lease)
        if self.world.shelf.locks:
            self._use_store(task, turn, "lock", take)
        else:
            self._later(task, turn, 0.0001, take())

    def _give_lock_back(self, task: Task, turn: int, effect: effects.Unlock) -> None:
        def unlock() -> bool:
            return self._lock.unlock(effect.owner, self.world.time.now)

        self.owner = None
        if self.world.shelf.locks:
            self._use_store(task, turn, "unlock", unlock)
        else:
            self._later(task, turn, 0.0001, unlock())

    def _read(self) -> PodioOAuth:
        self.read_at = self.world.time.now
        return self.world.shelf.get()

    def _write(self, oauth: PodioOAuth, expected: int) -> bool:
        done = self.world.shelf.set(oauth, expected)
        if self.world.telling:
            self.world.tell(
                f"{self.name} {'saves' if done else 'may not save'} {self.world.shown(oauth)}"
            )
        return done

    def _locked(self, lease: float) -> str | None:
        self.owner = self._lock.lock(lease, self.world.time.now)
        return self.owner

    def _use_store(self, task: Task, turn: int, point: str, do: Callable[[], object]) -> None:
        """Have the store do something, as well as it can just now."""
        world = self.world
        world.point(point, self)
        chance, time, trouble = world.chance, world.time, world.shelf.trouble
        torn, world.tears_next_write = world.tears_next_write and point == "write", False
        if trouble == "store hangs":
            if world.shelf.compares and chance.random() < 0.3:
                time.after(chance.uniform(0, 10), do)  # it is done, but nobody hears of it
            time.after(STORE_LIMIT, task.go, turn, self._failure(point), self._error(point))
        elif trouble == "store down" or (trouble == "store full" and point != "read"):
            world.tell(f"{self.name} cannot {point}: {trouble}")
            time.after(0.01, task.go, turn, self._failure(point), self._error(point))
        else:
            slow = 1.5 if trouble == "store lags" else 0.02
            done = partial(self._done, torn=torn)
            time.after(chance.uniform(0, slow), done, task, turn, point, do)

    def _done(
        self, task: Task, turn: int, point: str, do: Callable[[], object], *, torn: bool
    ) -> None:
        world = self.world
        result = do()
        if point == "write":
            world.point("wrote", self)
        error = StoreUnavailableError("it broke after it had written") if torn else None
        world.time.after(world.chance.uniform(0, 0.02), task.go, turn, result, error)

    def _failure(self, point: str) -> object:
        return False if point == "unlock" else None

    def _error(self, point: str) -> Exception | None:
        return None if point == "unlock" else StoreUnavailableError("the store is down")
