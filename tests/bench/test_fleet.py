"""A fleet whose tokens end at once asks once for each tenant, and then leaves the store alone."""

from __future__ import annotations

from itertools import chain

import httpx2
import pytest

from tests.bench.fleet import Fleet, growth, run
from tests.bench.fleet_grounds import KINDS, ground_of
from tests.bench.fleet_server import Counts, fleet_server

SMALL = Fleet(processes=2, sharing=2, tenants=60)
LARGE = Fleet(processes=8, sharing=4, tenants=1_000)


@pytest.mark.servers
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fleet",
    [pytest.param(SMALL, id="small"), pytest.param(LARGE, id="large", marks=pytest.mark.slow)],
)
def test_each_tenant_costs_one_token_request_however_many_processes_want_it(
    kind: str, fleet: Fleet
) -> None:
    with ground_of(kind) as ground:
        outcome = run(ground, fleet)
    calls = fleet.tenants * fleet.sharing
    assert outcome.wave.errors + outcome.fresh.errors == []
    assert outcome.counts == Counts(
        tokens=fleet.tenants, tokens_refused=0, calls=2 * calls, calls_refused=0
    )
    assert len(outcome.wave.seconds) == len(outcome.fresh.seconds) == calls
    # Of the two operations that each renewal needs, none is left out, so they are counted.
    assert outcome.wave.operations["compare_and_set"] == fleet.tenants
    assert outcome.wave.operations["lock"] >= fleet.tenants
    assert outcome.fresh.operations == {}
    assert f"{fleet.tenants:,}" in growth([outcome])


def test_every_tenant_is_wanted_by_several_processes() -> None:
    for fleet in (SMALL, LARGE):
        tenants = [fleet.tenants_of(process) for process in range(fleet.processes)]
        assert all(len(set(each)) == len(each) for each in tenants)
        everybody = list(chain.from_iterable(tenants))
        assert len(everybody) == fleet.tenants * fleet.sharing
        assert len(set(everybody)) == fleet.tenants


def test_one_process_alone_calls_each_tenant_as_often() -> None:
    assert Fleet(1, 2, 2).tenants_of(0) == ["tenant-0", "tenant-0", "tenant-1", "tenant-1"]


def test_the_server_gives_a_token_once_and_refuses_what_has_ended() -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "refresh.tenant-7.0"}
    ended = {"Authorization": "OAuth2 access.tenant-7.0"}
    with fleet_server() as server, httpx2.Client(base_url=server.url) as client:
        assert client.get("/item/7", headers=ended).status_code == 401
        answer = client.post("/oauth/token/v2", json=form).json()
        again = client.post("/oauth/token/v2", json=form)
        assert again.status_code == 400
        assert again.json()["error"] == "invalid_grant"
        fresh = {"Authorization": f"OAuth2 {answer['access_token']}"}
        assert client.get("/item/7", headers=fresh).json()["title"] == "tenant-7"
        assert client.get("/item/7", headers=ended).status_code == 401
        assert server.counts() == Counts(tokens=2, tokens_refused=1, calls=3, calls_refused=2)
