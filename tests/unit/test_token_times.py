"""T10: times are absolute, and a clock that is wrong costs little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio import PodioOAuth
from podio.core.session.grants import app_grant
from tests.unit.scripted import CALL, LIFE, NOW, TOKEN, Clock, Script, Shelf, expired, ok, tokens

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send

REFRESH_LIFE = 28 * 86_400.0


def signed_in(expires_in: object = 28_800) -> Script:
    """Return a client that has just signed in."""
    script = Script()
    script.load()
    script.answers(tokens(expires_in=expires_in))
    script.sign_in(app_grant(1, "app-token"))
    return script


@pytest.mark.parametrize("expires_in", [3600, 3600.0, "3600", "3600.0"])
def test_a_lifetime_may_be_an_int_a_float_or_a_text(expires_in: object) -> None:
    oauth = signed_in(expires_in=expires_in).storage.oauth
    assert oauth.issued_at == NOW
    assert oauth.expires_at == NOW + 3600
    assert oauth.refresh_expires_at == NOW + REFRESH_LIFE


@pytest.mark.parametrize("expires_in", ["", "soon", -1, 0, True, [], {}, "nan", "inf", "1e999"])
def test_a_lifetime_that_is_none_is_eight_hours(expires_in: object) -> None:
    assert signed_in(expires_in=expires_in).storage.oauth.expires_at == NOW + LIFE


def test_an_hour_later_another_process_knows_how_long_is_left() -> None:
    shelf = signed_in().shelf
    shelf.oauth = PodioOAuth.from_json(shelf.oauth.to_json())
    later = Clock()
    later.now = NOW + 3600
    script = Script(shelf=shelf, clock=later)
    script.load()
    left = script.storage.oauth.expires_at - later.now
    assert left == pytest.approx(LIFE - 3600, abs=1)


def test_a_refresh_token_that_stays_the_same_keeps_its_end() -> None:
    script = signed_in()
    script.clock.now += LIFE + 1
    script.answers(tokens("a3", "r2"), ok())
    script.run(CALL)
    assert script.storage.oauth.refresh_expires_at == NOW + REFRESH_LIFE


def test_a_new_refresh_token_has_a_new_end() -> None:
    script = signed_in()
    script.clock.now += LIFE + 1
    script.answers(tokens("a3", "r3"), ok())
    script.run(CALL)
    assert script.storage.oauth.refresh_expires_at == NOW + LIFE + 1 + REFRESH_LIFE


class Server:
    """Podio with a clock of its own: refuses tokens that have ended by it."""

    def __init__(self, shelf: Shelf) -> None:
        self.now = NOW
        self.shelf = shelf
        self.ends: dict[str, float] = {}
        self.refreshes = 0

    def __call__(self, send: Send) -> Reply:
        if send.secret is None:
            self.refreshes += 1
            access = f"access-{self.refreshes}"
            self.ends[access] = self.now + LIFE
            return tokens(access, f"refresh-{self.refreshes}")
        access = send.secret[1].reveal().removeprefix("OAuth2 ")
        return ok() if self.now < self.ends.get(access, 0) else expired()


def test_a_clock_that_is_wrong_by_an_hour_costs_one_renewal_in_a_tokens_life() -> None:
    for wrong in (3600.0, -3600.0):
        refreshes, calls = two_machines(wrong, hours=48)
        lives = 48 * 3600 / LIFE
        assert calls == 2 * 48 * 6, "every call was answered"
        assert refreshes <= 2 * lives + 1, f"a clock wrong by {wrong:.0f} s"


def two_machines(wrong: float, hours: int) -> tuple[int, int]:
    """Let a machine with a right clock and one with a wrong clock share a session."""
    shelf = Shelf(PodioOAuth("a0", "r0", issued_at=NOW, version=1))
    server = Server(shelf)
    server.ends["a0"] = NOW + LIFE
    machines = [Script(shelf=shelf), Script(shelf=shelf)]
    calls = 0
    for step in range(hours * 6):
        server.now = NOW + step * 600
        for machine, error in zip(machines, (0.0, wrong), strict=True):
            machine.clock.now = server.now + error
            machine.answers(*[server] * 4)
            machine.run(CALL)
            machine.forget_answers()
            calls += 1
    return server.refreshes, calls


def test_a_clock_that_jumps_does_not_make_a_loop() -> None:
    for jump in (3600.0, -3600.0, 86_400.0, -86_400.0):
        shelf = Shelf(PodioOAuth("a0", "r0", issued_at=NOW, version=1))
        server = Server(shelf)
        server.ends["a0"] = NOW + LIFE
        script = Script(shelf=shelf)
        script.answers(*[server] * 50)
        script.run(CALL)
        script.clock.now += jump
        for _ in range(10):
            script.run(CALL)
        assert server.refreshes <= 1


def test_a_token_that_ends_at_once_is_no_loop() -> None:
    script = signed_in(expires_in=1)

    def slowly(send: Send) -> Reply:
        script.clock.now += 5
        return tokens("short", "r3", expires_in=1) if line_is_token(send) else ok()

    script.answers(*[slowly] * 10)
    script.clock.now += 5
    script.run(CALL)
    assert script.calls.count(TOKEN) == 2, "the sign-in and one renewal"
    assert script.tokens_sent == ["OAuth2 short"]


def line_is_token(send: Send) -> bool:
    """Tell whether an exchange asks for a token."""
    return send.secret is None
