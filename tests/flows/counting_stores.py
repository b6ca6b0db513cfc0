"""Stores of the tests' own: one that counts, one that awaits, one that fails, one that is slow."""

from __future__ import annotations

import asyncio
import threading
import time

from podio import PodioOAuth


class CountingStore:
    """Keeps one session and counts what is asked of it; any thread may ask."""

    def __init__(self, oauth: PodioOAuth | None = None, delay: float = 0.0) -> None:
        self.oauth = oauth or PodioOAuth()
        self.delay = delay
        self.down = False
        self.gets = 0
        self.sets = 0
        self._guard = threading.Lock()

    def get(self) -> PodioOAuth:
        with self._guard:
            self.gets += 1
        self._answer()
        return self.oauth

    def set(self, oauth: PodioOAuth) -> None:
        with self._guard:
            self.sets += 1
        self._answer()
        self.oauth = oauth

    @property
    def asked(self) -> int:
        return self.gets + self.sets

    def _answer(self) -> None:
        if self.delay:
            time.sleep(self.delay)  # what is under test: a store that blocks its thread
        if self.down:
            message = "no route to the store"
            raise ConnectionRefusedError(message)


class AwaitedStore:
    """An async store; notes the event loops that it was used from."""

    def __init__(self, oauth: PodioOAuth | None = None) -> None:
        self.oauth = oauth or PodioOAuth()
        self.loops: set[int] = set()
        self.gets = 0
        self.sets = 0
        self.closed = False

    async def get(self) -> PodioOAuth:
        await self._answer()
        self.gets += 1
        return self.oauth

    async def set(self, oauth: PodioOAuth) -> None:
        await self._answer()
        self.sets += 1
        self.oauth = oauth

    async def close(self) -> None:
        await self._answer()
        self.closed = True

    async def _answer(self) -> None:
        self.loops.add(id(asyncio.get_running_loop()))
        await asyncio.sleep(0)
