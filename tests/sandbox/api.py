"""A plain HTTP caller of the sandbox, with the conventions of Podio's documentation."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, Self

import httpx2

from podio.sandbox.seed.credentials import demo_secret

if TYPE_CHECKING:
    from podio.sandbox import Sandbox

# All is plain HTTP here: to read the trust store for each client would take most of the time.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ERROR_KEYS = {
    "error",
    "error_detail",
    "error_description",
    "error_parameters",
    "error_propagate",
    "request",
}


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


class Api:
    """Calls one sandbox as one signed-in caller."""

    def __init__(self, sandbox: Sandbox, access_token: str | None = None) -> None:
        headers = {} if access_token is None else {"Authorization": f"OAuth2 {access_token}"}
        self.sandbox = sandbox
        self.http = httpx2.Client(base_url=sandbox.url, headers=headers, timeout=20, verify=NO_TLS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.http.close()

    def send(
        self, method: str, path: str, body: Any = None, **options: Any
    ) -> httpx2.Response:  # JSON of any kind
        if body is not None:
            options["json"] = body
        return self.http.request(method, path, **options)

    def do(
        self, method: str, path: str, body: Any = None, expect: int = 200
    ) -> Any:  # JSON of any kind
        """Call, check the status, and read the JSON."""
        answer = self.send(method, path, body)
        assert answer.status_code == expect, (answer.status_code, answer.text)
        if expect >= 400:
            assert set(answer.json()) == ERROR_KEYS
        return answer.json() if answer.content else None

    def get(self, path: str, expect: int = 200) -> Any:  # JSON of any kind
        return self.do("GET", path, expect=expect)

    def post(self, path: str, body: Any = None, expect: int = 200) -> Any:  # JSON of any kind
        return self.do("POST", path, body, expect)

    def put(self, path: str, body: Any = None, expect: int = 200) -> Any:  # JSON of any kind
        return self.do("PUT", path, body, expect)

    def delete(self, path: str, body: Any = None, expect: int = 204) -> Any:  # JSON of any kind
        return self.do("DELETE", path, body, expect)

    def token_v1(self, **parameters: Any) -> httpx2.Response:  # parameters of any grant
        form = self.credentials() | parameters
        return self.http.post("/oauth/token", data=form)

    def token(self, **parameters: Any) -> httpx2.Response:  # parameters of any grant
        return self.http.post("/oauth/token/v2", json=self.credentials() | parameters)

    def credentials(self) -> dict[str, Any]:
        return {
            "client_id": self.sandbox.client_id,
            "client_secret": self.sandbox.client_secret,
        }

    def password_token(self, **parameters: Any) -> dict[str, Any]:  # extra parameters
        sandbox = self.sandbox
        wanted = {"username": sandbox.username, "password": sandbox.password} | parameters
        answer = self.token(grant_type="password", **wanted)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    def app_token(self) -> dict[str, Any]:
        sandbox = self.sandbox
        answer = self.token(grant_type="app", app_id=sandbox.app_id, app_token=sandbox.app_token)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens


def password_of(first_name: str) -> dict[str, str]:
    """Tell the sign-in of a demo user by first name."""
    return {
        "username": f"{first_name}@sandbox.example",
        "password": demo_secret(f"password of {first_name}", 16),
    }
