"""The rules of the session switched off, one at a time: each must be missed by some world."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from typing import Any, NamedTuple
from unittest.mock import patch

from podio.core.effects import StoreSet
from podio.core.session import renewal, storage, token_endpoint
from podio.core.session.oauth import PodioOAuth
from podio.core.session.order import ending_of, takes_place_of
from podio.core.session.renewal import Renewal
from podio.core.session.storage import Storage
from podio.core.session.store_lock import StoreLock, Tenure
from podio.errors import StoreError
from tests.simulation.process import Interrupted, Process

Steps = Generator[Any, Any, Any]


class Mutation(NamedTuple):
    """A rule switched off.

    Attributes:
        rule: Which one.
        where: What has the attribute that is replaced.
        name: The attribute.
        instead: What takes its place.
        seed: The first world that misses the rule.
    """

    rule: str
    where: Any
    name: str
    instead: Any
    seed: int

    def __str__(self) -> str:
        return self.rule

    def on(self) -> Any:  # a patcher
        """Switch the rule off while this is entered."""
        return patch.object(self.where, self.name, self.instead)


def _ending_at_a_version_of_its_own(entry: PodioOAuth, reason: str) -> PodioOAuth:
    return entry.replace(revoked=reason, version=entry.version + 2)


def _ends_at_once(
    self: Renewal, tenure: Tenure, asked_for: PodioOAuth, refusal: Any, *, in_passing: bool
) -> Steps:
    del tenure, in_passing
    ended = ending_of(asked_for, "invalid_grant")
    self._storage.publish(ended)
    yield from self._storage.save(ended)
    raise refusal


def _endings_stand(mine: PodioOAuth, theirs: PodioOAuth) -> bool:
    if bool(mine.revoked) != bool(theirs.revoked):
        return bool(mine.revoked)
    return takes_place_of(mine, theirs)


def _kept_only_if_saved(self: Storage, fresh: PodioOAuth, *, begins: bool) -> Steps:
    try:
        stands = yield from self._write(fresh, begins=begins)
    except StoreError:
        return
    self.publish(stands)


def _forgets_without_a_mark(self: Storage) -> Steps:
    self.publish(PodioOAuth())
    self.loaded, self.dirty = True, False
    try:
        yield StoreSet(PodioOAuth(), 2**60)
    except StoreError:
        return


def _guess_counts(self: Renewal) -> Steps:
    oauth, settings = self._storage.oauth, self._settings
    if oauth and 0 < oauth.refresh_expires_at < settings.clock():
        raise self._sign_in_again("expired")
    grant = yield from _next_grant(self)
    return grant


_next_grant = Renewal._next_grant  # noqa: SLF001 -- replaced above


def _without_lock(
    self: StoreLock, steps: Callable[[Tenure], Steps], *, until: object, wait: object
) -> Steps:
    del self, until, wait
    yield from steps(Tenure(math.inf))


def _with_its_work(self: Process, number: float) -> None:
    for task in list(self.callers.values()):
        if self.alive and self.world.time.now >= self.paused_until:
            work = self.joined.get(task.name)
            task.go(task.turn, None, Interrupted())
            if work is not None and work.task is not None:
                work.task.go(work.task.turn, None, Interrupted())
            return
    del number


def _chains_by_version(
    self: Storage, ours: PodioOAuth, theirs: PodioOAuth, *, begins: bool
) -> bool:
    del self, begins
    return not ours or takes_place_of(theirs, ours)


MUTATIONS = (
    Mutation(
        "T24: an ending stands at the version of what it ends",
        renewal,
        "ending_of",
        _ending_at_a_version_of_its_own,
        4,
    ),
    Mutation(
        "T24: a token takes the place of the ending of another",
        storage,
        "takes_place_of",
        _endings_stand,
        4,
    ),
    Mutation(
        "T24: only a sign-in replaces another chain", Storage, "_gives_way", _chains_by_version, 134
    ),
    Mutation(
        "T24: what is expected in the store is what was seen there",
        storage,
        "StoreSet",
        lambda oauth, _: StoreSet(oauth, 2**60),
        101,
    ),
    Mutation(
        "T24: clocks may differ by hours", Renewal, "has_given", lambda _self, _held: True, 501
    ),
    Mutation("T25: the store is asked first", Renewal, "_after_refusal", _ends_at_once, 1),
    Mutation(
        "T25: the lock is held, also after a pause", Tenure, "lasts", lambda _self, _now: True, 159
    ),
    Mutation("T25: the lock is taken", StoreLock, "under", _without_lock, 0),
    Mutation("T26: a logout leaves a mark", Storage, "forget", _forgets_without_a_mark, 7),
    Mutation("T27: work outlives its caller", Process, "interrupt", _with_its_work, 286),
    Mutation("T30: another user's tokens are refused", token_endpoint, "ref_of", lambda _: None, 8),
    Mutation("T31: a guess is no fact", Renewal, "_next_grant", _guess_counts, 144),
    Mutation("T32: what could not be saved is kept", Storage, "keep", _kept_only_if_saved, 8),
)
"""What the simulated worlds can see."""
