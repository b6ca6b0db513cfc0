"""What the measured calls are answered with: the sandbox's own items, over no network."""

from __future__ import annotations

import json
import time
from functools import cache
from typing import NamedTuple

import httpx2

from podio import PodioOAuth
from podio.sandbox import Sandbox

HOST = "https://podio.example"
CLIENT = ("bench", "bench-secret")
PAGE = 500


class Answers(NamedTuple):
    """Two answers of Podio's: an item (8 KB) and a page of 500 (3 MB)."""

    item: bytes
    page: bytes


@cache
def answers() -> Answers:
    """Ask the sandbox once."""
    with Sandbox() as sandbox, httpx2.Client(base_url=sandbox.url, timeout=30) as client:
        form = {
            "grant_type": "app",
            "client_id": sandbox.client_id,
            "client_secret": sandbox.client_secret,
            "app_id": str(sandbox.app_id),
            "app_token": sandbox.app_token,
        }
        token = client.post("/oauth/token", data=form).json()["access_token"]
        client.headers["Authorization"] = f"OAuth2 {token}"
        page = client.post(f"/item/app/{sandbox.app_id}/filter/", json={"limit": PAGE}).content
        item_id = json.loads(page)["items"][0]["item_id"]
        return Answers(client.get(f"/item/{item_id}").content, page)


class NullTransport(httpx2.BaseTransport):
    """Answers every request with the same bytes at once."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(content)).encode()),
            (b"x-rate-limit-limit", b"1000"),
            (b"x-rate-limit-remaining", b"999"),
        ]

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:  # noqa: ARG002 -- all alike
        return httpx2.Response(200, headers=self.headers, content=self.content)


def fresh_session(api_url: str = HOST) -> PodioOAuth:
    """A session whose tokens have just been given out."""
    now = time.time()
    return PodioOAuth(
        "bench-access-token",
        "bench-refresh-token",
        issued_at=now,
        client_id=CLIENT[0],
        api_url=api_url,
        version=1,
    )
