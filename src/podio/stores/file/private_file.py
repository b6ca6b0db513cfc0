"""One small file for its owner alone, replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from podio.errors import StorePermissionError, StoreUnavailableError

T = TypeVar("T")

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# A link is not followed, a child process inherits nothing, and a pipe does not make us wait.
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | (_READ & ~os.O_RDONLY)
_WRITTEN = os.O_RDWR | (_READ & ~os.O_RDONLY)
_FILL = _CREATE & ~os.O_EXCL
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP})

_ADVICE = {
    errno.ENOSPC: "free some space on that disk",
    errno.EDQUOT: "free some of your quota on that disk",
    errno.EFBIG: "raise the limit for the size of a file",
    errno.EROFS: "give a path on a disk that can be written",
    errno.EACCES: "check the owner and the mode of the file and of the folders above it",
    errno.EPERM: "check the owner and the mode of the file and of the folders above it",
    errno.ENOTDIR: "a folder of that path is a file: give another path",
    errno.EEXIST: "a folder of that path is a file: give another path",
    errno.ENOLCK: "its file system has no locks: give a path on a local disk",
    errno.ENOSYS: "its file system has no locks: give a path on a local disk",
    errno.EMFILE: "the process has too many files open",
}

if sys.platform == "win32":
    _PATIENCE = 1.0

    def _patiently(step: Callable[[], T]) -> T:
        """Repeat what Windows refuses while another process has the file open."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return step()
            except PermissionError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.005)

    def _open(path: str, flags: int) -> int:
        if Path(path).is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        return _patiently(lambda: os.open(path, flags))

    def _move(source: Path, target: Path) -> None:
        _patiently(lambda: source.replace(target))

    def _owner() -> int:
        return 0  # what stat says of every file there

    def _sync_folder(_folder: Path) -> None:
        """Do nothing: Windows writes its folders by itself."""

