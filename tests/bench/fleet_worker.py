"""One process of the fleet: many tenants, one store for all, told over a pipe what to do.

It reads its set-up as a line of JSON, for an address with a password has no place on a command
line; then it calls every tenant it has for each further line, and says in a line how that went.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from podio import PodioOAuth, PodioSessions
from tests.bench.fleet_grounds import CLIENT, FleetStore, store_on

ITEM = 7


class Setup(NamedTuple):
    """What a worker is told at first."""

    kind: str
    ground: str
    api_url: str
    threads: int
    tenants: list[str]


class Told(NamedTuple):
    """What a worker tells of one round of calls.

    Attributes:
        seconds: What each call took.
        operations: How often each operation of the store was used.
        errors: What went wrong.
        resident: Bytes of memory that the process has, 0 where the system does not say.
    """

    seconds: list[float]
    operations: dict[str, int]
    errors: list[str]
    resident: int


class CountedStore:
    """Counts what the client does to a store."""

    def __init__(self, store: FleetStore, seen: Operations) -> None:
        self._store = store
        self._seen = seen

    def for_key(self, key: str) -> CountedStore:
        return CountedStore(self._store.for_key(key), self._seen)

    def bound_to(self, client_id: str, api_url: str) -> CountedStore:
        return CountedStore(self._store.bound_to(client_id, api_url), self._seen)

    def get(self) -> PodioOAuth:
        self._seen.add("get")
        return self._store.get()

    def set(self, oauth: PodioOAuth) -> None:
        self._seen.add("set")
        self._store.set(oauth)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        self._seen.add("compare_and_set")
        return self._store.compare_and_set(oauth, expected_version)

    def delete(self) -> None:
        self._seen.add("delete")
        self._store.delete()

    def lock(self, lease: float) -> str | None:
        owner = self._store.lock(lease)
        self._seen.add("lock" if owner is not None else "lock refused")
        return owner

    def unlock(self, owner: str) -> bool:
        self._seen.add("unlock")
        return self._store.unlock(owner)

    def close(self) -> None:
        self._store.close()


class Operations:
    """A count of operations that threads share."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._seen: Counter[str] = Counter()

    def add(self, name: str) -> None:
        with self._guard:
            self._seen[name] += 1

    def taken(self) -> dict[str, int]:
        """Return the count and begin anew."""
        with self._guard:
            seen, self._seen = self._seen, Counter()
            return dict(seen)


def call_all(sessions: PodioSessions, tenants: Sequence[str], threads: int) -> list[float | str]:
    """Call every tenant once, in order; seconds or errors."""

    def call(tenant: str) -> float | str:
        began = time.perf_counter()
        try:
            title = sessions[tenant].items.get(ITEM).title
        except Exception as error:  # noqa: BLE001 -- every kind is counted and told
            return f"{tenant}: {type(error).__name__}: {error}"
        seconds = time.perf_counter() - began
        return seconds if title == tenant else f"{tenant} got the item of {title}"

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(call, tenants))


def resident() -> int:
    """The memory of this process."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * 4096


def main() -> None:
    setup = Setup(**json.loads(sys.stdin.readline()))
    seen = Operations()
    store = CountedStore(store_on(setup.kind, setup.ground), seen)
    with PodioSessions(
        *CLIENT, store, api_url=setup.api_url, max_open=max(1, len(setup.tenants))
    ) as sessions:
        print(json.dumps(Told([], {}, [], resident())._asdict()), flush=True)
        for _ in sys.stdin:
            said = call_all(sessions, setup.tenants, setup.threads)
            seconds = [each for each in said if isinstance(each, float)]
            errors = [each for each in said if isinstance(each, str)]
            told = Told(seconds, seen.taken(), errors, resident())
            print(json.dumps(told._asdict()), flush=True)


if __name__ == "__main__":
    main()
