"""Processes that share one session on a server, or in an SQLite file, by its address."""

from __future__ import annotations

import asyncio
import sys

from podio import AsyncPodio, Podio
from tests.flows.sharing_processes import (
    CLIENT,
    Fleet,
    burst_of_tasks,
    burst_of_threads,
    told,
)
from tests.stores.apart import start_apart
from tests.stores.places import store_at

KEY = "user:42"


def call_when_told(url: str, place: str, width: int) -> bool:
    """Be a process with threads: a burst of calls for each word."""
    with Podio(*CLIENT, store_at(place, KEY), api_url=url) as client:
        while told():
            sys.stdout.write(burst_of_threads(client, width).report() + "\n")
    return True


def call_with_tasks_when_told(url: str, place: str, width: int) -> bool:
    """Be a process with an event loop: a burst of calls for each word."""

    async def run() -> None:
        async with AsyncPodio(*CLIENT, store_at(place, KEY, awaits=True), api_url=url) as client:
            while await asyncio.to_thread(told):
                burst = await burst_of_tasks(client, width)
                sys.stdout.write(burst.report() + "\n")

    asyncio.run(run())
    return True


class ServerFleet(Fleet):
    """Processes of both kinds over one session."""

    def __init__(self, url: str, place: str, processes: int, width: int) -> None:
        kinds = (call_when_told, call_with_tasks_when_told)
        self.processes = [
            start_apart(kinds[number % 2], url, place, width) for number in range(processes)
        ]
        for process in self.processes:
            assert process.stdout
            if process.stdout.readline() != "ready\n":
                raise AssertionError(process.communicate()[1])
