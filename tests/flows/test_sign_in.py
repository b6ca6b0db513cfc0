"""Every way to sign in, end to end on both clients, and what becomes of the session."""

from __future__ import annotations

from typing import Any

import pytest

from podio import NO_RETRY, AsyncPodio, Podio, PodioOAuth, Ref, Secret, Status
from podio.credentials import app_credentials, password_credentials
from podio.errors import (
    BadRequest,
    InvalidArgumentError,
    InvalidClient,
    InvalidGrant,
    NotAuthenticatedError,
    ReauthenticationRequired,
    SecondFactorRequired,
    SessionMismatchError,
    Unauthorized,
)
from podio.sandbox import Sandbox
from podio.sandbox.seed.credentials import demo_secret
from podio.stores import MemoryAuthStore
from tests.flows.callers import Caller, api_requests, signed_in, token_requests

MIAS_PASSWORD = demo_secret("password of mia", 16)


def test_as_an_app(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    assert not podio.is_authenticated()
    oauth = call(podio.authenticate_with_app(sandbox.app_id, sandbox.app_token))
    assert podio.is_authenticated()
    assert oauth == podio.oauth
    assert oauth.ref == Ref("app", sandbox.app_id)
    assert call(podio.applications.get(sandbox.app_id)).app_id == sandbox.app_id
    assert token_requests(sandbox) == 1


def test_as_a_user(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    assert podio.oauth.ref == Ref("user", sandbox.user_id)
    assert podio.session.status is Status.FRESH
    assert podio.session.saved
    assert call(podio.verify())


def test_secrets_may_be_handed_over_hidden(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client(client_secret=Secret(sandbox.client_secret))
    call(podio.authenticate_with_password(sandbox.username, Secret(sandbox.password)))
    assert call(podio.verify())


def test_the_next_client_finds_the_session(call: Caller, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    call.leave(signed_in(call, store))
    before = token_requests(sandbox)
    podio = call.client(store)
    assert podio.is_authenticated()
    assert call(podio.verify())
    assert token_requests(sandbox) == before


def test_the_other_client_finds_it_too(call: Caller, kind: str, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    signed_in(call, store)
    other = Caller("awaiting" if kind == "blocking" else "blocking", sandbox)
    try:
        assert other(other.client(store).verify())
    finally:
        other.close()
    assert token_requests(sandbox) == 1


def test_an_expired_token_is_renewed_and_nobody_notices(call: Caller, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    podio = signed_in(call, store)
    before = podio.oauth
    assert sandbox.expire_access_tokens() >= 1
    assert call(podio.verify())
    assert podio.oauth.newer_than(before)
    assert podio.oauth.refresh_token != before.refresh_token
    assert store.get() == podio.oauth
    assert token_requests(sandbox, "refresh_token") == 1


def test_a_refresh_token_that_stays_the_same_is_kept(kind: str) -> None:
    with Sandbox(rotate_refresh_tokens=False) as keeping:
        call = Caller(kind, keeping)
        try:
            podio = signed_in(call)
            before = podio.oauth
            keeping.expire_access_tokens()
            assert call(podio.verify())
            assert podio.oauth.access_token != before.access_token
            assert podio.oauth.refresh_token == before.refresh_token
        finally:
            call.close()


def test_renewing_by_hand(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    before = podio.oauth
    after = call(podio.refresh_access_token())
    assert after.access_token != before.access_token
    assert podio.oauth == after
    assert token_requests(sandbox, "refresh_token") == 1


def test_renewing_needs_a_session(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    with pytest.raises(NotAuthenticatedError):
        call(podio.refresh_access_token())
    assert token_requests(sandbox) == 0


def test_logging_out(call: Caller, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    podio = signed_in(call, store)
    call(podio.logout())
    assert not podio.is_authenticated()
    assert not podio.oauth
    assert not store.get()
    with pytest.raises(NotAuthenticatedError, match="authenticate_with"):
        call(podio.verify())
    assert api_requests(sandbox) == 0
    call(podio.authenticate_with_password(sandbox.username, sandbox.password))
    assert call(podio.verify())


def test_a_second_factor(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    with pytest.raises(SecondFactorRequired, match="authenticate_with_second_factor") as caught:
        call(podio.authenticate_with_password(sandbox.mfa_username, MIAS_PASSWORD))
    assert not podio.is_authenticated()
    nonce = caught.value.nonce
    with pytest.raises(BadRequest):
        call(podio.authenticate_with_second_factor(nonce, "000000"))
    assert not podio.is_authenticated()
    oauth = call(podio.authenticate_with_second_factor(nonce, sandbox.mfa_otp))
    assert oauth.ref is not None
    assert oauth.ref.type == "user"
    assert call(podio.verify())


def test_a_recovery_code_is_good_once(kind: str) -> None:
    with Sandbox() as own:
        call = Caller(kind, own)
        podio = call.client()

        def sign_in() -> None:
            with pytest.raises(SecondFactorRequired) as caught:
                call(podio.authenticate_with_password(own.mfa_username, MIAS_PASSWORD))
            nonce, code = caught.value.nonce, own.mfa_recovery_code
            call(podio.authenticate_with_second_factor(nonce, code, recovery=True))

        try:
            sign_in()
            assert call(podio.verify())
            with pytest.raises(BadRequest):
                sign_in()
        finally:
            call.close()


def test_with_sharefile(call: Caller, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    podio = call.client(store)
    account, token = sandbox.sharefile_authorization.split()
    call(podio.authenticate_with_sharefile(account, token))
    assert podio.is_authenticated()
    assert call(podio.users.get()).user_id == sandbox.user_id
    assert not store.get(), "nothing of it is stored"
    assert token_requests(sandbox) == 0


def test_a_refused_sharefile_token(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    call(podio.authenticate_with_sharefile("account", "no-such-token"))
    with pytest.raises(Unauthorized):
        call(podio.users.get())
    assert token_requests(sandbox) == 0


def test_a_session_from_elsewhere(call: Caller, sandbox: Sandbox) -> None:
    first = signed_in(call)
    store = MemoryAuthStore()
    podio = call.client(store)
    podio.oauth = PodioOAuth.from_json(first.oauth.to_json())
    assert podio.is_authenticated()
    assert call(podio.verify())
    assert store.get().access_token == first.oauth.access_token
    assert token_requests(sandbox) == 1


def test_two_identities_over_one_store(call: Caller, sandbox: Sandbox) -> None:
    user, app = Ref("user", sandbox.user_id), Ref("app", sandbox.app_id)
    podio = signed_in(call, MemoryAuthStore())
    call(podio.authenticate_with_app(sandbox.app_id, sandbox.app_token))
    assert podio.session.ref == app
    assert podio.session.identities == [user]
    call(podio.switch_to(user))
    assert call(podio.users.get()).user_id == sandbox.user_id
    call(podio.switch_to(app))
    assert call(podio.applications.get(sandbox.app_id)).app_id == sandbox.app_id
    assert token_requests(sandbox) == 2


def test_credentials_sign_in_when_they_are_needed(call: Caller, sandbox: Sandbox) -> None:
    read: list[str] = []

    def vault() -> tuple[int, str]:
        read.append("app")
        return sandbox.app_id, sandbox.app_token

    podio = call.client(credentials=app_credentials(vault))
    assert token_requests(sandbox) == 0
    call(podio.applications.get(sandbox.app_id))
    call(podio.applications.get(sandbox.app_id))
    assert read == ["app"]
    assert token_requests(sandbox) == 1


def test_a_session_that_was_ended_for_good_signs_in_again(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client(
        credentials=password_credentials(lambda: (sandbox.username, sandbox.password))
    )
    assert call(podio.verify())
    call(podio.oauth_authorization.invalidate_grant())
    assert call(podio.verify())
    assert token_requests(sandbox, "password") == 2


def test_a_session_that_was_ended_for_good_says_so(call: Caller, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    podio = signed_in(call, store, redirect_uri="http://localhost/back")
    podio.oauth = podio.oauth.replace(extra={})
    call(podio.oauth_authorization.invalidate_grant())
    other = call.client(store, redirect_uri="http://localhost/back")
    with pytest.raises(ReauthenticationRequired) as caught:
        call(other.users.get())
    assert (caught.value.authorize_url or "").startswith(f"{sandbox.url}/oauth/authorize?")
    assert other.session.status is Status.REVOKED
    assert not other.is_authenticated()
    assert store.get().revoked
    before = token_requests(sandbox)
    with pytest.raises(ReauthenticationRequired):
        call(other.users.get())
    assert token_requests(sandbox) == before


def test_verify_says_no_where_podio_does(call: Caller) -> None:
    store = MemoryAuthStore()
    podio = signed_in(call, store)
    call(podio.oauth_authorization.invalidate_grant())
    other = call.client(store)
    assert call(other.verify()) is False


def test_wrong_credentials_change_nothing(call: Caller, sandbox: Sandbox) -> None:
    store = MemoryAuthStore()
    podio = signed_in(call, store)
    before = podio.oauth
    with pytest.raises(InvalidGrant, match="does not accept these credentials"):
        call(podio.authenticate_with_password(sandbox.username, "wrong"))
    with pytest.raises(InvalidGrant):
        call(podio.authenticate_with_app(sandbox.app_id, "wrong"))
    with pytest.raises(InvalidGrant):
        call(podio.authenticate_with_authorization_code("wrong", "http://localhost/back"))
    assert podio.oauth == before == store.get()
    assert call(podio.verify())


@pytest.mark.parametrize("what", ["client_id", "client_secret"])
def test_a_wrong_api_client(call: Caller, sandbox: Sandbox, what: str) -> None:
    wrong: dict[str, Any] = {what: "wrong"}
    podio = call.client(**wrong)
    with pytest.raises(InvalidClient, match="check client_id and client_secret"):
        call(podio.authenticate_with_app(sandbox.app_id, sandbox.app_token))
    assert not podio.is_authenticated()
    assert token_requests(sandbox) == 1


def test_empty_credentials_are_not_sent(call: Caller, sandbox: Sandbox) -> None:
    podio = call.client()
    for empty in ("", " ", "\n"):
        with pytest.raises(InvalidArgumentError, match="app_token"):
            call(podio.authenticate_with_app(sandbox.app_id, empty))
        with pytest.raises(InvalidArgumentError, match="password"):
            call(podio.authenticate_with_password(sandbox.username, empty))
        with pytest.raises(InvalidArgumentError, match="username"):
            call(podio.authenticate_with_password(empty, sandbox.password))
        with pytest.raises(InvalidArgumentError, match="code"):
            call(podio.authenticate_with_authorization_code(empty, "http://localhost/back"))
    with pytest.raises(InvalidArgumentError):
        call(podio.authenticate_with_sharefile("", "token"))
    with pytest.raises(InvalidArgumentError):
        call(podio.authenticate_with_sharefile("account", ""))
    for wrong in (0, -1, True):
        with pytest.raises(InvalidArgumentError, match="app_id"):
            call(podio.authenticate_with_app(wrong, sandbox.app_token))
    assert token_requests(sandbox) == 0


def test_a_store_of_another_client_is_refused_and_left_alone(
    call: Caller, sandbox: Sandbox
) -> None:
    theirs = PodioOAuth("a", "r", issued_at=4e9, client_id="another", api_url=sandbox.url)
    store = MemoryAuthStore(theirs)

    def sign_in() -> None:
        podio: Podio | AsyncPodio
        if call.kind == "blocking":
            podio = Podio(sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url)
        else:
            podio = AsyncPodio(sandbox.client_id, sandbox.client_secret, store, api_url=sandbox.url)
        call(podio.authenticate_with_app(sandbox.app_id, sandbox.app_token))

    with pytest.raises(SessionMismatchError, match="another API client"):
        sign_in()
    assert store.get() is theirs
    assert token_requests(sandbox) == 0


def test_other_options_share_the_session(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    twin = podio.with_options(timeout=5.0, retry=NO_RETRY)
    assert call(twin.verify())
    sandbox.expire_access_tokens()
    assert call(twin.verify())
    assert call(podio.verify())
    assert twin.oauth == podio.oauth
    assert token_requests(sandbox) == 2


def test_from_the_environment(kind: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PODIO_API_URL": sandbox.url,
        "PODIO_CLIENT_ID": sandbox.client_id,
        "PODIO_CLIENT_SECRET": sandbox.client_secret,
        "PODIO_APP_ID": str(sandbox.app_id),
        "PODIO_APP_TOKEN": sandbox.app_token,
    }.items():
        monkeypatch.setenv(name, value)
    call = Caller(kind, sandbox)
    podio = Podio.from_env() if kind == "blocking" else AsyncPodio.from_env()
    try:
        assert call(podio.applications.get(sandbox.app_id)).app_id == sandbox.app_id
    finally:
        call.leave(podio)
        call.close()


def test_a_walk_over_a_listing_signs_in_once(call: Caller, sandbox: Sandbox) -> None:
    podio = signed_in(call)
    items = call.every(podio.items.filter(sandbox.app_id, limit=120, page_size=50))
    assert len(items) == 120
    assert len({item.item_id for item in items}) == 120
    assert token_requests(sandbox) == 1
