"""The stores on Django's database and caches, each under the conformance suite."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

import pytest

from podio.errors import ConfigurationError, StoreCorruptError, StoreError, StoreUnavailableError
from podio.stores import AsyncSessionAuthStore, LockingAuthStore, SessionAuthStore
from podio.testing import AuthStoreConformance, a_session
from tests.contrib.django_ground import django_is_set_up
from tests.stores.leaks import assert_clean, everything_logged, secret_session

django_is_set_up()

from django.contrib.sessions.backends import cache as cache_sessions  # noqa: E402 -- needs settings
from django.contrib.sessions.backends import db, signed_cookies  # noqa: E402 -- as above
from django.core.management import call_command  # noqa: E402 -- as above
from django.db import connections, transaction  # noqa: E402 -- as above
from django.test.utils import override_settings  # noqa: E402 -- as above

from podio.contrib.django import DjangoAuthStore, DjangoCacheAuthStore  # noqa: E402 -- as above
from podio.contrib.django.checks import transactions_leave_room  # noqa: E402 -- as above
from podio.contrib.django.models import StoredSession  # noqa: E402 -- as above
from podio.contrib.django.own_connection import own_alias  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.sessions.backends.base import SessionBase

    from podio import PodioOAuth


@pytest.fixture
def key() -> str:
    """A key that no other test has."""
    return f"user:{secrets.token_hex(8)}"


class TestDjangoAuthStore(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self, key: str) -> None:
        self.key = key

    def make_store(self) -> Any:  # also of other kinds
        return DjangoAuthStore(self.key)

    def make_other_store(self) -> Any:  # also of other kinds
        return DjangoAuthStore(self.key).for_key(self.key.upper())


class TestDjangoCacheAuthStore(TestDjangoAuthStore):
    def make_store(self) -> Any:  # also of other kinds
        return DjangoCacheAuthStore(self.key)

    def make_other_store(self) -> Any:  # also of other kinds
        return DjangoCacheAuthStore(self.key).for_key(self.key.upper())


class TestBehindADjangoSession(TestDjangoAuthStore):
    gives_marks_back = False

    @pytest.fixture(autouse=True)
    def session(self) -> None:
        self.web, self.other_web = db.SessionStore(), db.SessionStore()
        self.web["podio"] = self.other_web["podio"] = secrets.token_urlsafe()

    def make_store(self) -> Any:  # also of other kinds
        return SessionAuthStore(self.web, DjangoAuthStore(self.key))

    def make_other_store(self) -> Any:  # also of other kinds
        return SessionAuthStore(self.other_web, DjangoAuthStore("other"))


class TestAwaitedBehindADjangoSession(TestBehindADjangoSession):
    def make_store(self) -> Any:  # also of other kinds
        return AsyncSessionAuthStore(self.web, DjangoAuthStore(self.key))

    def make_other_store(self) -> Any:  # also of other kinds
        return AsyncSessionAuthStore(self.other_web, DjangoAuthStore("other"))


class TestInsideADjangoSession(AuthStoreConformance):
    gives_marks_back = False

    @pytest.fixture(autouse=True)
    def session(self) -> None:
        self.web = db.SessionStore()

    def make_store(self) -> Any:  # also of other kinds
        return SessionAuthStore(self.web)


class TestAwaitedInsideADjangoSession(TestInsideADjangoSession):
    def make_store(self) -> Any:  # also of other kinds
        return AsyncSessionAuthStore(self.web)


# The database


def test_it_claims_all_levels(key: str) -> None:
    assert isinstance(DjangoAuthStore(key), LockingAuthStore)
    assert isinstance(DjangoCacheAuthStore(key), LockingAuthStore)


@pytest.mark.parametrize("kind", [DjangoAuthStore, DjangoCacheAuthStore])
def test_each_api_client_has_its_own_session(
    kind: type[DjangoAuthStore | DjangoCacheAuthStore], key: str
) -> None:
    one = kind(key).bound_to("one", "https://a.example")
    two = kind(key).bound_to("two", "https://a.example")
    one.set(a_session(1))
    assert not two.get()
    assert one.for_key(key).get() == a_session(1)
    assert not kind(key).get()
    assert not kind(key).bound_to("one", "https://b.example").get()


@pytest.mark.parametrize("kind", [DjangoAuthStore, DjangoCacheAuthStore])
@pytest.mark.parametrize("bad", ["", " ", "\ud800"])
def test_a_key_that_names_nothing_is_refused(
    kind: type[DjangoAuthStore | DjangoCacheAuthStore], bad: str
) -> None:
    with pytest.raises(ConfigurationError, match="key"):
        kind(bad)


def test_a_transaction_that_is_rolled_back_takes_no_token_with_it(key: str) -> None:
    store = DjangoAuthStore(key)

    def fail_after_a_refresh() -> None:
        with transaction.atomic():
            store.set(a_session(1))
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_a_refresh()
    assert store.get() == a_session(1)


def test_a_writing_transaction_on_sqlite_makes_it_unavailable_not_wrong(key: str) -> None:
    store = DjangoAuthStore(key)
    store.set(a_session(1))
    with transaction.atomic():
        StoredSession.objects.filter(name="nobody").update(version=1)
        assert store.get() == a_session(1)
        with pytest.raises(StoreUnavailableError, match="locked"):
            store.set(a_session(2))
    assert store.get() == a_session(1)
    store.set(a_session(2))
    assert store.get() == a_session(2)


def test_a_reading_transaction_on_sqlite_does_not_hold_it_up(key: str) -> None:
    store = DjangoAuthStore(key)
    with transaction.atomic():
        StoredSession.objects.count()
        assert store.compare_and_set(a_session(1), 0)
    assert store.get() == a_session(1)


def test_settings_that_would_hold_it_up_are_warned_about() -> None:
    settings = connections["default"].settings_dict
    assert transactions_leave_room(app_configs=None, databases=["default"]) == []
    settings["OPTIONS"]["transaction_mode"] = "IMMEDIATE"
    try:
        warned = transactions_leave_room(app_configs=None, databases=["default"])
    finally:
        del settings["OPTIONS"]["transaction_mode"]
    assert [each.id for each in warned] == ["podio.W001"]


@pytest.mark.parametrize(
    ("engine", "theirs", "ours"),
    [
        ("postgresql", 0, 0),
        ("postgresql", None, None),
        ("postgresql", 300, 300),
        ("sqlite3", 0, 60),
        ("sqlite3", None, None),
    ],
)
def test_connections_are_kept_as_long_as_the_settings_say(
    engine: str, theirs: int | None, ours: int | None
) -> None:
    connections.settings["elsewhere"] = {
        "ENGINE": f"django.db.backends.{engine}",
        "CONN_MAX_AGE": theirs,
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {"pool": True, "application_name": "site"},
    }
    try:
        own = connections.settings[own_alias("elsewhere")]
    finally:
        del connections.settings["elsewhere"], connections.settings["elsewhere_podio"]
    assert own["CONN_MAX_AGE"] == ours
    assert own["ATOMIC_REQUESTS"] is False
    assert own["OPTIONS"]["application_name"] == "site"
    assert "pool" not in own["OPTIONS"]


def test_an_idle_row_does_not_stay(key: str) -> None:
    store = DjangoAuthStore(key)
    before = StoredSession.objects.count()
    owner = store.lock(30.0)
    assert owner
    store.set(a_session(1))
    store.delete()
    assert StoredSession.objects.count() == before + 1, "somebody has the lock"
    assert store.unlock(owner)
    assert StoredSession.objects.count() == before


def test_a_damaged_entry_is_reported_and_replaced_by_a_sign_in(key: str) -> None:
    store = DjangoAuthStore(key)
    store.set(a_session(1))
    StoredSession.objects.filter(label__contains="user").update(entry='{"access_token": "half')
    with pytest.raises(StoreCorruptError) as caught:
        store.get()
    assert "half" not in str(caught.value)
    assert store.compare_and_set(a_session(2), 1)
    assert store.get() == a_session(2)


@pytest.fixture
def without_the_table() -> Iterator[None]:
    call_command("migrate", "podio", "zero", verbosity=0)
    yield
    call_command("migrate", "podio", verbosity=0)


@pytest.mark.usefixtures("without_the_table")
def test_a_table_that_is_missing_is_named_with_the_remedy(key: str) -> None:
    for call in (
        DjangoAuthStore(key).get,
        lambda: DjangoAuthStore(key).set(a_session(1)),
        lambda: DjangoAuthStore(key).lock(1.0),
    ):
        with pytest.raises(StoreError, match="migrate podio"):
            call()


def test_a_database_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigurationError, match="DATABASES"):
        DjangoAuthStore("a", using="elsewhere")


def test_no_token_gets_into_the_query_log(key: str) -> None:
    store = DjangoAuthStore(key)
    with everything_logged("django", "django.db.backends") as lines, override_settings(DEBUG=True):
        StoredSession.objects.filter(name="seen in the log").exists()
        store.set(secret_session(1))
        assert store.get() == secret_session(1)
        queries = [each.queries for each in connections.all()]
    assert "seen in the log" in str(lines)
    assert_clean(f"{lines} {queries}")


def test_a_blocking_call_in_an_event_loop_says_what_to_do(key: str) -> None:
    async def view() -> None:
        DjangoAuthStore(key).get()

    with pytest.raises(ConfigurationError, match="apodio_for"):
        asyncio.run(view())


def test_the_migrations_make_the_models() -> None:
    call_command("makemigrations", "podio", check=True, dry_run=True, verbosity=0)


def test_sessions_that_have_ended_are_cleared(key: str) -> None:
    DjangoAuthStore(key).set(a_session(1))
    DjangoAuthStore(f"{key} of long ago").set(a_session(1))
    StoredSession.objects.filter(label__contains="long").update(changed_at="2026-01-01T00:00Z")
    call_command("podio_clear_sessions", verbosity=0)
    assert DjangoAuthStore(key).get()
    assert not DjangoAuthStore(f"{key} of long ago").get()


# The caches


@pytest.mark.parametrize("using", ["database", "dummy", "files", "missing"])
def test_a_cache_that_cannot_do_it_is_refused(using: str) -> None:
    with pytest.raises(ConfigurationError, match=f"cache '{using}'"):
        DjangoCacheAuthStore("a", using=using)


def test_a_cache_that_is_down_is_not_signed_out(key: str) -> None:
    with pytest.raises(StoreUnavailableError, match="does not answer") as caught:
        DjangoCacheAuthStore(key, using="redis").set(a_session(1))
    assert caught.value.__cause__ is None


# The sessions


@pytest.mark.parametrize("engine", [db, cache_sessions])
def test_a_session_on_the_server_may_hold_the_tokens(
    engine: Any,  # a module
) -> None:
    session: SessionBase = engine.SessionStore()
    SessionAuthStore(session).set(a_session(1))
    session.save()
    again = engine.SessionStore(session.session_key)
    assert SessionAuthStore(again).get() == a_session(1)


def test_a_session_in_a_signed_cookie_may_not() -> None:
    with pytest.raises(ConfigurationError, match="cookie"):
        SessionAuthStore(signed_cookies.SessionStore())


def test_an_async_view_reads_a_session_that_is_in_the_database(key: str) -> None:
    async def two_requests() -> PodioOAuth:
        session = db.SessionStore()
        await AsyncSessionAuthStore(session, DjangoAuthStore(key)).set(a_session(1))
        await session.asave()
        again = db.SessionStore(session.session_key)
        return await AsyncSessionAuthStore(again, DjangoAuthStore(key)).get()

    assert asyncio.run(two_requests()) == a_session(1)
