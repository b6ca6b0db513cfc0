"""What the session costs while it is fresh, and what it costs to read a store."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import httpx2

from podio import AsyncPodio, Podio, PodioOAuth
from podio.stores import AuthStore, FileAuthStore, MemoryAuthStore
from tests.bench.answers import CLIENT, HOST, NullTransport, answers, fresh_session
from tests.bench.figures import Figure
from tests.bench.rounds import Work, median_call, wall

CALLS = 200


class CountingStore:
    """Counts what is done to the store that it stands for."""

    def __init__(self, store: AuthStore) -> None:
        self.store = store
        self.count = 0

    def get(self) -> PodioOAuth:
        self.count += 1
        return self.store.get()

    def set(self, oauth: PodioOAuth) -> None:
        self.count += 1
        self.store.set(oauth)


def fresh_session_store_io(*, quick: bool) -> list[Figure]:
    """Calls with a fresh session do not touch the store."""
    store = CountingStore(MemoryAuthStore(fresh_session()))
    with httpx2.Client(transport=NullTransport(answers().item)) as http:
        podio = Podio(*CLIENT, store, api_url=HOST, http_client=http)
        loaded = store.count
        for _ in range(20 if quick else CALLS):
            podio.items.get(7)
        touched = store.count - loaded
        asked = 1e6 * median_call(podio.is_authenticated, CALLS, wall)
    return [
        Figure("store I/O of calls with a fresh session", touched, 0, "", gate=0),
        Figure("is_authenticated()", asked, 5, "us"),
    ]


def reading(*, quick: bool) -> list[Figure]:
    """`get` of the stores, medians."""
    calls = 200 if quick else 2000
    with tempfile.TemporaryDirectory() as folder:
        file = FileAuthStore(Path(folder) / "session.json")
        file.set(fresh_session())
        return [
            _get("memory", MemoryAuthStore(fresh_session()).get, 5, calls),
            _get("file", file.get, 200, calls),
        ]


def slow_store(*, quick: bool) -> list[Figure]:
    """How long a store that takes its time keeps the event loop from all else."""
    seconds = 0.1 if quick else 0.5
    late = asyncio.run(_lateness(SlowStore(fresh_session(), seconds)))
    return [Figure("event loop, late by under a slow store", 1e3 * late, 5, "ms")]


class SlowStore(MemoryAuthStore):
    """Blocks the thread that asks."""

    def __init__(self, oauth: PodioOAuth, seconds: float) -> None:
        super().__init__(oauth)
        self.seconds = seconds

    def get(self) -> PodioOAuth:
        time.sleep(self.seconds)
        return super().get()


async def _lateness(store: AuthStore) -> float:
    """Return by how much the latest of many short sleeps was late, in seconds."""
    loop = asyncio.get_running_loop()
    latest = 0.0
    podio = AsyncPodio(*CLIENT, store, api_url=HOST)
    opening = asyncio.create_task(podio.__aenter__())
    while not opening.done():
        begun = loop.time()
        await asyncio.sleep(0.001)
        latest = max(latest, loop.time() - begun - 0.001)
    await podio.aclose()
    return latest


def _get(name: str, get: Work, budget: float, calls: int) -> Figure:
    return Figure(f"{name} store, get", 1e6 * median_call(get, calls, wall), budget, "us")
