"""T2, T5, T17: many processes, one session in a store around a store, one refresh."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from podio import Podio, PodioOAuth
from podio.stores.protocol import offers
from podio.stores.sql import SQLAuthStore
from tests.flows.sharing_processes import CLIENT, token_name
from tests.flows.sharing_wrapped import RECIPES, WrappedFleet, lock_and_die, store_by
from tests.stores.apart import apart, start_apart
from tests.stores.servers import posix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podio.sandbox import Sandbox

FLEETS = [(4, 4), pytest.param((8, 16), marks=pytest.mark.slow)]


@pytest.fixture(params=RECIPES)
def recipe(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


@pytest.fixture
def stored(sandbox: Sandbox, recipe: str, tmp_path: Path) -> Callable[[], PodioOAuth]:
    """A session whose access token has just ended, as its store knows; reads what is stored."""
    if recipe == "prefixed":
        SQLAuthStore(f"sqlite:///{tmp_path / 'sessions.db'}", "any").create_schema()
    store: Any = store_by(recipe, str(tmp_path))
    if "bound_to" in offers(store):
        store = store.bound_to(CLIENT[0], sandbox.url)
    with Podio(*CLIENT, api_url=sandbox.url) as podio:
        oauth = podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
    sandbox.expire_access_tokens()
    sandbox.app.control.stats.clear()
    store.set(oauth.replace(expires_at=time.time() - 1))

    def read() -> PodioOAuth:
        again: Any = store_by(recipe, str(tmp_path))
        if "bound_to" in offers(again):
            again = again.bound_to(CLIENT[0], sandbox.url)
        found: PodioOAuth = again.get()
        return found

    return read


def refreshes(sandbox: Sandbox) -> dict[str, int]:
    """Token requests with the refresh grant, by what came of them."""
    counted: Any = sandbox.stats()["token_requests"]
    found: dict[str, int] = counted.get("refresh_token", {})
    return found


@pytest.mark.parametrize("size", FLEETS)
def test_t2_an_ended_token_is_renewed_once_for_all_processes(
    sandbox: Sandbox,
    recipe: str,
    stored: Callable[[], PodioOAuth],
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    before = token_name(stored().access_token)
    with WrappedFleet(recipe, str(tmp_path), sandbox.url, *size) as fleet:
        reports = fleet.burst()
    assert [error for report in reports for error in report["errors"]] == []
    assert refreshes(sandbox) == {"ok": 1}
    seen = {token for report in reports for token in report["tokens"]}
    assert seen == {token_name(stored().access_token)}
    assert before not in seen


@posix
def test_t5_who_is_killed_with_the_lock_holds_nobody_up_for_long(
    sandbox: Sandbox, recipe: str, stored: Callable[[], PodioOAuth], tmp_path: Path
) -> None:
    process = start_apart(lock_and_die, recipe, str(tmp_path), sandbox.url)
    process.communicate()
    assert process.returncode == -9
    with Podio(*CLIENT, store_by(recipe, str(tmp_path)), api_url=sandbox.url) as podio:
        assert podio.verify()
        assert stored() == podio.oauth
    assert refreshes(sandbox) == {"ok": 1}


def fork_and_call(recipe: str, folder: str, url: str) -> list[bool]:
    """Make a client, use its store, fork, and call on both sides."""
    with Podio(*CLIENT, store_by(recipe, folder), api_url=url) as podio:
        loaded = podio.is_authenticated()
        children = [os.fork() for _ in range(1)]
        if 0 in children:
            os._exit(0 if podio.verify() else 1)
        mine = podio.verify()
        statuses = [os.waitpid(child, 0)[1] for child in children]
    return [loaded, mine, *(status == 0 for status in statuses)]


@posix
def test_t17_forked_children_renew_together(
    sandbox: Sandbox, recipe: str, stored: Callable[[], PodioOAuth], tmp_path: Path
) -> None:
    assert apart(fork_and_call, recipe, str(tmp_path), sandbox.url) == [True] * 3
    assert refreshes(sandbox) == {"ok": 1}
    assert stored().access_token
