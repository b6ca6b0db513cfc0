"""What one seed decides before the world begins: its make-up, and what will go wrong in it."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

POINTS = ("call", "ask", "answer", "lock", "read", "write", "wrote", "unlock")
"""Where a fault strikes: at the n-th call, token request, token answer, and so on."""


class Fault(NamedTuple):
    """Something that goes wrong.

    Attributes:
        point: One of `POINTS`.
        number: At which one of them it strikes.
        what: What happens.
        delay: Seconds until it happens.
        seconds: How long it lasts.
    """

    point: str
    number: int
    what: str
    delay: float
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.what} ({self.seconds:.1f} s) at {self.point} {self.number}+{self.delay:.2f} s"
        )


class Plan(NamedTuple):
    """The make-up of a world.

    Attributes:
        level: What the store can do: `plain` (get and set; one process at a time), `compares`
            (compare-and-set), `locks` (that, and a lock with a lease).
        server: `keeps` the refresh token, `rotates` it with each use, or `forgives`: the old one
            is taken until the newest of its children is used.
        life: Seconds that an access token lives.
        clocks: Each machine's error: seconds, and seconds a second.
        processes: The machine of each process.
        callers: How many threads or tasks of each process make calls.
        strict: Whether a session that could not be saved raises.
        faults: What goes wrong.
    """

    seed: int
    level: str
    server: str
    life: float
    clocks: tuple[tuple[float, float], ...]
    processes: tuple[int, ...]
    callers: int
    strict: bool
    faults: tuple[Fault, ...]

    @property
    def calm(self) -> bool:
        """Whether nothing goes wrong, and the clocks are about right."""
        return not self.faults and all(abs(off) < 1 for off, _ in self.clocks)


# What happens, how often, how late it may strike, and how long it lasts.
_KINDS: tuple[tuple[str, int, float, float], ...] = (
    ("kill", 3, 0.6, 60.0),
    ("pause", 3, 0.3, 120.0),
    ("interrupt", 4, 0.6, 0.0),
    ("store down", 4, 0.0, 60.0),
    ("store full", 3, 0.0, 60.0),
    ("store hangs", 3, 0.0, 60.0),
    ("store lags", 2, 0.0, 60.0),
    ("write torn", 2, 0.0, 0.0),
    ("server down", 2, 0.0, 40.0),
    ("server busy", 1, 0.0, 20.0),
    ("answer lost", 2, 0.0, 0.0),
    ("answer doubled", 2, 0.0, 0.0),
    ("answer another's", 1, 0.0, 0.0),
    ("token refused", 1, 0.0, 0.0),
    ("clock set", 1, 0.5, 7200.0),
    ("logout", 2, 1.0, 0.0),
    ("sign-in", 2, 1.0, 0.0),
    ("revoked", 1, 1.0, 0.0),
    ("another process", 1, 1.0, 0.0),
)


def plan_of(seed: int) -> Plan:
    """Return what a seed decides."""
    chance = Random(seed)
    level = chance.choice(("plain", "compares", "locks", "locks"))
    machines = chance.choice((1, 2, 3))
    processes = 1 if level == "plain" else chance.choice((1, 2, 2, 3, 4))
    calm = chance.random() < 0.05
    life = chance.choice((300.0, 3600.0, 28_800.0))
    return Plan(
        seed=seed,
        level=level,
        server=chance.choice(("rotates", "rotates", "keeps", "forgives")),
        life=life,
        clocks=tuple(_clock(chance, calm=calm) for _ in range(machines)),
        processes=tuple(chance.randrange(machines) for _ in range(processes)),
        callers=chance.choice((1, 1, 2, 3)),
        strict=chance.random() < 0.2,
        faults=() if calm else _faults(chance, life),
    )


def _clock(chance: Random, *, calm: bool) -> tuple[float, float]:
    if calm or chance.random() < 0.5:
        return chance.uniform(-0.5, 0.5), 0.0
    if chance.random() < 0.1:
        return chance.choice((-1, 1)) * chance.uniform(1e6, 1e8), 0.0  # weeks, or years
    return chance.uniform(-20_000, 20_000), chance.uniform(-1e-4, 1e-4)


def _faults(chance: Random, life: float) -> tuple[Fault, ...]:
    # Few kinds in one seed, so that they meet.
    names = [kind for kind in _KINDS for _ in range(kind[1])]
    kinds = [chance.choice(names) for _ in range(chance.choice((1, 2, 3, 4)))]
    return tuple(_fault(chance, kinds, life) for _ in range(chance.choice((1, 2, 2, 3, 4, 6))))


def _fault(chance: Random, kinds: list[tuple[str, int, float, float]], life: float) -> Fault:
    what, _, late, longest = chance.choice(kinds)
    point = chance.choice(POINTS)
    number = chance.randint(1, 60 if point == "call" else 8)
    delay = 0.0 if chance.random() < 0.4 else chance.uniform(0, late)
    seconds = chance.uniform(0, longest) * chance.choice((0.05, 1.0))
    if what.startswith("store") and chance.random() < 0.2:
        seconds = chance.uniform(0.5, 2.5) * life  # long enough for several renewals
    return Fault(point, number, what, delay, seconds)
