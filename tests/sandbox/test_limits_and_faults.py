from __future__ import annotations

import contextlib
import re
import select
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from podio.sandbox import Sandbox
from tests.sandbox.api import NO_TLS, Api, Clock, password_of


def test_every_answer_says_it_is_not_podio_and_how_many_calls_are_left(ada: Api) -> None:
    for path in ("/user/status", "/oauth/token", "/nothing/here", "/item/1", "/_sandbox/stats"):
        answer = ada.send("GET", path)
        assert "not the real Podio" in answer.headers["X-Podio-Sandbox"]
        assert int(answer.headers["X-Rate-Limit-Limit"]) > 0
        assert int(answer.headers["X-Rate-Limit-Remaining"]) >= 0


def test_the_limit_counts_per_user_and_ends_after_an_hour(clock: Clock) -> None:
    with Sandbox(clock=clock, rate_limit=3) as sandbox, Api(sandbox) as anybody:
        mine, other = anybody.password_token(), anybody.password_token(**password_of("ben"))
        with Api(sandbox, mine["access_token"]) as ada, Api(sandbox, other["access_token"]) as ben:
            for left in ("2", "1", "0"):
                answer = ada.send("GET", "/user/status")
                assert answer.headers["X-Rate-Limit-Limit"] == "3"
                assert answer.headers["X-Rate-Limit-Remaining"] == left
            clock.now += 600
            refused = ada.send("GET", "/user/status")
            assert refused.status_code == 420
            assert refused.headers["X-Rate-Limit-Remaining"] == "0"
            text = refused.json()["error_description"]
            assert re.search(r"You have hit the rate limit\. Please wait (\d+) seconds", text)
            assert "3000 seconds" in text
            ben.get("/user/status")
            clock.now += 3000
            ada.get("/user/status")


def test_filtering_has_a_smaller_pool_of_its_own() -> None:
    with (
        Sandbox(rate_limited=2) as sandbox,
        Api(sandbox) as anybody,
        Api(sandbox, anybody.password_token()["access_token"]) as ada,
    ):
        path = f"/item/app/{sandbox.app_id}/filter/"
        for _ in range(2):
            assert ada.send("POST", path, {}).headers["X-Rate-Limit-Limit"] == "2"
        ada.post(path, {}, expect=420)
        ada.get("/user/status")


def test_the_counters_tell_requests_by_route_and_tokens_by_outcome(anybody: Api) -> None:
    sandbox = anybody.sandbox
    token = anybody.password_token()["access_token"]
    anybody.token(grant_type="password", username="x@y.example", password="z")
    with Api(sandbox, token) as ada:
        ada.get("/item/3000001")
        ada.get("/item/3000002")
        ada.post(f"/item/app/{sandbox.app_id}/filter", {"limit": 1})
    stats = anybody.get("/_sandbox/stats")
    assert stats == sandbox.stats()
    assert stats["requests"]["GET /item/{item_id}"] == 2
    assert stats["requests"]["POST /item/app/{app_id}/filter/"] == 1
    assert stats["requests"]["POST /oauth/token/v2"] == 2
    assert stats["token_requests"]["password"] == {"ok": 1, "invalid_grant": 1}


def test_the_control_plane_expires_tokens_but_not_refresh_tokens(anybody: Api) -> None:
    tokens = anybody.password_token()
    assert anybody.post("/_sandbox/expire-access-tokens") == {"expired": 1}
    with Api(anybody.sandbox, tokens["access_token"]) as ada:
        assert ada.get("/user/status", expect=401)["error_description"] == "expired_token"
    answer = anybody.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert answer.status_code == 200


def test_a_fault_takes_the_place_of_the_next_answers(ada: Api) -> None:
    order = {
        "path": "/user/status",
        "count": 2,
        "status": 503,
        "body": {"error": "unavailable"},
        "headers": {"Retry-After": "7"},
    }
    ada.post("/_sandbox/faults", order)
    for _ in range(2):
        answer = ada.send("GET", "/user/status")
        assert (answer.status_code, answer.json()) == (503, {"error": "unavailable"})
        assert answer.headers["Retry-After"] == "7"
    ada.get("/user/status")


