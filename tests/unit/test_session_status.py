"""T12: where a session stands, told offline, quickly and honestly."""

from __future__ import annotations

import timeit
from collections.abc import Callable

import pytest

from podio import Podio, PodioOAuth, Ref, Status
from podio.core.session.lifetime import Due, Lifetime
from podio.errors import StoreUnavailableError
from podio.stores import MemoryAuthStore
from tests.unit.scripted import NOW, Script, Shelf, dead, session

LONG_AGO = 1_600_000_000.0
FAR_OFF = 4_102_444_800.0

CASES = [
    pytest.param(session(left=28_800), Status.FRESH, True, id="fresh"),
    pytest.param(session(left=901), Status.FRESH, True, id="fresh to the last"),
    pytest.param(session(left=899), Status.STALE, True, id="in the advisory window"),
    pytest.param(session(left=30), Status.STALE, True, id="in the mandatory window"),
    pytest.param(session(left=0), Status.REFRESHABLE, True, id="ended this moment"),
    pytest.param(session(left=-80_000), Status.REFRESHABLE, True, id="ended long ago"),
    pytest.param(session("", "r1"), Status.REFRESHABLE, True, id="a refresh token alone"),
    pytest.param(
        session(left=-5, refresh_expires_at=NOW - 1), Status.REFRESHABLE, True, id="both ended"
    ),
    pytest.param(session("a1", "", left=-5), Status.EXPIRED, False, id="ended, nothing to refresh"),
    pytest.param(session("a1", ""), Status.FRESH, True, id="an access token alone"),
    pytest.param(session(revoked="invalid_grant"), Status.REVOKED, False, id="revoked"),
    pytest.param(PodioOAuth(), Status.ABSENT, False, id="nobody"),
    pytest.param(PodioOAuth(revoked="logged_out"), Status.ABSENT, False, id="signed out"),
    pytest.param(PodioOAuth("a1", "r1", expires_at=0), Status.FRESH, True, id="of unknown age"),
]


@pytest.mark.parametrize(("stored", "status", "counts"), CASES)
def test_status(stored: PodioOAuth, status: Status, counts: bool) -> None:  # noqa: FBT001 -- a column
    script = Script(stored)
    script.load()
    assert script.renewal.status() is status
    assert counts == (status in {Status.FRESH, Status.STALE, Status.REFRESHABLE})
    assert script.trace == []


def test_what_the_store_holds_is_unknown_until_it_is_read() -> None:
    script = Script(session())
    assert script.renewal.status() is Status.UNKNOWN
    script.shelf.down = {"get"}
    with pytest.raises(StoreUnavailableError):
        script.load()
    assert script.renewal.status() is Status.UNKNOWN
    script.shelf.down.clear()
    script.load()
    assert script.renewal.status() is Status.FRESH


@pytest.mark.parametrize(("stored", "status", "counts"), CASES)
def test_is_authenticated(stored: PodioOAuth, status: Status, counts: bool) -> None:  # noqa: FBT001 -- a column
    moved = stored.replace(
        client_id=None,
        api_url=None,
        issued_at=_from_now(stored.issued_at),
        expires_at=_from_now(stored.expires_at),
        refresh_expires_at=_from_now(stored.refresh_expires_at),
    )
    podio = Podio("demo", "secret", MemoryAuthStore(moved))
    assert podio.is_authenticated() is counts
    # The clock is the machine's: a test that is slow may see a second pass at an edge.
    assert podio.session.status is status or abs(stored.expires_at - NOW - 900) < 5


def _from_now(moment: float) -> float:
    from time import time

    return moment and moment - NOW + time()


def test_a_store_that_is_down_is_not_signed_out() -> None:
    class Down:
        def get(self) -> PodioOAuth:
            raise ConnectionRefusedError

        def set(self, oauth: PodioOAuth) -> None:
            raise ConnectionRefusedError(oauth)

    podio = Podio("demo", "secret", Down())
    with pytest.raises(StoreUnavailableError):
        podio.is_authenticated()
    assert podio.session.status is Status.UNKNOWN


def test_asking_is_quick_and_asks_the_store_for_nothing() -> None:
    store = MemoryAuthStore(PodioOAuth("a1", "r1", issued_at=FAR_OFF, ref=Ref("user", 7)))
    podio = Podio("demo", "secret", store)
    store.set(PodioOAuth())
    assert podio.is_authenticated()
    # 5 µs is the promise; a shared, loaded machine gets ten times that.
    assert best(podio.is_authenticated) < 50e-6


def best(call: Callable[[], object]) -> float:
    """Return the seconds of one call when nothing disturbs it."""
    return min(timeit.repeat(call, number=200, repeat=20)) / 200


def test_a_session_shows_no_token() -> None:
    script = Script(Shelf(session("the-access-token", "the-refresh-token")).oauth)
    script.load()
    shown = repr(script.storage.oauth) + str(script.storage.oauth) + f"{script.storage.oauth}"
    assert "the-access-token" not in shown
    assert "the-refresh-token" not in shown


def test_an_end_of_the_refresh_token_is_a_guess_and_no_end() -> None:
    assert Lifetime(PodioOAuth("", "r1"), 0.5).refreshable()
    assert Lifetime(session(refresh_expires_at=LONG_AGO), 0.5).refreshable()


def test_a_token_whose_end_is_not_known_is_sent_until_it_is_refused() -> None:
    held = Lifetime(PodioOAuth("a1"), 0.5)
    assert held.due(NOW) is Due.NOT
    assert held.due(NOW, refused=held.oauth) is Due.MANDATORY


def test_a_session_that_podio_ended_says_so() -> None:
    script = Script(session(left=-5))
    script.load()
    script.answers(dead())
    with pytest.raises(Exception, match="ended"):
        script.renew()
    assert script.renewal.status() is Status.REVOKED
