"""The sign-in in a browser, end to end through the authorize page, on both clients."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx2
import pytest

from podio import Ref
from podio.errors import AuthenticationError, InvalidGrant, StateMismatchError
from podio.stores import MemoryAuthStore
from tests.flows.callers import token_requests

if TYPE_CHECKING:
    from podio.sandbox import Sandbox
    from tests.flows.callers import AnyPodio, Caller

BACK = "http://localhost/back"


class SignInForm(HTMLParser):
    """The authorize page as a browser sees it: where the form goes, what it carries along."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.hidden: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.action = given.get("action") or ""
        elif tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"] or ""] = given["value"] or ""


def browse(url: str, decision: str, sandbox: Sandbox) -> str:
    """Open the page as a person does, decide, and return where Podio sends the browser."""
    with httpx2.Client() as browser:
        page = browser.get(url)
        assert page.status_code == 200
        form = SignInForm(page.text)
        typed = {"username": sandbox.username, "password": sandbox.password, "decision": decision}
        answer = browser.post(f"{sandbox.url}{form.action}", data={**form.hidden, **typed})
    assert answer.status_code == 302
    location: str = answer.headers["location"]
    return location


def test_from_the_page_to_the_session(call: Caller, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    podio = call.client(store)
    state = podio.new_state()
    url = podio.authorize_url(BACK, scope="user:all space:all", state=state)
    returned = browse(url, "allow", sandbox)
    assert urlsplit(returned).netloc == "localhost"
    code = podio.code_from_redirect(returned, state=state)
    oauth = call(podio.authenticate_with_authorization_code(code, BACK))
    assert oauth.ref == Ref("user", sandbox.user_id)
    assert oauth.scope == "user:all space:all"
    assert store.get() == oauth
    assert call(podio.users.get()).user_id == sandbox.user_id


def test_a_code_is_good_once(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    code = code_of(podio, sandbox)
    call(podio.authenticate_with_authorization_code(code, BACK))
    before = podio.oauth
    with pytest.raises(InvalidGrant):
        call(podio.authenticate_with_authorization_code(code, BACK))
    assert podio.oauth == before


def test_a_code_belongs_to_its_address(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    code = code_of(podio, sandbox)
    with pytest.raises(InvalidGrant):
        call(podio.authenticate_with_authorization_code(code, "http://localhost/elsewhere"))
    assert not podio.is_authenticated()


def test_who_says_no(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    state = podio.new_state()
    returned = browse(podio.authorize_url(BACK, state=state), "deny", sandbox)
    with pytest.raises(AuthenticationError, match="user_denied"):
        podio.code_from_redirect(returned, state=state)
    assert token_requests(sandbox) == 0


def test_a_link_that_somebody_else_began_is_refused(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    returned = browse(podio.authorize_url(BACK, state=podio.new_state()), "allow", sandbox)
    with pytest.raises(StateMismatchError):
        podio.code_from_redirect(returned, state=podio.new_state())
    with pytest.raises(StateMismatchError):
        podio.code_from_redirect(returned, state=None)


def test_the_session_is_renewed_like_any_other(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    call(podio.authenticate_with_authorization_code(code_of(podio, sandbox), BACK))
    sandbox.expire_access_tokens()
    assert call(podio.verify())
    assert token_requests(sandbox, "refresh_token") == 1


def code_of(podio: AnyPodio, sandbox: Sandbox) -> str:
    """Sign in on the page and return the code."""
    state = podio.new_state()
    returned = browse(podio.authorize_url(BACK, state=state), "allow", sandbox)
    return podio.code_from_redirect(returned, state=state)
