"""The key in the system's keyring: found or made once, within a limit of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from podio.errors import ConfigurationError, PodioError, StoreError, StoreUnavailableError
from podio.stores.encrypted.key_ring import KeyRing, generate_key, key_ring
from podio.stores.file.lease import FileLease
from podio.stores.file.private_file import PrivateFile
from podio.stores.ground.stored_text import HiddenText
from podio.stores.ground.time_limit import TimeLimit

if TYPE_CHECKING:
    from pathlib import Path

    from keyring.backend import KeyringBackend

T = TypeVar("T")

USER = "key of the stored sessions"
"""What the keyring shows as the user's name."""

_KEEPS_NOTHING = ("keyring.backends.null.", "keyring.backends.fail.")
_IN_THE_CLEAR = ("plaintext", "uncrypted", "unencrypted")


class KeyInKeyring:
    """One key for all sessions of a service; shared by the stores that need it."""

    def __init__(
        self, service: str, folder: Path, backend: KeyringBackend | None, timeout: float
    ) -> None:
        """Look for the libraries; the keyring is not asked yet.

        Args:
            service: The name that the keyring shows.
            folder: Where a file says who makes the key, for several processes at once.
            backend: The keyring, if not the library's choice.
            timeout: Seconds that the keyring may take.

        Raises:
            ConfigurationError: A library is missing.
        """
        try:
            from keyring import get_keyring
        except ImportError as error:
            message = (
                f"the keyring store needs the keyring library ({error}): "
                "pip install 'podio-sdk[keyring]'"
            )
            raise ConfigurationError(message) from None
        self._empty, _ = key_ring(())
        self._choose: Callable[[], Any] = get_keyring if backend is None else lambda: backend
        self._service = service
        self._limit = TimeLimit(timeout)
        self._place = PrivateFile(folder / "key", strict_owner=True)
        self._ring: KeyRing | None = None

    def ring(self, *, needed: str = "", create: bool = False) -> KeyRing:
        """Return the key, or no key at all where there is none.

        Args:
            needed: The id of a key that would be of use: another process may have made it.
            create: Whether to make a key if there is none.

        Raises:
            StoreUnavailableError: The keyring is locked, hangs, or is none that keeps secrets.
        """
        ring = self._ring
        if ring is not None and (not needed or ring.knows(needed)):
            return ring
        found = self._read()
        if not found.newest and create:
            self._place.make_folder()
            # One at a time: the second of two keys would shut the first one's sessions.
            with FileLease(self._place, strict_owner=True).guard():
                found = self._read()
                if not found.newest:
                    found = self._make()
        if found.newest:
            self._ring = found
        return found

    def _read(self) -> KeyRing:
        kept: HiddenText | None = self._within(
            lambda keyring: _hidden(keyring.get_password(self._service, USER))
        )
        if kept is None:
            return self._empty
        ring, problem = key_ring(str(kept))
        if problem:
            message = (
                f"the keyring's entry {self._service!r}, {USER!r} is no key of this library: "
                "another program uses that name; give the store another service="
            )
            raise StoreError(message)
        return ring

    def _make(self) -> KeyRing:
        self._within(lambda keyring: keyring.set_password(self._service, USER, generate_key()))
        made = self._read()
        if not made.newest:
            message = (
                "the keyring takes entries and does not keep them: give the store another "
                "backend=, or use FileAuthStore"
            )
            raise StoreUnavailableError(message)
        return made

    def _within(self, work: Callable[[Any], T]) -> T:
        """Do something with the keyring, within the limit."""
        try:
            return self._limit.within(lambda: work(trusted(self._choose())))
        except TimeoutError:
            problem = (
                f"did not answer within {self._limit.seconds:g} s: if it waits to be unlocked, "
                "unlock it and try again, or give the store a longer timeout="
            )
        except PodioError:
            raise
        except Exception as error:  # noqa: BLE001 -- each keyring has errors of its own
            problem = (
                f"failed ({type(error).__name__}): check that it is unlocked and lets this "
                "program in, or use FileAuthStore"
            )
        message = f"the system's keyring {problem}"
        raise StoreUnavailableError(message)


def trusted(backend: Any) -> Any:  # the library is an extra
    """Return a keyring that keeps secrets, out of several if it is a chain.

    Raises:
        StoreUnavailableError: There is none.
    """
    chain: list[Any] = list(getattr(backend, "backends", None) or [backend])
    for one in chain:
        if not _refused(one):
            return one
    names = ", ".join(type(one).__name__ for one in chain)
    message = (
        f"there is no keyring here that keeps secrets (found: {_where(chain[0])}; {names}): "
        "install one, or use FileAuthStore or EncryptedAuthStore"
    )
    raise StoreUnavailableError(message)


def _refused(backend: object) -> bool:
    kinds = [f"{kind.__module__}.{kind.__qualname__}" for kind in type(backend).__mro__]
    return any(
        kind.startswith(_KEEPS_NOTHING) or any(word in kind.lower() for word in _IN_THE_CLEAR)
        for kind in kinds
    )


def _where(backend: object) -> str:
    return type(backend).__module__


def _hidden(text: str | None) -> HiddenText | None:
    return None if text is None else HiddenText(text)
