"""Conventions of other Podio clients, on nothing but the standard library."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from podio.sandbox.areas.routes import ROUTES
from tests.sandbox.api import ERROR_KEYS, FORM, Api

if TYPE_CHECKING:
    from podio.sandbox import Sandbox


class OldClient:
    """Sends forms for tokens, `OAuth2` headers, and JSON without saying so."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
        self.token = ""

    def send(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, Any]:
        if self.token:
            headers["Authorization"] = f"OAuth2 {self.token}"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None

    def sign_in(self) -> None:
        form = {
            "grant_type": "app",
            "app_id": str(self.sandbox.app_id),
            "app_token": self.sandbox.app_token,
            "client_id": self.sandbox.client_id,
            "client_secret": self.sandbox.client_secret,
            "redirect_uri": "http://localhost/ignored",
        }
        status, tokens = self.send("POST", "/oauth/token", urlencode(form), **FORM)
        assert status == 200
        self.token = tokens["access_token"]


@pytest.fixture
def old(sandbox: Sandbox) -> Iterator[OldClient]:
    client = OldClient(sandbox)
    client.sign_in()
    yield client
    client.connection.close()


def test_the_slash_at_the_end_is_free_where_clients_differ(old: OldClient) -> None:
    app_id = old.sandbox.app_id
    new = json.dumps({"fields": [{"external_id": "title", "values": [{"value": "Old"}]}]})
    for slash in ("", "/"):
        status, made = old.send("POST", f"/item/app/{app_id}{slash}", new)
        assert status == 200
        path = f"/item/{made['item_id']}{slash}"
        change = json.dumps({"fields": {"points": [{"value": "2"}]}})
        assert old.send("PUT", f"{path}?silent=true&hook=false", change)[0] == 200
        assert old.send("GET", f"/item/{made['item_id']}/value{slash}")[0] == 200
        assert old.send("POST", f"/item/app/{app_id}/filter{slash}", '{"limit": 1}')[0] == 200
        assert old.send("DELETE", path)[0] == 204


def test_the_slash_at_the_end_counts_everywhere_else(old: OldClient) -> None:
    for path in ("/item/3000065/", f"/app/{old.sandbox.app_id}/", "/user/status/"):
        status, error = old.send("GET", path)
        assert (status, error["error"]) == (404, "not_found")
        assert "No matching operation" in error["error_description"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/task/"),
        ("POST", "/comment/item/1/"),
        ("POST", "/hook/app/1/"),
        ("GET", "/space/2001/member/"),
        ("POST", "/app/26002/token/regenerate"),
        ("GET", "/no/such/path"),
    ],
)
def test_what_the_sandbox_does_not_do_it_says(old: OldClient, method: str, path: str) -> None:
    status, error = old.send(method, path)
    assert status == 501
    assert set(error) == ERROR_KEYS
    assert error["error"] == "not_implemented"
    assert "sandbox" in error["error_description"]
    assert error["request"] == {"url": path, "query_string": "", "method": method}


WRONG_BODIES: tuple[Any, ...] = ({}, [], {"fields": 1, "config": [], "settings": "x", "filters": 5})
KNOWN = {
    "org_id": 101,
    "space_id": 2001,
    "app_id": 26_002,
    "item_id": 3_000_065,
    "field_id": 210_014,
    "file_id": 900_001,
    "user_id": 4001,
    "view_id": 33_001,
}


def filled(path: str) -> str:
    """Put ids of the demo data into a path template."""
    parts = path.split("/")
    names = [part[1:-1] if part.startswith("{") else "" for part in parts]
    pairs = zip(parts, names, strict=True)
    return "/".join(str(KNOWN.get(name, 1)) if name else part for part, name in pairs)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_no_operation_has_a_defect(sandbox: Sandbox, method: str) -> None:
    """Whatever is sent, the answer is one of Podio's kind, never a 500."""
    for route in (route for route in ROUTES if route.method == method):
        with Api(sandbox) as anybody:
            for body in (None,) if method == "GET" else WRONG_BODIES:
                token = anybody.password_token()["access_token"]
                headers = {"Authorization": f"Bearer {token}"}
                answer = anybody.send(method, filled(route.path), body, headers=headers)
                assert answer.status_code < 500 or answer.status_code == 501, (route, answer.text)
                if answer.status_code >= 400 and "html" not in answer.headers["Content-Type"]:
                    assert set(answer.json()) == ERROR_KEYS
        if method != "GET":
            sandbox.reset()
