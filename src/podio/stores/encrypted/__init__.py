"""Sessions encrypted, in any store."""

from __future__ import annotations

from podio.stores.encrypted.encrypted_store import AsyncEncryptedAuthStore, EncryptedAuthStore
from podio.stores.encrypted.key_ring import generate_key

__all__ = ["AsyncEncryptedAuthStore", "EncryptedAuthStore", "generate_key"]
