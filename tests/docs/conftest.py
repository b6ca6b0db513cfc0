"""What the examples of the documentation run with.

Each page runs as one module: its blocks share their names. A page starts with a sandbox of its
own, an empty folder as the current one, and these variables in the environment, as
`python -m podio.sandbox` prints them: PODIO_API_URL, PODIO_CLIENT_ID, PODIO_CLIENT_SECRET,
PODIO_USERNAME, PODIO_PASSWORD, PODIO_APP_ID, PODIO_APP_TOKEN. So `Podio.from_env()` is all that
an example needs.

Names that a page may use without making them:

- `sandbox`: the running `podio.sandbox.Sandbox`;
- `api_url`, `client_id`, `client_secret`, `app_id`, `app_token`, `username`, `password`: its own;
- `mfa_username`, `mfa_password`, `one_time_code`: somebody with a second factor;
- `tmp_path`: an empty folder;
- `redis_url`, `postgres_url`: real servers, started for the pages that name them.

An example that wanted to leave this machine meets a proxy that is not there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from podio.sandbox import Sandbox
from podio.sandbox.seed.credentials import demo_secret

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.pages import Example

NOWHERE = "http://127.0.0.1:9"
SERVERS = ("redis_url", "postgres_url")


@pytest.fixture
def own_environment() -> Iterator[None]:
    """Takes back what an example puts into the environment."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def sandbox(own_environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:  # noqa: ARG001 -- goes around it
    with Sandbox() as running:
        settings = {
            "PODIO_API_URL": running.url,
            "PODIO_CLIENT_ID": running.client_id,
            "PODIO_CLIENT_SECRET": running.client_secret,
            "PODIO_USERNAME": running.username,
            "PODIO_PASSWORD": running.password,
            "PODIO_APP_ID": str(running.app_id),
            "PODIO_APP_TOKEN": running.app_token,
            "HTTPS_PROXY": NOWHERE,
            "NO_PROXY": "127.0.0.1,localhost",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def names_for(
    request: pytest.FixtureRequest,
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[list[Example]], dict[str, object]]:
    """Makes the names that the blocks of a page may use."""
    monkeypatch.chdir(tmp_path)

    def names(blocks: list[Example]) -> dict[str, object]:
        read = set[str]().union(*(block.names() for block in blocks if block.runs))
        servers = {name: request.getfixturevalue(name) for name in SERVERS if name in read}
        return {
            "sandbox": sandbox,
            "api_url": sandbox.url,
            "client_id": sandbox.client_id,
            "client_secret": sandbox.client_secret,
            "app_id": sandbox.app_id,
            "app_token": sandbox.app_token,
            "username": sandbox.username,
            "password": sandbox.password,
            "mfa_username": sandbox.mfa_username,
            "mfa_password": demo_secret("password of mia", 16),
            "one_time_code": sandbox.mfa_otp,
            "tmp_path": tmp_path,
            **servers,
        }

    return names