else:
    _open = os.open
    _move = Path.replace
    _owner = os.geteuid

    def _sync_folder(folder: Path) -> None:
        """Make the new name last through a power cut."""
        try:
            _sync(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise


def _sync(path: Path, flags: int) -> None:
    """Wait until what was written is on the disk."""
    opened = os.open(path, flags)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class PrivateFile:
    """A file with mode 0600, whose content is swapped as a whole."""

    def __init__(self, path: Path, *, strict_owner: bool, durable: bool = True) -> None:
        """Name a file; nothing is opened or made yet.

        Args:
            path: Where it is.
            strict_owner: Whether the owner and the mode of what is found there are checked.
            durable: Whether a new content waits until it is on the disk. Until then it is found
                by `read_ahead`, so that a process which is killed meanwhile loses nothing.
        """
        self.path = path
        self._ahead = path.with_name(f".{path.name}.next")
        self.folder = path.parent
        self._opened_as = str(path)
        self._strict_owner = strict_owner and sys.platform != "win32"
        self._durable = durable
        self._swept = False

    def read(self) -> bytes:
        """Return the content.

        Raises:
            FileNotFoundError: There is no such file.
            StorePermissionError: It is a link, another's, or open to others.
            StoreUnavailableError: It cannot be read.
        """
        return self._read(self._opened_as)

    def read_ahead(self) -> bytes:
        """Return the content that is written, but perhaps not on the disk yet; see `read`.

        It may be empty or a part, while it is written or if that was cut off: then what `read`
        returns is whole.
        """
        return self._read(str(self._ahead))

    def prepare(self) -> None:
        """Make ready for `replace`, so that a content is out of reach of a kill the sooner."""
        with suppress(OSError):  # it may have to do without
            os.close(os.open(self._ahead, _FILL, _PRIVATE_FILE))

    def _read(self, path: str) -> bytes:
        try:
            opened = _open(path, _READ)
        except FileNotFoundError:
            raise
        except OSError as error:
            self._refuse_link()
            raise self.unavailable("read", error) from error
        try:
            self._check(os.fstat(opened))
        except BaseException:
            os.close(opened)
            raise
        try:
            # Nothing here is kept in a variable: a traceback may be shown with its locals.
            with os.fdopen(opened, "rb", buffering=0) as file:
                return file.readall()
        except OSError as error:
            raise self.unavailable("read", error) from error

    def replace(self, render: Callable[[], str]) -> None:
        """Swap the content; a reader sees the old one or the new one, never a part.

        Args:
            render: Makes the content; called at the moment of writing, so that no frame but
                the one that writes has it.

        Raises:
            StorePermissionError: What is there is a link, another's, or open to others.
            StoreUnavailableError: It cannot be written; the old content stays.
        """
        try:
            self._check_what_is_there()
            self._write(render)
            self._sweep()
        except OSError as error:
            raise self.unavailable("written", error) from error

    def remove(self) -> None:
        """Remove the file, what was moved aside, and what killed processes left behind."""
        try:
            for former in (*self._leftovers(), *self._set_aside(), self.path, self._ahead):
                former.unlink(missing_ok=True)
            _sync_folder(self.folder)
        except OSError as error:
            raise self.unavailable("removed", error) from error

    def move_aside(self) -> Path:
        """Rename the file to the first free `<name>.corrupt-<n>` and return that name."""
        number = 1
        while os.path.lexists(aside := self.path.with_name(f"{self.path.name}.corrupt-{number}")):
            number += 1
        try:
            _move(self.path, aside)
            _sync_folder(self.folder)
        except OSError as error:
            raise self.unavailable("moved aside", error) from error
        return aside

    def make_folder(self) -> None:
        """Make the folder, and those above it, for the owner alone."""
        try:
            if not self.folder.is_dir():
                # One by one: with parents=True the mode is that of the last one only.
                for folder in (*reversed(self.folder.parents), self.folder):
                    if not folder.is_dir():
                        folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
            self._check_folder(self.folder.stat())
        except OSError as error:
            raise self.unavailable("written", error) from error

    def unavailable(self, what: str, error: OSError) -> StoreUnavailableError:
        """Make the error that says what the system said, and what may help."""
        advice = _ADVICE.get(error.errno or 0, "the session in memory is untouched")
        if error.errno == errno.EISDIR:
            return self._no_file("a folder")
        return StoreUnavailableError(
            f"the session file {self.path} cannot be {what}: {error.strerror or error}; {advice}"
        )

    def _write(self, render: Callable[[], str]) -> None:
        if not self._durable:
            _move(self._new(render), self.path)
            return
        # First of all out of reach of a kill, where `read_ahead` finds it; then on the disk.
        if not self._write_ahead(render):
            _move(self._new(render), self._ahead)
        try:
            _sync(self._ahead, _WRITTEN)
            _move(self._ahead, self.path)
        except BaseException:
            with suppress(OSError):
                self._ahead.unlink()
            raise
        _sync_folder(self.folder)

    def _write_ahead(self, render: Callable[[], str]) -> bool:
        """Write where `read_ahead` looks, unless a killed process has left something there.

        To make or rename a file may wait for the disk; to fill one that is there does not.
        """
        opened = os.open(self._ahead, _FILL, _PRIVATE_FILE)
        with os.fdopen(opened, "wb") as file:
            status = os.fstat(opened)
            self._check(status)
            if status.st_size:
                return False
            try:
                file.write(render().encode())
                file.flush()
            except BaseException:
                os.ftruncate(opened, 0)
                raise
        return True

    def _new(self, render: Callable[[], str]) -> Path:
        """Write a temporary file and return its name."""
        made = self.path.with_name(f".{self.path.name}.{secrets.token_hex(8)}.tmp")
        try:
            with os.fdopen(os.open(made, _CREATE, _PRIVATE_FILE), "wb") as file:
                file.write(render().encode())
        except BaseException:
            with suppress(OSError):
                made.unlink()
            raise
        return made

    def _sweep(self) -> None:
        # Whoever writes has the guard, so a temporary file found now is of a dead process.
        if not self._swept:
            for leftover in self._leftovers():
                with suppress(OSError):
                    leftover.unlink()
            self._swept = True

    def _leftovers(self) -> Iterator[Path]:
        return self._siblings(f".{self.path.name}.", ".tmp")

    def _set_aside(self) -> Iterator[Path]:
        return self._siblings(f"{self.path.name}.corrupt-", "")

    def _siblings(self, start: str, end: str) -> Iterator[Path]:
        for found in self.folder.iterdir():
            if found.name.startswith(start) and found.name.endswith(end):
                yield found

    def _check_what_is_there(self) -> None:
        with suppress(FileNotFoundError):
            self._check(self.path.lstat())

    def _check(self, status: os.stat_result) -> None:
        if stat.S_ISLNK(status.st_mode):
            self._refuse_link()
        if stat.S_ISDIR(status.st_mode):
            raise self._no_file("a folder")
        if not stat.S_ISREG(status.st_mode):
            raise self._no_file("no regular file")
        if not self._strict_owner:
            return
        if status.st_uid != _owner():
            message = (
                f"the session file {self.path} belongs to another user (uid {status.st_uid}): "
                "it is not trusted; remove it, or give each user a path of their own"
            )
            raise StorePermissionError(message)
        if status.st_mode & _OF_OTHERS:
            message = (
                f"the session file {self.path} is open to others (mode "
                f"{stat.S_IMODE(status.st_mode):04o}), who may have read or written it: remove "
                f"it and sign in again, or run chmod 600 {self.path} if you know that nobody did"
            )
            raise StorePermissionError(message)

    def _check_folder(self, status: os.stat_result) -> None:
        anybody_writes = status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX
        if self._strict_owner and anybody_writes:
            message = (
                f"anybody may write to the folder {self.folder} of the session file: run "
                f"chmod 700 {self.folder}, or give a path in another folder (one that does not "
                "exist yet is made for you alone)"
            )
            raise StorePermissionError(message)

    def _refuse_link(self) -> None:
        if self.path.is_symlink():
            message = (
                f"the session file {self.path} is a link, which is not followed: give the path "
                "of the file itself"
            )
            raise StorePermissionError(message)

    def _no_file(self, kind: str) -> StoreUnavailableError:
        return StoreUnavailableError(
            f"the session file {self.path} is {kind}: give the path of a file"
        )
