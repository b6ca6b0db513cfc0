"""The operating system's lock on a file: filelock's, and flock(2) alone where that cannot be had.

filelock takes 8 ms to import, so that waits for the first lock; a process that finds a fresh
session locks nothing. But a child that is forked while another thread imports inherits the lock
of that import, and would wait for it forever. It locks the same files in the same way, by hand.
The fork does not wait for the import either: filelock itself may be holding up that thread until
the fork is over.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, ClassVar, Protocol

from podio.fork_safety import at_fork

if TYPE_CHECKING:
    from collections.abc import Callable


class FileLock(Protocol):
    """A lock of one process."""

    def acquire(
        self, timeout: float = ..., poll_interval: float = ..., *, blocking: bool = ...
    ) -> object:
        """Lock the file.

        Raises:
            TimeoutError: Somebody else has it.
            OSError: The file cannot be locked.
        """
        ...

    def release(self) -> None:
        """Free it."""
        ...


class _Import:
    """How far this process is with importing filelock."""

    begun = False
    done = False
    lost: ClassVar[bool] = False

    @classmethod
    def look(cls) -> None:
        cls.lost = cls.lost or (cls.begun and not cls.done)


at_fork(_Import, lambda importing: importing.look())


def new_lock(path: str) -> FileLock:
    """Return a lock on a file, which is made with mode 0600 and stays where it is.

    A new one each time: the one that locks and the one that unlocks may be different threads.
    """
    if _Import.lost:
        return _BareLock(path)
    _Import.begun = True
    import filelock

    _Import.done = True
    # A marker file in place of a lock would outlive its process, so there is no falling back.
    make: Callable[..., FileLock] = filelock.FileLock
    return make(
        path, mode=0o600, thread_local=False, fallback_to_soft=False, preserve_lock_file=True
    )


class _BareLock:
    """flock(2) on a file, as filelock does it on the systems that fork."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = -1

    def acquire(
        self, timeout: float = 0.0, poll_interval: float = 0.002, *, blocking: bool = True
    ) -> object:
        """Lock the file."""
        import fcntl

        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        end = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not blocking or time.monotonic() > end:
                    os.close(file)
                    raise TimeoutError(self._path) from None
            except BaseException:
                os.close(file)
                raise
            else:
                self._file = file
                return self
            time.sleep(poll_interval)

    def release(self) -> None:
        """Free it."""
        import fcntl

        file, self._file = self._file, -1
        if file >= 0:
            fcntl.flock(file, fcntl.LOCK_UN)  # also where a child of ours has a copy of it
            os.close(file)
