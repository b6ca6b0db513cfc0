"""T16: many users in one program, and no one ever gets what is another's."""

from __future__ import annotations

import asyncio
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx2
import pytest

from podio import AsyncPodioSessions, PodioOAuth, PodioSessions, Ref, Request
from podio.errors import TokenExpired
from podio.stores import MemoryAuthStore
from tests.flows.many_users import CLIENT, URL, AwaitedUsers, BlockingUsers, ManyUsers

if TYPE_CHECKING:
    from podio import AsyncPodio, Podio

WHO = Request("GET", "/who")
SIZES = [(100, 4_000), pytest.param(1_000, 100_000, marks=pytest.mark.slow)]
THREADS = 16
TASKS = 64


@pytest.fixture
def users() -> ManyUsers:
    return ManyUsers()


def store_of(users: ManyUsers, count: int) -> MemoryAuthStore:
    """A store that has a session for each user."""
    ground = MemoryAuthStore()
    for user in range(1, count + 1):
        ground.for_key(f"user:{user}").set(users.begin(user))
    return ground


def shares(operations: int, workers: int) -> list[tuple[random.Random, int]]:
    """Dice for each worker, and how many operations are its part."""
    return [
        (random.Random(seed), operations // workers)  # noqa: S311 -- any order will do
        for seed in range(workers)
    ]


class Tally:
    """What came of the calls: those that saw another user, and those that had bad luck."""

    def __init__(self) -> None:
        self.wrong: list[tuple[int, object]] = []
        self.unlucky = 0

    def note(self, user: int, seen: object) -> None:
        if seen != user:
            self.wrong.append((user, seen))

    def bad_luck(self) -> None:
        """A token was ended once more, between the renewal and the call that wanted it."""
        self.unlucky += 1


def operate(users: ManyUsers, podio: Podio, user: int, dice: random.Random) -> object:
    """Do something as a user; tell as whom it was done."""
    match dice.randrange(20):
        case 0:
            users.end(user)
        case 1:
            return podio.refresh_access_token().ref == Ref("user", user) and user
        case 2:
            return podio.with_options(timeout=9.0).request(WHO)["user"]
        case 3:
            return podio.oauth.ref == Ref("user", user) and user
    return podio.request(WHO)["user"]


async def operate_awaiting(
    users: ManyUsers, podio: AsyncPodio, user: int, dice: random.Random
) -> object:
    """Do something as a user; tell as whom it was done."""
    match dice.randrange(20):
        case 0:
            users.end(user)
        case 1:
            return (await podio.refresh_access_token()).ref == Ref("user", user) and user
        case 2:
            return (await podio.with_options(timeout=9.0).request(WHO))["user"]
        case 3:
            return (await podio.load()).ref == Ref("user", user) and user
    return (await podio.request(WHO))["user"]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("tenants", "operations"), SIZES)
def test_t16_threads(users: ManyUsers, tenants: int, operations: int) -> None:
    store, tally = store_of(users, tenants), Tally()

    def work(share: tuple[random.Random, int]) -> None:
        dice, count = share
        for _ in range(count):
            user = dice.randint(1, tenants)
            try:
                tally.note(user, operate(users, sessions[f"user:{user}"], user, dice))
            except TokenExpired:
                tally.bad_luck()

    with (
        httpx2.Client(transport=BlockingUsers(users)) as http,
        PodioSessions(
            *CLIENT, store, api_url=URL, http_client=http, max_open=tenants // 5
        ) as sessions,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        list(pool.map(work, shares(operations, THREADS)))
        assert len(sessions) == tenants // 5
    check(users, tally, store, tenants, operations)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("tenants", "operations"), SIZES)
def test_t16_tasks(users: ManyUsers, tenants: int, operations: int) -> None:
    store, tally = store_of(users, tenants), Tally()

    async def work(sessions: AsyncPodioSessions, dice: random.Random, count: int) -> None:
        for _ in range(count):
            user = dice.randint(1, tenants)
            podio = sessions[f"user:{user}"]
            try:
                tally.note(user, await operate_awaiting(users, podio, user, dice))
            except TokenExpired:
                tally.bad_luck()

    async def main() -> None:
        async with (
            httpx2.AsyncClient(transport=AwaitedUsers(users)) as http,
            AsyncPodioSessions(
                *CLIENT, store, api_url=URL, http_client=http, max_open=tenants // 5
            ) as sessions,
        ):
            await asyncio.gather(*(work(sessions, *share) for share in shares(operations, TASKS)))
            assert len(sessions) == tenants // 5

    asyncio.run(main())
    check(users, tally, store, tenants, operations)


def check(
    users: ManyUsers, tally: Tally, store: MemoryAuthStore, tenants: int, operations: int
) -> None:
    """Nobody saw another user, and every session in the store is its own user's."""
    assert tally.wrong == []
    assert tally.unlucky < operations // 20
    assert users.refused == 0
    assert users.refreshed > operations // 40
    for user in range(1, tenants + 1):
        kept = store.for_key(f"user:{user}").get()
        assert kept.ref == Ref("user", user)
        assert kept.access_token.startswith(f"a-{user}-")
        assert kept.refresh_token.startswith(f"r-{user}-")


def test_many_who_ask_for_one_key_get_one_client(users: ManyUsers) -> None:
    reads: list[int] = []

    class Counted(MemoryAuthStore):
        def get(self) -> PodioOAuth:
            reads.append(1)
            return super().get()

    store = Counted()
    store.set(users.begin(7))
    start = threading.Barrier(THREADS)

    def ask(_: int) -> Podio:
        start.wait()
        return sessions["user:7"]

    with (
        PodioSessions(*CLIENT, lambda _: store, api_url=URL) as sessions,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        clients = list(pool.map(ask, range(THREADS)))
        assert len({id(client) for client in clients}) == 1
        assert len(reads) == 1
