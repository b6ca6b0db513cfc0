"""Keeps sessions under the protection of the system's keyring."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from podio.stores.encrypted.sealing import SealingSteps
from podio.stores.file.file_store import FileAuthStore
from podio.stores.file.state_folder import state_folder
from podio.stores.ground.session_name import SessionName
from podio.stores.keyring.key import KeyInKeyring
from podio.stores.protocol import OPTIONAL
from podio.stores.wrappers.wrapping import BlockingWrapper

if TYPE_CHECKING:
    import os

    from keyring.backend import KeyringBackend

TIMEOUT = 3.0


class KeyringAuthStore(BlockingWrapper):
    """A session that opens only while the keyring of its user does (level 2 on one machine).

        KeyringAuthStore("user:42")

    The keyring (Keychain, Credential Manager, Secret Service) holds one key of 32 bytes for all
    sessions; the sessions are in files of this user's, encrypted with it. So they fit, whatever
    the keyring's limits, and are replaced as a whole and locked as `FileAuthStore` does it. A
    backup or a thief of the files has nothing to read.

    The keyring is asked once in a process. One that keeps nothing, or keeps it in the clear, is
    refused; one that hangs, or waits for somebody to unlock it, raises `StoreUnavailableError`
    after `timeout` seconds.
    """

    def __init__(
        self,
        key: str,
        *,
        service: str = "podio-sdk",
        folder: str | os.PathLike[str] | None = None,
        backend: KeyringBackend | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        """Name the session; the keyring is not asked yet.

        Args:
            key: Whose session it is.
            service: The name that the keyring shows to its user.
            folder: Where the files are; by default `podio/keyring` in the user's state folder.
            backend: Another keyring than the one that the library chooses.
            timeout: Seconds after which the keyring counts as unavailable.

        Raises:
            ConfigurationError: `keyring` or `cryptography` is missing, or the key names nothing.
        """
        chosen = state_folder() / "podio" / "keyring" if folder is None else Path(folder)
        files = SessionFiles(chosen.expanduser().absolute(), SessionName(key), service)
        keys = KeyInKeyring(service, files.folder, backend, timeout)
        self._steps = FiledSteps(files, keys)

    def __repr__(self) -> str:
        """Show whose session it is, and where."""
        return f"KeyringAuthStore({self.key!r}, folder={str(self._steps.inner.path.parent)!r})"


class SessionFiles:
    """The files of many sessions, one of which is meant."""

    def __init__(self, folder: Path, name: SessionName, service: str) -> None:
        self.folder = folder
        self.name = name
        self._service = service

    def renamed(self, name: SessionName) -> SessionFiles:
        """Mean another session."""
        return SessionFiles(self.folder, name, self._service)

    def store(self) -> FileAuthStore:
        """Return the store of the file; its name tells nobody whose session it is."""
        mark = sha256(f"{self._service}\0{self.name.ground}".encode()).hexdigest()[:32]
        return FileAuthStore(self.folder / f"{mark}.json")


class FiledSteps(SealingSteps):
    """Seals sessions into files, one for each session."""

    def __init__(self, files: SessionFiles, keys: KeyInKeyring, reached: str = "") -> None:
        name = files.name
        super().__init__(files.store(), keys, key=name.key, bound=name.bound, reached=reached)
        self._files = files
        self._from = keys

    @property
    def offers(self) -> frozenset[str]:
        """All: there is a file for each key."""
        return OPTIONAL

    def bound_to(self, client_id: str, api_url: str) -> FiledSteps:
        """Return the steps over the file of this key's session of an API client."""
        name = self._files.name.bound_to(client_id, api_url)
        return FiledSteps(self._files.renamed(name), self._from, self._reached)

    def for_key(self, key: str) -> FiledSteps:
        """Return the steps over the file of another session."""
        name = self._files.name.with_key(key)
        return FiledSteps(self._files.renamed(name), self._from, f"for_key({key!r}).")
