"""T13: no flow shows a character of a token, secret or password, wherever one looks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from podio import NO_RETRY, AsyncPodio, Podio, PodioOAuth, Request, SessionEvent
from podio.errors import PodioError, SecondFactorRequired
from podio.sandbox.seed.credentials import demo_secret
from podio.stores import MemoryAuthStore
from tests.flows.canary import Canary
from tests.flows.counting_stores import CountingStore

if TYPE_CHECKING:
    from podio.sandbox import Sandbox
    from tests.flows.callers import AnyPodio, Caller

Flow = Callable[["Caller", Canary], object]
TOKEN_PATH = "/oauth/token"


@pytest.fixture
def canary(sandbox: Sandbox) -> Iterator[Canary]:
    """Watches over a test, and asserts at its end that nothing was shown."""
    canary = Canary()
    canary["client secret"] = sandbox.client_secret
    canary["app token"] = sandbox.app_token
    canary["password"] = sandbox.password
    canary["mia's password"] = demo_secret("password of mia", 16)
    canary["sharefile token"] = sandbox.sharefile_authorization.split()[1]
    with canary.watching():
        yield canary
    assert canary.shown
    assert canary.leaks() == []


def as_app(call: Caller, canary: Canary, **options: Any) -> AnyPodio:  # the constructor's keywords
    podio = call.client(**options)
    call(podio.authenticate_with_app(call.sandbox.app_id, canary["app token"]))
    canary.watch(podio.oauth)
    return podio


def as_user(call: Caller, canary: Canary, **options: Any) -> AnyPodio:  # the constructor's keywords
    podio = call.client(**options)
    call(podio.authenticate_with_password(call.sandbox.username, canary["password"]))
    canary.watch(podio.oauth)
    return podio


def with_second_factor(call: Caller, canary: Canary) -> AnyPodio:
    podio = call.client()
    with pytest.raises(SecondFactorRequired) as caught:
        call(podio.authenticate_with_password(call.sandbox.mfa_username, canary["mia's password"]))
    canary.show_error(caught.value)
    call(podio.authenticate_with_second_factor(caught.value.nonce, call.sandbox.mfa_otp))
    canary.watch(podio.oauth)
    return podio


def with_sharefile(call: Caller, canary: Canary) -> AnyPodio:
    podio = call.client()
    call(podio.authenticate_with_sharefile("sandbox-account", canary["sharefile token"]))
    call(podio.users.get())
    return podio


def two_identities(call: Caller, canary: Canary) -> AnyPodio:
    podio = as_user(call, canary)
    call(podio.authenticate_with_app(call.sandbox.app_id, canary["app token"]))
    canary.watch(podio.oauth)
    return podio


def renewed(call: Caller, canary: Canary) -> AnyPodio:
    podio = as_user(call, canary)
    call.sandbox.expire_access_tokens()
    call(podio.verify())
    canary.watch(podio.oauth)
    return podio


def logged_out(call: Caller, canary: Canary) -> AnyPodio:
    podio = as_user(call, canary)
    call(podio.logout())
    return podio


@pytest.mark.parametrize(
    "flow",
    [as_app, as_user, with_second_factor, with_sharefile, two_identities, renewed, logged_out],
)
def test_a_flow_that_succeeds(call: Caller, canary: Canary, flow: Flow) -> None:
    podio = flow(call, canary)
    canary.show(podio)
    for name in ("session", "oauth", "rate_limit", "items", "_engine", "driver"):
        canary.show(getattr(podio, name))


def test_stores_requests_and_events(call: Caller, canary: Canary) -> None:
    events: list[SessionEvent] = []
    store = MemoryAuthStore()
    podio = as_user(call, canary, store=store, on_event=events.append)
    call(podio.refresh_access_token())
    canary.watch(podio.oauth)
    assert events
    for thing in (store, *events, podio.items.filter(call.sandbox.app_id)):
        canary.show(thing)
    canary.show(Request("GET", "/x"))


def wrong_app_token(call: Caller, canary: Canary) -> None:
    podio = call.client(retry=NO_RETRY)
    call(podio.authenticate_with_app(call.sandbox.app_id, canary["wrong"]))


def wrong_password(call: Caller, canary: Canary) -> None:
    podio = call.client(retry=NO_RETRY)
    call(podio.authenticate_with_password(call.sandbox.username, canary["wrong"]))


def wrong_code(call: Caller, canary: Canary) -> None:
    podio = call.client(retry=NO_RETRY)
    call(podio.authenticate_with_authorization_code(canary["wrong"], "http://localhost/back"))


def wrong_client_secret(call: Caller, canary: Canary) -> None:
    podio = call.client(client_secret=canary["wrong"], retry=NO_RETRY)
    call(podio.authenticate_with_app(call.sandbox.app_id, canary["app token"]))


def wrong_second_factor(call: Caller, canary: Canary) -> None:
    podio = call.client(retry=NO_RETRY)
    call(podio.authenticate_with_second_factor("no-such-nonce", canary["wrong"]))


def wrong_sharefile(call: Caller, canary: Canary) -> None:
    podio = call.client(retry=NO_RETRY)
    call(podio.authenticate_with_sharefile("sandbox-account", canary["wrong"]))
    call(podio.users.get())


def session_that_ended(call: Caller, canary: Canary) -> None:
    store = MemoryAuthStore()
    podio = as_user(call, canary, store=store)
    call(podio.oauth_authorization.invalidate_grant())
    call(call.client(store).users.get())


def address_that_is_no_text(call: Caller, canary: Canary) -> None:
    podio = call.client()
    address: Any = pytest  # not a text, and nothing that JSON has
    call(podio.authenticate_with_authorization_code(canary["wrong"], address))


def token_by_hand(call: Caller, canary: Canary) -> None:
    podio = call.client()
    call(
        podio.oauth_authorization.get_access_token_v2(
            grant_type="app",
            client_id=call.sandbox.client_id,
            client_secret=canary["client secret"],
            app_id=call.sandbox.app_id,
            app_token=canary["wrong"],
        )
    )


def token_by_hand_with_something_missing(call: Caller, canary: Canary) -> None:
    podio = call.client()
    call(
        podio.oauth_authorization.get_access_token(
            grant_type="app",
            client_id=call.sandbox.client_id,
            client_secret=canary["client secret"],
            app_token=canary["app token"],
        )
    )


def address_that_leads_nowhere(call: Caller, canary: Canary) -> None:
    make: Callable[..., object] = Podio if call.kind == "blocking" else AsyncPodio
    make(call.sandbox.client_id, canary["wrong"], api_url="nowhere")


def code_of_another_sign_in(call: Caller, canary: Canary) -> None:
    podio = call.client()
    podio.code_from_redirect(
        f"http://localhost/back?code={canary['wrong']}&state=one", state="another"
    )


def token_with_a_line_break(call: Caller, canary: Canary) -> None:
    podio = call.client()
    podio.oauth = PodioOAuth(f"{canary['wrong']}\n", "r", issued_at=4e9)
    call(podio.users.get())


def token_that_is_not_ascii(call: Caller, canary: Canary) -> None:
    podio = call.client()
    podio.oauth = PodioOAuth(f"{canary['wrong']}é", "r", issued_at=4e9)
    call(podio.users.get())


@pytest.mark.parametrize(
    "flow",
    [
        wrong_app_token,
        wrong_password,
        wrong_code,
        wrong_client_secret,
        wrong_second_factor,
        wrong_sharefile,
        session_that_ended,
        address_that_is_no_text,
        token_by_hand,
        token_by_hand_with_something_missing,
        address_that_leads_nowhere,
        code_of_another_sign_in,
        token_with_a_line_break,
        token_that_is_not_ascii,
    ],
)
def test_a_flow_that_fails(call: Caller, canary: Canary, flow: Flow) -> None:
    canary["wrong"] = demo_secret("something that is wrong", 40)
    with pytest.raises(PodioError) as caught:
        flow(call, canary)
    canary.show_error(caught.value)


SENDS: dict[Flow, tuple[str, ...]] = {
    wrong_app_token: ("wrong", "client secret"),
    wrong_password: ("wrong", "client secret"),
    wrong_code: ("wrong", "client secret"),
    wrong_client_secret: ("wrong", "app token"),
    wrong_second_factor: ("wrong",),
}


@pytest.mark.parametrize("sign_in", SENDS)
@pytest.mark.parametrize("status", [200, 400, 401, 403, 500])
def test_an_answer_that_echoes_what_was_sent(
    call: Caller, canary: Canary, sign_in: Flow, status: int
) -> None:
    canary["wrong"] = demo_secret("something that is wrong", 40)
    for path in (TOKEN_PATH, "/mfa/verify"):
        call.sandbox.fault(
            path, status=status, body=echo_of([canary[name] for name in SENDS[sign_in]]), count=5
        )
    with pytest.raises(PodioError) as caught:
        sign_in(call, canary)
    canary.show_error(caught.value)


def echo_of(secrets: list[str]) -> dict[str, Any]:
    """Return an answer that has the secrets in every corner."""
    echo = " and ".join(secrets)
    return {
        "error": "invalid_grant",
        "error_description": f"not with {echo}",
        "error_detail": echo,
        "error_parameters": {echo: [{"value": echo}]},
        "request": {"url": f"/x?y={echo}", "query_string": echo, "method": "POST"},
    }


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "text"),
        (200, "long text"),
        *itertools.product([400, 403, 404, 409, 500], ["json", "text", "long text"]),
    ],
)
def test_a_call_whose_answer_echoes_the_token(
    call: Caller, canary: Canary, status: int, body: str
) -> None:
    podio = as_user(call, canary)
    call.sandbox.fault("/task", status=status, body=sent_back(podio.oauth, body))
    with pytest.raises(PodioError) as caught:
        call(podio.tasks.get(1))
    canary.show_error(caught.value)


def ask(call: Caller, podio: AnyPodio, path: str) -> None:
    if path == TOKEN_PATH:
        call(podio.refresh_access_token())
    else:
        call(podio.request(Request("GET", path)))


def sent_back(oauth: PodioOAuth, body: str) -> str | dict[str, Any]:
    """Return an answer that has the session's tokens in it."""
    if body == "json":
        return echo_of([oauth.access_token, oauth.refresh_token])
    dashes = "-" * 430 if body == "long text" else ""
    return f"<p>{dashes}OAuth2 {oauth.access_token} {oauth.refresh_token}</p>"


