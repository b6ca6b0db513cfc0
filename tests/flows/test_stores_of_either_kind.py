"""Any store in any client, and a store that fails, recovers, or takes its time (T6, T18, T19)."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

import pytest

from podio import AsyncPodio, Podio, PodioOAuth, Status
from podio.errors import ConfigurationError, StoreUnavailableError
from podio.stores import MemoryAuthStore
from tests.flows.callers import AT_ONCE, Caller, signed_in, token_requests
from tests.flows.counting_stores import AwaitedStore, CountingStore

if TYPE_CHECKING:
    from podio.sandbox import Sandbox

OwnStore: TypeAlias = CountingStore | AwaitedStore
BOTH = pytest.mark.parametrize("store_kind", [CountingStore, AwaitedStore])


@BOTH
def test_two_methods_are_enough_of_either_kind(
    call: Caller, sandbox: Sandbox, store_kind: Callable[[], OwnStore]
) -> None:
    store = store_kind()
    podio = signed_in(call, store)
    assert store.oauth == podio.oauth
    sandbox.expire_access_tokens()
    assert call(podio.verify())
    assert store.oauth == podio.oauth
    other = call.client(store)
    assert other.is_authenticated()
    assert call(other.verify())
    call(other.logout())
    assert not store.oauth
    assert token_requests(sandbox) == 2


@BOTH
def test_a_fresh_session_asks_the_store_for_nothing(
    call: Caller, store_kind: Callable[[], OwnStore]
) -> None:
    store = store_kind()
    podio = signed_in(call, store)
    before = (store.gets, store.sets)
    for _ in range(20):
        assert call(podio.verify())
    assert (store.gets, store.sets) == before


def test_an_async_store_under_the_blocking_client_lives_in_one_loop(sandbox: Sandbox) -> None:
    store = AwaitedStore()
    with Podio(
        sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url, retry=AT_ONCE
    ) as podio:
        podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
        twin = podio.with_options(timeout=20.0)
        with ThreadPoolExecutor(16) as pool:
            renewed = [
                pool.submit(client.refresh_access_token)
                for client in (podio, twin)
                for _ in range(8)
            ]
            for future in renewed:
                assert future.result(60)
        twin.logout()
    assert len(store.loops) == 1
    assert store.closed


def test_closing_ends_the_thread_of_an_async_store(sandbox: Sandbox) -> None:
    threads = set(threading.enumerate())
    with Podio(
        sandbox.client_id, sandbox.client_secret, AwaitedStore(), api_url=sandbox.url
    ) as podio:
        podio.with_options(timeout=20.0).authenticate_with_app(sandbox.app_id, sandbox.app_token)
    assert not {thread for thread in threading.enumerate() if thread not in threads}


def test_t19_a_blocking_store_leaves_the_loop_to_others(sandbox: Sandbox) -> None:
    """Each answer of the store waits for something that only the loop can do."""
    asked, go_on = threading.Event(), threading.Event()
    loop_did: list[str] = []

    class Waiting(CountingStore):
        def _answer(self) -> None:
            go_on.clear()
            asked.set()
            assert go_on.wait(10), "the loop stands still while the store is asked"

    async def helping() -> None:
        while True:
            await asyncio.to_thread(asked.wait, 30)
            asked.clear()
            loop_did.append("something else")
            go_on.set()

    async def main() -> None:
        helper = asyncio.create_task(helping())
        async with AsyncPodio(
            sandbox.client_id, sandbox.client_secret, Waiting(), api_url=sandbox.url
        ) as podio:
            await podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
            await podio.refresh_access_token()
            await podio.logout()
        helper.cancel()
        asked.set()

    asyncio.run(main())
    assert len(loop_did) >= 5


def test_a_store_that_goes_down_and_comes_back(call: Caller, sandbox: Sandbox) -> None:
    store = CountingStore()
    podio = signed_in(call, store)
    store.down = True
    sandbox.expire_access_tokens()
    assert call(podio.verify()), "memory serves on"
    assert podio.is_authenticated()
    assert not podio.session.saved
    assert store.oauth.access_token != podio.oauth.access_token
    store.down = False
    call.leave(podio)
    assert podio.session.saved
    assert store.oauth == podio.oauth, "closing saves what was not saved"
    assert call(call.client(store).verify())


def test_it_is_saved_with_a_later_call(call: Caller) -> None:
    store = CountingStore()
    podio = signed_in(call, store)
    store.down = True
    podio.oauth = podio.oauth.replace(scope="user:all")
    assert call(podio.verify())
    store.down = False
    podio.oauth = podio.oauth.replace(scope="space:all")
    assert call(podio.verify())
    assert store.oauth.scope == "space:all"
    assert podio.session.saved


def test_a_store_that_is_down_at_first_is_not_signed_out(call: Caller, sandbox: Sandbox) -> None:
    store = CountingStore()
    signed_in(call, store)
    before = store.oauth
    store.down = True
    podio = call.client(store)
    assert podio.session.status is Status.UNKNOWN
    with pytest.raises(StoreUnavailableError, match="CountingStore"):
        podio.is_authenticated()
    with pytest.raises(StoreUnavailableError):
        call(podio.verify())
    assert store.oauth is before
    store.down = False
    assert call(podio.verify()), "no restart is needed"
    assert podio.is_authenticated()
    assert token_requests(sandbox) == 1


def test_who_signs_in_while_the_store_is_down_is_signed_in(call: Caller) -> None:
    store = CountingStore()
    store.down = True
    podio = signed_in(call, store)
    assert call(podio.verify())
    store.down = False
    call.leave(podio)
    assert store.oauth == podio.oauth


def test_strict_raises_and_still_has_the_token(call: Caller, sandbox: Sandbox) -> None:
    store = CountingStore()
    podio = signed_in(call, store, strict=True)
    store.down = True
    with pytest.raises(StoreUnavailableError):
        call(podio.refresh_access_token())
    assert call(podio.verify())
    store.down = False
    call.leave(podio)
    assert store.oauth == podio.oauth
    assert token_requests(sandbox) == 2


def test_a_failing_store_is_told_once(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    events: list[str] = []
    store = CountingStore()
    podio = signed_in(call, store, on_event=lambda event: events.append(event.name))
    store.down = True
    with caplog.at_level(logging.WARNING, "podio"):
        call(podio.refresh_access_token())
        for _ in range(5):
            call(podio.verify())
    assert events.count("save_failed") == 1
    assert len([one for one in caplog.records if "could not be saved" in one.message]) == 1
    store.down = False


@pytest.mark.parametrize("got", [None, "a-secret-token", {"access_token": "a-secret-token"}, 5])
def test_a_store_that_gives_something_else_is_told_so(
    call: Caller, got: object, sandbox: Sandbox
) -> None:
    class Wrong(CountingStore):
        def get(self) -> PodioOAuth:
            return got  # type: ignore[return-value] # the mistake under test

    podio = call.client(Wrong())
    with pytest.raises(StoreUnavailableError, match="always returns a PodioOAuth") as caught:
        podio.is_authenticated()
    assert "a-secret-token" not in str(caught.value)
    assert token_requests(sandbox) == 0


@pytest.mark.parametrize("store", [CountingStore, 5, "session.json", object()])
def test_what_is_no_store_is_refused(kind: str, sandbox: Sandbox, store: object) -> None:
    make: Callable[..., object] = Podio if kind == "blocking" else AsyncPodio
    with pytest.raises(ConfigurationError, match="auth_store"):
        make(sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url)


def test_a_memory_store_copies_nothing_into_another(call: Caller) -> None:
    first, second = MemoryAuthStore(), MemoryAuthStore()
    signed_in(call, first)
    assert not second.get()
    assert not call.client(second).is_authenticated()
