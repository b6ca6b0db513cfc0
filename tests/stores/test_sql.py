"""The SQL stores: the conformance suite, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

import pytest

from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore
from podio.testing import AuthStoreConformance

if TYPE_CHECKING:
    from pathlib import Path

servers = pytest.mark.servers
MYSQL = os.environ.get("PODIO_TEST_MYSQL_URL", "")


class Blocking(AuthStoreConformance):
    url: str
    key: str

    def begin(self, url: str) -> None:
        self.url, self.key = url, secrets.token_hex(8)
        store = SQLAuthStore(url, self.key)
        store.create_schema()
        store.close()

    def make_store(self) -> SQLAuthStore:
        return SQLAuthStore(self.url, self.key)

    def make_other_store(self) -> SQLAuthStore:
        return SQLAuthStore(self.url, f"not {self.key}")


class Awaiting(AuthStoreConformance):
    url: str
    key: str

    def begin(self, url: str) -> None:
        self.url, self.key = url, secrets.token_hex(8)
        store = SQLAuthStore(url, self.key)
        store.create_schema()
        store.close()

    def make_store(self) -> AsyncSQLAuthStore:
        return AsyncSQLAuthStore(self.url, self.key)

    def make_other_store(self) -> AsyncSQLAuthStore:
        return AsyncSQLAuthStore(self.url, f"not {self.key}")


class TestOnSQLite(Blocking):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.begin(f"sqlite:///{tmp_path / 'sessions.db'}")


class TestAsyncOnSQLite(Awaiting):
    @pytest.fixture(autouse=True)
    def ground(self, tmp_path: Path) -> None:
        self.begin(f"sqlite:///{tmp_path / 'sessions.db'}")


@servers
class TestOnPostgreSQL(Blocking):
    @pytest.fixture(autouse=True)
    def ground(self, postgres_url: str) -> None:
        self.begin(postgres_url)


@servers
class TestAsyncOnPostgreSQL(Awaiting):
    @pytest.fixture(autouse=True)
    def ground(self, postgres_url: str) -> None:
        self.begin(postgres_url)


if MYSQL:

    class TestOnMySQL(Blocking):
        @pytest.fixture(autouse=True)
        def ground(self) -> None:
            self.begin(MYSQL)

    class TestAsyncOnMySQL(Awaiting):
        @pytest.fixture(autouse=True)
        def ground(self) -> None:
            self.begin(MYSQL)

else:

    @pytest.mark.skip(reason="MySQL comes in no wheel: PODIO_TEST_MYSQL_URL names one to test on")
    def test_on_mysql() -> None:
        """Stand for the two classes above where there is no server."""