def test_a_fault_is_aimed_by_path_pattern_and_method(ada: Api) -> None:
    sandbox = ada.sandbox
    sandbox.fault("/oauth/token", status=500)
    assert ada.token(grant_type="x").status_code == 500
    sandbox.fault("/item/*/value", status=502, body="bad gateway", method="put")
    ada.get("/item/3000001/value")
    answer = ada.send("PUT", "/item/3000001/value", {})
    assert (answer.status_code, answer.text) == (502, "bad gateway")
    assert sandbox.stats()["token_requests"] == {"password": {"ok": 1}, "x": {"fault": 1}}


def test_a_faulted_answer_did_not_do_the_work(ada: Api) -> None:
    ada.sandbox.fault("/item/", status=500)
    ada.send("DELETE", "/item/3000041")
    ada.get("/item/3000041")


def open_raw(sandbox: Sandbox) -> socket.socket:
    """Open a connection of our own and send a request on it."""
    host, port = sandbox.url.removeprefix("http://").split(":")
    raw = socket.create_connection((host, int(port)), timeout=10)
    raw.sendall(b"GET /user/status HTTP/1.1\r\nHost: sandbox\r\n\r\n")
    return raw


def test_a_delayed_answer_holds_up_nobody_else(ada: Api) -> None:
    ada.sandbox.fault("/user/status", delay=0.6)
    started = time.monotonic()
    with open_raw(ada.sandbox) as raw:
        ada.get("/item/3000001")
        assert select.select([raw], [], [], 0)[0] == []
        assert raw.recv(12) == b"HTTP/1.1 401"
    assert time.monotonic() - started >= 0.6


def test_a_connection_is_cut_before_or_after_the_work(ada: Api) -> None:
    sandbox = ada.sandbox
    path = f"/item/app/{sandbox.app_id}/"
    count = f"/item/app/{sandbox.app_id}/count"
    for when, more in (("before", 0), ("after", 1)):
        before = ada.get(count)["count"]
        sandbox.fault(path, method="POST", cut=when)
        with pytest.raises(httpx2.TransportError):
            ada.post(path, {"fields": {"title": f"Cut {when}"}})
        assert ada.get(count)["count"] - before == more


def test_a_cut_connection_is_closed_for_good(sandbox: Sandbox) -> None:
    sandbox.fault("/user/status", cut="before")
    with open_raw(sandbox) as raw, contextlib.suppress(ConnectionResetError):
        assert raw.recv(1) == b""


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"path": "/x", "count": 0},
        {"path": "/x", "status": 99},
        {"path": "/x", "cut": "during"},
        {"path": "/x", "delay": "long"},
        {"path": "/x", "staus": 500},
    ],
)
def test_a_wrong_order_is_refused(anybody: Api, order: dict[str, object]) -> None:
    assert anybody.post("/_sandbox/faults", order, expect=400)["error"] == "invalid_value"


def test_an_unknown_control_is_not_found(anybody: Api) -> None:
    anybody.get("/_sandbox/secrets", expect=404)


def test_reset_brings_everything_back(ada: Api) -> None:
    sandbox = ada.sandbox
    ada.delete("/item/3000041")
    sandbox.fault("/org/", status=500)
    ada.post("/_sandbox/reset")
    assert sandbox.stats()["requests"] == {}
    with Api(sandbox) as anybody:
        token = anybody.password_token()["access_token"]
    ada.get("/user/status", expect=401)
    with Api(sandbox, token) as again:
        again.get("/item/3000041")
        again.get("/org/")


def test_two_sandboxes_share_nothing(ada: Api) -> None:
    with Sandbox() as other, Api(other) as anybody:
        assert other.url != ada.sandbox.url
        with Api(other, anybody.password_token()["access_token"]) as there:
            there.delete("/item/3000041")
            token = ada.http.headers["Authorization"]
            refused = there.http.get("/org/", headers={"Authorization": token})
            assert refused.status_code == 401
    ada.get("/item/3000041")


def test_128_calls_at_once_are_all_answered(ada: Api) -> None:
    token = ada.http.headers["Authorization"]
    url = f"{ada.sandbox.url}/item/3000041"
    barrier = threading.Barrier(128)

    def call() -> int:
        barrier.wait()
        headers = {"Authorization": token}
        return httpx2.get(url, headers=headers, timeout=30, verify=NO_TLS).status_code

    with ThreadPoolExecutor(128) as pool:
        statuses = [one.result() for one in [pool.submit(call) for _ in range(128)]]
    assert statuses == [200] * 128
