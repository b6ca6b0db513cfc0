"""Keeps a session in a file that only its owner can read."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path

from podio.core.session.oauth import PodioOAuth
from podio.errors import StoreCorruptError, StoreError
from podio.stores.file.lease import FileLease
from podio.stores.file.private_file import PrivateFile
from podio.stores.file.state_folder import state_folder
from podio.stores.ground.stored_text import session_in, text_of

log = logging.getLogger("podio.session")


class FileAuthStore:
    """A session in a file, for all processes of one user on one machine (level 2).

    The file has mode 0600, and folders that are missing are made with mode 0700. It is replaced
    as a whole: whoever is killed at whatever moment leaves the old session or the new one. A
    file that is a link, another user's, or open to others is refused. Beside it are files that
    end in `.lock`, `.guard` and `.lease`; they hold no secrets and must stay where they are. One
    that ends in `.next` is a session on its way to the disk.

    Keep it on a local disk: network file systems (NFS, SMB) may have no locks, or none that
    other machines see, and a server that does not answer makes each read wait.

    Attributes:
        path: The file.
        key: Whose session it is: the file's name without its folder, which may be moved. An
            encrypted session opens under that name alone; files of one name in several folders
            are told apart only if `EncryptedAuthStore` gets a `key=` for each.
    """

    def __init__(
        self, path: str | os.PathLike[str] | None = None, *, strict_owner: bool = True
    ) -> None:
        """Name the file; it is made when something is stored.

        Args:
            path: The file; by default `podio/session.json` in the user's state folder.
            strict_owner: Whether the file must be ours and nobody else may open it. Turn it off
                only where files have no owners and modes (FAT, some mounts of containers).
        """
        chosen = state_folder() / "podio" / "session.json" if path is None else Path(path)
        # Made absolute now: a program that changes its folder later still means the same file.
        self.path = Path(os.path.abspath(chosen.expanduser()))  # noqa: PTH100 -- resolve() would follow a link
        self.key = self.path.name
        self._file = PrivateFile(self.path, strict_owner=strict_owner)
        self._lease = FileLease(self._file, strict_owner=strict_owner)

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            StoreCorruptError: The file held no session; it was moved aside.
            StorePermissionError: The file is a link, another's, or open to others.
            StoreUnavailableError: The file cannot be read.
        """
        session, problem = self._load()
        if problem:
            with self._lease.guard():
                session, problem = self._load()  # somebody may have put it right meanwhile
                if problem:
                    problem = self._move_aside(problem)
        if problem:
            raise StoreCorruptError(problem)
        return session

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            StorePermissionError: The file is a link, another's, or open to others.
            StoreUnavailableError: The file cannot be written; the old session stays.
        """
        self._file.make_folder()
        with self._lease.guard():
            self._write(oauth)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there.

        A file that holds no session is moved aside, and counts as none.

        Raises:
            StorePermissionError: The file is a link, another's, or open to others.
            StoreUnavailableError: The file cannot be read or written; the old session stays.
        """
        self._file.make_folder()
        with self._lease.guard():
            stored, problem = self._load()
            if problem:
                log.warning("%s", self._move_aside(problem))
            if stored.version > expected_version:
                return False
            self._write(oauth)
            return True

    def delete(self) -> None:
        """Forget the session, and what was moved aside or left behind of former ones."""
        if not self.path.parent.is_dir():
            return
        with self._lease.guard():
            self._file.remove()

    def lock(self, lease: float) -> str | None:
        """Take the lock, or return None while any process of this machine has it."""
        self._file.make_folder()
        owner = self._lease.take(lease)
        if owner is not None:
            self._file.prepare()
        return owner

    def unlock(self, owner: str) -> bool:
        """Give the lock back; False if its lease had ended and somebody else took it."""
        return self._lease.give_back(owner)

    def close(self) -> None:
        """Do nothing: no file stays open, but that of a lock until it is given back.

        A client that is closed says so here, while another one over the same store may hold
        the lock.
        """

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"FileAuthStore({str(self.path)!r})"

    def _load(self) -> tuple[PodioOAuth, str]:
        """Return the session, and what is wrong with the file."""
        with suppress(FileNotFoundError):  # as a rule there is none
            ahead, problem = session_in(self._file.read_ahead())
            if not problem:
                return ahead, ""
        try:
            return session_in(self._file.read())
        except FileNotFoundError:
            return PodioOAuth(), ""

    def _move_aside(self, problem: str) -> str:
        try:
            aside = self._file.move_aside()
        except StoreError as error:
            return f"{self.path}: {problem} ({error})"
        return f"{self.path}: {problem} (what was there is now {aside})"

    def _write(self, oauth: PodioOAuth) -> None:
        self._file.replace(lambda: text_of(oauth))
