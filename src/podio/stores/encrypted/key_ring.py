"""The keys of encrypted sessions: the newest seals, all of them open."""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

from podio.core.secret import Secret
from podio.errors import ConfigurationError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12

Key: TypeAlias = bytes | str | Secret
"""32 bytes, or their base64 or hex text, such as `generate_key()` returns."""


def generate_key() -> str:
    """Return a new key for `EncryptedAuthStore`, as text for a vault or the environment."""
    return urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


class KeyRing:
    """Keys by their ids; it shows none of them.

    Attributes:
        newest: The id of the key that seals; empty where there is no key at all.
    """

    __slots__ = ("_ciphers", "newest")

    def __init__(self, ciphers: dict[str, AESGCM]) -> None:
        """Hold ciphers, the newest first; see `key_ring`."""
        self._ciphers = ciphers
        self.newest = next(iter(ciphers), "")

    def knows(self, key_id: str) -> bool:
        """Tell whether a key is on the ring."""
        return key_id in self._ciphers

    def seal(self, text: Callable[[], bytes], context: bytes) -> bytes:
        """Encrypt with the newest key.

        Args:
            text: Gives what to hide; called at the moment of sealing, so that no frame has it.
            context: What the sealed bytes belong to; they open nowhere else.
        """
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._ciphers[self.newest].encrypt(nonce, text(), context)

    def open(self, key_id: str, sealed: bytes, context: bytes) -> bytes | None:
        """Decrypt; None if it was changed, or sealed with other keys or for something else."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._ciphers[key_id].decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context
            )
        except (InvalidTag, KeyError, ValueError):
            return None

    def __repr__(self) -> str:
        """Name the keys, by what is no secret of them."""
        return f"KeyRing({', '.join(self._ciphers)})"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        message = "a key ring is not pickled: the keys would stand in the clear"
        raise TypeError(message)


def key_ring(keys: Key | Iterable[Key]) -> tuple[KeyRing, str]:
    """Return the ring of some keys, the newest first, and what is wrong with them.

    What is wrong comes as a text, not as an error, whose frames would have the keys.

    Raises:
        ConfigurationError: The `cryptography` library is missing.
    """
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        keys = ()
        message = (
            f"encrypted sessions need the cryptography library ({error}): "
            "pip install 'podio-sdk[crypto]'"
        )
        raise ConfigurationError(message) from None
    ciphers: dict[str, AESGCM] = {}
    given: list[object] = [keys] if isinstance(keys, bytes | str | Secret) else _listed(keys)
    for number, key in enumerate(given, 1):
        raw = _bytes_of(key)
        if len(raw) != KEY_BYTES:
            return KeyRing({}), (
                f"key {number} of {len(given)} is not {KEY_BYTES} bytes, nor their base64 or hex "
                "text: make one with podio.stores.encrypted.generate_key()"
            )
        ciphers[_id_of(raw)] = AESGCM(raw)
    return KeyRing(ciphers), "" if ciphers else "there is no key: give at least one"


def _listed(keys: object) -> list[object]:
    return [*cast("Iterable[object]", keys)] if isinstance(keys, Iterable) else []


def _bytes_of(key: object) -> bytes:
    """Read a key in any of its forms; nothing where it has none of them."""
    if isinstance(key, bytes):
        return key
    if isinstance(key, Secret):
        return _bytes_of(key.reveal())
    if not isinstance(key, str):
        return b""
    text = key.strip()
    try:
        if len(text) == 2 * KEY_BYTES:
            return bytes.fromhex(text)
        padded = text + "=" * (-len(text) % 4)
        return urlsafe_b64decode(padded.replace("+", "-").replace("/", "_"))
    except ValueError:
        return b""


def _id_of(raw: bytes) -> str:
    # Says which key it was without helping anybody to find it.
    return hmac.digest(raw, b"podio-sdk: id of a key", "sha256").hex()[:12]
