"""Which session a store on shared ground keeps: its key, the API client, the address."""

from __future__ import annotations

from podio.stores.ground.keys import checked_key, storage_key


class SessionName:
    """The name of one session; it never changes."""

    __slots__ = ("_api_url", "_client_id", "ground", "key")

    def __init__(self, key: str, client_id: str = "", api_url: str = "") -> None:
        """Name a session; without a client yet, it is one that no client has.

        Raises:
            ConfigurationError: The key cannot name a session.
        """
        self.key = checked_key(key)
        self._client_id = client_id
        self._api_url = api_url
        self.ground = storage_key(key, client_id, api_url)

    @property
    def bound(self) -> tuple[str, str]:
        """The API client and its address; empty where there is none yet."""
        return self._client_id, self._api_url

    def bound_to(self, client_id: str, api_url: str) -> SessionName:
        """Return the name of the session that has this key for an API client."""
        return SessionName(self.key, client_id, api_url)

    def with_key(self, key: str) -> SessionName:
        """Return the name of another session of the same API client."""
        return SessionName(key, self._client_id, self._api_url)
