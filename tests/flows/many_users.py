"""A Podio with any number of users, in this process: it knows whose token each call brings."""

from __future__ import annotations

import json
import threading
from typing import Any

import httpx2

from podio import PodioOAuth, Ref

URL = "http://127.0.0.1:9"
CLIENT = ("demo", "demo-secret")


class ManyUsers:
    """Gives out tokens that are good once, and ends them whenever it is told to.

    Attributes:
        refreshed: How often a token was renewed.
        refused: How often a refresh token was refused.
    """

    def __init__(self) -> None:
        self.refreshed = 0
        self.refused = 0
        self._generation: dict[int, int] = {}
        self._ended: dict[int, int] = {}
        self._guard = threading.Lock()

    def begin(self, user: int) -> PodioOAuth:
        """A session of a user, as a sign-in would give it."""
        self._generation[user] = 1
        return PodioOAuth(
            f"a-{user}-1",
            f"r-{user}-1",
            issued_at=4e9,
            ref=Ref("user", user),
            client_id=CLIENT[0],
            api_url=URL,
            version=1,
        )

    def end(self, user: int) -> None:
        """Let the access tokens that a user has got so far end."""
        self._ended[user] = self._generation[user]

    def answer(self, request: httpx2.Request, body: bytes) -> httpx2.Response:
        with self._guard:
            if request.url.path == "/oauth/token/v2":
                return self._token(json.loads(body))
            return self._who(request.headers["Authorization"].removeprefix("OAuth2 "))

    def _token(self, asked: dict[str, Any]) -> httpx2.Response:
        _, user_text, generation = asked["refresh_token"].split("-")
        user = int(user_text)
        if int(generation) != self._generation[user]:
            self.refused += 1
            return httpx2.Response(400, json={"error": "invalid_grant"})
        self.refreshed += 1
        self._generation[user] += 1
        tokens = {
            "access_token": f"a-{user}-{self._generation[user]}",
            "refresh_token": f"r-{user}-{self._generation[user]}",
            "expires_in": 28_800,
            "ref": {"type": "user", "id": user},
        }
        return httpx2.Response(200, json=tokens)

    def _who(self, token: str) -> httpx2.Response:
        _, user_text, generation = token.split("-")
        user = int(user_text)
        if int(generation) <= self._ended.get(user, 0):
            refusal = {"error": "unauthorized", "error_description": "expired_token"}
            return httpx2.Response(401, json=refusal)
        return httpx2.Response(200, json={"user": user})


class BlockingUsers(httpx2.BaseTransport):
    """That Podio, for `httpx2.Client`."""

    def __init__(self, users: ManyUsers) -> None:
        self.users = users

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return self.users.answer(request, request.read())


class AwaitedUsers(httpx2.AsyncBaseTransport):
    """That Podio, for `httpx2.AsyncClient`."""

    def __init__(self, users: ManyUsers) -> None:
        self.users = users

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return self.users.answer(request, await request.aread())
