from __future__ import annotations

import pytest

from podio.sandbox import Sandbox
from podio.sandbox.seed.credentials import demo_secret
from tests.sandbox.api import FORM, Api, Clock, password_of


def test_every_documented_key_is_in_a_token_answer(anybody: Api) -> None:
    tokens = anybody.password_token()
    assert len(tokens["access_token"]) == 128
    assert tokens["token_type"] == "bearer"
    assert tokens["expires_in"] == 28_800
    assert tokens["ref"] == {"type": "user", "id": anybody.sandbox.user_id}
    assert tokens["refresh_token"] != tokens["access_token"]
    assert tokens["scope"] == "global:all"


def test_the_app_grant_stands_for_the_app(anybody: Api) -> None:
    assert anybody.app_token()["ref"] == {"type": "app", "id": anybody.sandbox.app_id}


def test_the_first_endpoint_takes_forms_only(anybody: Api) -> None:
    sandbox = anybody.sandbox
    sign_in = {"username": sandbox.username, "password": sandbox.password}
    assert anybody.token_v1(grant_type="password", **sign_in).status_code == 200
    everything = anybody.credentials() | sign_in | {"grant_type": "password"}
    refused = anybody.http.post("/oauth/token", json=everything)
    assert refused.status_code == 400
    assert refused.json()["error"] == "invalid_client"
    assert refused.json()["error_description"] == "Missing parameter client_id"


def test_the_second_endpoint_takes_json_only(anybody: Api) -> None:
    refused = anybody.http.post("/oauth/token/v2", content=b"grant_type=app", headers=FORM)
    assert refused.status_code == 400
    assert refused.json()["error"] == "invalid_value"
    assert refused.json()["error_description"] == "must be object"
    assert refused.json()["request"] == {
        "url": "/oauth/token/v2",
        "query_string": "",
        "method": "POST",
    }


@pytest.mark.parametrize(
    ("wrong", "error", "detail"),
    [
        ({"client_id": "nobody"}, "invalid_client", "oauth.client.invalid_id"),
        ({"client_secret": "wrong"}, "invalid_client", "oauth.client.invalid_secret"),
        ({"username": "no@body.example"}, "invalid_grant", "user.invalid.username"),
        ({"password": "wrong"}, "invalid_grant", "user.invalid.password"),
        ({"password": ""}, "invalid_request", None),
        ({"grant_type": "telepathy"}, "unsupported_grant_type", None),
        ({"scope": "everything:please"}, "invalid_scope", None),
    ],
)
def test_a_wrong_sign_in_says_what_is_wrong(
    anybody: Api, wrong: dict[str, str], error: str, detail: str | None
) -> None:
    sandbox = anybody.sandbox
    right = {
        "grant_type": "password",
        "username": sandbox.username,
        "password": sandbox.password,
    }
    for answer in (anybody.token(**right | wrong), anybody.token_v1(**right | wrong)):
        assert answer.status_code == 400
        assert (answer.json()["error"], answer.json()["error_detail"]) == (error, detail)


def test_a_wrong_app_token_is_refused(anybody: Api) -> None:
    app_id = anybody.sandbox.app_id
    answer = anybody.token(grant_type="app", app_id=app_id, app_token="wrong")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_token_is_taken_in_both_spellings_and_as_a_parameter(anybody: Api) -> None:
    token = anybody.password_token()["access_token"]
    for header in (f"OAuth2 {token}", f"Bearer {token}", f"oauth2 {token}"):
        answer = anybody.http.get("/user/status", headers={"Authorization": header})
        assert answer.status_code == 200
    assert anybody.http.get(f"/user/status?oauth_token={token}").status_code == 200


@pytest.mark.parametrize(
    ("header", "status", "description"),
    [
        (None, 401, "invalid_request"),
        ("OAuth2 never-valid", 401, "expired_token"),
        ("OAuth2", 400, "Invalid authorization header"),
        ("Basic YTpi", 400, "Invalid authorization header"),
    ],
)
def test_a_missing_or_wrong_token_is_told_as_measured(
    anybody: Api, header: str | None, status: int, description: str
) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = anybody.http.get("/user/status", headers=headers)
    assert answer.status_code == status
    assert answer.json()["error_description"] == description
    if status == 401:
        assert answer.json()["error"] == "unauthorized"
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="podio"'


def test_tokens_expire_and_are_refreshed(clock: Clock) -> None:
    with Sandbox(clock=clock, token_lifetime=60) as sandbox, Api(sandbox) as anybody:
        old = anybody.password_token()
        assert old["expires_in"] == 60
        clock.now += 60
        with Api(sandbox, old["access_token"]) as api:
            assert api.get("/user/status", expect=401)["error_description"] == "expired_token"
        answer = anybody.token(grant_type="refresh_token", refresh_token=old["refresh_token"])
        new = answer.json()
        assert new["refresh_token"] == old["refresh_token"]
        assert new["ref"] == old["ref"]
        with Api(sandbox, new["access_token"]) as api:
            api.get("/user/status")
        clock.now += 28 * 86_400
        late = anybody.token(grant_type="refresh_token", refresh_token=old["refresh_token"])
        assert (late.status_code, late.json()["error"]) == (400, "invalid_grant")


