"""The SQL stores: the conformance suite, on SQLite, a real PostgreSQL and a real MariaDB."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

from podio.sandbox import Sandbox
from podio.stores.sql import AsyncSQLAuthStore, SQLAuthStore
from podio.testing import AuthStoreConformance
from tests.docs.pages import ROOT, examples, run

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.stores.mariadb_server"]
servers = pytest.mark.servers


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


@servers
class TestOnMariaDB(Blocking):
    @pytest.fixture(autouse=True)
    def ground(self, mariadb_url: str) -> None:
        self.begin(mariadb_url)


@servers
class TestAsyncOnMariaDB(Awaiting):
    @pytest.fixture(autouse=True)
    def ground(self, mariadb_url: str) -> None:
        self.begin(mariadb_url)


@servers
def test_the_example_of_the_page_runs(mariadb_url: str) -> None:
    blocks = examples(ROOT / "docs" / "how-to" / "sql.md")
    [example] = [block for block in blocks if "mariadb_url" in block.names()]
    imports = next(block for block in blocks if "SQLAuthStore(" in block.code)
    code = "".join(line for line in imports.code.splitlines(keepends=True) if "import" in line)
    with Sandbox() as sandbox:
        names = {
            "mariadb_url": mariadb_url,
            "api_url": sandbox.url,
            "client_id": sandbox.client_id,
            "client_secret": sandbox.client_secret,
            "app_id": sandbox.app_id,
            "app_token": sandbox.app_token,
        }
        run([imports._replace(code=code), example._replace(runs=True)], names)
