"""The sites of the tests, each served by several processes of a real server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.stores.servers import PostgresServer, running_postgres

if TYPE_CHECKING:
    from collections.abc import Generator

    from podio.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
WORKERS = 3
PATIENCE = 20.0


class Kind(NamedTuple):
    """How a site is served."""

    name: str
    app: str
    asgi: bool
    variables: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.name


DJANGO = (
    ("DJANGO_SETTINGS_MODULE", "tests.contrib.django_settings"),
    ("SITE_ENCRYPTED", "yes"),
)
KINDS = (
    Kind("flask", "tests.contrib.flask_site:app", asgi=False),
    Kind(
        "flask-session",
        "tests.contrib.flask_site:app",
        asgi=False,
        variables=(("SITE_SESSIONS", "on the server"),),
    ),
    Kind("django", "tests.contrib.django_wsgi:app", asgi=False, variables=DJANGO),
    Kind("django-asgi", "tests.contrib.django_asgi:app", asgi=True, variables=DJANGO),
    Kind("django-postgres", "tests.contrib.django_wsgi:app", asgi=False, variables=DJANGO),
    Kind("starlette", "tests.contrib.starlette_site:app", asgi=True),
    Kind("fastapi", "tests.contrib.fastapi_site:app", asgi=True),
)


class Site(NamedTuple):
    """A site that is served.

    Attributes:
        kind: Which.
        addresses: Where; people who come back may meet any of them.
        sandbox: The Podio it talks to.
    """

    kind: Kind
    addresses: list[str]
    sandbox: Sandbox

    def refreshes(self) -> int:
        """How often any token was renewed so far."""
        counted = self.sandbox.stats()["token_requests"].get("refresh_token", {})
        return sum(counted.values())


@contextmanager
def served(kind: Kind, folder: Path, sandbox: Sandbox) -> Generator[Site]:
    """Serve a site until the end of the `with`."""
    environment = {
        **os.environ,
        "PYTHONDEVMODE": "",
        "SITE_FOLDER": str(folder),
        "PODIO_CLIENT_ID": sandbox.client_id,
        "PODIO_CLIENT_SECRET": sandbox.client_secret,
        "PODIO_API_URL": sandbox.url,
        **dict(kind.variables),
    }
    with ExitStack() as stack:
        if kind.name == "django-postgres":
            environment["SITE_DATABASE"] = json.dumps(
                as_django_has_it(stack.enter_context(running_postgres()))
            )
        if kind.name.startswith("django"):
            migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
        addresses: list[str] = []
        for _ in range(WORKERS if kind.asgi else 1):
            listener = stack.enter_context(_listening())
            addresses.append(f"http://127.0.0.1:{listener.getsockname()[1]}")
            stack.enter_context(_running(_command(kind, listener.fileno()), listener, environment))
        yield Site(kind, addresses, sandbox)


def as_django_has_it(server: PostgresServer) -> dict[str, object]:
    """A server as an entry of DATABASES."""
    parts = urlsplit(server.url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "NAME": parts.path.strip("/"),
        "USER": parts.username,
        "PASSWORD": parts.password,
        "HOST": parse_qs(parts.query)["host"][0],
    }


def _listening() -> socket.socket:
    # It takes connections from now on: they wait until the server does.
    return socket.create_server(("127.0.0.1", 0), backlog=128)


def _command(kind: Kind, listener: int) -> list[str]:
    if kind.asgi:
        return ["uvicorn", "--fd", str(listener), "--log-level", "warning", kind.app]
    bind = ["--bind", f"fd://{listener}", "--log-level", "warning"]
    return ["gunicorn", *bind, "--workers", str(WORKERS), "--threads", "8", "--preload", kind.app]


@contextmanager
def _running(
    command: list[str], listener: socket.socket, environment: dict[str, str]
) -> Generator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        pass_fds=[listener.fileno()],
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
