"""A further store on shared ground is one class of statements and one of connections."""

from __future__ import annotations

import inspect
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from podio.stores.ground.session_name import SessionName
from podio.stores.keyed import AsyncKeyedAuthStore, Found, KeyedAuthStore
from podio.stores.protocol import OPTIONAL, offers
from podio.testing import AuthStoreConformance

if TYPE_CHECKING:
    from collections.abc import Callable

    from podio.stores.ground.both_ways import Steps
    from podio.stores.ground.stored_text import HiddenText

Shelves = dict[str, tuple[str, Any]]


class ShelfStatements:
    """What is asked of a dict: each command is a function of it."""

    def __init__(self, name: SessionName) -> None:
        self.name = name
        self.entry = f"a shelf, {name.ground}"
        self._lock = f"{name.ground}/lock"

    def renamed(self, name: SessionName) -> ShelfStatements:
        return ShelfStatements(name)

    def read(self) -> Steps[Found]:
        def look(shelves: Shelves) -> Found:
            there = shelves.get(self.name.ground)
            return Found(None) if there is None else Found(there[0], there[1])

        found: Found = yield look
        return found

    def write(self, text: HiddenText, version: int) -> Steps[None]:
        def put(shelves: Shelves) -> None:
            shelves[self.name.ground] = (text, version)

        yield put

    def replace(self, text: HiddenText, version: int, expected: int) -> Steps[bool]:
        def unless_newer(shelves: Shelves) -> bool:
            if shelves.get(self.name.ground, ("", 0))[1] > expected:
                return False
            shelves[self.name.ground] = (text, version)
            return True

        return bool((yield unless_newer))

    def set_aside(self, found: Found) -> Steps[str]:
        yield from self.remove()
        return f"{len(found.text or '')} characters are thrown away"

    def remove(self) -> Steps[None]:
        def throw_away(shelves: Shelves) -> None:
            shelves.pop(self.name.ground, None)

        yield throw_away

    def take_lock(self, owner: str, lease: float) -> Steps[bool]:
        def unless_taken(shelves: Shelves) -> bool:
            now = time.monotonic()
            if shelves.get(self._lock, ("", 0.0))[1] > now:
                return False
            shelves[self._lock] = (owner, now + lease)
            return True

        return bool((yield unless_taken))

    def give_lock_back(self, owner: str) -> Steps[bool]:
        def if_mine(shelves: Shelves) -> bool:
            mine = shelves.get(self._lock, ("", 0.0))[0] == owner
            return mine and bool(shelves.pop(self._lock))

        return bool((yield if_mine))


class ShelfConnections:
    """The way to a dict, for threads."""

    where = "a shelf"

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._guard = threading.Lock()

    def do(self, command: Callable[[Shelves], object]) -> object:
        with self._guard:
            return command(self._shelves)

    def close(self) -> None:
        pass


class AsyncShelfConnections:
    """The way to a dict, for tasks."""

    where = "a shelf"

    def __init__(self, shelves: Shelves) -> None:
        self._there = ShelfConnections(shelves)

    async def do(self, command: Callable[[Shelves], object]) -> object:
        return self._there.do(command)

    async def close(self) -> None:
        pass


class ShelfAuthStore(KeyedAuthStore):
    """A session in a dict."""

    def __init__(self, shelves: Shelves, key: str) -> None:
        super().__init__(ShelfConnections(shelves), ShelfStatements(SessionName(key)))


class AsyncShelfAuthStore(AsyncKeyedAuthStore):
    """A session in a dict, from asyncio."""

    def __init__(self, shelves: Shelves, key: str) -> None:
        super().__init__(AsyncShelfConnections(shelves), ShelfStatements(SessionName(key)))


class TestShelfAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.store = ShelfAuthStore({}, "ann")

    def make_store(self) -> ShelfAuthStore:
        return self.store

    def make_other_store(self) -> ShelfAuthStore:
        return self.store.for_key("ben")


class TestAsyncShelfAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.store = AsyncShelfAuthStore({}, "ann")

    async def make_store(self) -> AsyncShelfAuthStore:
        return self.store

    async def make_other_store(self) -> AsyncShelfAuthStore:
        return self.store.for_key("ben")


@pytest.mark.parametrize(("kind", "awaits"), [(ShelfAuthStore, False), (AsyncShelfAuthStore, True)])
def test_each_face_shows_the_verbs_as_they_were_written(kind: type[Any], *, awaits: bool) -> None:
    store = kind({}, "ann")
    assert offers(store) == OPTIONAL
    shown = str(inspect.signature(store.compare_and_set)).replace("'", "")
    assert shown == "(oauth: PodioOAuth, expected_version: int) -> bool"
    assert (inspect.getdoc(store.get) or "").startswith("Return the session")
    verbs = (store.get, store.set, store.compare_and_set, store.delete, store.lock, store.unlock)
    assert [inspect.iscoroutinefunction(verb) for verb in verbs] == [awaits] * len(verbs)