@pytest.mark.parametrize("path", [TOKEN_PATH, "/oauth/scope"])
@pytest.mark.parametrize("fault", [{"delay": 0.4}, {"cut": "before"}, {"cut": "after"}], ids=str)
def test_an_answer_that_never_comes(
    call: Caller, canary: Canary, path: str, fault: dict[str, Any]
) -> None:
    podio = as_user(call, canary, timeout=0.15, retry=NO_RETRY)
    call.sandbox.fault(path, count=5, **fault)
    with pytest.raises(PodioError) as caught:
        ask(call, podio, path)
    canary.show_error(caught.value)


class Talkative(CountingStore):
    """Fails as databases do: with the values that it was given in its message."""

    def set(self, oauth: PodioOAuth) -> None:
        entry = oauth.to_json()
        if self.down:
            message = f"the entry was {entry}"
            raise ConnectionError(message) from ValueError(message)
        super().set(oauth)

    def get(self) -> PodioOAuth:
        entry = self.oauth.to_json()
        if self.down:
            message = f"the entry is {entry}"
            raise ConnectionError(message) from ValueError(message)
        return super().get()


@pytest.mark.parametrize("strict", [True, False])
def test_a_store_that_fails_and_says_what_it_was_given(
    call: Caller,
    canary: Canary,
    strict: bool,  # noqa: FBT001 -- a column
) -> None:
    store = Talkative()
    podio = as_user(call, canary, store=store, strict=strict)
    store.down = True
    call.sandbox.expire_access_tokens()
    try:
        call(podio.refresh_access_token())
    except PodioError as error:
        canary.show_error(error)
        assert strict
    canary.watch(podio.oauth)
    other = call.client(store)
    with pytest.raises(PodioError) as caught:
        other.is_authenticated()
    canary.show_error(caught.value)
    with pytest.raises(PodioError) as caught:
        call(other.verify())
    canary.show_error(caught.value)
    store.down = False


def test_a_listener_that_fails(call: Caller, canary: Canary) -> None:
    def fails(event: SessionEvent) -> None:
        raise ValueError(event.name)

    podio = as_user(call, canary, on_event=fails)
    call(podio.refresh_access_token())
    canary.watch(podio.oauth)
    assert any("podio" in where for where, _ in canary.shown)


def test_the_canary_sings(call: Caller, sandbox: Sandbox) -> None:
    """What would be found if something leaked: the test of the test."""
    canary = Canary()
    canary["app token"] = sandbox.app_token
    with canary.watching():
        podio = as_app(call, canary)
        canary.show({"the session": podio.oauth.to_json()})
        token = podio.oauth.access_token
        with pytest.raises(ValueError, match="on purpose") as caught:
            fails_with(token)
        canary.show_error(caught.value)
    found = dict(canary.leaks())
    assert "access token 1" in found["repr of dict"]
    assert any(where.startswith("the traceback") for where in found)


def fails_with(token: str) -> None:
    message = f"on purpose, with {len(token)} characters"
    raise ValueError(message)
