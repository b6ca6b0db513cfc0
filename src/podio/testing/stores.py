"""The tests that every auth store must pass, for stores of one's own as for ours."""

# ruff: noqa: S101, S106 -- a conformance suite speaks by its assertions, of made-up tokens
from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import given, settings

from podio.core.session.oauth import PodioOAuth
from podio.core.session.order import ending_of, is_mark
from podio.drivers.background import BackgroundLoop
from podio.errors import SessionTooLargeError
from podio.testing.driven import DrivenStore, settled
from podio.testing.sessions import a_mark, a_session, sessions

if TYPE_CHECKING:
    from podio.stores.protocol import AnyAuthStore

T = TypeVar("T")

LARGE = 100_000
WRITERS = 8
LEASE = 30.0
SHORT_LEASE = 0.05
PATIENCE = 20.0


class AuthStoreConformance(ABC):
    """What any auth store must do; subclass it, and pytest runs it on your store.

    Say in `make_store` how a store is made, for a ground (a file, a table, a key) that is empty
    at the beginning of each test. The rest follows from the methods that the store has: what it
    does not claim to do is skipped. Stores whose methods are coroutines pass the same tests.

        class TestMyStore(AuthStoreConformance):
            @pytest.fixture(autouse=True)
            def ground(self, tmp_path):
                self.path = tmp_path / "session"

            def make_store(self):
                return MyStore(self.path)

    Attributes:
        takes_large_entries: Whether a session of 100 KB fits; False for a store that raises
            `SessionTooLargeError` instead.
        gives_marks_back: Whether a store object finds the mark of a logout that it has stored;
            False for one that gives up its only way to the entry, such as an id in a web session.
        examples: How many random sessions are stored and read.
    """

    takes_large_entries = True
    gives_marks_back = True
    examples = 50

    @abstractmethod
    def make_store(self) -> AnyAuthStore | Awaitable[AnyAuthStore]:
        """Return a new store object on the ground of this test.

        All that one test makes must be on the same ground, as if made by several processes. A
        store that has no ground but itself returns itself.
        """

    def make_other_store(self) -> AnyAuthStore | Awaitable[AnyAuthStore] | None:
        """Return a store for another session on the same ground, or None if there is none."""
        return None

    @pytest.fixture(autouse=True)
    def _driver(self) -> Generator[None]:
        self._loop = BackgroundLoop()
        self._opened: list[DrivenStore] = []
        yield
        for store in self._opened:
            store.close()
        self._loop.close()

    def opened(self) -> DrivenStore:
        """Return one more store object on this test's ground, driven by plain calls."""
        return self._driven(settled(self.make_store(), self._loop))

    def opened_with(self, *methods: str) -> DrivenStore:
        """Return a store object, or skip the test if the store does not claim these methods."""
        store = self.opened()
        if not store.has(*methods):
            pytest.skip(f"the store does not claim {' and '.join(methods)}")
        return store

    def _driven(self, store: AnyAuthStore) -> DrivenStore:
        driven = DrivenStore(store, self._loop)
        self._opened.append(driven)
        return driven

    # What every store does

    def test_its_methods_are_all_blocking_or_all_coroutines(self) -> None:
        """A client looks at `get` to know how to call the others."""
        assert len(self.opened().kinds()) == 1

    def test_it_claims_levels_as_a_whole(self) -> None:
        """A lock without its release, or without compare-and-set, is no level."""
        store = self.opened()
        assert store.has("lock") == store.has("unlock")
        assert store.has("compare_and_set") or not store.has("lock")

    def test_an_empty_store_gives_an_empty_session(self) -> None:
        """Always a `PodioOAuth`; here a falsy one."""
        found = self.opened().get()
        assert isinstance(found, PodioOAuth)
        assert not found

    def test_every_field_comes_back(self) -> None:
        """Tokens, times, identity and the keys of versions to come."""
        store, reader = self.opened(), self.opened()

        @settings(max_examples=self.examples, deadline=None, database=None)
        @given(sessions())
        def comes_back(session: PodioOAuth) -> None:
            store.set(session)
            assert reader.get() == session

        comes_back()

    def test_what_a_session_was_made_from_comes_back(self) -> None:
        """Its chain and its parent decide, not a clock, which of two entries is the newer."""
        store, session = self.opened(), a_session(2, chain="chain", parent="of the first")
        store.set(session)
        found = self.opened().get()
        assert (found.chain, found.parent) == (session.chain, session.parent)

    def test_the_mark_of_a_logout_comes_back(self) -> None:
        """An entry without tokens: it holds off who would save a token of that session late."""
        store = self.opened()
        store.set(a_session(1, chain="chain"))
        store.set(a_mark(2))
        self._is_marked(2)

    def test_a_sign_in_replaces_a_mark(self) -> None:
        """A logout ends one session, and not the store."""
        store = self.opened()
        store.set(a_session(1, chain="chain"))
        store.set(a_mark(2))
        store.set(a_session(3, chain="another"))
        assert store.get() == a_session(3, chain="another")

    def test_an_ending_comes_back_with_its_tokens(self) -> None:
        """It speaks of the refresh token that it names, so that token has to stay."""
        store, session = self.opened(), a_session(2, chain="chain")
        store.set(session)
        store.set(ending_of(session, "invalid_grant"))
        assert self.opened().get() == ending_of(session, "invalid_grant")

    def _is_marked(self, version: int) -> None:
        found = self.opened().get()
        assert not found, "a logout leaves no token behind"
        if self.gives_marks_back:
            assert is_mark(found)
            assert (found.chain, found.version) == ("chain", version)

    def test_a_session_replaces_the_one_before(self) -> None:
        """`set` stores over whatever was there, also a shorter one."""
        store = self.opened()
        store.set(a_session(2, extra={"note": "long " * 50}))
        store.set(a_session(1))
        assert store.get() == a_session(1)

    def test_text_of_any_language_comes_back(self) -> None:
        """No encoding gets lost on the way."""
        session = a_session(1, access_token="tøken 🔑", extra={"имя": "\u0000\ud7ff\U0010ffff"})
        store = self.opened()
        store.set(session)
        assert store.get() == session

    def test_a_large_session_is_kept_whole_or_refused(self) -> None:
        """More than 64 KB: never cut."""
        store, session = self.opened(), a_session(2, extra={"note": "x" * LARGE})
        store.set(a_session(1))
        if self.takes_large_entries:
            store.set(session)
            assert store.get() == session
        else:
            with pytest.raises(SessionTooLargeError):
                store.set(session)
            assert store.get() == a_session(1)

    def test_what_was_read_or_written_is_a_copy(self) -> None:
        """Changing what was read or written does not change what is stored."""
        store = self.opened()
        written: dict[str, Any] = {"list": [1]}
        store.set(a_session(1, extra=written))
        written["list"].append(2)
        store.get().extra["list"].append(3)
        assert store.get() == a_session(1, extra={"list": [1]})

    def test_it_never_shows_a_token(self) -> None:
        """Stores end up in logs and in error reports, by their repr."""
        store = self.opened()
        store.set(a_session(1))
        shown = f"{store.store!r} {store.store!s} {store.get()!r}"
        assert "access-token" not in shown
        assert "refresh-token" not in shown

    def test_readers_never_see_half_a_session(self) -> None:
        """A reader sees the old session or the new one, even while it is replaced."""
        two = [a_session(version, extra={"note": str(version) * 5_000}) for version in (1, 2)]
        store = self.opened()
        store.set(two[0])
        over = threading.Event()

        def read() -> bool:
            reader = self.opened()
            wrong = 0
            while not over.wait(1e-4):  # a reader that never rests holds up the writer
                wrong += reader.get() not in two
            return not wrong

        with ThreadPoolExecutor(4) as pool:
            reading = [pool.submit(read) for _ in range(4)]
            for turn in range(60):
                store.set(two[turn % 2])
            over.set()
            assert all(reader.result() for reader in reading)

    def test_two_sessions_on_one_ground_stay_apart(self) -> None:
        """One user's token is never handed to another."""
        ours, made = self.opened(), settled(self.make_other_store(), self._loop)
        if made is None:
            pytest.skip("the ground holds one session")
        theirs = self._driven(made)
        ours.set(a_session(1))
        assert not theirs.get()
        theirs.set(a_session(2))
        assert (ours.get(), theirs.get()) == (a_session(1), a_session(2))
        if ours.has("delete"):
            theirs.delete()
            assert ours.get() == a_session(1)
        if ours.has("lock"):
            assert ours.lock(LEASE)
            assert theirs.lock(LEASE), "each session has a lock of its own"

    # Stores that can delete

    def test_after_delete_nothing_is_there(self) -> None:
        """Whoever gives an entry up leaves no token behind."""
        store = self.opened_with("delete")
        store.set(a_session(1))
        store.delete()
        assert not store.get()
        store.set(a_session(2))
        assert store.get() == a_session(2)

    def test_delete_may_be_repeated(self) -> None:
        """Even if nothing was ever stored."""
        store = self.opened_with("delete")
        store.delete()
        store.set(a_session(1))
        store.delete()
        store.delete()
        assert not store.get()

    # Level 1: no lost update

    def test_compare_and_set_stores_into_an_empty_store(self) -> None:
        """0 stands for "nothing is stored"."""
        store = self.opened_with("compare_and_set")
        assert store.compare_and_set(a_session(1), 0)
        assert store.get() == a_session(1)

    def test_compare_and_set_keeps_what_is_newer(self) -> None:
        """An old token never replaces a new one."""
        store = self.opened_with("compare_and_set")
        store.set(a_session(5))
        assert not store.compare_and_set(a_session(6, access_token="late"), 4)
        assert store.get() == a_session(5)

    @pytest.mark.parametrize("expected", [5, 6])
    def test_compare_and_set_stores_over_what_was_expected(self, expected: int) -> None:
        """What is there has a version up to the expected one."""
        store = self.opened_with("compare_and_set")
        store.set(a_session(5))
        assert store.compare_and_set(a_session(7), expected)
        assert store.get() == a_session(7)

    def test_a_save_may_be_repeated(self) -> None:
        """A caller that does not know whether a save arrived saves the same version again."""
        store = self.opened_with("compare_and_set")
        assert store.compare_and_set(a_session(3), 2)
        assert store.compare_and_set(a_session(3), 3)
        assert store.get() == a_session(3)

    def test_an_ending_may_stand_at_the_version_of_what_it_ends(self) -> None:
        """So that any later entry takes its place."""
        store, session = self.opened_with("compare_and_set"), a_session(3, chain="chain")
        ended = ending_of(session, "invalid_grant")
        store.set(session)
        assert store.compare_and_set(ended, session.version)
        assert store.get() == ended
        assert store.compare_and_set(a_session(4, chain="chain"), session.version)
        assert store.get() == a_session(4, chain="chain")

    def test_compare_and_set_stores_a_mark_and_compares_with_it(self) -> None:
        """Who has not seen the logout does not write over it."""
        store = self.opened_with("compare_and_set")
        store.set(a_session(5, chain="chain"))
        assert store.compare_and_set(a_mark(6), 5)
        self._is_marked(6)
        if self.gives_marks_back:
            assert not store.compare_and_set(a_session(6, chain="chain"), 5)
            self._is_marked(6)

    def test_of_many_who_replace_one_version_one_succeeds(self) -> None:
        """Eight writers, each with a store object of its own, at the same moment."""
        store = self.opened_with("compare_and_set")
        store.set(a_session(1))

        def replace(number: int) -> bool:
            mine = a_session(2, access_token=f"of writer {number}")
            return rivals[number].compare_and_set(mine, 1)

        rivals = [self.opened() for _ in range(WRITERS)]
        won = at_once(replace)
        assert won.count(True) == 1
        assert store.get().access_token == f"of writer {won.index(True)}"

    def test_versions_only_grow(self) -> None:
        """Eight writers read, add one and save, over and over; nobody's update is lost."""
        first = self.opened_with("compare_and_set")
        first.set(a_session(1))

        def write(_: int) -> int:
            store, saved, seen = self.opened(), 0, 0
            for _ in range(15):
                found = store.get()
                assert found.version >= seen, "what was read went back"
                seen = found.version
                saved += store.compare_and_set(a_session(seen + 1), seen)
            return saved

        saved = sum(at_once(write))
        assert first.get().version == 1 + saved

    # Level 2: one refresh everywhere

    def test_the_lock_has_one_owner(self) -> None:
        """Whichever store object is asked."""
        store, rival = self.opened_with("lock", "unlock"), self.opened()
        owner = store.lock(LEASE)
        assert owner
        assert rival.lock(LEASE) is None
        assert store.lock(LEASE) is None, "not for its owner a second time either"
        assert store.unlock(owner)
        second = rival.lock(LEASE)
        assert second
        assert second != owner
        assert rival.unlock(second)

    def test_only_the_owner_gives_the_lock_back(self) -> None:
        """The name of another owner, or of an earlier one, frees nothing."""
        store, rival = self.opened_with("lock", "unlock"), self.opened()
        first = store.lock(LEASE)
        assert first
        assert not store.unlock("somebody else")
        assert rival.lock(LEASE) is None
        assert store.unlock(first)
        assert not store.unlock(first), "it was given back already"
        second = rival.lock(LEASE)
        assert second
        assert not store.unlock(first), "the lock is another's now"
        assert store.lock(LEASE) is None
        assert rival.unlock(second)

    def test_a_lease_ends(self) -> None:
        """An owner that hangs keeps nobody waiting forever, and learns that it lost."""
        slow, next_one = self.opened_with("lock", "unlock"), self.opened()
        lost = slow.lock(SHORT_LEASE)
        assert lost
        owner = eventually(lambda: next_one.lock(LEASE))
        assert not slow.unlock(lost)
        assert slow.lock(LEASE) is None, "the late release freed nothing"
        assert next_one.unlock(owner)
        assert eventually(lambda: slow.lock(LEASE))

    def test_who_has_the_lock_can_read_and_save(self) -> None:
        """A refresh does both under the lock; so does a sign-in elsewhere meanwhile."""
        store, rival = self.opened_with("lock", "unlock", "compare_and_set"), self.opened()
        owner = store.lock(LEASE)
        assert owner
        assert store.compare_and_set(a_session(1), 0)
        rival.set(a_session(2))
        assert store.get() == a_session(2)
        assert store.unlock(owner)

    def test_one_at_a_time_gets_through(self) -> None:
        """Eight threads take turns; no two of them are ever inside together."""
        self.opened_with("lock", "unlock")
        inside: list[int] = []

        def pass_through(number: int) -> bool:
            store = self.opened()
            for _ in range(4):
                owner = eventually(lambda: store.lock(LEASE))
                inside.append(number)
                alone = inside == [number]
                inside.remove(number)
                if not (store.unlock(owner) and alone):
                    return False
            return True

        assert all(at_once(pass_through))


def at_once(work: Callable[[int], T]) -> list[T]:
    """Run work in eight threads that start together; each gets its number."""
    start = threading.Barrier(WRITERS)

    def begin(number: int) -> T:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(begin, range(WRITERS)))


def eventually(attempt: Callable[[], T | None]) -> T:
    """Repeat an attempt until it returns something: a store cannot say when."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = attempt()
        if found is not None:
            return found
        time.sleep(0.002)
    message = f"nothing came of {attempt!r} within {PATIENCE:.0f} s"
    raise TimeoutError(message)
