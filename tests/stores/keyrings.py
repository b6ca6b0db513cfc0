"""Keyrings for tests: one that keeps, and those that a session must not be trusted to."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

if TYPE_CHECKING:
    from pathlib import Path


class TestKeyring(KeyringBackend):
    """What all have in common: the library never chooses one of them by itself."""

    __test__ = False
    priority = -1.0  # as the library's own null keyring has it

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's has no types

    def get_password(self, service: str, username: str) -> str | None:
        raise NotImplementedError(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError(service, username)


class FolderKeyring(TestKeyring):
    """Keeps entries in a folder, as for several processes; counts how often it is asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.asked = 0
        self.made = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        path = self.folder / f"{service}-{username}"
        return path.read_text() if path.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.made += 1
        self.folder.mkdir(exist_ok=True)
        # As a whole: a real keyring never shows half an entry to another thread.
        entry = self.folder / f"{service}-{username}"
        half = self.folder.with_name(f"{self.folder.name}-{threading.get_ident()}")
        half.write_text(password)
        half.replace(entry)


class LockedKeyring(TestKeyring):
    """Its user has not unlocked it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"canary {service} {username}")


class HangingKeyring(TestKeyring):
    """Waits for a service that does not answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answer.wait()
        raise NotImplementedError(service, username)


class ForgetfulKeyring(TestKeyring):
    """Takes everything and keeps nothing."""

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002 -- as the library calls it
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Let it go."""


class PlaintextKeyring(FolderKeyring):
    """Named as the one that writes passwords into a file as they are."""


class OwnPlainKeyring(PlaintextKeyring):
    """One of that kind by another name."""


class ChainOfKeyrings(TestKeyring):
    """Several, in their order, as the library makes it where it finds more than one."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = backends
