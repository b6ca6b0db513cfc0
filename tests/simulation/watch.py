"""What must hold in every world, whatever goes wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.session.order import is_mark, is_nothing
from podio.errors import PodioError
from tests.simulation.process import Interrupted

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth
    from tests.simulation.process import Process, Task
    from tests.simulation.server import Chain
    from tests.simulation.world import World

LONGEST_CALL = 900.0
"""Seconds of a call that nobody pauses: several waits, each of which has its limit."""
HARMLESS = {"interrupt", "another process"}
"""Faults under which all calls succeed, and a token is renewed once."""


class Watch:
    """Looks at each step, and at the end.

    Attributes:
        violations: What was wrong, in words.
        known: The chains of which somebody knew a living token when the faults stopped.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.violations: list[str] = []
        self.known: set[Chain] = set()
        self._holders: dict[str, list[Process]] = {}
        self._saved: set[str] = set()
        self._chains: set[str] = set()
        self._marked: set[str] = set()
        self._sign_ins: dict[Process, str] = {}

    def wrong(self, what: str) -> None:
        """Note a violation."""
        self._world.tell(f"WRONG: {what}")
        self.violations.append(what)

    # Each step

    def delivered(self, process: Process, token: str) -> None:
        """Note who has a token."""
        self._holders.setdefault(token, []).append(process)

    def called(self, process: Process, task: Task, token: str) -> None:
        """Look at the token of a call that is about to be sent."""
        chain = self._world.server.chain_of(token)
        if chain is None or chain.user != 7:
            self.wrong(f"{process.name} calls with a token that is not its user's")
        elif process.left and task.begun > process.left_at and process.held.chain in process.left:
            self.wrong(f"{process.name} calls with a session that was logged out of there")

    def writes(self, process: Process, oauth: PodioOAuth) -> None:
        """Look at an ending that is about to be written."""
        if not oauth.revoked or is_mark(oauth) or process.engine.storage.dirty:
            return
        refused = process.refused_at.get(oauth.refresh_token)
        if refused is None:
            self.wrong(f"{process.name} ends {oauth.refresh_token}, which nobody refused to it")
        elif process.read_at < refused:
            self.wrong(f"{process.name} ends a session without a look into the store")
        elif not self._has_lock(process):
            self.wrong(f"{process.name} ends a session without the lock")

    def wrote(self, before: PodioOAuth, after: PodioOAuth) -> None:
        """Look at an entry that takes the place of another in the store."""
        if after and not after.revoked:
            self._saved.add(after.refresh_token)
            if after.chain in self._marked:
                self.wrong(f"a session came back after its logout: {after.refresh_token}")
        if is_mark(after):
            self._marked.add(after.chain)
        if after.ref is not None and after.ref.id != 7:
            self.wrong("another user's session was saved")
        if after.chain == before.chain:
            if after.version < before.version or (is_mark(before) and not is_mark(after)):
                self.wrong(f"an old entry replaced a newer one: {after.refresh_token}")
            elif after.revoked and not is_mark(after) and not self._may_end(before, after):
                self.wrong(f"an ending replaced another session than it names: {before!r}")
        elif after.chain in self._chains:
            self.wrong("a session replaced a later sign-in")
        self._chains.add(after.chain)

    def ended(self, process: Process, task: Task, error: BaseException | None) -> None:
        """Look at how a call ended."""
        world = self._world
        if error is not None and not isinstance(error, PodioError | Interrupted):
            self.wrong(f"{task.name} of {process.name} raised {error!r}")
        took = world.time.now - task.begun
        if took > LONGEST_CALL + process.paused_for:
            self.wrong(f"{task.name} of {process.name} took {took:.0f} s")
        # Without a lock that processes share, an answer to one may be under way while another
        # is refused: it may hear of an end that is none.
        alone = world.shelf.locks or world.plan.level == "plain"
        if isinstance(error, PodioError) and alone and self._nothing_is_wrong():
            self.wrong(f"{task.name} of {process.name} failed for no reason: {error!r}")
        if task.name == "sign-in" and error is None:
            self._sign_ins[process] = process.held.chain
        elif task.name == "logout":
            self._sign_ins.pop(process, None)
        if task.name == "logout" and error is None and is_mark(process.held):
            process.left.add(process.held.chain)
            process.left_at = world.time.now

    # The end

    def note_known(self) -> None:
        """Note which sessions may not be lost any more."""
        for chain in self._world.server.chains:
            if not chain.over and any(self._is_known(token) for token in chain.live):
                self.known.add(chain)

    def look_at_the_end(self) -> None:
        """Look at a world that has had time to recover."""
        world = self._world
        alive = [process for process in world.processes if process.alive]
        for process in alive:
            for task in process.callers.values():
                if world.time.now - task.begun > LONGEST_CALL + process.paused_for:
                    self.wrong(f"{task.name} of {process.name} never ends")
        for process, chain in self._sign_ins.items():
            if process.alive and chain not in self._chains:
                self.wrong(f"a sign-in of {process.name} was never saved")
        stored = world.shelf.entry
        if is_mark(stored):
            self._all_signed_out(alive)
        elif stored and not stored.revoked:
            self._all_go_on(alive, stored)
        else:
            self._rightly_ended(stored)
        if self._nothing_is_wrong(but_clocks=False):
            self._one_refresh_a_life()

    def _all_signed_out(self, alive: list[Process]) -> None:
        for process in alive:
            if process.held and not process.held.revoked:
                self.wrong(f"{process.name} goes on after the logout")

    def _all_go_on(self, alive: list[Process], stored: PodioOAuth) -> None:
        chain = self._world.server.chain_of(stored.refresh_token)
        if chain is not None and (chain.over or chain not in self.known):
            return  # lost or ended, and perhaps nobody has noticed yet
        # Where several may renew at once, the store may have the brother of what one of them has.
        shared = self._world.plan.level == "compares"
        if chain is None or (stored.refresh_token not in chain.live and not shared):
            self.wrong(f"the store has {stored.refresh_token}, which is dead, at the end")
        for process in alive:
            error = process.last.get("caller 1")
            if error is not None and not shared:
                self.wrong(f"{process.name} does not recover: {error!r:.200}")
            elif process.held.chain != stored.chain:
                self.wrong(f"{process.name} goes on with another sign-in than the store's")

    def _rightly_ended(self, stored: PodioOAuth) -> None:
        chain = self._world.server.chain_of(stored.refresh_token)
        if is_nothing(stored) or chain is None:
            self.wrong("the store has nothing at the end")
        elif not chain.over and chain in self.known and not self._in_memory(chain):
            self.wrong(f"a session is lost that Podio would take: {chain.live}")

    def _one_refresh_a_life(self) -> None:
        world = self._world
        last: dict[Chain, float] = {}
        for chain, at in world.server.refreshes:
            if world.shelf.locks and at - last.get(chain, 0.0) < world.plan.life / 2:
                self.wrong("a token was renewed twice in its life")
            last[chain] = at

    # What is known

    def _has_lock(self, process: Process) -> bool:
        shelf = self._world.shelf
        if not shelf.locks:
            return process.owner is not None
        mine = process.owner is not None and process.owner == shelf.owner
        return mine and self._world.time.now < shelf.until + 0.1  # as well as clocks go

    def _in_memory(self, chain: Chain) -> bool:
        """Tell whether a process that shares no lock has what it saves with its next renewal."""
        return self._world.plan.level == "compares" and any(
            process.alive and process.held.refresh_token in chain.live
            for process in self._world.processes
        )

    def _may_end(self, before: PodioOAuth, after: PodioOAuth) -> bool:
        # Versions alone do not tell two of one parent apart, which only a lock keeps from meeting.
        shared = self._world.plan.level == "compares"
        return before.refresh_token == after.refresh_token or bool(before.revoked) or shared

    def _is_known(self, token: str) -> bool:
        # Who has got a child of a token rightly forgets the parent, even if Podio does not yet.
        parents = self._world.server.parents
        if any(parents.get(child) == token for child in self._holders):
            return False
        return token in self._saved or any(
            process.alive for process in self._holders.get(token, ())
        )

    def _nothing_is_wrong(self, *, but_clocks: bool = True) -> bool:
        plan = self._world.plan
        calm = all(fault.what in HARMLESS for fault in plan.faults)
        return calm and (but_clocks or all(abs(off) < 1 for off, _ in plan.clocks))
