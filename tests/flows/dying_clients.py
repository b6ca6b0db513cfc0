"""Processes that refresh a session and are killed so many milliseconds after Podio's answer."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from podio import Podio, PodioOAuth, SessionEvent
from podio.stores import FileAuthStore
from tests.flows.servers import RawServer, answer
from tests.flows.sharing_processes import CALL, CLIENT, line_of, say_to
from tests.stores.apart import end, start_apart
from tests.stores.places import store_at

if TYPE_CHECKING:
    from pathlib import Path

ENDED = b'{"error": "unauthorized", "error_description": "expired_token"}'
SPIN = 0.002
"""Seconds before a kill in which its moment is waited for without sleeping."""


def store_in(place: str, key: str) -> Any:  # a blocking store of any kind
    """Open the session of a key at an address; one without a scheme is a folder."""
    return store_at(place, key) if ":" in place else FileAuthStore(f"{place}/{key}.json")


class RotatingServer(RawServer):
    """Gives out a new refresh token with each token request.

    Attributes:
        given: How many it gave.
        answered: When the last one left.
        then: What is done just after that.
    """

    def __init__(self) -> None:
        super().__init__(self._reply)
        self.given = 0
        self.answered = 0.0
        self.then: Callable[[], object] = lambda: None

    @property
    def last(self) -> str:
        """The refresh token that Podio would take."""
        return f"refresh-of-{self.given}"

    def _reply(self, head: str) -> Iterator[bytes]:
        if "/oauth/token" not in head:
            ended = "access-before" in head
            yield answer(ENDED, status="401 Unauthorized") if ended else answer(b"[]")
            return
        tokens = {
            "access_token": f"access-of-{self.given + 1}",
            "refresh_token": f"refresh-of-{self.given + 1}",
            "expires_in": 28_800,
            "ref": {"type": "user", "id": 1},
            "token_type": "bearer",
        }
        self.given += 1
        reply = answer(json.dumps(tokens).encode())
        self.answered = time.monotonic()
        yield reply
        self.then()


def refresh_when_told(url: str, place: str) -> bool:
    """For each key that is read, fork a child that refreshes its session, and say its id."""
    for key in sys.stdin:
        child = os.fork()
        if child == 0:
            refresh(url, place, key.strip())
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("dead\n")
        sys.stdout.flush()
    return True


def refresh(url: str, place: str, key: str) -> None:
    """Refresh once, say when the new session was written and saved, and wait for the end."""

    def say(what: str) -> None:
        os.write(1, f"{what} {time.monotonic()}\n".encode())

    def look(event: str, arguments: tuple[object, ...]) -> None:
        # A file store opens what it has written once more, to have it on the disk.
        if event == "open" and str(arguments[0]).endswith(".next"):
            flags = arguments[2]
            if isinstance(flags, int) and flags & os.O_RDWR:
                say("written")

    def told(event: SessionEvent) -> None:
        if event.name == "refreshed":
            say("saved")

    sys.addaudithook(look)
    client = Podio(*CLIENT, store_in(place, key), api_url=url, on_event=told, timeout=5)
    with suppress(Exception):
        client.request(CALL)
        signal.pause()
    os._exit(1)


class Trial(NamedTuple):
    """What became of one refresh.

    Attributes:
        lost: Whether the store has not the token that Podio gave.
        whole: Whether it has the former one then, as it was.
        saved: Whether the store had said that it has the new one.
        gaps: Milliseconds from the answer to each thing that was said.
    """

    lost: bool
    whole: bool
    saved: bool
    gaps: dict[str, float]


class DyingClients:
    """Clients over one store, each of which refreshes and is killed."""

    def __init__(self, place: str | Path) -> None:
        self._place = str(place)
        self._server = RotatingServer()
        self._pids: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._count = 0

    def trial(self, delay: float) -> Trial:
        """Let a client refresh, and kill it so many seconds after the answer."""
        server = self._server
        self._count += 1
        key = "session" if ":" not in self._place else f"user:{self._count}"
        store = store_in(self._place, key)
        if ":" in self._place:
            store = store.bound_to(CLIENT[0], server.url)
        former = PodioOAuth(
            f"access-before-{self._count}",
            f"refresh-before-{self._count}",
            expires_at=time.time() + 7200,
            version=10 * self._count,
            chain=f"chain-{self._count}",
        )
        store.set(former)

        def kill() -> None:
            child = self._pids.get()
            time.sleep(max(0.0, delay - SPIN))
            while time.monotonic() < server.answered + delay:
                pass
            os.kill(child, signal.SIGKILL)

        server.then = kill
        say_to(self._nursery, key)
        said: dict[str, float] = {}
        while (line := line_of(self._nursery)) != "dead":
            what, *when = line.split()
            if when:
                said.setdefault(what, float(when[0]))
            else:
                self._pids.put(int(what))
        found: PodioOAuth = store.get()
        store.close()
        gaps = {what: 1000 * (when - server.answered) for what, when in said.items()}
        lost = found.refresh_token != server.last
        return Trial(lost, found == former, "saved" in said, gaps)

    def __enter__(self) -> Self:
        self._server.__enter__()
        self._nursery = start_apart(refresh_when_told, self._server.url, self._place)
        return self

    def __exit__(self, *_: object) -> None:
        end(self._nursery)
        self._server.__exit__()
