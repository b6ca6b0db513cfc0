"""Stores as a user would write them: two methods, blocking or async."""

from __future__ import annotations

from podio import PodioOAuth


class ShelfStore:
    """Keeps a session on a shelf, by a key."""

    def __init__(self, shelf: dict[str, str], key: str) -> None:
        self.shelf = shelf
        self.key = key

    def get(self) -> PodioOAuth:
        text = self.shelf.get(self.key)
        return PodioOAuth.from_json(text) if text else PodioOAuth()

    def set(self, oauth: PodioOAuth) -> None:
        self.shelf[self.key] = oauth.to_json()


class AsyncShelfStore:
    """The same, awaited."""

    def __init__(self, shelf: dict[str, str], key: str) -> None:
        self.shelf = shelf
        self.key = key

    async def get(self) -> PodioOAuth:
        text = self.shelf.get(self.key)
        return PodioOAuth.from_json(text) if text else PodioOAuth()

    async def set(self, oauth: PodioOAuth) -> None:
        self.shelf[self.key] = oauth.to_json()
