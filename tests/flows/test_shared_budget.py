"""Workers that share the hour's calls: none is burnt, and one refusal is enough for all."""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import redis

from podio import AsyncPodio, Podio, PodioOAuth, Request, Retry, SharedBudget
from podio.budgets.redis import RedisBudget
from podio.credentials import password_credentials
from podio.errors import ConfigurationError, RateLimited
from podio.sandbox import Sandbox
from podio.sandbox.seed import CREDENTIALS
from podio.stores import MemoryAuthStore
from tests.flows.callers import api_requests
from tests.stores.apart import result_of, start_apart
from tests.stores.servers import PASSWORD, running_redis

if TYPE_CHECKING:
    from collections.abc import Iterator

AnyBudget: TypeAlias = SharedBudget | RedisBudget

HOUR_OF_CALLS = 30
WORKERS = 8
CALL = Request("GET", "/user/status")
AT_ONCE = Retry(on_rate_limit="raise")


class Time:
    """A clock that a test moves, for the sandbox and the budget alike."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def small(time: Time) -> Iterator[Sandbox]:
    """A Podio that allows few calls an hour."""
    with Sandbox(rate_limit=HOUR_OF_CALLS, clock=time, token_lifetime=4e9) as sandbox:
        yield sandbox


@pytest.fixture
def session(small: Sandbox) -> PodioOAuth:
    """A session that never ends by itself."""
    with Podio(small.client_id, small.client_secret, api_url=small.url) as podio:
        oauth = podio.authenticate_with_password(small.username, small.password)
    return oauth.replace(expires_at=4e9)


def worker(small: Sandbox, session: PodioOAuth, budget: AnyBudget) -> Podio:
    return Podio(
        small.client_id,
        small.client_secret,
        MemoryAuthStore(session),
        api_url=small.url,
        retry=AT_ONCE,
        budget=budget,
    )


def outcomes(workers: list[Podio], calls: int) -> list[str]:
    """Let all workers call at once, over and over; tell how each call ended."""
    start = threading.Barrier(len(workers))

    def work(podio: Podio) -> list[str]:
        start.wait()
        return [outcome(podio) for _ in range(calls)]

    with ThreadPoolExecutor(len(workers)) as pool:
        return [each for ended in pool.map(work, workers) for each in ended]


def outcome(podio: Podio) -> str:
    try:
        podio.request(CALL)
    except RateLimited:
        return "limited"
    return "answered"


@pytest.fixture(params=["in the process", "in Redis"])
def budgets(request: pytest.FixtureRequest, time: Time) -> list[AnyBudget]:
    """A budget for each worker, all of them one."""
    if request.param == "in the process":
        return [SharedBudget(clock=time)] * WORKERS
    url: str = request.getfixturevalue("redis_url")
    prefix = f"podio:budget:{secrets.token_hex(4)}:"
    return [RedisBudget(url, prefix=prefix) for _ in range(WORKERS)]


@pytest.mark.servers
def test_all_calls_of_an_hour_are_made_and_one_is_refused(
    small: Sandbox, session: PodioOAuth, budgets: list[AnyBudget]
) -> None:
    workers = [worker(small, session, budget) for budget in budgets]
    ended = outcomes(workers, 10)
    assert ended.count("answered") == HOUR_OF_CALLS
    assert ended.count("limited") == 10 * WORKERS - HOUR_OF_CALLS
    assert api_requests(small) == HOUR_OF_CALLS + 1, "the one that found out"
    for podio in workers:
        podio.close()


def test_without_a_budget_every_worker_is_refused(small: Sandbox, session: PodioOAuth) -> None:
    workers = [worker(small, session, SharedBudget()) for _ in range(WORKERS)]
    outcomes(workers, 10)
    assert api_requests(small) == HOUR_OF_CALLS + WORKERS
    for podio in workers:
        podio.close()


def test_after_the_hour_they_go_on(small: Sandbox, session: PodioOAuth, time: Time) -> None:
    budget = SharedBudget(clock=time)
    workers = [worker(small, session, budget) for _ in range(WORKERS)]
    outcomes(workers, 10)
    asked = api_requests(small)
    time.now += 1_800
    assert set(outcomes(workers, 1)) == {"limited"}
    assert api_requests(small) == asked
    time.now += 1_800
    assert set(outcomes(workers, 2)) == {"answered"}
    assert api_requests(small) == asked + 2 * WORKERS
    for podio in workers:
        podio.close()


def test_tasks_share_as_threads_do(small: Sandbox, session: PodioOAuth, time: Time) -> None:
    budget = SharedBudget(clock=time)

    async def main() -> list[object]:
        async with AsyncPodio(
            small.client_id,
            small.client_secret,
            MemoryAuthStore(session),
            api_url=small.url,
            retry=AT_ONCE,
            budget=budget,
        ) as podio:
            calls = (podio.request(CALL) for _ in range(2 * HOUR_OF_CALLS))
            ended: list[object] = await asyncio.gather(*calls, return_exceptions=True)
            return ended

    # Until the first answer nothing is known, and they are all under way by then.
    ended = asyncio.run(main())
    assert sum(isinstance(each, RateLimited) for each in ended) == HOUR_OF_CALLS
    asked = api_requests(small)
    ended = asyncio.run(main())
    assert all(isinstance(each, RateLimited) for each in ended)
    assert api_requests(small) == asked


def test_a_client_that_has_not_looked_into_its_store_yet_waits_its_turn_as_well(
    small: Sandbox, session: PodioOAuth, time: Time
) -> None:
    budget = SharedBudget(clock=time)
    with worker(small, session, budget) as podio:
        outcomes([podio], HOUR_OF_CALLS + 1)
    asked = api_requests(small)

    async def main() -> None:
        store = MemoryAuthStore(session)
        client = (small.client_id, small.client_secret, store)
        podio = AsyncPodio(*client, api_url=small.url, retry=AT_ONCE, budget=budget)
        with pytest.raises(RateLimited):
            await podio.request(CALL)
        await podio.aclose()

    asyncio.run(main())
    assert api_requests(small) == asked


def test_who_signs_in_with_a_call_counts_as_who_they_are(small: Sandbox) -> None:
    accounts: list[str] = []

    class Watched(SharedBudget):
        def turn(self, account: str, what: str) -> float:
            accounts.append(account)
            return super().turn(account, what)

        def told(self, account: str, *what: Any) -> None:  # handed on
            accounts.append(account)
            super().told(account, *what)

    read = password_credentials(lambda: (small.username, small.password))
    client = (small.client_id, small.client_secret)
    with Podio(*client, api_url=small.url, budget=Watched(), credentials=read) as podio:
        podio.request(CALL)
    assert accounts == [f"{small.client_id} user:{small.user_id}"] * 2


@pytest.mark.servers
def test_a_budget_in_redis_does_not_block_the_event_loop(
    small: Sandbox, session: PodioOAuth, redis_url: str
) -> None:
    loop_thread = threading.get_ident()
    asked_in: set[int] = set()

    class Watched(RedisBudget):
        def turn(self, account: str, what: str) -> float:
            asked_in.add(threading.get_ident())
            return super().turn(account, what)

    async def main() -> None:
        async with AsyncPodio(
            small.client_id,
            small.client_secret,
            MemoryAuthStore(session),
            api_url=small.url,
            budget=Watched(redis_url, prefix=secrets.token_hex(4)),
        ) as podio:
            await podio.request(CALL)

    asyncio.run(main())
    assert asked_in
    assert loop_thread not in asked_in


def work_apart(redis_url: str, prefix: str, url: str, entry: str, calls: int) -> list[str]:
    """Be a process with four threads, which calls and tells how it went."""
    budget = RedisBudget(redis_url, prefix=prefix)
    store = MemoryAuthStore(PodioOAuth.from_json(entry))
    with Podio(
        CREDENTIALS.client_id,
        CREDENTIALS.client_secret,
        store,
        api_url=url,
        retry=AT_ONCE,
        budget=budget,
    ) as podio:
        return outcomes([podio] * 4, calls)


@pytest.mark.servers
def test_processes_share_through_redis(small: Sandbox, session: PodioOAuth, redis_url: str) -> None:
    prefix = f"podio:budget:{secrets.token_hex(4)}:"
    arguments = (redis_url, prefix, small.url, session.to_json(), 5)
    processes = [start_apart(work_apart, *arguments) for _ in range(3)]
    ended = [each for process in processes for each in result_of(process)]
    assert ended.count("answered") == HOUR_OF_CALLS
    assert len(ended) == 60
    assert api_requests(small) == HOUR_OF_CALLS + 1


# The rules in Redis are those of the budget in memory, by another clock.


@pytest.fixture
def in_redis(redis_url: str) -> RedisBudget:
    budget = RedisBudget(redis_url, prefix=f"podio:budget:{secrets.token_hex(4)}:")
    budget.told("ann", "item", 1000, 500, None)
    budget.told("ann", "filter", 250, 100, None)
    return budget


@pytest.mark.servers
def test_redis_counts_down_and_lets_one_go_ahead(in_redis: RedisBudget) -> None:
    in_redis.told("ann", "item", 1000, 2, None)
    in_redis.told("ann", "item", 1000, 400, None)
    assert [in_redis.turn("ann", "item") for _ in range(3)] == [0.0] * 3
    assert 0 < in_redis.turn("ann", "item") < 1
    for left in (7, 1, 0):  # the answers to those three, in some order
        assert 0 < in_redis.turn("ann", "item") < 1
        in_redis.told("ann", "item", 1000, left, None)
    assert in_redis.turn("ann", "item") == 0.0, "one goes ahead again"
    in_redis.told("ann", "item", 1000, 999, None)
    assert [in_redis.turn("ann", "item") for _ in range(5)] == [0.0] * 5


@pytest.mark.servers
def test_redis_stops_one_pool_of_one_user(in_redis: RedisBudget) -> None:
    in_redis.told("ann", "filter", 250, 0, 1800.0)
    assert 1_700 < in_redis.turn("ann", "filter") <= 1_800
    assert in_redis.turn("ann", "item") == 0.0
    assert in_redis.turn("ben", "filter") == 0.0
    in_redis.told("ann", "anything", None, None, 90.0)
    assert 0 < in_redis.turn("ann", "item") <= 90
    assert 0 < in_redis.turn("ann", "something new") <= 90


@pytest.mark.servers
def test_redis_looks_again_when_the_time_is_over(in_redis: RedisBudget) -> None:
    in_redis.told("ann", "item", 1000, 0, 0.0)
    waits = [in_redis.turn("ann", "item") for _ in range(2)]
    assert waits[0] == 0.0
    assert 0 < waits[1] < 1


@pytest.mark.servers
def test_redis_takes_back_what_was_not_sent(in_redis: RedisBudget) -> None:
    def turns(count: int) -> list[float]:
        return [in_redis.turn("ann", "item") for _ in range(count)]

    in_redis.told("ann", "item", 1000, 2, None)
    assert turns(2) == [0.0, 0.0]
    in_redis.give_back("ann", "item")
    assert turns(2) == [0.0, 0.0], "the one that was given back, and one that goes ahead"
    assert turns(1) > [0.0]
    in_redis.give_back("ann", "item")
    assert turns(1) == [0.0], "another one goes ahead"
    for _ in range(3):
        in_redis.told("ann", "item", None, None, None)
    assert turns(1) == [0.0], "nobody waits for answers that do not come"
    in_redis.told("ann", "item", 1000, 0, 1800.0)
    in_redis.give_back("ann", "item")
    assert turns(1) > [1_700.0]


@pytest.mark.servers
def test_nothing_of_a_budget_stays_in_redis_for_ever(in_redis: RedisBudget, redis_url: str) -> None:
    in_redis.turn("ann", "item")
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        names = [name for name in client.keys("podio:budget:*") if "{ann}" in name]
        assert names
        assert all(0 < client.ttl(name) <= 3 * 3600 for name in names)


@pytest.mark.servers
def test_without_redis_calls_go_on_and_it_is_told_once(
    small: Sandbox, session: PodioOAuth, caplog: pytest.LogCaptureFixture
) -> None:
    with running_redis() as server:
        budget = RedisBudget(server.url)
        podio = worker(small, session, budget)
        assert outcome(podio) == "answered"
        server.process.stop()
        assert [outcome(podio) for _ in range(5)] == ["answered"] * 5
        podio.close()
    said = [record for record in caplog.records if record.name == "podio.budget"]
    assert len(said) == 1
    assert "without the shared budget" in said[0].getMessage()
    assert PASSWORD not in json.dumps([said[0].getMessage(), repr(budget)])


def test_what_cannot_work_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="braces"):
        RedisBudget("redis://localhost", prefix="{budget}:")
    with pytest.raises(ConfigurationError, match="begins with redis"):
        RedisBudget("localhost")
    with pytest.raises(ConfigurationError, match="seconds above 0"):
        RedisBudget("redis://localhost", timeout=0)
