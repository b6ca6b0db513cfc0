"""Processes that share one session in a store around a store, made by its recipe."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from podio import AsyncPodio, Podio
from podio.stores import (
    AuthStore,
    EnvAuthStore,
    FileAuthStore,
    LayeredAuthStore,
    MemoryAuthStore,
    PrefixedAuthStore,
)
from podio.stores.encrypted import EncryptedAuthStore
from podio.stores.keyring import KeyringAuthStore
from podio.stores.protocol import offers
from podio.stores.sql import SQLAuthStore
from tests.flows.sharing_processes import (
    CLIENT,
    Fleet,
    burst_of_tasks,
    burst_of_threads,
    line_of,
    told,
)
from tests.stores.apart import start_apart
from tests.stores.keyrings import FolderKeyring

KEY = bytes(range(32))
RECIPES = ("encrypted", "layered", "prefixed", "seeded", "keyring")


def store_by(recipe: str, folder: str) -> AuthStore:
    """Make a store; all that are made by one recipe in one folder have the same session."""
    place = Path(folder)
    if recipe == "encrypted":
        return EncryptedAuthStore(FileAuthStore(place / "session.json"), KEY)
    if recipe == "layered":
        return LayeredAuthStore(MemoryAuthStore(), FileAuthStore(place / "session.json"))
    if recipe == "seeded":
        return EnvAuthStore(FileAuthStore(place / "session.json"))
    if recipe == "keyring":
        backend = FolderKeyring(place / "keyring")
        return KeyringAuthStore("user:42", folder=place / "files", backend=backend)
    inner = SQLAuthStore(f"sqlite:///{place / 'sessions.db'}", "user:42", timeout=20.0)
    return PrefixedAuthStore(inner, "crm")


def call_when_told(recipe: str, folder: str, url: str, width: int) -> bool:
    """Be a process with threads: a burst of calls for each word."""
    with Podio(*CLIENT, store_by(recipe, folder), api_url=url) as client:
        while told():
            sys.stdout.write(burst_of_threads(client, width).report() + "\n")
    return True


def call_with_tasks_when_told(recipe: str, folder: str, url: str, width: int) -> bool:
    """Be a process with an event loop: a burst of calls for each word."""

    async def run() -> None:
        async with AsyncPodio(*CLIENT, store_by(recipe, folder), api_url=url) as client:
            while await asyncio.to_thread(told):
                burst = await burst_of_tasks(client, width)
                sys.stdout.write(burst.report() + "\n")

    asyncio.run(run())
    return True


def lock_and_die(recipe: str, folder: str, url: str) -> bool:
    """Take the lock of a client's session, and be killed with it."""
    store: Any = store_by(recipe, folder)
    if "bound_to" in offers(store):
        store = store.bound_to(CLIENT[0], url)
    assert store.lock(2.0)
    os.kill(os.getpid(), signal.SIGKILL)
    return True


class WrappedFleet(Fleet):
    """Processes of both kinds over one session."""

    def __init__(self, recipe: str, folder: str, url: str, processes: int, width: int) -> None:
        kinds = (call_when_told, call_with_tasks_when_told)
        self.processes = [
            start_apart(kinds[number % 2], recipe, folder, url, width)
            for number in range(processes)
        ]
        for process in self.processes:
            assert line_of(process) == "ready"
