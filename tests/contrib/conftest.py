"""The sandbox and the sites, started once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from podio.sandbox import Sandbox
from tests.contrib.browser import Browser
from tests.contrib.sites import KINDS, Kind, Site, served

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rotate_refresh_tokens=True, rate_limit=100_000) as running:
        yield running


@pytest.fixture(scope="session", params=KINDS, ids=str)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> Iterator[Site]:
    kind: Kind = request.param
    folder: Path = tmp_path_factory.mktemp(kind.name)
    with served(kind, folder, sandbox) as running:
        yield running


@pytest.fixture
def browser(site: Site) -> Iterator[Browser]:
    with Browser(site) as opened:
        yield opened
