"""Sessions under the protection of the system"s keyring."""

from __future__ import annotations

from podio.stores.keyring.keyring_store import KeyringAuthStore

__all__ = ["KeyringAuthStore"]
