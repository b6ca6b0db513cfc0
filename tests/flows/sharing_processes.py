"""Processes that share one session file, and call when they are told to."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from podio import AsyncPodio, Podio, Request
from podio.sandbox.seed import CREDENTIALS
from podio.stores import FileAuthStore
from tests.stores.apart import end, result_of, start_apart

if TYPE_CHECKING:
    import subprocess

CALL = Request("GET", "/oauth/scope")
CLIENT = (CREDENTIALS.client_id, CREDENTIALS.client_secret)


def token_name(token: str) -> str:
    """A name of a token that may be printed."""
    return hashlib.sha256(token.encode()).hexdigest()[:12]


class Burst:
    """What many calls at the same moment came to."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.tokens: set[str] = set()
        self.errors: list[str] = []

    @contextmanager
    def call(self, client: Podio | AsyncPodio) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- counted, whatever it is
            self.errors.append(repr(error))
        self.waits.append(time.monotonic() - begun)
        self.tokens.add(token_name(client.oauth.access_token))

    def report(self) -> str:
        found = {"waits": self.waits, "tokens": sorted(self.tokens), "errors": self.errors}
        return json.dumps(found)


def burst_of_threads(client: Podio, width: int) -> Burst:
    """Call from many threads at once."""
    burst, start = Burst(), threading.Barrier(width)

    def call(_: int) -> None:
        start.wait()
        with burst.call(client):
            client.request(CALL)

    with ThreadPoolExecutor(width) as pool:
        list(pool.map(call, range(width)))
    return burst


async def burst_of_tasks(client: AsyncPodio, width: int) -> Burst:
    """Call from many tasks at once."""
    burst = Burst()

    async def call() -> None:
        with burst.call(client):
            await client.request(CALL)

    await asyncio.gather(*(call() for _ in range(width)))
    return burst


def told() -> bool:
    """Say that one is ready; wait for the next word, and tell whether it was to go on."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return sys.stdin.readline() == "go\n"


def call_when_told(url: str, path: str, width: int) -> bool:
    """Be a process with threads: a burst of calls for each word."""
    with Podio(*CLIENT, FileAuthStore(path), api_url=url) as client:
        while told():
            sys.stdout.write(burst_of_threads(client, width).report() + "\n")
    return True


def call_with_tasks_when_told(url: str, path: str, width: int) -> bool:
    """Be a process with an event loop: a burst of calls for each word."""

    async def run() -> None:
        async with AsyncPodio(*CLIENT, FileAuthStore(path), api_url=url) as client:
            while await asyncio.to_thread(told):
                burst = await burst_of_tasks(client, width)
                sys.stdout.write(burst.report() + "\n")

    asyncio.run(run())
    return True


class Fleet:
    """Processes of both kinds over one session file."""

    def __init__(self, url: str, path: str, processes: int, width: int) -> None:
        kinds = (call_when_told, call_with_tasks_when_told)
        self.processes = [
            start_apart(kinds[number % 2], url, path, width) for number in range(processes)
        ]
        for process in self.processes:
            assert line_of(process) == "ready"

    def burst(self) -> list[dict[str, Any]]:
        """Let all call at once; return what came of it in each process."""
        for process in self.processes:
            say_to(process, "go")
        reports: list[dict[str, Any]] = []
        for process in self.processes:
            reports.append(json.loads(line_of(process)))
            assert line_of(process) == "ready"
        return reports

    def close(self) -> None:
        """Let all end well."""
        for process in self.processes:
            say_to(process, "end")
        for process in self.processes:
            assert result_of(process) is True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.close()
            return
        for process in self.processes:
            end(process)


def say_to(process: subprocess.Popen[str], word: str) -> None:
    """Say a word to a process that waits for one."""
    assert process.stdin
    process.stdin.write(word + "\n")
    process.stdin.flush()


def line_of(process: subprocess.Popen[str]) -> str:
    """Wait for a line from a process."""
    assert process.stdout
    line = process.stdout.readline().strip()
    if not line:
        _, errors = process.communicate()
        raise AssertionError(errors)
    return line
