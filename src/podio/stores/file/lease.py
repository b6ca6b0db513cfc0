"""A lock for all processes that share a folder, which a dead or hanging owner cannot keep.

The operating system frees the lock of a process that dies, at once. One that hangs keeps it, so
the owner and the end of its lease stand in a file as well: after that end, somebody else may go
on under a lease of their own, and the one that hung learns from `give_back` that it lost.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from podio.errors import StoreUnavailableError
from podio.fork_safety import forks
from podio.stores.file.locks import FileLock, new_lock
from podio.stores.file.private_file import PrivateFile

_GUARD_SECONDS = 5.0
_GUARD_POLL = 0.002


class FileLease:
    """The lock of one session file, and the guard of its short steps."""

    def __init__(self, session: PrivateFile, *, strict_owner: bool) -> None:
        """Name the files beside the session file; none is made yet."""
        path = session.path
        self._session = session
        self._lock_path = f"{path}.lock"
        self._guard_path = f"{path}.guard"
        self._record = PrivateFile(
            path.with_name(f"{path.name}.lease"), strict_owner=strict_owner, durable=False
        )
        self._forks = forks()
        # None for a lease taken over from an owner that hangs and still has the file's lock.
        self._held: dict[str, FileLock | None] = {}

    @contextmanager
    def guard(self) -> Generator[None]:
        """Let one thread of one process at a time do a step of a few milliseconds.

        Raises:
            StoreUnavailableError: Another one took too long, or the file cannot be locked.
        """
        lock = new_lock(self._guard_path)
        try:
            lock.acquire(timeout=_GUARD_SECONDS, poll_interval=_GUARD_POLL)
        except TimeoutError:  # which filelock.Timeout is
            message = (
                f"another process has had {self._guard_path} locked for {_GUARD_SECONDS:.0f} s, "
                "where milliseconds are usual: is one of them stopped?"
            )
            raise StoreUnavailableError(message) from None
        except OSError as error:
            raise self._session.unavailable("locked", error) from error
        try:
            yield
        finally:
            lock.release()

    def take(self, seconds: float) -> str | None:
        """Take the lock for so many seconds, or return None while somebody has it."""
        with self.guard():
            lock = self._try_lock()
            record = self._read()
            now = time.time()
            running = _is_running(record, now)
            # With the file's lock in our hands, an owner that had it must be dead.
            if running and (lock is None or record.get("took_over")):
                _release(lock)
                return None
            if lock is None and not record:
                return None
            owner = secrets.token_hex(16)
            entry = json.dumps(
                {"owner": owner, "from": now, "until": now + seconds, "took_over": lock is None}
            )
            try:
                self._record.replace(lambda: entry)
            except BaseException:
                _release(lock)
                raise
            self._mine()[owner] = lock
            return owner

    def give_back(self, owner: str) -> bool:
        """Free the lock; False if it was lost to somebody else meanwhile."""
        held = self._mine()
        if owner not in held:
            return False
        lock = held.pop(owner)
        try:
            with self.guard():
                mine = secrets.compare_digest(str(self._read().get("owner", "")), owner)
                if mine:
                    self._record.replace(lambda: "{}")
                return mine
        finally:
            _release(lock)

    def _mine(self) -> dict[str, FileLock | None]:
        if self._forks != forks():
            # What was held at the fork is our parent's; filelock has closed our copies of it.
            self._held, self._forks = {}, forks()
        return self._held

    def _try_lock(self) -> FileLock | None:
        lock = new_lock(self._lock_path)
        try:
            lock.acquire(blocking=False)
        except TimeoutError:  # which filelock.Timeout is
            return None
        except OSError as error:
            raise self._session.unavailable("locked", error) from error
        return lock

    def _read(self) -> dict[str, Any]:
        try:
            found: Any = json.loads(self._record.read())
        except (FileNotFoundError, ValueError):
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()


def _is_running(record: dict[str, Any], now: float) -> bool:
    began, end = record.get("from"), record.get("until")
    # A lease that has not begun is one of a clock that was set back since: it would never end.
    return isinstance(began, int | float) and isinstance(end, int | float) and began <= now < end
