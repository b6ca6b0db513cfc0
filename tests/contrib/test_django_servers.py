"""The Django stores over PostgreSQL and Redis: the suite, and what happens when they go away."""

from __future__ import annotations

import secrets
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from podio.errors import StoreError, StoreUnavailableError
from podio.testing import AuthStoreConformance, a_session
from tests.contrib.django_ground import django_is_set_up, one_more_database
from tests.contrib.sites import as_django_has_it
from tests.stores.leaks import assert_shows_nothing, everything_logged, secret_session
from tests.stores.servers import RedisServer, posix, running_postgres, running_redis

django_is_set_up()

from django.core.cache import caches  # noqa: E402 -- needs settings
from django.db import connections  # noqa: E402 -- as above
from django.test.utils import override_settings  # noqa: E402 -- as above

from podio.contrib.django import DjangoAuthStore, DjangoCacheAuthStore  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.stores.servers import PostgresServer

pytestmark = [pytest.mark.servers, posix]


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL that Django knows as "postgres"."""
    with running_postgres() as server, one_more_database("postgres", as_django_has_it(server)):
        yield server


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    """A Redis that Django knows as the cache "redis"."""
    with running_redis() as server:
        options = {"socket_connect_timeout": 2, "socket_timeout": 2}
        entry = {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": server.url,
            "OPTIONS": options,
        }
        with override_settings(CACHES={"default": entry, "redis": entry}):
            yield server
            caches.close_all()


@pytest.mark.usefixtures("postgres")
class TestDjangoAuthStoreOnPostgres(AuthStoreConformance):
    @pytest.fixture(autouse=True)
    def ground(self) -> None:
        self.key = secrets.token_hex(8)

    def make_store(self) -> Any:  # also of other kinds
        return DjangoAuthStore(self.key, using="postgres")

    def make_other_store(self) -> Any:  # also of other kinds
        return DjangoAuthStore(self.key.upper(), using="postgres")


@pytest.mark.usefixtures("redis")
class TestDjangoCacheAuthStoreOnRedis(TestDjangoAuthStoreOnPostgres):
    def make_store(self) -> Any:  # also of other kinds
        return DjangoCacheAuthStore(self.key, using="redis")

    def make_other_store(self) -> Any:  # also of other kinds
        return DjangoCacheAuthStore(self.key.upper(), using="redis")


def test_a_database_that_is_down_says_so_at_once_and_is_found_again(
    postgres: PostgresServer,
) -> None:
    store = DjangoAuthStore("user:1", using="postgres")
    store.set(secret_session(1))
    with everything_logged("django", "psycopg") as lines:
        postgres.process.stop(signal.SIGQUIT)
        try:
            begun = time.monotonic()
            with pytest.raises(StoreUnavailableError) as reading:
                store.get()
            with pytest.raises(StoreUnavailableError) as saving:
                store.set(secret_session(2))
            with pytest.raises(StoreUnavailableError):
                store.lock(10.0)
            assert time.monotonic() - begun < 6
        finally:
            postgres.process.start()
            connections["postgres"].close()
    assert store.get() == secret_session(1)
    for caught in (reading, saving):
        assert_shows_nothing(caught.value)
    assert "canary" not in "".join(lines)


def test_a_cache_that_is_down_says_so_at_once_and_is_found_again(redis: RedisServer) -> None:
    store = DjangoCacheAuthStore("user:1", using="redis")
    store.set(secret_session(1))
    redis.process.stop()
    try:
        for call in (store.get, lambda: store.set(secret_session(2)), lambda: store.lock(10.0)):
            with pytest.raises(StoreUnavailableError) as caught:
                call()
            assert_shows_nothing(caught.value)
    finally:
        redis.process.start()
    assert not store.get(), "this Redis keeps nothing on disk"
    store.set(a_session(3))
    assert store.get() == a_session(3)


@pytest.mark.usefixtures("postgres")
def test_a_table_of_another_schema_is_refused_without_quoting_the_row() -> None:
    with connections["postgres"].cursor() as cursor:
        cursor.execute("ALTER TABLE podio_storedsession ADD CONSTRAINT odd CHECK (version <> 77)")
        try:
            store = DjangoAuthStore("user:2", using="postgres")
            with pytest.raises(StoreError, match="migrate podio") as caught:
                store.set(secret_session(77))
            assert_shows_nothing(caught.value)
        finally:
            cursor.execute("ALTER TABLE podio_storedsession DROP CONSTRAINT odd")
