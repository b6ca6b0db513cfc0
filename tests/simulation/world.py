"""A simulated world: everything in it follows from its plan, and so from one seed."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import TYPE_CHECKING

from podio.core.ref import Ref
from podio.core.session.oauth import PodioOAuth
from podio.core.session.order import is_mark
from tests.simulation.process import API, Process
from tests.simulation.scheduler import BEGIN, MachineClock, Scheduler
from tests.simulation.server import Server
from tests.simulation.store import Shelf
from tests.simulation.watch import Watch

if TYPE_CHECKING:
    from tests.simulation.plan import Fault, Plan

LIVES, QUIET_LIVES = 3, 2
"""How long things may go wrong, and how long everybody has to recover, in lives of a token."""


class World:
    """Machines with processes, one token server, one store, and what goes wrong.

    Attributes:
        plan: What it is made of.
        telling: Whether its story is kept.
        story: What happened.
        server_trouble: `server down`, `server busy`, or nothing.
        answer_trouble: What becomes of the next token answer.
    """

    def __init__(self, plan: Plan, *, telling: bool = False) -> None:
        self.plan = plan
        self.telling = telling
        self.story: list[str] = []
        self.chance = Random(f"run {plan.seed}")
        self.time = Scheduler()
        self.server = Server(plan.server, plan.life)
        self.server_trouble = self.answer_trouble = ""
        self.refuses_next_call = self.tears_next_write = False
        self.shelf = Shelf(plan.level, self._first_session())
        self.watch = Watch(self)
        self.shelf.on_write = self.watch.wrote
        self.watch.wrote(PodioOAuth(), self.shelf.entry)
        self.clocks = [MachineClock(self.time, off, rate) for off, rate in plan.clocks]
        self.processes: list[Process] = []
        self._ids = 0
        self._counts: dict[str, int] = {}
        self._faults: dict[tuple[str, int], list[Fault]] = {}
        for fault in plan.faults:
            self._faults.setdefault((fault.point, fault.number), []).append(fault)
        self._until = BEGIN + LIVES * plan.life
        for machine in plan.processes:
            self.start(machine)

    def run(self) -> list[str]:
        """Let it run to its end; return what was wrong."""
        self._burst()
        self.time.run(self._until)
        self._end_all_trouble()
        self.time.run(self._until + 60)
        self.watch.note_known()
        if self.plan.level != "plain":
            self.start(0)
        for seconds in (QUIET_LIVES * self.plan.life, 60, 60):
            self.time.run(self.time.now + seconds)
            self._everybody_calls(apart=5.0)
        self.time.run(self.time.now + 60)
        self.watch.look_at_the_end()
        return self.watch.violations

    @property
    def hours(self) -> float:
        """How long it has lasted."""
        return (self.time.now - BEGIN) / 3600

    def new_id(self) -> str:
        """Return a new chain's name."""
        self._ids += 1
        return f"chain-{self._ids}"

    def start(self, machine: int) -> None:
        """Start a process."""
        name = f"process {len(self.processes) + 1}"
        self.processes.append(Process(self, name, self.clocks[machine]))

    # What goes wrong

    def point(self, point: str, process: Process) -> None:
        """Count one more of what faults strike at, and let them."""
        count = self._counts[point] = self._counts.get(point, 0) + 1
        for fault in self._faults.get((point, count), ()):
            if self.time.now >= self._until:
                return
            if fault.delay:
                self.time.after(fault.delay, self._strike, fault, process)
            else:
                self._strike(fault, process)

    def _strike(self, fault: Fault, process: Process) -> None:
        if self.time.now >= self._until:
            return
        self.tell(f"! {fault.what}, {fault.seconds:.1f} s ({process.name})")
        what = fault.what
        if what == "write torn":
            self.tears_next_write = True
        elif what.startswith("store"):
            self.shelf.trouble = what
            self.time.after(fault.seconds, self._mend_store, what)
        elif what.startswith("server"):
            self.server_trouble = what
            self.time.after(fault.seconds, self._mend_server, what)
        elif what.startswith("answer"):
            self.answer_trouble = what
        elif what == "token refused":
            self.refuses_next_call = True
        elif what == "revoked":
            self.server.chains[-1].over = True
        elif what == "another process":
            if self.plan.level != "plain":
                self.start(self.plan.processes[0])
        else:
            self._strike_process(fault, process)

    def _strike_process(self, fault: Fault, process: Process) -> None:
        match fault.what:
            case "kill":
                if process.alive:
                    process.alive = False
                    self.time.after(fault.seconds, self._restart, process)
            case "pause":
                process.paused_until = max(process.paused_until, self.time.now + fault.seconds)
                process.paused_for += fault.seconds
            case "interrupt":
                process.interrupt(self.chance.random())
            case "clock set":
                process.clock.jump(fault.seconds - 3600)
            case "logout":
                process.log_out()
            case _:
                process.sign_in()

    def _restart(self, dead: Process) -> None:
        name = f"process {len(self.processes) + 1}"
        self.processes.append(Process(self, name, dead.clock))

    def _mend_store(self, trouble: str) -> None:
        if self.shelf.trouble == trouble:
            self.shelf.trouble = ""
            self.tell("the store is well again")

    def _mend_server(self, trouble: str) -> None:
        if self.server_trouble == trouble:
            self.server_trouble = ""

    def _end_all_trouble(self) -> None:
        self.tell("from here on nothing goes wrong")
        self._mend_store(self.shelf.trouble)
        self.server_trouble = self.answer_trouble = ""
        self.refuses_next_call = self.tears_next_write = False

    # What its people do

    def _burst(self) -> None:
        """Have everybody make a call at about the same time, again and again."""
        self._everybody_calls()
        seconds = self.chance.uniform(0.05, 0.3) * self.plan.life
        if self.chance.random() < 0.3:
            seconds = self.chance.uniform(0.5, 45)
        if self.time.now < self._until + QUIET_LIVES * self.plan.life:
            self.time.after(seconds, self._burst)

    def _everybody_calls(self, apart: float = 0.0) -> None:
        for place, process in enumerate(self.processes):
            if process.alive:
                for number in range(1, self.plan.callers + 1):
                    call = partial(process.call, f"caller {number}")
                    self.time.after(place * apart + self.chance.uniform(0, 0.5), call)

    def _first_session(self) -> PodioOAuth:
        answer = self.server.sign_in(BEGIN)
        return PodioOAuth(
            str(answer["access_token"]),
            str(answer["refresh_token"]),
            issued_at=BEGIN,
            expires_at=BEGIN + self.plan.life,
            ref=Ref("user", 7),
            client_id="demo",
            api_url=API,
            chain="chain-0",
            version=1,
        )

    # Its story

    def tell(self, what: str) -> None:
        """Add to the story."""
        if self.telling:
            self.story.append(f"{self.time.now - BEGIN:9.2f} s  {what}")

    def shown(self, oauth: PodioOAuth) -> str:
        """Name an entry."""
        if is_mark(oauth):
            return f"the mark of a logout (v{oauth.version})"
        kind = "the ending of " if oauth.revoked else ""
        return f"{kind}{oauth.refresh_token} (v{oauth.version}, {oauth.chain})"
