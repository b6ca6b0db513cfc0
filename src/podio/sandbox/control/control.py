"""The control plane below /_sandbox/: counters, expiry, faults and reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.control.faults import Faults, read_fault
from podio.sandbox.control.stats import Stats
from podio.sandbox.http.errors import not_found
from podio.sandbox.rights.tokens import expire_access_tokens
from podio.sandbox.seed import seed

if TYPE_CHECKING:
    from podio.sandbox.http.limits import Limits
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.world import World

PREFIX = "/_sandbox/"


class Control:
    """What a test may see and do behind the back of the API.

    Args:
        world: the state.
        limits: the rate-limit pools.
    """

    def __init__(self, world: World, limits: Limits) -> None:
        self._world = world
        self._limits = limits
        self.stats = Stats()
        self.faults = Faults()

    def handle(self, method: str, path: str, content: JsonObject) -> Json:
        """Do one call of the control plane over HTTP."""
        match method, path.removeprefix(PREFIX):
            case "GET", "stats":
                return self.stats.report()
            case "POST", "expire-access-tokens":
                return {"expired": self.expire_access_tokens()}
            case "POST", "faults":
                self.faults.order(read_fault(content))
                return {}
            case "POST", "reset":
                self.reset()
                return {}
            case _:
                raise not_found(f"The control plane has no {method} {path}")

    def expire_access_tokens(self) -> int:
        """End the life of every access token; tells how many."""
        return expire_access_tokens(self._world)

    def reset(self) -> None:
        """Bring back the seeded state; counters, faults and limits start afresh."""
        self._world.start_over(seed)
        self.stats.clear()
        self.faults.clear()
        self._limits.clear()
