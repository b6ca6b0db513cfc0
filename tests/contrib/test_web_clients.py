"""The clients of requests share connections, and say early what is missing."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import flask
import pytest
from cachelib import SimpleCache
from flask_session import Session  # type: ignore[import-untyped]  # it ships no types

from podio import PodioOAuth, Request
from podio.contrib.flask import FlaskPodio
from podio.contrib.starlette import StarlettePodio
from podio.contrib.web_clients import WebClients
from podio.errors import ConfigurationError
from podio.stores import MemoryAuthStore
from tests.contrib.what_to_call import STATUS

if TYPE_CHECKING:
    from podio.sandbox import Sandbox

CALL = Request("GET", "/anything")


class CountingServer(ThreadingHTTPServer):
    """Answers everything, and counts the connections that were made to it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Answer)

    def process_request(self, request: Any, client_address: Any) -> None:  # sockets
        self.connections += 1
        super().process_request(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = json.dumps({}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[CountingServer]:
    with CountingServer() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def clients_of(server: CountingServer) -> WebClients:
    """Clients whose people have all signed in already."""
    url = f"http://127.0.0.1:{server.server_port}"
    oauth = PodioOAuth("token", "refresh", expires_at=9e9, version=1)
    return WebClients("id", "secret", lambda _: MemoryAuthStore(oauth), api_url=url)


def test_requests_one_after_another_use_one_connection(server: CountingServer) -> None:
    clients = clients_of(server)
    for _ in range(3):
        with clients.blocking({"podio": "x"}) as client:
            client.oauth = PodioOAuth("token", "refresh", expires_at=9e9, version=1)
            client.request(CALL)
    assert server.connections == 1


def test_requests_in_one_event_loop_use_one_connection(server: CountingServer) -> None:
    clients = clients_of(server)

    async def requests() -> None:
        for _ in range(3):
            async with clients.awaiting({}, lasting_loop=True) as client:
                client.oauth = PodioOAuth("token", "refresh", expires_at=9e9, version=1)
                await client.request(CALL)

    asyncio.run(requests())
    assert server.connections == 1


def test_a_flask_setting_that_is_missing_is_named_at_once() -> None:
    app = flask.Flask(__name__)
    with pytest.raises(ConfigurationError, match="client_id"):
        FlaskPodio(app, backing=lambda _: MemoryAuthStore())


def test_a_flask_session_in_a_cookie_is_refused_without_a_backing(sandbox: Sandbox) -> None:
    app = flask_app(sandbox)
    podio = FlaskPodio(app)
    with app.test_request_context(), pytest.raises(ConfigurationError, match="backing"):
        _ = podio.client


def test_another_flask_application_is_told_apart() -> None:
    podio = FlaskPodio()
    with flask.Flask("other").app_context(), pytest.raises(ConfigurationError, match="init_app"):
        _ = podio.client


def test_a_flask_session_on_the_server_may_hold_the_tokens(sandbox: Sandbox) -> None:
    app = flask_app(sandbox)
    app.config["SESSION_TYPE"] = "cachelib"
    app.config["SESSION_CACHELIB"] = cache = SimpleCache()
    Session(app)
    podio = FlaskPodio(app)

    @app.get("/in")
    def sign_in() -> str:
        podio.client.authenticate_with_password(sandbox.username, sandbox.password)
        return ""

    @app.get("/me")
    async def me() -> str:
        async with podio.async_client() as client:
            return STATUS.mail_in(await client.request(STATUS.request))

    browser = app.test_client()
    assert browser.get("/in").status_code == 200
    cookie = browser.get_cookie("session")
    assert cookie
    assert cache.get(f"session:{cookie.value}"), "the session is on the server"
    assert browser.get("/me").text == sandbox.username


@pytest.mark.parametrize("kept", ["half a sess", '{"access_token": 7}'])
def test_who_has_a_cookie_of_no_use_signs_out_and_in(sandbox: Sandbox, kept: str) -> None:
    app = flask_app(sandbox)
    podio = FlaskPodio(app, tokens_in_cookie=True)

    @app.get("/in")
    def sign_in() -> str:
        podio.client.authenticate_with_password(sandbox.username, sandbox.password)
        return ""

    browser = app.test_client()
    browser.get("/in")
    with browser.session_transaction() as session:
        (name,) = (each for each in session if each.startswith("podio."))
        session[name] = kept
    assert browser.post("/podio/logout").status_code == 303
    with browser.session_transaction() as session:
        assert name not in session
        session[name] = kept
    assert browser.get("/in").status_code == 200
    with browser.session_transaction() as session:
        assert session[name] != kept


def flask_app(sandbox: Sandbox) -> flask.Flask:
    """An application at this sandbox."""
    app = flask.Flask(__name__)
    app.config.update(
        SECRET_KEY="only for tests",
        TESTING=True,
        PODIO_CLIENT_ID=sandbox.client_id,
        PODIO_CLIENT_SECRET=sandbox.client_secret,
        PODIO_API_URL=sandbox.url,
    )
    return app


@pytest.mark.parametrize("missing", ["client_id", "client_secret"])
def test_a_starlette_setting_that_is_missing_is_named_at_once(missing: str) -> None:
    given = {"client_id": "a", "client_secret": "b", missing: ""}
    with pytest.raises(ConfigurationError, match=missing):
        StarlettePodio(
            given["client_id"], given["client_secret"], backing=lambda _: MemoryAuthStore()
        )


def test_no_secret_is_shown_by_what_holds_it() -> None:
    podio = StarlettePodio("id", "canary-secret", backing=lambda _: MemoryAuthStore())
    assert "canary-secret" not in f"{podio!r} {vars(podio)} {vars(vars(podio)['_clients'])}"
