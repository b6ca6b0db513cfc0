"""The MariaDB that tests share; a module of tests names this one in its `pytest_plugins`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.stores.places import prepare
from tests.stores.servers import running_mariadb

if TYPE_CHECKING:
    from tests.stores.servers import MariaDBServer


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[MariaDBServer]:
    with running_mariadb() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb_url(request: pytest.FixtureRequest) -> str:
    """The address of a MariaDB, or of the MySQL or MariaDB that PODIO_TEST_MYSQL_URL names."""
    named = os.environ.get("PODIO_TEST_MYSQL_URL", "")
    if named:
        return named
    server: MariaDBServer = request.getfixturevalue("mariadb_server")
    return server.url


@pytest.fixture(params=["postgres", "mariadb"])
def server_url(request: pytest.FixtureRequest) -> str:
    """The address of a PostgreSQL, then of a MariaDB; both have the tables."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    prepare(address)
    return address