def test_with_rotation_a_refresh_token_works_once() -> None:
    with Sandbox(rotate_refresh_tokens=True) as sandbox, Api(sandbox) as anybody:
        old = anybody.password_token()["refresh_token"]
        new = anybody.token_v1(grant_type="refresh_token", refresh_token=old).json()
        assert new["refresh_token"] != old
        again = anybody.token(grant_type="refresh_token", refresh_token=old)
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        next_one = anybody.token(grant_type="refresh_token", refresh_token=new["refresh_token"])
        assert next_one.status_code == 200
        outcomes = sandbox.stats()["token_requests"]["refresh_token"]
        assert outcomes == {"ok": 2, "invalid_grant": 1}


def test_a_refresh_token_belongs_to_its_client(anybody: Api) -> None:
    refresh_token = anybody.password_token()["refresh_token"]
    answer = anybody.token(
        grant_type="refresh_token",
        refresh_token=refresh_token,
        client_id="podio-sandbox-other",
        client_secret=demo_secret("secret of the other client", 64),
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_the_second_factor_stands_between_password_and_token(anybody: Api) -> None:
    sandbox = anybody.sandbox
    sign_in = {"grant_type": "password", **password_of("mia")}
    nonce = anybody.token(**sign_in).json()["server_nonce"]
    wrong = anybody.post("/mfa/verify", {"nonce": nonce, "otp": "000000"}, expect=400)
    assert wrong["error"] == "invalid_second_factor"
    tokens = anybody.post("/mfa/verify", {"nonce": nonce, "otp": sandbox.mfa_otp})
    assert tokens["ref"]["type"] == "user"
    again = anybody.post("/mfa/verify", {"nonce": nonce, "otp": sandbox.mfa_otp}, expect=400)
    assert again["error"] == "nonce_validation_error"


def test_a_recovery_code_works_once(anybody: Api) -> None:
    code = anybody.sandbox.mfa_recovery_code
    for expect in (200, 400):
        sign_in = anybody.token(grant_type="password", **password_of("mia")).json()
        wanted = {"nonce": sign_in["server_nonce"], "recoveryCode": code}
        anybody.post("/mfa/verify", wanted, expect=expect)


def test_a_sharefile_sign_in_is_the_demo_user(anybody: Api) -> None:
    header = {"X-SF-Authorization": anybody.sandbox.sharefile_authorization}
    status = anybody.http.get("/user/status", headers=header).json()
    assert status["user"]["user_id"] == anybody.sandbox.user_id
    wrong = anybody.http.get("/user/status", headers={"X-SF-Authorization": "a b"})
    assert wrong.status_code == 401


def test_the_scope_lists_what_a_token_may_do(anybody: Api, app: Api) -> None:
    sandbox = anybody.sandbox
    everything = anybody.password_token()
    with Api(sandbox, everything["access_token"]) as api:
        entry = {"ref_type": None, "ref_id": None, "permissions": ["all"]}
        assert api.get("/oauth/scope") == [entry]
    little = anybody.password_token(scope=f"space_{sandbox.space_id}:read user:all")
    assert little["scope"] == f"space_{sandbox.space_id}:read user:all"
    with Api(sandbox, little["access_token"]) as api:
        first, second = api.get("/oauth/scope")
        assert (first["ref_type"], first["ref_id"]) == ("space", sandbox.space_id)
        assert first["permissions"] == ["read"]
        assert first["ref_data"]["name"] == "Delivery"
        assert second["ref_type"] == "user"
    assert app.get("/oauth/scope")[0]["ref_id"] == sandbox.app_id


def test_a_scope_holds_back_what_it_does_not_name(anybody: Api) -> None:
    sandbox = anybody.sandbox
    scope = f"space_{sandbox.space_id}:read"
    with Api(sandbox, anybody.password_token(scope=scope)["access_token"]) as api:
        api.get(f"/space/{sandbox.space_id}")
        api.get(f"/app/{sandbox.app_id}")
        api.post(f"/item/app/{sandbox.app_id}/filter/", {"limit": 1})
        new = {"fields": {"title": "No"}}
        api.post(f"/item/app/{sandbox.app_id}/", new, expect=403)
        api.get("/space/2002", expect=403)
        api.get("/user/status", expect=403)
        assert [space["space_id"] for org in api.get("/org/") for space in org["spaces"]] == [
            sandbox.space_id
        ]


def test_an_app_token_reaches_its_own_app_only(app: Api) -> None:
    own = app.sandbox.app_id
    app.get(f"/app/{own}")
    made = app.post(f"/item/app/{own}/", {"fields": {"title": "By the app"}})
    item = app.get(f"/item/{made['item_id']}")
    assert item["created_by"]["type"] == "app"
    assert item["created_by"]["id"] == own
    app.get("/app/26001", expect=403)
    app.get("/org/", expect=403)
    app.get("/item/3000001", expect=403)
    app.post(f"/item/app/{own}/delete", {"item_ids": [made["item_id"]]}, expect=403)


def test_revoked_tokens_are_dead(anybody: Api) -> None:
    for path in ("/oauth/token/invalidate", "/oauth/grant/invalidate"):
        tokens = anybody.password_token()
        with Api(anybody.sandbox, tokens["access_token"]) as api:
            api.post(path, expect=204)
            assert api.get("/user/status", expect=401)["error_description"] == "expired_token"
        refreshed = anybody.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert (refreshed.status_code, refreshed.json()["error"]) == (400, "invalid_grant")


def test_client_info_names_the_client(ada: Api) -> None:
    wanted = {"client_id": ada.sandbox.client_id, "redirect_uri": "http://localhost/back"}
    assert ada.post("/oauth/info", wanted)["name"] == "Sandbox demo client"
    elsewhere = wanted | {"redirect_uri": "http://evil.example/"}
    ada.post("/oauth/info", elsewhere, expect=400)
