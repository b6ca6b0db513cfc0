"""T24, T26: what stays follows from what was made from what, never from a clock."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from podio.core.session.order import are_siblings, ending_of, is_mark, takes_place_of
from podio.errors import NotAuthenticatedError, ReauthenticationRequired
from podio.testing import a_mark, a_session
from tests.unit.scripted import CALL, Script, dead, ok, session, tokens

if TYPE_CHECKING:
    from podio import PodioOAuth
    from podio.core.effects import Reply


def entry(version: int, token: str, *, made_at: float = 0.0) -> PodioOAuth:
    """An entry of one chain; its times are those of the machine that made it."""
    return a_session(
        version,
        chain="chain",
        access_token=f"access of {token}",
        refresh_token=token,
        issued_at=made_at,
        expires_at=made_at + 28_800,
        refresh_expires_at=made_at + 2_419_200,
    )


LIVE = [entry(version, token) for version in (1, 2, 3) for token in ("a", "b")]
ENDED = [ending_of(each, "invalid_grant") for each in LIVE]
MARKS = [a_mark(version) for version in (1, 2, 3)]
PAIRS = list(product([*LIVE, *ENDED, *MARKS], repeat=2))


def test_of_two_entries_one_at_most_takes_the_place_of_the_other() -> None:
    assert not [
        (one, other)
        for one, other in PAIRS
        if takes_place_of(one, other) and takes_place_of(other, one)
    ]


def test_only_siblings_leave_it_open_which_of_two_sessions_stays() -> None:
    for one, other in product(LIVE, repeat=2):
        decided = takes_place_of(one, other) or takes_place_of(other, one)
        assert decided != (one == other or are_siblings(one, other))


def test_a_refresh_takes_the_place_of_its_parent_and_of_its_parents_ending() -> None:
    parent, child = entry(1, "a"), entry(2, "b")
    assert takes_place_of(child, parent)
    assert takes_place_of(child, ending_of(parent, "invalid_grant"))
    assert not takes_place_of(ending_of(parent, "invalid_grant"), child)


def test_an_ending_takes_the_place_of_nothing_but_the_token_that_it_names() -> None:
    for ended, live in product(ENDED, LIVE):
        if ended.version == live.version:
            assert takes_place_of(ended, live) == (ended.refresh_token == live.refresh_token)
            assert takes_place_of(live, ended) == (ended.refresh_token != live.refresh_token)


def test_nothing_of_a_chain_takes_the_place_of_the_mark_of_its_logout() -> None:
    for mark, other in product(MARKS, [*LIVE, *ENDED]):
        assert takes_place_of(mark, other)
        assert not takes_place_of(other, mark)
    assert all(map(is_mark, MARKS))


@pytest.mark.parametrize("hours", [-1.0, 1.0, 24.0 * 365])
def test_a_clock_that_is_wrong_changes_nothing(hours: float) -> None:
    def moved(one: PodioOAuth) -> PodioOAuth:
        return one.replace(
            issued_at=one.issued_at + hours * 3600, expires_at=one.expires_at + hours * 3600
        )

    for one, other in PAIRS:
        assert takes_place_of(moved(one), other) == takes_place_of(one, other)
        assert takes_place_of(one, moved(other)) == takes_place_of(one, other)


def test_two_sign_ins_are_no_siblings() -> None:
    one, other = entry(2, "a"), entry(2, "b")
    assert are_siblings(one, other)
    assert not are_siblings(one, other.replace(chain="another"))


# Two clients of one store, whose clocks are hours apart


def two_clients(*, hours: float) -> tuple[Script, Script]:
    """Two clients that know the same session, whose access token has ended by both clocks."""
    first = Script(session(left=-24 * 3600))
    second = Script(shelf=first.shelf)
    second.clock.now += hours * 3600
    for client in (first, second):
        client.load()
    return first, second


def renew_without_saving(client: Script, answer: Reply) -> None:
    """Let a client get a token just when its store is down."""
    client.shelf.down = {"get", "set", "lock"}
    client.answers(answer, ok())
    client.run(CALL)
    client.shelf.down.clear()


@pytest.mark.parametrize("hours", [-5, 0, 5])
def test_a_token_that_was_not_saved_is_saved_over_the_ending_of_its_parent(hours: float) -> None:
    first, second = two_clients(hours=hours)
    renew_without_saving(first, tokens("a2", "r2"))
    second.answers(dead())
    with pytest.raises(ReauthenticationRequired):
        second.run(CALL)
    assert first.shelf.oauth.revoked == "invalid_grant"
    first.drive(first.renewal.save_again(now=True))
    assert first.shelf.oauth.refresh_token == "r2"
    assert not first.shelf.oauth.revoked
    second.clock.now += 60
    second.answers(ok())
    second.run(CALL)
    assert second.tokens_sent == ["OAuth2 a2"]


@pytest.mark.parametrize("hours", [-5, 0, 5])
def test_a_token_that_is_saved_late_does_not_bring_a_session_back(hours: float) -> None:
    first, second = two_clients(hours=hours)
    renew_without_saving(first, tokens("a2", "r2"))
    second.drive(second.renewal.log_out())
    first.drive(first.renewal.save_again(now=True))
    assert is_mark(first.shelf.oauth)
    with pytest.raises(NotAuthenticatedError):
        first.run(CALL)
    assert first.tokens_sent == ["OAuth2 a2"], "the call before the logout, and none after it"


@pytest.mark.parametrize("hours", [-5, 0, 5])
def test_of_two_siblings_the_one_that_podio_takes_goes_on(hours: float) -> None:
    first, second = two_clients(hours=hours)
    renew_without_saving(first, tokens("a2", "r2"))
    second.answers(tokens("a3", "r3"), ok())
    second.run(CALL)
    first.drive(first.renewal.save_again(now=True))
    first.clock.now += 2 * 24 * 3600
    first.forget_answers()
    first.answers(dead(), tokens("a4", "r4"), ok())
    first.run(CALL)
    assert first.shelf.oauth.refresh_token == "r4"
    assert "reauthentication_required" not in first.names
