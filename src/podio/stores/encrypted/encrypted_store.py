"""Keeps sessions encrypted, in any store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from podio.errors import ConfigurationError
from podio.stores.encrypted.key_ring import Key, key_ring
from podio.stores.encrypted.sealing import FixedKeys, SealingSteps
from podio.stores.wrappers.wrapping import AsyncWrapper, BlockingWrapper

if TYPE_CHECKING:
    from podio.stores.protocol import AsyncAuthStore, AuthStore


class EncryptedAuthStore(BlockingWrapper):
    """A session that only the holder of a key can read (level of the store inside).

        EncryptedAuthStore(RedisAuthStore(url, key="user:42"), [key])

    Sessions are sealed with AES-256-GCM for the key of their store, which is a file's name: the
    entries of two users that were swapped do not open, and neither does one that was changed. A
    store whose `key` is empty does not say whose session it keeps, nor do files of one name in
    several folders: give each a `key=`, or what is swapped there opens. What does not open
    raises `StoreDecryptionError`; it counts as neither signed out nor replaceable, until
    `delete()` gives it up, as the error says. The first key seals; the others open what was
    sealed before, and reading seals it again with the first (where the store has
    compare-and-set, else saving does). Put a new key last on all machines, and then first, or
    those without it are shut out.

    Not hidden: that there is a session, its size, version, API client and address. Nor does
    encryption notice an older entry that somebody puts back in its own place.
    """

    def __init__(
        self,
        inner: AuthStore,
        keys: Key | Iterable[Key],
        *,
        key: str = "",
        adopt_plain: bool = False,
    ) -> None:
        """Wrap a store.

        Args:
            inner: Any blocking store.
            keys: The newest first; each 32 bytes, or their base64 or hex text.
            key: Whose session it is, for a store that does not say so itself, for files of one
                name in several folders, and for a file that was renamed (its former name).
            adopt_plain: Whether a session that is not encrypted yet is taken and sealed; only
                while you move to encryption.

        Raises:
            ConfigurationError: A key is no key, or `cryptography` is missing.
        """
        ring, problem = key_ring(keys)
        keys = ()  # a traceback may be shown with its locals
        if problem:
            raise ConfigurationError(problem)
        inside = self._checked(inner)
        self._steps = SealingSteps(inside, FixedKeys(ring), key=key, adopt_plain=adopt_plain)


class AsyncEncryptedAuthStore(AsyncWrapper):
    """A session that only the holder of a key can read, from asyncio.

    It keeps what `EncryptedAuthStore` keeps; what else there is to know stands there.
    """

    def __init__(
        self,
        inner: AsyncAuthStore,
        keys: Key | Iterable[Key],
        *,
        key: str = "",
        adopt_plain: bool = False,
    ) -> None:
        """Wrap a store.

        Args:
            inner: Any store whose methods are coroutines.
            keys: The newest first; each 32 bytes, or their base64 or hex text.
            key: Whose session it is, where the store does not say so, or no longer the same.
            adopt_plain: Whether a session that is not encrypted yet is taken and sealed.

        Raises:
            ConfigurationError: A key is no key, or `cryptography` is missing.
        """
        ring, problem = key_ring(keys)
        keys = ()  # a traceback may be shown with its locals
        if problem:
            raise ConfigurationError(problem)
        inside = self._checked(inner)
        self._steps = SealingSteps(inside, FixedKeys(ring), key=key, adopt_plain=adopt_plain)
