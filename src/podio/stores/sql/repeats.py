"""When a statement that failed is sent again: its failure passes, and somebody waits for it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from podio.stores.sql.failures import error_number

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    from podio.stores.ground.time_limit import TimeLimit

_MOST = 4
_DEADLOCK = 1213
"""InnoDB's, between one who gives a lock back and two who want it; it undid the statement."""


class Repeats:
    """The repeats of one statement."""

    def __init__(self, limit: TimeLimit) -> None:
        self._left = _MOST
        # Whoever waited longer was told that nothing was saved, and may have saved another since.
        self._ends = monotonic() + limit.seconds

    def allow(self, error: DBAPIError) -> bool:
        """Tell whether to send it again, after this error."""
        self._left -= 1
        passes = error.connection_invalidated or error_number(error) == _DEADLOCK
        return passes and self._left >= 0 and monotonic() < self._ends
