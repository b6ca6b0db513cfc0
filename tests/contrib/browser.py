"""Somebody with a browser: keeps cookies, fills in Podio's page, goes where it is sent."""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

import httpx2

from podio.sandbox.seed.credentials import demo_secret

if TYPE_CHECKING:
    from tests.contrib.sites import Site

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


class Browser:
    """One person at one site, whose workers take turns.

    Attributes:
        http: The connections and cookies.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.http = httpx2.Client(timeout=60.0, trust_env=False)
        self._turn = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def address(self, path: str) -> str:
        """A path at the next worker's address."""
        addresses = self.site.addresses
        return addresses[next(self._turn) % len(addresses)] + path

    def get(self, path: str) -> httpx2.Response:
        return self.http.get(self.address(path))

    def mail(self, path: str = "/me") -> str | None:
        """Who the site says that one is; None if nobody."""
        response = self.get(path)
        assert response.status_code in {200, 401}, response.text
        found: str | None = response.json().get("mail")
        return found

    def begin(self, then: str | None = None) -> str:
        """Follow the link to the sign-in; returns the address of Podio's page."""
        query = "" if then is None else f"?{httpx2.QueryParams({'next': then})}"
        response = self.get(f"/podio/login{query}")
        assert response.status_code == 302, response.text
        return response.headers["Location"]

    def consent(self, page: str, first: str = "ada", decision: str = "allow") -> str:
        """Fill in Podio's page; returns the address that it sends one back to."""
        form = self.http.get(page)
        assert form.status_code == 200, form.text
        typed = {name: unescape(value) for name, value in HIDDEN.findall(form.text)}
        typed["username"] = f"{first}@sandbox.example"
        typed["password"] = demo_secret(f"password of {first}", 16)
        action = f"{self.site.sandbox.url}/oauth/authorize"
        response = self.http.post(action, data={**typed, "decision": decision})
        assert response.status_code == 302, response.text
        return response.headers["Location"]

    def sign_in(self, first: str = "ada", then: str | None = None) -> httpx2.Response:
        """Sign in from beginning to end."""
        return self.http.get(self.consent(self.begin(then), first))

    def logout(self) -> httpx2.Response:
        """Press the button."""
        token = self.get("/").json()["csrf"]
        headers = {"Sec-Fetch-Site": "same-origin"} | ({"X-CSRFToken": token} if token else {})
        return self.http.post(self.address("/podio/logout"), headers=headers)

    def cookies(self) -> dict[str, str]:
        """The cookies, as somebody could have copied them."""
        return dict(self.http.cookies)

    def with_cookies(self, cookies: dict[str, str]) -> Browser:
        """Somebody else, who has these cookies."""
        other = Browser(self.site)
        for name, value in cookies.items():
            other.http.cookies.set(name, value, domain="127.0.0.1")
        return other


def state_in(address: str) -> str:
    """The state in an address."""
    query: dict[str, list[Any]] = parse_qs(urlsplit(address).query)
    state: str = query["state"][0]
    return state
